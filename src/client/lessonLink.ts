import { encodePart } from '../base/uris.ts';

/** The addresses of lessons and rules: what *Copy link* copies, and what the editor hands over when one is followed. */

/** What a link names; nothing of it has been looked up yet. */
type LinkTarget =
  | { readonly kind: 'lesson' | 'rule'; readonly id: string }
  /** `at` as in the links that diagnostics carry: 0-based line and character of both ends. */
  | { readonly kind: 'place'; readonly query: URLSearchParams };

/** UTF-16 units; a link that people send each other has fewer than a hundred. */
const LONGEST_PATH = 2_000;
/** The links of diagnostics hold the address of a file. */
const LONGEST_QUERY = 10_000;

/** `react-effects`, `late-answer`: folders and files of lessons have no other characters. */
const NAME = /^[a-z0-9][a-z0-9-]{0,99}$/;

/**
 * The link to a lesson or a rule.
 * @param scheme of the editor, `vscode` or that of a relative
 * @param extension `<publisher>.<name>`
 * @param id `<topic>/<name>`
 */
export function linkTo(scheme: string, extension: string, kind: 'lesson' | 'rule', id: string): string {
  return `${scheme}://${extension}/${kind}/${id.split('/').map(encodePart).join('/')}`;
}

/**
 * Reads a link. It may come from any web page, so only text in the form of an id is accepted.
 * @param path decoded, as the editor gives it
 * @returns undefined for anything that is not a link of ours
 */
export function parseLink(path: string, query: string): LinkTarget | undefined {
  if (path.length > LONGEST_PATH || query.length > LONGEST_QUERY) return undefined;
  if (path === '/lesson') return { kind: 'place', query: new URLSearchParams(query) };
  const [before, kind, topic = '', name = '', ...more] = path.replace(/\/$/, '').split('/');
  if (before !== '' || more.length > 0 || (kind !== 'lesson' && kind !== 'rule')) return undefined;
  return NAME.test(topic) && NAME.test(name) ? { kind, id: `${topic}/${name}` } : undefined;
}
