/**
 * A text as a regular expression that finds it.
 * @param {string} text
 */
export function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
