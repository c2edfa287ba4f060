/** Why something failed, for the terminal and for the file of results. */

/**
 * @param {unknown} error
 * @returns {string} one line
 */
export function reasonOf(error) {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const lines = message
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const first = lines[0] ?? 'it failed without a word';
  // "npm said:" wants what npm said; its last line is the one that it ended with.
  const line = first.endsWith(':') && lines.length > 1 ? `${first} ${lines.at(-1)}` : first;
  return line.length > 400 ? `${line.slice(0, 399)}…` : line;
}

/**
 * @param {unknown} error
 * @returns {string} all that it says
 */
export function detailOf(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
