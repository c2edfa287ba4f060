import { intersects, isSameSpan } from '../base/span.ts';
import { applyEdits } from '../base/text.ts';
import type { Checker } from './check.ts';
import { Document } from './document.ts';
import { damageOf } from './kinds.ts';
import type { Edit, Fix, FixKind, Hint } from './types.ts';

/**
 * Why a hint is left: it has no fix; its fixes are of a kind that was not asked for; its fix changes another file; the
 * text would have been broken by it; it was applied and the hint is there again; or the rounds were used up.
 */
export type WhyLeft = 'none' | 'kind' | 'elsewhere' | 'breaks' | 'repeats' | 'later';

/** A hint that fixing has left, and the title of the fix that it is about where it has one. */
export interface LeftHint {
  readonly hint: Hint;
  readonly why: WhyLeft;
  readonly fix?: string;
}

/** What fixing a text came to. */
export interface FixedAll {
  readonly text: string;
  /** Titles of the fixes, as often as each was applied, in the order of application. */
  readonly applied: readonly string[];
  readonly left: readonly LeftHint[];
  /** The fact keys that changed by it, for other files that ask for them. */
  readonly changed: readonly string[];
  /** The fact keys that the rules asked for at the end. */
  readonly reads: ReadonlySet<string>;
}

interface FixOptions {
  /** What an earlier call found out about the same file, and this one adds to. */
  readonly memory?: FixMemory;
  /** How often the text is changed at most; ten times without it. */
  readonly rounds?: number;
  /** The hints as the host shows them; all without it. */
  readonly shown?: (hints: readonly Hint[]) => readonly Hint[];
}

/** Rounds for one text: more than any needs. The bound is there for fixes that always make room for another one. */
const ROUNDS = 10;

/** A hint with the fix that may be applied to it. */
interface Wanted {
  readonly key: string;
  readonly fix: Fix;
}

/** What was applied to a file, so that no fix is applied twice, and what was refused. */
export class FixMemory {
  /** How often the hint of an applied fix may still be there. */
  readonly #left = new Map<string, number>();
  readonly #repeated = new Set<string>();
  readonly #breaking = new Set<string>();
  #counts = new Map<string, number>();

  /** Notes which hints are there now, before another round. */
  look(wanted: Iterable<Wanted>): void {
    this.#counts = new Map();
    for (const { key } of wanted) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    for (const [key, count] of this.#counts) {
      if (count > (this.#left.get(key) ?? count)) this.#repeated.add(key);
    }
  }

  /** Why a fix is not to be applied, or `undefined`. */
  refusal({ key, fix }: Wanted): 'breaks' | 'repeats' | undefined {
    if (this.#repeated.has(key)) return 'repeats';
    return this.#breaking.has(withEdits(key, fix)) ? 'breaks' : undefined;
  }

  /** Notes that a fix was applied: one hint of its kind is gone. */
  applied({ key }: Wanted): void {
    const count = (this.#counts.get(key) ?? 1) - 1;
    this.#counts.set(key, count);
    this.#left.set(key, count);
  }

  /** Notes that a text was broken by a fix. */
  breaks({ key, fix }: Wanted): void {
    this.#breaking.add(withEdits(key, fix));
  }
}

/** The next round may write a fix in another way, which then is another one. */
function withEdits(key: string, fix: Fix): string {
  return JSON.stringify([key, ...fix.edits.map(({ newText }) => newText)]);
}

/**
 * Applies fixes of the given kinds until none is left. After each round the facts of the text are collected and it is
 * checked again. No fix is applied whose hint it did not take away before, and none that leaves more of the text at fault
 * or unread than there was: these are left to a person, as are fixes that change other files.
 * @returns the document is updated on the way, and the checker has its facts
 */
export function fixAll(
  doc: Document,
  checker: Checker,
  kinds: readonly FixKind[],
  { memory = new FixMemory(), rounds = ROUNDS, shown = (hints) => hints }: FixOptions = {},
): FixedAll {
  const applied: string[] = [];
  const changed = new Set(checker.collect(doc));
  for (let round = 0; ; round++) {
    const { hints: all, reads } = checker.check(doc);
    const hints = shown(all);
    const wanted = hints.map((hint) => wantedOf(doc, hint, kinds));
    memory.look(wanted.filter((each) => each !== undefined));
    const chosen = round < rounds ? chooseFixes(wanted, memory) : [];
    if (chosen.length === 0) {
      const left = hints.map((hint, at) => leftHint(hint, wanted[at], memory, kinds));
      return { text: doc.text, applied, left, changed: [...changed], reads };
    }
    const sound = soundOnes(doc, chosen, memory);
    if (sound.length === 0) continue;
    const newText = textWith(doc, sound);
    doc.update([{ start: 0, end: doc.text.length, newText }]);
    for (const each of sound) {
      memory.applied(each);
      applied.push(each.fix.title);
    }
    for (const key of checker.collect(doc)) changed.add(key);
  }
}

/** The first fix of an allowed kind that changes this file alone, and changes something. */
function wantedOf(doc: Document, hint: Hint, kinds: readonly FixKind[]): Wanted | undefined {
  const fix = hint.fixes.find(
    ({ kind, edits }) =>
      kinds.includes(kind) &&
      edits.every(({ uri }) => uri === undefined) &&
      edits.some((edit) => doc.slice(edit) !== edit.newText),
  );
  return fix && { key: JSON.stringify([hint.rule, hint.message, fix.title]), fix };
}

/** As many fixes as can be applied at once. One that overlaps an earlier one is left for the next round. */
function chooseFixes(wanted: readonly (Wanted | undefined)[], memory: FixMemory): Wanted[] {
  const chosen: Wanted[] = [];
  const taken: Edit[] = [];
  for (const each of wanted) {
    if (!each || memory.refusal(each)) continue;
    const { edits } = each.fix;
    if (edits.some((edit) => taken.some((other) => collides(edit, other)))) continue;
    chosen.push(each);
    taken.push(...edits);
  }
  return chosen;
}

/** Whether two edits conflict: they change the same text, or insert at the same place. */
function collides(a: Edit, b: Edit): boolean {
  return intersects(a, b) || isSameSpan(a, b);
}

/** Those that do not break the text; the others are noted. Halves of them are tried, since nearly all break nothing. */
function soundOnes(doc: Document, fixes: readonly Wanted[], memory: FixMemory): Wanted[] {
  const before = damageOf(doc);
  const sound: Wanted[] = [];
  const add = (some: readonly Wanted[]): void => {
    const after = damageWith(doc, [...sound, ...some]);
    if (after.faults <= before.faults && after.unread <= before.unread) sound.push(...some);
    else if (some[0] && some.length === 1) memory.breaks(some[0]);
    else {
      const middle = some.length >> 1;
      add(some.slice(0, middle));
      add(some.slice(middle));
    }
  };
  add(fixes);
  return sound;
}

/** What would be at fault in a text with some fixes. */
function damageWith(doc: Document, fixes: readonly Wanted[]) {
  const copy = new Document(doc.uri, doc.languageId, textWith(doc, fixes));
  try {
    return damageOf(copy);
  } finally {
    copy.dispose();
  }
}

function textWith(doc: Document, fixes: readonly Wanted[]): string {
  return applyEdits(
    doc.text,
    fixes.flatMap(({ fix }) => fix.edits),
  );
}

function leftHint(
  hint: Hint,
  wanted: Wanted | undefined,
  memory: FixMemory,
  kinds: readonly FixKind[],
): LeftHint {
  if (wanted) return { hint, why: memory.refusal(wanted) ?? 'later', fix: wanted.fix.title };
  const far = hint.fixes.find(({ kind, edits }) => kinds.includes(kind) && edits.some(({ uri }) => uri));
  if (far) return { hint, why: 'elsewhere', fix: far.title };
  const other = hint.fixes.find(({ kind }) => !kinds.includes(kind));
  return other ? { hint, why: 'kind', fix: other.title } : { hint, why: 'none' };
}
