import type { Fence } from './fences.ts';
import type { Problem } from './problem.ts';

/** One file of a case. */
export interface CaseFile {
  /** From `file=`; `undefined` where the fence gives none. */
  readonly path: string | undefined;
  /** As written on the fence: `tsx`. */
  readonly language: string;
  readonly text: string;
  /** 1-based line of the fence. */
  readonly line: number;
  readonly broken: boolean;
}

/** The good side of a pair. */
export interface CaseGood {
  /** All files of the good state. */
  readonly files: readonly CaseFile[];
  /** Title or 1-based number of the fix to compare; the first one where it is not given. */
  readonly fix: string | undefined;
  readonly noFix: boolean;
  readonly line: number;
}

/** An example of a lesson or a cases file: what rules have to find, and what they have to be silent on. */
export interface Case {
  /** Unlike any other case's name in the same file. */
  readonly name: string;
  /** 1-based line of its first fence. */
  readonly line: number;
  /** Rules that have to find something, without their topic; empty for a case that is silent. */
  readonly rules: readonly string[];
  /** The files in which the rules have to find something, and those around them. */
  readonly bad: readonly CaseFile[];
  /** Which of `bad` carry the faults, by index. */
  readonly faulty: readonly number[];
  /** Forms that have to be silent; several where several fixes are compared. */
  readonly goods: readonly CaseGood[];
}

interface Group {
  around: Fence[];
  bad: Fence[];
  goods: Fence[][];
}

/**
 * Groups fences into cases. A `bad` fence belongs to the next `good` one. Fences that follow each other directly and
 * name different files are one state of a case; files without `bad` or `good` stand in both states.
 * @param options `headings`: in a cases file every level-2 heading opens a new case and names it, and a bad example
 *   may stand without a good one. Elsewhere examples are code of a language that `isCode` knows, and have to say
 *   what they are.
 */
export function parseCases(
  fences: readonly Fence[],
  options: { headings: boolean; isCode: (language: string) => boolean },
): { cases: Case[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const groups: Group[] = [];
  let group: Group | undefined;
  let around: Fence[] = [];
  let previous: Fence | undefined;
  for (const fence of fences) {
    const newHeading =
      options.headings && previous !== undefined && fence.headingLine !== previous.headingLine;
    if (newHeading) group = undefined;
    // Files that stand in both states wait for the tagged fence that they directly precede.
    if (newHeading || !fence.adjacent) around = [];
    const last = previous;
    previous = fence;
    const { tags } = fence;
    if (tags.plain) {
      group = group && group.goods.length > 0 ? undefined : group;
      continue;
    }
    const joins =
      fence.adjacent &&
      tags.file !== undefined &&
      last?.tags.file !== undefined &&
      last.tags.file !== tags.file;
    if (tags.bad) {
      if (group && joins && group.bad.length > 0 && group.goods.length === 0) group.bad.push(fence);
      else {
        group = { around, bad: [fence], goods: [] };
        groups.push(group);
      }
      around = [];
    } else if (tags.good) {
      const current = group?.goods.at(-1);
      if (group && joins && current && current.at(-1) === last) current.push(fence);
      else if (group && group.bad.length > 0 && (group.goods.length === 0 || tags.fix !== undefined))
        group.goods.push([fence]);
      else {
        group = { around, bad: [], goods: [[fence]] };
        groups.push(group);
      }
      around = [];
    } else if (tags.file !== undefined) {
      if (group && fence.adjacent && (group.goods.length === 0 || group.bad.length === 0))
        group.around.push(fence);
      else around.push(fence);
    } else if (options.isCode(fence.language)) {
      problems.push({
        line: fence.line,
        column: 1,
        message: 'Say what this example is: bad=<rule>, good, or plain="<reason>" where nothing is tested.',
      });
    }
  }
  const names = new Map<string, number>();
  const cases = groups.map((each) => {
    if (!options.headings && each.bad.length > 0 && each.goods.length === 0) {
      problems.push({
        line: lineOf(each),
        column: 1,
        message: 'This bad example has no good one after it, or another bad one comes first.',
      });
    }
    const made = toCase(each);
    const base =
      (options.headings && each.bad.concat(...each.goods)[0]?.heading) || made.rules.join(' and ') || 'good';
    const count = (names.get(base) ?? 0) + 1;
    names.set(base, count);
    return { ...made, name: options.headings && count === 1 ? base : `${base} ${count}` };
  });
  return { cases, problems };
}

function lineOf(group: Group): number {
  return Math.min(...[...group.around, ...group.bad, ...group.goods.flat()].map((fence) => fence.line));
}

function toCase(group: Group): Omit<Case, 'name'> {
  const bad = group.bad.length > 0 ? [...group.bad, ...group.around] : [];
  return {
    line: lineOf(group),
    rules: [...new Set(group.bad.flatMap((fence) => fence.tags.bad ?? []))],
    bad: bad.map(toFile),
    faulty: group.bad.map((_, index) => index),
    goods: group.goods.map((fences) => {
      const replaced = new Set(fences.map((fence) => fence.tags.file));
      // Whatever the good state does not show again stays as it was.
      const kept = (group.bad.length > 0 ? bad : group.around).filter(
        (fence) => !replaced.has(fence.tags.file),
      );
      const first = fences[0] as Fence;
      return {
        files: [...fences, ...kept].map(toFile),
        fix: fences.find((fence) => fence.tags.fix !== undefined)?.tags.fix,
        noFix: fences.some((fence) => fence.tags.nofix),
        line: first.line,
      };
    }),
  };
}

function toFile(fence: Fence): CaseFile {
  return {
    path: fence.tags.file,
    language: fence.language,
    text: fence.code,
    line: fence.line,
    broken: fence.tags.broken ?? false,
  };
}
