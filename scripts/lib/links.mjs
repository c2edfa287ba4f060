/** Links in lessons and walkthroughs: each is well-formed and leads somewhere. Nothing is fetched. */
import { placeIn } from './wording.mjs';

/** @typedef {import('./content-files.mjs').Fault} Fault */

/** A link of Markdown: `[text](target "title")`, also `![text](target)`. */
const LINK = /(!?)\[((?:[^[\]]|\[[^[\]]*\])*)\]\(((?:[^()\n]|\([^()\n]*\))*)\)/g;

/**
 * What is wrong with an address in the net.
 * @param {string} address
 * @returns {string | undefined}
 */
export function addressFault(address) {
  if (!/^https:\/\//i.test(address)) return `The address ${address} does not begin with https://.`;
  if (/[\s<>"\\^`{|}]/.test(address))
    return `The address ${address} holds a character that has to be escaped.`;
  if (!URL.canParse(address)) return `The address ${address} is not well-formed.`;
  const { hostname, pathname, hash, username } = new URL(address);
  if (!/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/.test(hostname) || username)
    return `The address ${address} has no host that everybody reaches.`;
  if (pathname === '/' && hash === '')
    return `The address ${address} is only a host; link to the page that says it.`;
  if (address.endsWith('#')) return `The address ${address} has an empty anchor.`;
  if (/#.*#/.test(address)) return `The address ${address} has two anchors.`;
  return undefined;
}

/**
 * An address as two spellings of it are compared: without anchor and the slash at its end.
 * @param {string} address
 */
export function pageOf(address) {
  return address.replace(/#.*$/, '').replace(/\/$/, '').toLowerCase();
}

/**
 * The faults of the links of a Markdown text.
 * @param {string} file
 * @param {string} text without its code; what is left out is blank
 * @param {{ isLesson(id: string): boolean, self?: string, sources?: readonly string[] }} where `self` is the lesson that
 *   holds the text, and `sources` the addresses that its links may lead to
 * @returns {Fault[]}
 */
export function linkFaults(file, text, { isLesson, self, sources }) {
  /** @type {Fault[]} */
  const faults = [];
  const report = (/** @type {number} */ offset, /** @type {string} */ message) =>
    void faults.push({ file, ...placeIn(text, offset), message });
  const rest = text.replace(LINK, (whole, bang, label, inner, /** @type {number} */ offset) => {
    const target = inner.trim().replace(/\s+"[^"]*"$/, '');
    // Code in the label is blank here, so that a label of code alone is a label all the same.
    if (label === '')
      report(
        offset,
        `The ${bang ? 'picture has no text for those who cannot see it' : 'link has no text'}: ${whole}`,
      );
    if (target === '') report(offset, `The link "${label}" leads nowhere.`);
    else if (bang) report(offset, `Lessons hold no pictures; what a lesson shows is its figure: ${whole}`);
    else {
      const message = targetFault(target, { isLesson, self, sources });
      if (message) report(offset, message);
    }
    return whole.replace(/[^\n]/g, ' ');
  });
  for (const { 0: address, index } of rest.matchAll(/\b(?:https?:\/\/|www\.)[^\s)>\]]+/g))
    report(index, `Write the address as a link with a text: [what it is](${address}).`);
  for (const { 0: whole, index } of rest.matchAll(/\[[^\][\n]+\]\s?\[[^\][\n]*\]|^\[[^\][\n]+\]:\s/gm))
    report(index, `Write the link with its address behind the text, [text](address), not ${whole.trim()}`);
  for (const { 0: whole, index } of rest.matchAll(/\]\([^)\n]*$/gm))
    report(index, `The link is not closed: ${whole}`);
  return faults;
}

/**
 * @param {string} target
 * @param {{ isLesson(id: string): boolean, self?: string, sources?: readonly string[] }} where
 */
function targetFault(target, { isLesson, self, sources }) {
  const lesson = /^lesson:(.*)$/.exec(target)?.[1];
  if (lesson !== undefined) {
    if (!/^[\w-]+\/[\w-]+$/.test(lesson))
      return `A lesson is linked as lesson:<topic>/<lesson>, not as ${target}.`;
    if (!isLesson(lesson)) return `There is no lesson ${lesson}.`;
    return lesson === self ? 'The lesson links to itself.' : undefined;
  }
  if (!/^https?:\/\//i.test(target))
    return `A link leads to https:// or to lesson:<topic>/<lesson>, not to ${target}.`;
  const fault = addressFault(target);
  if (fault) return fault;
  if (sources && !sources.some((source) => pageOf(source) === pageOf(target)))
    return `${target} is none of the lesson's sources; name it there.`;
  return undefined;
}
