import DOMPurify from 'dompurify';

/** The one way in which HTML enters the page. */

/** Tags that a lesson's Markdown can lead to, and nothing else. */
const tags = [
  ...['p', 'ul', 'ol', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'blockquote', 'hr', 'br'],
  ...['h3', 'h4', 'h5', 'h6', 'pre', 'code', 'span', 'em', 'strong', 'del', 'kbd', 'a', 'sup', 'sub'],
];
const attributes = [
  'href',
  'title',
  'class',
  'data-name',
  'data-language',
  'data-kind',
  'data-file',
  'data-lesson',
];

/** The HTML of a lesson as nodes: links lead to https addresses or nowhere, and nothing in it runs. */
export function sanitized(html: string): DocumentFragment {
  return DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: attributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    ALLOWED_URI_REGEXP: /^(?:https:\/\/|#$)/i,
    // What is no address is not held to what an address may be.
    ADD_URI_SAFE_ATTR: attributes.filter((name) => name !== 'href'),
    RETURN_DOM_FRAGMENT: true,
  });
}

/** An address that a link of the page may lead to. */
export function isWebAddress(url: string): boolean {
  return /^https:\/\/[^\s"'<>]+$/i.test(url);
}
