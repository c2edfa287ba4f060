import * as vscode from 'vscode';
import type { Span } from '../../base/span.ts';
import type { TextChange } from '../../base/text.ts';
import type { FixView, PlaceView, StepView } from '../../protocol/panel.ts';
import type { HintData, LspRange } from '../../protocol/server.ts';
import { carrySpans } from './carry.ts';
import type { Marked } from './excerpt.ts';
import { fixDiff } from './fixDiff.ts';
import type { Lines } from './lines.ts';

/** Two spellings of one URI (percent-encoding, drive letters) name one document. */
export function isUri(text: string, uri: vscode.Uri): boolean {
  return text === uri.toString() || vscode.Uri.parse(text).toString() === uri.toString();
}

/** A place that a remark, a related place or a step is about; undefined when an edit took it away. */
interface HintPart {
  readonly kind: 'related' | 'note' | 'step';
  readonly text: string;
  readonly span: Span | undefined;
}

/** A place of the reader's workspace to lead to. */
interface Target {
  readonly uri: string;
  readonly range: LspRange;
  readonly message: string;
}

/** What a hint says besides its message. Its places in the hint's file are carried along with edits until the next check. */
export class HintParts {
  readonly #uri: vscode.Uri;
  #parts: readonly HintPart[] = [];
  #away: readonly Target[] = [];
  #fixes: readonly FixView[] = [];

  /** @param uri the hint's file */
  constructor(uri: vscode.Uri) {
    this.#uri = uri;
  }

  get fixes(): readonly FixView[] {
    return this.#fixes;
  }

  /** Takes a hint that was found in exactly this text. */
  adopt(hint: HintData, text: string, lines: Lines): void {
    const isHere = ({ uri }: { uri: string }) => isUri(uri, this.#uri);
    const spanOf = (range: LspRange | undefined) => range && lines.spanOf(range);
    this.#parts = [
      ...hint.related
        .filter(isHere)
        .map(({ range, message }) => ({ kind: 'related' as const, text: message, span: spanOf(range) })),
      ...hint.notes.map(({ range, text: note }) => ({
        kind: 'note' as const,
        text: note,
        span: spanOf(range),
      })),
      ...hint.steps.map(({ range, text: step }) => ({
        kind: 'step' as const,
        text: step,
        span: spanOf(range),
      })),
    ];
    this.#away = hint.related.filter((place) => !isHere(place));
    this.#fixes = hint.fixes.map(({ title, kind, edits }) => ({
      title,
      kind,
      rows: fixDiff(
        text,
        edits.filter(isHere).map((edit) => ({ ...lines.spanOf(edit.range), newText: edit.newText })),
      ),
      otherFiles: [
        ...new Set(
          edits
            .filter((edit) => !isHere(edit))
            .map((edit) => vscode.workspace.asRelativePath(vscode.Uri.parse(edit.uri))),
        ),
      ],
    }));
  }

  /** Takes one edit of the hint's file; `text` is the one before it. */
  change(text: string, changes: readonly TextChange[]): void {
    const spans = carrySpans(
      text,
      changes,
      this.#parts.map(({ span }) => span),
    );
    this.#parts = this.#parts.map((each, at) => ({ ...each, span: spans[at] }));
  }

  /** Forgets all places, for a text to which no known edit led. */
  lose(): void {
    this.#parts = this.#parts.map((each) => ({ ...each, span: undefined }));
  }

  /** The remarks and related places, for marking them in the excerpt. */
  marked(): Marked[] {
    return this.#parts.flatMap(({ kind, span, text }) =>
      span && kind !== 'step' ? [{ span, kind, note: text }] : [],
    );
  }

  /** Where the steps happen, so that the excerpt shows these lines. */
  stepSpans(): Span[] {
    return this.#parts.flatMap(({ kind, span }) => (span && kind === 'step' ? [span] : []));
  }

  steps(lines: Lines): StepView[] {
    return this.#parts.flatMap(({ kind, span, text }) =>
      kind === 'step' ? [{ text, ...(span && { line: lines.lineAt(span.start) + 1 }) }] : [],
    );
  }

  /** Related places, those in other files last. */
  targets(lines: Lines): Target[] {
    const here = this.#parts.flatMap(({ kind, span, text }) =>
      span && kind === 'related'
        ? [{ uri: this.#uri.toString(), range: lines.rangeOf(span), message: text }]
        : [],
    );
    return [...here, ...this.#away];
  }

  related(lines: Lines): PlaceView['related'] {
    return this.targets(lines).map(({ uri, range, message }) => ({
      message,
      file: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
      line: range.start.line + 1,
    }));
  }
}
