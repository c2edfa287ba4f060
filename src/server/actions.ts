import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  Command,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { touches } from '../base/range.ts';
import type { Catalogue } from '../lessons/types.ts';
import {
  COMMANDS,
  type DiagnosticData,
  type EditData,
  type FixApplied,
  type HintData,
} from '../protocol/server.ts';
import type { FixedText } from './fixAll.ts';
import type { OpenFile } from './openFiles.ts';
import { editsByFile, toOffset } from './present.ts';
import { removableComments, silenceFile, silenceLine } from './silence.ts';

/** The kind under which editors apply all our safe fixes, also on save. */
export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.hindsight`;

interface ActionsInput {
  readonly params: CodeActionParams;
  readonly file: OpenFile;
  /** The hints of the whole document. */
  readonly hints: readonly HintData[];
  readonly catalogue: Catalogue;
  /** Versions of open documents, for edits that must not meet another text than the one they were made for. */
  versionOf(uri: string): number | null;
  fixAll(): FixedText;
}

/** Everything the light bulb offers at a place: fixes first, then the lesson, then the ways to be left alone. */
export function codeActions(input: ActionsInput): CodeAction[] {
  const { only } = input.params.context;
  const wants = (kind: string) =>
    !only || only.some((wanted) => kind === wanted || kind.startsWith(`${wanted}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const here = input.hints.filter((hint) => touches(hint.range, input.params.range));
    for (const hint of here) actions.push(...fixActions(input, hint));
    actions.push(...lessonActions(input, here));
    for (const hint of once(here, (hint) => hint.rule)) actions.push(...silenceActions(input, hint));
    actions.push(...restoreActions(input));
  }
  // Asked for by name only: in the ordinary light bulb it would stand at every place of the file.
  if (only && wants(FIX_ALL_KIND)) {
    const action = fixAllAction(input);
    if (action) actions.push(action);
  }
  return actions;
}

function once<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

function fixActions(input: ActionsInput, hint: HintData): CodeAction[] {
  const safe = hint.fixes.filter((fix) => fix.kind === 'safe');
  return hint.fixes.map((fix) => ({
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: diagnosticsOf(input, hint),
    isPreferred: fix.kind === 'safe' && safe.length === 1,
    edit: toWorkspaceEdit(fix.edits, input.versionOf),
    data: fixApplied(input.file.doc.uri, [hint]),
  }));
}

function fixApplied(uri: string, hints: readonly HintData[]): FixApplied {
  return { uri, places: hints.map(({ rule, lesson, range }) => ({ rule, lesson, range })) };
}

function lessonActions(input: ActionsInput, hints: readonly HintData[]): CodeAction[] {
  return once(hints, (hint) => hint.lesson).map((hint) => {
    const title = input.catalogue.lessons.find((lesson) => lesson.id === hint.lesson)?.title ?? hint.lesson;
    const { lesson, rule, uri, range } = hint;
    return {
      title: `Open lesson: ${title}`,
      kind: CodeActionKind.QuickFix,
      diagnostics: diagnosticsOf(input, hint),
      command: Command.create('Open lesson', COMMANDS.openLesson, { lesson, rule, uri, range }),
    };
  });
}

function silenceActions(input: ActionsInput, hint: HintData): CodeAction[] {
  const { doc } = input.file;
  const diagnostics = diagnosticsOf(input, hint);
  const offset = toOffset(hint.range.start, doc.lines);
  const kind = CodeActionKind.QuickFix;
  const actions: CodeAction[] = [];
  const rules = hint.members ?? [hint.rule];
  const line = silenceLine(doc, offset, rules.join(', '));
  const name = shortName(hint.rule);
  if (line) {
    actions.push({
      title: `Ignore ${name} on this line`,
      kind,
      diagnostics,
      edit: toWorkspaceEdit([line], input.versionOf),
    });
  }
  const file = silenceFile(doc, rules.join(', '));
  if (file) {
    actions.push({
      title: `Ignore ${name} in this file`,
      kind,
      diagnostics,
      edit: toWorkspaceEdit([file], input.versionOf),
    });
  }
  const off = hint.members
    ? `Turn the ${rules.length} rules of ${name} off in the workspace settings`
    : `Turn ${name} off in the workspace settings`;
  actions.push({
    title: off,
    kind,
    diagnostics,
    command: Command.create(off, COMMANDS.turnRuleOff, hint.members ? { rules } : { rule: hint.rule }),
  });
  const title = input.catalogue.lessons.find((lesson) => lesson.id === hint.lesson)?.title ?? hint.lesson;
  const known = `I know this lesson: ${title}`;
  actions.push({
    title: known,
    kind,
    diagnostics,
    command: Command.create(known, COMMANDS.knowLesson, { lesson: hint.lesson }),
  });
  return actions;
}

function restoreActions({ params, file, versionOf }: ActionsInput): CodeAction[] {
  return removableComments(file.doc, params.range.start.line, params.range.end.line).map(
    ({ disable, edit }) => ({
      title: `Show hints of ${disable.codes.map(shortName).join(', ')} again`,
      kind: CodeActionKind.QuickFix,
      edit: toWorkspaceEdit([edit], versionOf),
    }),
  );
}

function fixAllAction(input: ActionsInput): CodeAction | undefined {
  const { edits, applied, fixed } = input.fixAll();
  if (edits.length === 0) return undefined;
  const { uri } = input.file.doc;
  return {
    title: applied.length === 1 ? 'Fix 1 safe hint' : `Fix ${applied.length} safe hints`,
    kind: FIX_ALL_KIND,
    edit: toWorkspaceEdit(
      edits.map((edit) => ({ uri, ...edit })),
      input.versionOf,
    ),
    data: fixApplied(uri, fixed),
  };
}

function shortName(rule: string): string {
  return rule.slice(rule.indexOf('/') + 1);
}

/** The diagnostics of the request that belong to a hint, so that the editor shows its actions beside them. */
function diagnosticsOf({ params }: ActionsInput, hint: HintData): Diagnostic[] {
  return params.context.diagnostics.filter((diagnostic) => {
    const data = diagnostic.data as DiagnosticData | undefined;
    return data?.rule === hint.rule && touches(diagnostic.range, hint.range);
  });
}

function toWorkspaceEdit(
  edits: readonly EditData[],
  versionOf: (uri: string) => number | null,
): WorkspaceEdit {
  return {
    documentChanges: [...editsByFile(edits)].map(([uri, list]) => ({
      textDocument: { uri, version: versionOf(uri) },
      edits: list,
    })),
  };
}
