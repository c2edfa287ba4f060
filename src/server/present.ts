import { type Diagnostic, DiagnosticSeverity, type TextEdit } from 'vscode-languageserver';
import type { Position } from '../base/text.ts';
import { describeSteps, type Hint, type LineIndex, type Severity, type Span } from '../engine/index.ts';
import type {
  DiagnosticData,
  EditData,
  HintData,
  LspPosition,
  LspRange,
  PeersData,
} from '../protocol/server.ts';

/** From offsets to positions: the one place where the engine's spans become what LSP speaks. */

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Finds the lines of another file that a hint speaks of; `undefined` when the server does not know its text. */
export type LinesOf = (uri: string) => LineIndex | undefined;

export function toPosition(offset: number, lines: LineIndex): LspPosition {
  const { line, column } = lines.positionAt(offset);
  return { line, character: column };
}

export function toRange(span: Span, lines: LineIndex): LspRange {
  return { start: toPosition(span.start, lines), end: toPosition(span.end, lines) };
}

export function toPlace({ line, character }: LspPosition): Position {
  return { line, column: character };
}

export function toOffset(position: LspPosition, lines: LineIndex): number {
  return lines.offsetAt(toPlace(position));
}

/**
 * A hint as the client gets it. Related places and fixes that reach into a file whose text the server does not hold
 * are left out: without its lines they would point anywhere.
 * @param index the hint's place in the list of its document's hints
 */
export function toHintData(
  hint: Hint,
  index: number,
  uri: string,
  lines: LineIndex,
  linesOf: LinesOf,
): HintData {
  const linesAt = (other: string | undefined) =>
    other === undefined || other === uri ? lines : linesOf(other);
  const fixes = hint.fixes.flatMap((fix) => {
    const edits: EditData[] = [];
    for (const edit of fix.edits) {
      const at = linesAt(edit.uri);
      if (!at) return [];
      edits.push({ uri: edit.uri ?? uri, range: toRange(edit, at), newText: edit.newText });
    }
    return [{ title: fix.title, kind: fix.kind, edits }];
  });
  const related = hint.related.flatMap((place) => {
    const at = linesAt(place.uri);
    return at ? [{ uri: place.uri ?? uri, range: toRange(place, at), message: place.message }] : [];
  });
  return {
    id: `${index}:${hint.rule}`,
    uri,
    rule: hint.rule,
    lesson: hint.lesson,
    severity: hint.severity,
    message: hint.message,
    range: toRange(hint, lines),
    names: { ...hint.names },
    fixes,
    related,
    notes: hint.notes.map((note) => ({ range: toRange(note, lines), text: note.text })),
    steps: describeSteps(hint).map(({ text, at }) => ({ text, ...(at && { range: toRange(at, lines) }) })),
    ...(hint.members && { members: hint.members.map(({ rule }) => rule) }),
    ...((hint.members || hint.sameAs) && { peers: (hint.members ?? [hint]).map(toPeers) }),
  };
}

function toPeers({ rule, sameAs }: Hint): PeersData {
  return { rule, ...(sameAs && { sameAs: [...sameAs] }) };
}

/** The link behind a diagnostic's code. It carries the place, so that the lesson opens at this hint. */
function lessonLink(base: string, hint: HintData): string {
  const { start, end } = hint.range;
  const at = `${start.line}:${start.character}-${end.line}:${end.character}`;
  const query = new URLSearchParams({ rule: hint.rule, lesson: hint.lesson, uri: hint.uri, at });
  return `${base}?${query}`;
}

export function toDiagnostic(hint: HintData, linkBase: string | undefined): Diagnostic {
  const { id, rule, lesson, peers } = hint;
  const data: DiagnosticData = { id, rule, lesson, ...(peers && { peers }) };
  const diagnostic: Diagnostic = {
    range: hint.range,
    severity: SEVERITIES[hint.severity],
    source: 'Hindsight',
    code: hint.rule,
    message: plain(hint.message),
    data,
  };
  if (linkBase) diagnostic.codeDescription = { href: lessonLink(linkBase, hint) };
  if (hint.related.length > 0) {
    diagnostic.relatedInformation = hint.related.map((place) => ({
      location: { uri: place.uri, range: place.range },
      message: plain(place.message),
    }));
  }
  return diagnostic;
}

/** Diagnostics are plain text in the editor; what stands between backticks is code and reads well in quotes. */
function plain(message: string): string {
  return message.replace(/`([^`]*)`/g, "'$1'");
}

/** Edits of one file by URI, in the shape of a versioned workspace edit. */
export function editsByFile(edits: readonly EditData[]): Map<string, TextEdit[]> {
  const byFile = new Map<string, TextEdit[]>();
  for (const { uri, range, newText } of edits) {
    const list = byFile.get(uri);
    if (list) list.push({ range, newText });
    else byFile.set(uri, [{ range, newText }]);
  }
  return byFile;
}
