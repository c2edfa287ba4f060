/** More characters than this for each NUL: a program's data has far fewer, a source with one in a string far more. */
const PER_NUL = 32;

/**
 * Whether what was decoded is no text. A few NULs are, where the language allows them; bytes that were no UTF-8 are not.
 * @param takesNul whether programs that read the language take a NUL in a string or a comment
 */
export function isBinary(text: string, takesNul: boolean): boolean {
  let at = text.indexOf('\u0000');
  if (at < 0) return false;
  if (!takesNul || text.includes('\ufffd')) return true;
  let count = 0;
  for (; at >= 0; at = text.indexOf('\u0000', at + 1)) count++;
  return count * PER_NUL > text.length;
}
