import * as vscode from 'vscode';
import { messageOf } from '../../base/errors.ts';
import type { TextChange } from '../../base/text.ts';
import type { PlaceState, PlaceView } from '../../protocol/panel.ts';
import type { HintData, LspRange } from '../../protocol/server.ts';
import type { FileHints } from '../hints.ts';
import { excerpt, type Marked } from './excerpt.ts';
import { HintParts, isUri } from './hintParts.ts';
import { Lines } from './lines.ts';
import type { RestoreState } from './messages.ts';
import { showInEditor } from './showInEditor.ts';
import { type Candidate, Tracker } from './track.ts';
import type { LessonPanelDeps } from './types.ts';

/** Where a lesson was opened: at a hint, at a sighting, or at a place of which a reload has kept the trace. */
export interface PlaceTarget {
  readonly uri: string;
  readonly range: LspRange;
  readonly names: Readonly<Record<string, string>>;
  /** The hint's rule; absent for a sighting. */
  readonly rule?: string;
  /** The hint itself where it was just found in the text as it is. */
  readonly hint?: HintData;
}

interface Found extends Candidate {
  /** A sighting has none. */
  readonly hint?: HintData;
}

/** A hint that disappears during typing counts as gone after this many milliseconds. */
const settleTime = 700;

/** The reader's code that a lesson is shown with, followed through edits and checks. */
export class LivePlace {
  readonly #deps: LessonPanelDeps;
  readonly #lesson: string;
  readonly #target: PlaceTarget;
  readonly #uri: vscode.Uri;
  readonly #parts: HintParts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #document: vscode.TextDocument | undefined;
  #tracker: Tracker<Found> | undefined;
  /** What the reader sees; follows the tracker's state once that has settled. */
  #shown: PlaceState = 'unknown';
  #settling: ReturnType<typeof setTimeout> | undefined;
  #why: string | undefined;
  #checked = false;
  #ignores = 0;
  #applying = false;
  #revision = 0;
  #disposed = false;

  /** Fires when `view()` would say something new. */
  readonly onDidChange = this.#changed.event;

  constructor(lesson: string, target: PlaceTarget, deps: LessonPanelDeps) {
    this.#lesson = lesson;
    this.#target = target;
    this.#deps = deps;
    this.#uri = vscode.Uri.parse(target.uri);
    this.#parts = new HintParts(this.#uri);
    this.#disposables.push(
      vscode.workspace.onDidChangeTextDocument((event) => this.#onEdit(event)),
      vscode.workspace.onDidOpenTextDocument((document) => this.#onOpen(document)),
    );
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#settling);
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  /**
   * Reads the document and starts following. Never rejects: a file that cannot be read becomes a state that
   * says so.
   */
  async open(): Promise<void> {
    let document: vscode.TextDocument;
    try {
      document = await vscode.workspace.openTextDocument(this.#uri);
    } catch (error) {
      this.#why = `${this.#file()} cannot be read any more.`;
      this.#deps.log(`The lesson's file cannot be read: ${String(error)}`);
      return;
    }
    if (this.#disposed) return;
    this.#document = document;
    const text = document.getText();
    const span = new Lines(text).spanOf(this.#target.range);
    const { hint, rule, names } = this.#target;
    this.#ignores = countIgnores(text);
    if (hint) {
      this.#tracker = new Tracker<Found>(text, { rule: hint.rule, names, span, hint }, true);
      this.#adopt(hint, text);
    } else this.#tracker = new Tracker<Found>(text, { rule: rule ?? '', names, span }, rule === undefined);
    this.#shown = this.#tracker.state;
    if (this.#shown === 'unknown') this.#why = 'Hindsight has not checked this file yet.';
    // A lesson opened late knows what the last check found.
    const checked = this.#deps.hintsOf(this.#target.uri);
    if (checked && checked.hints.length > 0) this.onHints(checked);
    // Not awaited: the lesson is shown before the server has answered.
    if (!this.#checked && !hint && rule !== undefined) void this.#ask();
  }

  /** The page's view; every call counts as a new revision. */
  view(): PlaceView {
    const tracker = this.#tracker;
    const revision = ++this.#revision;
    const base = {
      revision,
      kind: this.#target.rule === undefined && !this.#target.hint ? ('sighting' as const) : ('hint' as const),
      state: this.#shown,
      ...(this.#why ? { why: this.#why } : {}),
      file: this.#file(),
      language: this.#document?.languageId ?? 'plaintext',
      message: tracker?.current?.hint?.message ?? this.#target.hint?.message ?? '',
      names: tracker?.current?.names ?? this.#target.names,
    };
    const sure = this.#shown === 'present' || this.#shown === 'fixed';
    const span = tracker?.span ?? (sure ? tracker?.point : undefined);
    if (!tracker || !span) return { ...base, lines: [], steps: [], related: [], fixes: [] };
    const lines = new Lines(tracker.text);
    const present = this.#shown === 'present';
    const marked: Marked[] = [];
    if (present && base.kind === 'hint') {
      if (tracker.state === 'present' && span.end > span.start) marked.push({ span, kind: 'hint' });
      marked.push(...this.#parts.marked());
    }
    return {
      ...base,
      line: lines.lineAt(span.start) + 1,
      lines: excerpt(lines, span, marked, present ? this.#parts.stepSpans() : []),
      steps: present ? this.#parts.steps(lines) : [],
      related: present ? this.#parts.related(lines) : [],
      fixes: present ? this.#parts.fixes : [],
    };
  }

  /** What a reload needs to find the place again. */
  restore(): RestoreState['place'] {
    const { uri, names, rule, hint, range } = this.#target;
    const tracker = this.#tracker;
    const kept = rule ?? hint?.rule;
    return {
      uri,
      range: tracker ? new Lines(tracker.text).rangeOf(tracker.vicinity) : range,
      names: tracker?.current?.names ?? names,
      ...(kept === undefined ? {} : { rule: kept }),
    };
  }

  onHints(params: FileHints): void {
    const document = this.#document;
    const tracker = this.#tracker;
    if (!document || !tracker || tracker.rule === '' || !isUri(params.uri, this.#uri)) return;
    // Hints without a version are of the file on disk, while the server does not hold the document.
    if (document.isClosed || params.version !== document.version) return;
    this.#checked = true;
    const lines = new Lines(tracker.text);
    tracker.hints(params.hints.map((hint) => found(hint, lines)));
    const seen = tracker.state === 'present' ? tracker.current?.hint : undefined;
    if (seen) this.#adopt(seen, tracker.text);
    // While a window comes back the first check may be of less than there is; the server is asked directly.
    else if (!tracker.current) void this.#ask();
    this.#settle();
  }

  /**
   * Applies one fix that the page showed.
   * @returns what happened, in a sentence for the reader
   */
  async apply(
    revision: number,
    fix: number,
  ): Promise<{ result: 'applied' | 'stale' | 'failed'; text: string }> {
    const hint = this.#tracker?.current?.hint;
    const title = hint?.fixes[fix]?.title;
    if (
      !hint ||
      title === undefined ||
      revision !== this.#revision ||
      !this.#tracker?.fresh ||
      this.#tracker.state !== 'present'
    )
      return stale;
    this.#applying = true;
    try {
      const result = await this.#deps.applyFix(hint, fix);
      if (result === 'stale') return stale;
      this.#tracker.repaired();
      this.#settle();
      return { result, text: `Applied: ${title}.` };
    } catch (error) {
      this.#deps.log(`Applying "${title}" failed: ${String(error)}`);
      return {
        result: 'failed',
        text: `The fix could not be applied: ${messageOf(error)}`,
      };
    } finally {
      this.#applying = false;
    }
  }

  /** Shows a place of the reader's code in an editor; does nothing when the page showed something older. */
  async reveal(revision: number, line?: number, related?: number): Promise<void> {
    const tracker = this.#tracker;
    if (!tracker || (revision !== this.#revision && (line !== undefined || related !== undefined))) {
      this.#changed.fire();
      return;
    }
    const lines = new Lines(tracker.text);
    const other = related === undefined ? undefined : this.#parts.targets(lines)[related];
    if (related !== undefined && !other) return;
    const at =
      other?.range.start ??
      (line === undefined
        ? lines.positionAt(tracker.vicinity.start)
        : { line: line - 1, character: /^\s*/.exec(lines.text(line - 1))?.[0].length ?? 0 });
    await showInEditor(other ? vscode.Uri.parse(other.uri) : this.#uri, at);
  }

  /** Asks the server for the hint of a restored place, in case its check ended before this panel listened. */
  async #ask(): Promise<void> {
    try {
      const { hints } = await this.#deps.at(this.#uri.toString(), this.#target.range.start);
      this.#checked = true;
      const tracker = this.#tracker;
      const hint = hints.find((item) => item.rule === this.#target.rule);
      if (this.#disposed || !tracker || tracker.current) return;
      if (hint) tracker.hints([found(hint, new Lines(tracker.text))]);
      if (hint && tracker.current) this.#adopt(hint, tracker.text);
      this.#settle();
    } catch (error) {
      // The next check of the document brings the hint as well.
      this.#deps.log(`The hint of the restored lesson was not found yet: ${String(error)}`);
    }
  }

  #onEdit(event: vscode.TextDocumentChangeEvent): void {
    if (event.contentChanges.length === 0 || !isUri(event.document.uri.toString(), this.#uri)) return;
    this.#document = event.document;
    this.#take(
      event.contentChanges.map((change) => ({
        start: change.rangeOffset,
        end: change.rangeOffset + change.rangeLength,
        newText: change.text,
      })),
      event.document.getText(),
    );
  }

  /** The file was closed and opened again, perhaps with another text. */
  #onOpen(document: vscode.TextDocument): void {
    if (!isUri(document.uri.toString(), this.#uri)) return;
    this.#document = document;
    const text = document.getText();
    const old = this.#tracker?.text;
    if (old !== undefined && old !== text) this.#take([{ start: 0, end: old.length, newText: text }], text);
  }

  #take(changes: readonly TextChange[], text: string): void {
    const tracker = this.#tracker;
    if (!tracker) return;
    const before = tracker.text;
    if (tracker.change(changes, text)) this.#parts.change(before, changes);
    else this.#parts.lose();
    this.#settle();
  }

  #adopt(hint: HintData, text: string): void {
    this.#ignores = countIgnores(text);
    this.#why = undefined;
    this.#parts.adopt(hint, text, new Lines(text));
  }

  /** Brings what is shown in step with the tracker: bad news at once, a hint's going once it has lasted. */
  #settle(): void {
    const tracker = this.#tracker;
    if (!tracker) return;
    clearTimeout(this.#settling);
    this.#settling = undefined;
    const goes = this.#shown === 'present' && tracker.state !== 'present';
    const known = tracker.state === 'fixed' && (this.#applying || tracker.text === tracker.repairedText);
    if (goes && !known) {
      this.#settling = setTimeout(() => {
        this.#conclude();
        this.#changed.fire();
      }, settleTime);
    } else this.#conclude();
    this.#changed.fire();
  }

  #conclude(): void {
    const tracker = this.#tracker;
    if (!tracker) return;
    let { state } = tracker;
    this.#why = undefined;
    if (state === 'fixed' && countIgnores(tracker.text) > this.#ignores) {
      state = 'unknown';
      this.#why = 'A comment silences the hint here now. The code is as it was.';
    } else if (state === 'unknown') this.#why = this.#unknownWhy(tracker);
    this.#shown = state;
  }

  #unknownWhy(tracker: Tracker<Found>): string {
    if (!this.#checked) return 'Hindsight has not checked this file yet.';
    if (this.#deps.progress.state(this.#lesson).known)
      return 'You know this lesson, so its hints are hidden. Untick "I know this" to see them.';
    return tracker.fresh && tracker.current
      ? 'The hint is no longer shown although this code has not changed: its rule may have been switched off, or another file has changed.'
      : 'This file has changed since the lesson was opened, and the hint was not found again.';
  }

  #file(): string {
    return vscode.workspace.asRelativePath(this.#uri);
  }
}

const stale = {
  result: 'stale',
  text: 'Nothing was changed: the code is no longer what this fix was made for. Wait for the next check, look at the fix again, then apply it.',
} as const;

function found(hint: HintData, lines: Lines): Found {
  return { rule: hint.rule, names: hint.names, span: lines.spanOf(hint.range), hint };
}

function countIgnores(text: string): number {
  return text.match(/hindsight-ignore/g)?.length ?? 0;
}
