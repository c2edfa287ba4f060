import { ownValue } from '../../base/own.ts';
import { holds, type Span } from '../../base/span.ts';
import type { TextChange } from '../../base/text.ts';
import type { PlaceState } from '../../protocol/panel.ts';
import { descending, mapSpan, trim, wordChanges } from './carry.ts';

/** Follows one place of the reader's code through edits. Pure: texts and spans in, a state out. */

/** A hint as far as following it needs to know it. */
export interface Candidate {
  readonly rule: string;
  readonly names: Readonly<Record<string, string>>;
  readonly span: Span;
}

/** How many earlier texts are remembered, so that undo finds the place exactly. */
const remembered = 8;
/** Longer texts are not remembered: a few of them would hold the memory of the whole panel. */
const longestRemembered = 500_000;

/** Where the place is: exactly known, known to lie somewhere within, or gone with only a point left. */
type Hold = 'exact' | 'within' | 'gone';

/** A place with its hint. Feed it every edit, and the hints of every check of exactly the current text. */
export class Tracker<C extends Candidate> {
  readonly rule: string;
  #text: string;
  #span: Span;
  #hold: Hold = 'exact';
  #state: PlaceState;
  #current: C | undefined;
  #names: Readonly<Record<string, string>>;
  /** Which of the rule's hints with these names it was, counted in the text's order, and of how many. */
  #ordinal = 0;
  #of = 1;
  /** Its code without layout when it was last seen, and how many of its equals had the same. */
  #code = '';
  #equals = 1;
  /** Whether the text has changed since the hint was last seen. */
  #edited = false;
  /** Whether a check of exactly this text has been heard. */
  #answered = false;
  #earlier: { text: string; span: Span }[] = [];
  /** The text as our own fix left it. */
  #repairedText: string | undefined;

  /**
   * @param anchor the hint, or its last known place when it has not been seen in exactly this text yet
   * @param seen whether the anchor comes from a check of `text`
   */
  constructor(text: string, anchor: C | Candidate, seen: boolean) {
    this.rule = anchor.rule;
    this.#text = text;
    this.#span = anchor.span;
    this.#names = anchor.names;
    this.#state = seen ? 'present' : 'unknown';
    if (seen) {
      this.#current = anchor as C;
      this.#code = this.#words(anchor.span);
    } else this.#hold = 'within';
  }

  get state(): PlaceState {
    return this.#state;
  }

  /** The place in the current text, where it can be pointed at with certainty; else undefined. */
  get span(): Span | undefined {
    return this.#hold === 'exact' ? this.#span : undefined;
  }

  /** Where the code of a place that is gone has been: an empty span; undefined while the place is there. */
  get point(): Span | undefined {
    return this.#hold === 'gone' ? { start: this.#span.start, end: this.#span.start } : undefined;
  }

  /** Roughly where the place is or was, for looking there; never for pointing at it. */
  get vicinity(): Span {
    return this.#span;
  }

  /** The hint as it was last seen. Its positions are those of the text it was found in. */
  get current(): C | undefined {
    return this.#current;
  }

  /** Whether the text is still the one in which the hint was last seen. */
  get fresh(): boolean {
    return !this.#edited;
  }

  /** The text as our own fix left it, where one was applied. */
  get repairedText(): string | undefined {
    return this.#repairedText;
  }

  get text(): string {
    return this.#text;
  }

  /**
   * Takes one edit.
   * @param changes as VS Code reports them: all in offsets of the text before, not overlapping
   * @param after the text that it led to; where it is missing, the changes are applied to the old text
   * @returns whether the changes lead to that text
   */
  change(changes: readonly TextChange[], after?: string): boolean {
    if (changes.length === 0) return after === undefined || after === this.#text;
    const before = { text: this.#text, span: this.#span };
    const held = this.#hold;
    for (const change of descending(changes)) {
      this.#take(change);
      this.#text = this.#text.slice(0, change.start) + change.newText + this.#text.slice(change.end);
    }
    const leads = after === undefined || after === this.#text;
    if (!leads) {
      // The changes do not lead to the text: nothing that was worked out from them can be trusted.
      this.#text = after;
      this.#span = { start: 0, end: after.length };
      this.#hold = 'within';
      this.#state = 'unknown';
    }
    this.#edited = true;
    this.#answered = false;
    if (held === 'exact' && this.#hold !== 'exact') this.#remember(before);
    const known = this.#earlier.find((entry) => entry.text === this.#text);
    if (known) {
      this.#span = known.span;
      this.#hold = 'exact';
    }
    if (this.#hold === 'gone' && this.#state === 'present')
      this.#state = this.#text === this.#repairedText ? 'fixed' : 'deleted';
    return leads;
  }

  /**
   * Says that the last change was our own fix, so that the hint's going is called a repair and not a removal,
   * once a check has seen that it went.
   */
  repaired(): void {
    this.#repairedText = this.#text;
    if (this.#state === 'deleted') this.#state = this.#answered ? 'fixed' : 'present';
  }

  /** Takes the hints that a check of exactly the current text has found. */
  hints(all: readonly C[]): void {
    this.#answered = true;
    const same = all.filter((hint) => hint.rule === this.rule);
    const found = this.#choose(same);
    if (found === 'ambiguous') {
      this.#state = 'unknown';
      return;
    }
    if (found) {
      this.#adopt(found, same);
      return;
    }
    if (this.#hold === 'gone' || (this.#hold === 'within' && this.#state !== 'unknown'))
      this.#state = this.#text === this.#repairedText || this.#survives() ? 'fixed' : 'deleted';
    else if (this.#hold !== 'exact' || this.#state === 'unknown') this.#state = 'unknown';
    // A hint that goes while its text stays was switched off, or another file's edit took it: not a repair here.
    else this.#state = this.#edited || this.#state === 'fixed' ? 'fixed' : 'unknown';
  }

  #take(change: TextChange): void {
    if (this.#hold === 'gone') {
      // What comes back to the point where the place was (an undo) belongs to it.
      const { start, end } = this.#span;
      if (change.start <= end && change.end >= start) {
        const head = Math.min(change.start, start);
        const delta = change.newText.length - (change.end - change.start);
        this.#span = { start: head, end: Math.max(end + delta, head + change.newText.length) };
        if (this.#span.end > this.#span.start) this.#hold = 'within';
      } else this.#span = mapSpan(this.#span, change);
      return;
    }
    if (holds(change, this.#span) && change.end > change.start) {
      const core = trim(this.#text.slice(change.start, change.end), change);
      if (holds(core, this.#span)) {
        this.#takeWords(core);
        return;
      }
      this.#span = mapSpan(this.#span, core);
    } else this.#span = mapSpan(this.#span, change);
    if (this.#span.end <= this.#span.start) this.#hold = 'gone';
  }

  /** A replacement of the place and its surroundings: the words that stayed tell where the place went. */
  #takeWords(change: TextChange): void {
    const old = this.#text.slice(change.start, change.end);
    const whole = { start: change.start, end: change.start + change.newText.length };
    if (change.newText === '') {
      this.#span = whole;
      this.#hold = 'gone';
      return;
    }
    if (this.#hold === 'within') {
      this.#span = whole;
      return;
    }
    const place = old.slice(this.#span.start - change.start, this.#span.end - change.start);
    let span = this.#span;
    const words = wordChanges(old, change);
    for (const word of descending(words ?? [change])) span = mapSpan(span, word);
    const kept = change.newText.slice(span.start - change.start, span.end - change.start);
    // Only a place that came through word for word is pointed at; anything else waits for the next check.
    if (kept === place && kept.trim() !== '') this.#span = span;
    else {
      this.#span = whole;
      this.#hold = 'within';
    }
  }

  #choose(same: readonly C[]): C | 'ambiguous' | undefined {
    const { start, end } = this.#span;
    const near = same.filter(({ span }) =>
      end > start ? span.start < end && span.end > start : span.start <= end && span.end >= start,
    );
    const named = near.filter((hint) => sameNames(hint.names, this.#names));
    if (this.#hold === 'exact') {
      const closest = (named.length > 0 ? named : near).toSorted(
        (a, b) => distance(a.span, this.#span) - distance(b.span, this.#span),
      )[0];
      return closest;
    }
    // Somewhere in there: its own words tell it from the others, or else its place among its equals, as long
    // as there are as many of them as before.
    const alike = same.filter((hint) => sameNames(hint.names, this.#names));
    const twins = alike.filter((hint) => this.#words(hint.span) === this.#code);
    if (twins.length === 1 && this.#of === 1) return twins[0];
    const counted = alike.length === this.#of ? alike[this.#ordinal] : undefined;
    if (
      counted &&
      (twins.length === 0 ? this.#of === 1 : twins.includes(counted) && this.#equals === twins.length)
    )
      return counted;
    return near.length > 0 ? 'ambiguous' : undefined;
  }

  /** The code of a span without its layout. */
  #words(span: Span): string {
    return this.#text.slice(span.start, span.end).replace(/\s+/g, ' ');
  }

  #adopt(hint: C, same: readonly C[]): void {
    this.#span = hint.span;
    this.#names = hint.names;
    this.#current = hint;
    this.#hold = 'exact';
    this.#state = 'present';
    this.#edited = false;
    const alike = same.filter((other) => sameNames(other.names, hint.names));
    this.#ordinal = alike.indexOf(hint);
    this.#of = alike.length;
    this.#code = this.#words(hint.span);
    this.#equals = alike.filter((other) => this.#words(other.span) === this.#code).length;
  }

  /** Whether the code that the hint stood on can still be found where it was: then the hint went, not the code. */
  #survives(): boolean {
    const last = this.#earlier[0];
    if (!last) return false;
    const code = last.text.slice(last.span.start, last.span.end).trim();
    return code !== '' && this.#text.slice(this.#span.start, this.#span.end).includes(code);
  }

  #remember(entry: { text: string; span: Span }): void {
    if (entry.text.length > longestRemembered) return;
    this.#earlier = [entry, ...this.#earlier.filter((other) => other.text !== entry.text)].slice(
      0,
      remembered,
    );
  }
}

function distance(a: Span, b: Span): number {
  return Math.abs(a.start - b.start) + Math.abs(a.end - b.end);
}

function sameNames(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => ownValue(a, key) === ownValue(b, key));
}
