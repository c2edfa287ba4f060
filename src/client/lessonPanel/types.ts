import type * as vscode from 'vscode';
import type { Passage } from '../../lessons/search/entries.ts';
import type { Catalogue, LessonBody, Practice } from '../../lessons/types.ts';
import type { PlacesView, PracticeAction, PracticeView, TourView } from '../../protocol/panel.ts';
import type {
  AtResult,
  ExampleData,
  ExamplesResult,
  HintData,
  LspPosition,
  LspRange,
  PictureParams,
  PictureResult,
} from '../../protocol/server.ts';
import type { Asked } from '../ask.ts';
import type { FileHints } from '../hints.ts';

/** The seam between the lesson panel and the rest of the client. */

/** What a learner has done with one lesson. */
export interface LessonState {
  readonly read: boolean;
  readonly answered: boolean;
  readonly practised: boolean;
  readonly repaired: boolean;
  /** The reader said "I know this". */
  readonly known: boolean;
}

export type Achievement = keyof LessonState;

export interface LessonRequest {
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
  /** The hint that the lesson was opened from. */
  readonly hint?: HintData;
  /** The place that the lesson was opened from where there is no hint; `names` are the reader's. */
  readonly place?: {
    readonly uri: string;
    readonly range: LspRange;
    readonly names: Readonly<Record<string, string>>;
  };
  /** Where in the lesson to begin; a passage that it does not have is its top. */
  readonly passage?: Passage;
  /** Whether to begin at the picture of the place. */
  readonly picture?: boolean;
}

/** The argument of the command `hindsight.openLesson`. */
export interface OpenLessonArgument {
  readonly lesson?: string;
  readonly rule?: string;
  readonly uri?: string;
  readonly range?: LspRange;
  readonly passage?: Passage;
}

export interface LessonPanelDeps {
  readonly context: vscode.ExtensionContext;
  readonly catalogue: Catalogue;
  /** Rejects with a sentence for the reader when the lesson's text cannot be read. */
  readonly loadLesson: (id: string) => Promise<LessonBody>;
  readonly progress: {
    readonly state: (lesson: string) => LessonState;
    readonly mark: (lesson: string, what: Achievement, done?: boolean) => void | PromiseLike<void>;
    readonly onDidChange: vscode.Event<unknown>;
  };
  /** `stale`: the text is no longer the one that the fix was made for, and nothing was changed. */
  readonly applyFix: (hint: HintData, fixIndex: number) => Promise<'applied' | 'stale'>;
  /** The hints of the last check of a document, where there was one. */
  readonly hintsOf: (uri: string) => FileHints | undefined;
  /** What the server sees at a place, from the text as it has it now. */
  readonly at: (uri: string, position: LspPosition) => Promise<AtResult>;
  /** The command `hindsight.openLesson`; no argument is the code at the cursor. */
  readonly openLesson: (argument?: OpenLessonArgument) => void | PromiseLike<void>;
  readonly practice: {
    readonly view: (lesson: string, practice: Practice) => PracticeView;
    /** `panel` is the panel's own column; rejects with a sentence for the reader. */
    readonly act: (
      lesson: string,
      action: PracticeAction,
      panel: vscode.ViewColumn | undefined,
      line?: number,
    ) => Promise<void>;
    /** Fires with the id of the lesson whose practice has something new to say. */
    readonly onDidChange: vscode.Event<string>;
  };
  /** Searches the lessons; rejects with a sentence for the reader. */
  readonly ask: (question: string) => Promise<Asked>;
  /** The link that opens a lesson. */
  readonly linkTo: (lesson: string) => string;
  readonly places: PlacesPort;
  readonly pictures: {
    readonly at: (params: PictureParams) => Promise<PictureResult>;
    /** Fires when what files tell each other has changed. */
    readonly onFacts: vscode.Event<void>;
  };
  readonly tour: {
    readonly onDidChange: vscode.Event<void>;
    /** What a lesson's page says of the tour; `undefined` without one. */
    readonly view: (lesson: string) => TourView | undefined;
    readonly next: () => Promise<void>;
    readonly previous: () => Promise<void>;
  };
  readonly log: (message: string) => void;
}

/** The lesson's places in the workspace. */
export interface PlacesPort {
  readonly onDidChange: vscode.Event<void>;
  readonly known: (lesson: string) => PlacesView;
  readonly look: () => Promise<void>;
  readonly showAll: (
    lesson: string,
    here?: { readonly uri: string; readonly range: LspRange },
  ) => Promise<void>;
  readonly examples: (
    lesson: string,
    here:
      | {
          readonly uri: string;
          readonly range: LspRange;
          readonly names: Readonly<Record<string, string>>;
        }
      | undefined,
    token: vscode.CancellationToken,
  ) => Promise<ExamplesResult>;
  readonly reveal: (example: ExampleData) => Promise<void>;
}
