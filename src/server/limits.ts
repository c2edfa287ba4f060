import { LARGEST_FILE, TOO_LARGE } from '../base/limits.ts';
import { isBinaryText } from '../engine/index.ts';

/** Texts that are too large or too strange to be parsed while a person waits. */

/** Why a file is left alone over which the server was ended. */
export const GIVEN_UP =
  'one that the server did not come back from; it is checked again when its text changes';
/** In UTF-16 units. Such a line is not written by hand, and a position in it does not help a reader. */
const MAX_LINE = 100_000;

/** Thrown for a file that is not read; its message is the end of a sentence ("it is …"). */
export class LeftAlone extends Error {}

/** Why a text is left alone, as the end of a sentence ("it is …"), or `undefined` when it can be checked. */
export function reasonToSkip(text: string, languageId: string): string | undefined {
  if (text.length > LARGEST_FILE) return TOO_LARGE;
  if (isBinaryText(languageId, text)) return 'binary';
  if (text.length > MAX_LINE) {
    let start = 0;
    while (start < text.length) {
      let end = text.indexOf('\n', start);
      if (end < 0) end = text.length;
      if (end - start > MAX_LINE)
        return `made of lines longer than ${MAX_LINE.toLocaleString('en')} characters`;
      start = end + 1;
    }
  }
  return undefined;
}

const decoder = new TextDecoder('utf-8');

/**
 * Decodes a file as the editor does: UTF-8, a byte order mark left out, invalid bytes replaced.
 * @returns the text, or the reason why it is left alone.
 */
export function decodeFile(bytes: Uint8Array, languageId: string): { text: string } | { reason: string } {
  if (bytes.byteLength > LARGEST_FILE) return { reason: TOO_LARGE };
  const text = decoder.decode(bytes);
  const reason = reasonToSkip(text, languageId);
  return reason ? { reason } : { text };
}
