/** The seam between the lesson panel and the rest of the client. Types only. */
import type { Disposable, Event, ExtensionContext, LogOutputChannel } from 'vscode';
import type { Catalogue, LessonBody } from '../../lessons/types.ts';
import type { AtResult, HintData, HintsParams, LspPosition, LspRange, SightingData } from '../../protocol/server.ts';

/** What a lesson is opened with: at most one of `hint` and `sighting` is set, and neither for a lesson without code. */
export interface LessonRequest {
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  /** The rule whose hint led here, where one did. */
  readonly rule?: string;
  readonly hint?: HintData;
  readonly sighting?: SightingData;
  /** The document of the hint or sighting. */
  readonly uri?: string;
}

/** The argument of the command `hindsight.openLesson`; every field narrows the choice, none means the cursor. */
export interface OpenLessonArgument {
  readonly lesson?: string;
  readonly rule?: string;
  readonly uri?: string;
  /** 0-based; end-exclusive. */
  readonly range?: LspRange;
}

/** What a learner can have done with a lesson in the panel. `repaired` is marked by the client, not by the panel. */
export type PanelMark = 'read' | 'answered' | 'practised';

/** What the learner has done with one lesson. */
export interface LessonState {
  readonly read: boolean;
  readonly answered: boolean;
  readonly practised: boolean;
  /** Places whose hint went away by a fix. */
  readonly repaired: number;
  /** The quiz or the practice was passed. */
  readonly learned: boolean;
  /** Marked "I know this": the lesson's hints are not shown. */
  readonly known: boolean;
}

/** The learner's progress as the panel sees it. */
export interface PanelProgress {
  state(lesson: string): LessonState;
  /** Remembers a mark; a mark that is already there changes nothing. Never rejects: a failed write is shown and logged. */
  mark(lesson: string, what: PanelMark): Promise<void>;
  /** Fires with the ids of the lessons whose state changed. */
  readonly onDidChange: Event<readonly string[]>;
}

/** What the panel is given. */
export interface LessonPanelDeps {
  readonly context: ExtensionContext;
  readonly catalogue: Catalogue;
  /** @throws Error with a sentence for the reader when the lesson's file cannot be read. */
  loadLesson(lesson: string): Promise<LessonBody>;
  readonly progress: PanelProgress;
  /** Applies a fix of a hint, by its index in `hint.fixes`; `stale` when the text has changed since the hint was found. */
  applyFix(hint: HintData, fixIndex: number): Promise<'applied' | 'stale'>;
  /** What stands around a position now; empty lists when the server is not there. */
  at(uri: string, position: LspPosition): Promise<AtResult>;
  openLesson(argument: OpenLessonArgument): Promise<void>;
  readonly log: LogOutputChannel;
}

/** What the panel gives back. */
export interface LessonPanelHost extends Disposable {
  /** Shows the lesson in the one live panel, which is made on first use. Does not take the focus from the keyboard user's next Tab. */
  show(request: LessonRequest): Promise<void>;
  /** Called after every check of a document, so that the excerpt follows the text. */
  onHints(params: HintsParams): void;
}

