import { applyEdits } from '../base/text.ts';
import type { EditData, FixApplied } from '../protocol/server.ts';
import { Lines } from './lessonPanel/lines.ts';

/** A fix as the light bulb offers it. */
export interface OfferedFix {
  /** Of all texts that it changes; ranges are 0-based and end-exclusive, in the texts of the offer. */
  readonly edits: readonly EditData[];
  readonly applied: FixApplied;
}

interface Offer {
  /** The texts that the fixes were made for, by URI, as far as they are known. */
  readonly texts: ReadonlyMap<string, string>;
  readonly fixes: readonly OfferedFix[];
}

/** Enough for the questions that one cursor raises: the light bulb's, the hover's, that of *fix all*. */
const MOST_OFFERS = 8;

/**
 * Tells which of the fixes that the editor was offered has been applied, by the text that came of it. The editor can
 * call a command after a fix's edits, but forgets that command, and complains to the reader, when it asks for the
 * actions of the changed text first; so nothing is called, and the text is compared.
 */
export class OfferedFixes {
  #offers: Offer[] = [];

  /** Remembers what was offered, newest last; only the last few offers count. */
  offered(offer: Offer): void {
    if (offer.fixes.length === 0) return;
    this.#offers.push(offer);
    if (this.#offers.length > MOST_OFFERS) this.#offers.shift();
  }

  /**
   * Call after every change of a text that was not an undo or redo. Offers made for its former state are forgotten.
   * @returns what the fix was for whose result the text is now; `undefined` when it is no fix's
   */
  changed(uri: string, text: string): FixApplied | undefined {
    const concerned = this.#offers.filter(
      ({ texts, fixes }) =>
        texts.has(uri) || fixes.some(({ edits }) => edits.some((edit) => edit.uri === uri)),
    );
    if (concerned.length === 0) return undefined;
    this.#offers = this.#offers.filter((offer) => !concerned.includes(offer));
    const now = withPlainBreaks(text);
    for (const { texts, fixes } of concerned.reverse()) {
      const before = texts.get(uri);
      if (before === undefined) continue;
      const fix = fixes.find(({ edits }) => {
        const here = edits.filter((edit) => edit.uri === uri);
        return here.length > 0 && withEdits(withPlainBreaks(before), here) === now;
      });
      if (fix) return fix.applied;
    }
    return undefined;
  }
}

/** A text with line breaks of one character. Lines and columns stay what they are. */
function withPlainBreaks(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** @param text with line breaks of one character */
function withEdits(text: string, edits: readonly EditData[]): string {
  const lines = new Lines(text);
  return applyEdits(
    text,
    edits.map(({ range, newText }) => ({ ...lines.spanOf(range), newText: withPlainBreaks(newText) })),
  );
}
