import { contentChecker } from '../../../src/domains/environment/index.ts';
import {
  applyEdits,
  type Checker,
  Document,
  type Finding,
  type Fix,
  firstSyntaxError,
  type Hint,
  languageOfPath,
  type Rule,
} from '../../../src/engine/index.ts';
import { languageOfFence } from '../../../src/engine/languages.ts';
import type { CaseFile } from '../../../src/lessons/cases.ts';
import type { PracticeAnswer } from '../../../src/server/practiceCheck.ts';

const ROOT = 'file:///workspace/';

/** One state of a case, checked: its texts by path, and what rules said about them. */
export interface State {
  readonly texts: ReadonlyMap<string, string>;
  /** Hints with the path of their file, in the order of the files. */
  readonly hints: readonly { readonly path: string; readonly hint: Hint }[];
  /** Rules that threw, as `rule: error`. */
  readonly errors: readonly string[];
  /** What no hint shows any more, because the engine leaves out what it cannot use. */
  readonly lost: readonly string[];
  /** Keys of names, words and places in a rule's findings, also those without a value here, by the rule's id. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The VS Code language of a path, as the engine knows it, or `plaintext`. */
export function languageIdOf(path: string): string {
  return languageOfPath(path)?.id ?? 'plaintext';
}

/** The path under which a case's file is checked. */
export function pathOf(file: CaseFile): string {
  const path = file.path ?? `src/Example.${file.language}`;
  if (file.path !== undefined || languageOfPath(path)) return path;
  return `src/Example${languageOfFence(file.language)?.extensions[0] ?? `.${file.language}`}`;
}

/** A case's files by path. */
export function textsOf(files: readonly CaseFile[]): Map<string, string> {
  return new Map(files.map((file) => [pathOf(file), file.text]));
}

interface Kept {
  readonly checker: Checker;
  errors: string[];
  lost: Set<string>;
  keys: Map<string, Set<string>>;
}

/** A checker is made once for a list of rules: making it takes as long as checking a short text. */
const checkers = new WeakMap<readonly Rule[], Kept>();

function checkerOf(rules: readonly Rule[]): Kept {
  const found = checkers.get(rules);
  if (found) return found;
  const kept: Kept = {
    errors: [],
    lost: new Set(),
    keys: new Map(),
    checker: contentChecker({
      rules: rules.map((rule) => watched(rule, () => kept)),
      onRuleError: (rule, doc, error) =>
        kept.errors.push(`${rule.id} threw on ${doc.uri.slice(ROOT.length)}: ${stackOf(error)}`),
    }),
  };
  checkers.set(rules, kept);
  return kept;
}

/** A rule whose findings are looked at before the engine leaves out what it cannot use. */
function watched(rule: Rule, keptNow: () => Kept): Rule {
  const note = ({ names, words, places, part }: Finding<string, string, string, unknown>) => {
    const kept = keptNow();
    const keys = kept.keys.get(rule.id) ?? new Set();
    kept.keys.set(rule.id, keys);
    for (const key of Object.keys({ ...names, ...words, ...places })) keys.add(key);
    if (part && !rule.group)
      kept.lost.add(
        `A finding of ${rule.id} has a "part" ("${part.label}"), and the rule has no "group": name the group, or give the finding "fixes" instead`,
      );
  };
  return {
    ...rule,
    *check(doc, facts) {
      for (const finding of rule.check(doc, facts)) {
        note(finding);
        yield finding;
      }
    },
  };
}

/** Checks texts as one workspace: first every file's facts, then every file. */
export function checkTexts(texts: ReadonlyMap<string, string>, rules: readonly Rule[]): State {
  const kept = checkerOf(rules);
  const { checker } = kept;
  const errors: string[] = [];
  const lost = new Set<string>();
  const keys = new Map<string, Set<string>>();
  Object.assign(kept, { errors, lost, keys });
  const docs = [...texts].map(([path, text]) => ({
    path,
    doc: new Document(ROOT + path, languageIdOf(path), text),
  }));
  try {
    for (const { doc } of docs) checker.collect(doc);
    const hints = docs.flatMap(({ path, doc }) => checker.check(doc).hints.map((hint) => ({ path, hint })));
    return { texts, hints, errors, lost: [...lost], keys };
  } finally {
    for (const { doc } of docs) {
      doc.dispose();
      // The next workspace knows nothing of this one.
      checker.forget(doc.uri);
    }
  }
}

/** The path of a place of a hint: that of the hint, unless it names another file. */
export function pathIn(path: string, uri: string | undefined): string {
  return uri === undefined ? path : uri.slice(ROOT.length);
}

/** Applies a fix to the texts of a state; edits may lie in other files of the case. */
export function applyFix(texts: ReadonlyMap<string, string>, path: string, fix: Fix): Map<string, string> {
  const result = new Map(texts);
  for (const target of new Set(fix.edits.map((edit) => pathIn(path, edit.uri)))) {
    const edits = fix.edits.filter((edit) => pathIn(path, edit.uri) === target);
    const text = texts.get(target);
    if (text === undefined)
      throw new Error(`The fix "${fix.title}" edits ${target}, which is no file of the case.`);
    result.set(target, applyEdits(text, edits));
  }
  return result;
}

/** The first syntax error of a text as 1-based `line:column`; `undefined` where it parses. */
export function syntaxError(path: string, text: string, languageId = languageIdOf(path)): string | undefined {
  const doc = new Document(ROOT + path, languageId, text);
  try {
    const fault = firstSyntaxError(doc);
    const at = fault && doc.lines.positionAt(fault.start);
    return at && `${at.line + 1}:${at.column + 1}`;
  } finally {
    doc.dispose();
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).split('\n').slice(0, 6).join('\n    ')
    : String(error);
}

/**
 * What the server says about a practice's text: hints of the rules whatever comments say, and where it is broken.
 * @param rules those of the practice
 */
export function practiceAnswer(fileName: string, text: string, rules: readonly Rule[]): PracticeAnswer {
  // The editor names it like that, whatever the practice calls its file.
  const doc = new Document('untitled:Untitled-1', languageIdOf(fileName), text);
  const checker = contentChecker({
    rules,
    ignoreSuppressions: true,
    onRuleError: (rule, _, error) => {
      throw new Error(`${rule.id} threw: ${stackOf(error)}`);
    },
  });
  try {
    checker.collect(doc);
    const line = (offset: number) => doc.lines.positionAt(offset).line + 1;
    const broken = firstSyntaxError(doc);
    return {
      hints: checker.check(doc).hints.map(({ message, start }) => ({ message, line: line(start) })),
      ...(broken ? { brokenAt: line(broken.start) } : {}),
    };
  } finally {
    doc.dispose();
  }
}
