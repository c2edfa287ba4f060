import type { Document } from './document.ts';
import { fillMessage } from './message.ts';
import type { Edit, Fix, FixKind, Hint, Severity, Span, Steps } from './types.ts';

/** What of a group is plain data, for hosts that hold no rule code. */
interface GroupMeta {
  /** `<topic>/<name>`, unlike any rule's id. */
  readonly id: string;
  /** `<topic>/<lesson folder>`: what a grouped hint opens. */
  readonly lesson: string;
  /** Ids of the rules whose findings may meet, in the order in which a person would name them. */
  readonly members: readonly string[];
  /** `{count}`, `{size}` and `{parts}` (the labels with commas) besides the names of the hints. */
  readonly message: string;
  readonly fixTitle: string;
}

/**
 * Several rules whose findings say one thing where they meet at one place: five locks that one container lacks. Each
 * keeps its id for settings, comments and reports; people are shown one hint, with one fix for all.
 */
export interface HintGroup<A = unknown> extends GroupMeta {
  readonly steps?: Steps;
  /**
   * Edits that do at once what several parts ask for.
   * @param at the place at which they meet
   * @returns `undefined` where that cannot be done with certainty
   */
  readonly fix: (doc: Document, at: Span, parts: readonly A[]) => readonly Edit[] | undefined;
}

/** What a finding brings into its rule's group. Its own fix is the group's, for this part alone. */
export interface FindingPart<A = unknown> {
  /** What is missing, in a few words: `a memory limit`. */
  readonly label: string;
  /** For the group's fix; JSON. */
  readonly add: A;
  /** Of the fix of this part alone. */
  readonly title: string;
  readonly kind: FixKind;
}

/** A hint's part, with the group that it belongs to. */
export interface HintPart extends FindingPart {
  readonly group: HintGroup;
}

/** A hint whose fix is worked out when it is first read: hints that are shown together never need their own. */
export function withPart(hint: Hint, doc: Document, part: HintPart): Hint {
  const { text } = doc;
  let fixes: readonly Fix[] | undefined;
  return Object.defineProperty({ ...hint, part }, 'fixes', {
    enumerable: true,
    get(): readonly Fix[] {
      // Its places are those of the text that was checked.
      fixes ??= doc.text === text ? fixOf(doc, hint, part.group, [part], part) : [];
      return fixes;
    },
  });
}

function fixOf(
  doc: Document,
  at: Span,
  group: HintGroup,
  parts: readonly HintPart[],
  { title, kind }: Pick<Fix, 'title' | 'kind'>,
): Fix[] {
  const edits = group.fix(
    doc,
    at,
    parts.map(({ add }) => add),
  );
  return edits && edits.length > 0 ? [{ title, kind, edits }] : [];
}

/**
 * The hints of one document as people are shown them: those of one group at one place, with one severity, are one; what
 * stands alone stays as it is.
 */
export function grouped(doc: Document, hints: readonly Hint[]): readonly Hint[] {
  return mergeGroups(
    hints,
    ({ start, end }) => `${start} ${end}`,
    ({ part }) => part?.group,
    (group, members) => {
      const parts = members.flatMap(({ part }) => part ?? []);
      const words = groupWords(
        group,
        parts.map(({ label }) => label),
      );
      const hint = joinHints(group, members, words);
      const at = { start: hint.start, end: hint.end };
      return {
        ...hint,
        fixes: fixOf(doc, at, group, parts, { title: group.fixTitle, kind: 'suggested' }),
        notes: members.flatMap(({ notes }) => notes),
        members,
        ...(group.steps && { story: { steps: group.steps, words, places: { hint: at } } }),
      };
    },
  );
}

/** The words of a group's message, beside the names of its hints. */
export function groupWords(
  { members }: GroupMeta,
  labels: readonly string[],
): { count: string; size: string; parts: string } {
  return { count: `${labels.length}`, size: `${members.length}`, parts: labels.join(', ') };
}

/** What of a hint can be said of several at once, whatever its places are counted in. */
interface Joinable<P, R> {
  readonly severity: Severity;
  readonly start: P;
  readonly end: P;
  readonly names: Readonly<Record<string, string>>;
  readonly related: readonly R[];
}

/**
 * What hints of one group say together, without their fixes.
 * @param members stand at one place, in the group's order
 * @param words what `groupWords` gives for them
 */
export function joinHints<P, R>(
  group: GroupMeta,
  members: readonly [Joinable<P, R>, ...Joinable<P, R>[]],
  words: Readonly<Record<string, string>>,
): Joinable<P, R> & { readonly rule: string; readonly lesson: string; readonly message: string } {
  const [{ severity, start, end }] = members;
  const names: Readonly<Record<string, string>> = Object.assign({}, ...members.map((each) => each.names));
  return {
    rule: group.id,
    lesson: group.lesson,
    severity,
    message: fillMessage(group.message, { ...names, ...words }),
    start,
    end,
    names,
    related: members.flatMap(({ related }) => related),
  };
}

/**
 * Puts hints together that belong to one group and stand at one place with one severity, where there are at least two.
 * @param placeOf tells places apart
 * @param merge makes one hint of several, which come in the group's order; it stands where the first of them stood
 */
export function mergeGroups<
  H extends { readonly rule: string; readonly severity: Severity },
  G extends GroupMeta,
>(
  hints: readonly H[],
  placeOf: (hint: H) => string,
  groupOf: (hint: H) => G | undefined,
  merge: (group: G, members: readonly [H, ...H[]]) => H,
): readonly H[] {
  const sets = new Map<string, [H, ...H[]]>();
  const keyOf = (hint: H, group: G) => `${group.id} ${placeOf(hint)} ${hint.severity}`;
  for (const hint of hints) {
    const group = groupOf(hint);
    if (!group) continue;
    const set = sets.get(keyOf(hint, group));
    if (set) set.push(hint);
    else sets.set(keyOf(hint, group), [hint]);
  }
  if (sets.size === 0) return hints;
  return hints.flatMap((hint) => {
    const group = groupOf(hint);
    const set = group && sets.get(keyOf(hint, group));
    if (!group || !set || set.length < 2) return [hint];
    if (set[0] !== hint) return [];
    const order = ({ rule }: H) => group.members.indexOf(rule);
    return [merge(group, [...set].sort((a, b) => order(a) - order(b)) as [H, ...H[]])];
  });
}
