import type { Passage } from '../lessons/search/entries.ts';
import type { Level, Question, Section, Source } from '../lessons/types.ts';

/**
 * The messages between the lesson panel's page and its host in the client. Types only: each side checks what
 * it receives by itself, because neither may trust the other (`panel/receive.ts`, `client/lessonPanel/messages.ts`).
 */

/** A lesson that another one points to. */
export interface LessonLink {
  readonly id: string;
  readonly title: string;
  readonly learned: boolean;
}

/** Everything of a lesson that does not depend on the reader's code. */
export interface LessonView {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly level: Level;
  /** Title of the topic. */
  readonly topic: string;
  /** Place of the lesson in its topic, 1-based. */
  readonly number: number;
  /** Lessons in the topic. */
  readonly count: number;
  readonly needs: readonly LessonLink[];
  readonly previous?: LessonLink;
  readonly next?: LessonLink;
  readonly sources: readonly Source[];
  readonly sections: readonly Section[];
  /** How it runs when it is right: a line of HTML per step, with placeholders as in a section. */
  readonly sequence: readonly string[];
  readonly quiz: readonly Question[];
  readonly hasPractice: boolean;
  /** The task of the practice, as HTML. */
  readonly task?: string;
  /** Whether any rule of the lesson can find a fault, so that there is something to repair. */
  readonly hasRules: boolean;
}

export interface ProgressView {
  readonly read: boolean;
  readonly answered: boolean;
  readonly practised: boolean;
  readonly repaired: boolean;
  readonly known: boolean;
  /** Per question of the quiz the option that was checked last (0-based), or null. */
  readonly answers: readonly (number | null)[];
}

/**
 * What has become of the place that the lesson was opened from: the hint is there; an edit took it away; its
 * code was removed; or this is not known.
 */
export type PlaceState = 'present' | 'fixed' | 'deleted' | 'unknown';

/** A marked part of one line: UTF-16 columns of the line's `text` as shown, 0-based, `end` exclusive. */
export interface LineMark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'hint' | 'related' | 'note';
}

export interface ExcerptLine {
  /** 1-based. */
  readonly number: number;
  /** The line, or the part of a very long line that matters. */
  readonly text: string;
  /** UTF-16 units left out before and after `text`. */
  readonly before: number;
  readonly after: number;
  readonly marks: readonly LineMark[];
  /** Remarks on this line, shown below it. */
  readonly notes: readonly string[];
}

export interface DiffRow {
  readonly kind: 'same' | 'removed' | 'added' | 'gap';
  /** 1-based numbers in the text before and after; absent where the row has none. */
  readonly oldLine?: number;
  readonly newLine?: number;
  readonly text: string;
  /** Words that differ from the other side: UTF-16 columns of `text`, `end` exclusive. */
  readonly words: readonly { readonly start: number; readonly end: number }[];
}

export interface FixView {
  readonly title: string;
  readonly kind: 'safe' | 'suggested';
  readonly rows: readonly DiffRow[];
  /** Names of the other files that the fix changes too. */
  readonly otherFiles: readonly string[];
}

/** One thing that happens when the reader's code runs. */
export interface StepView {
  /** Plain text with `backticks` around code. */
  readonly text: string;
  /** 1-based line of the reader's file where it happens; absent where no line can be pointed at. */
  readonly line?: number;
}

/** The reader's code that the lesson is shown with. */
export interface PlaceView {
  /** Counts up with every change; what the reader clicks names the revision that they saw. */
  readonly revision: number;
  /** A sighting has no fault: nothing is marked and nothing can be repaired. */
  readonly kind: 'hint' | 'sighting';
  readonly state: PlaceState;
  /** One plain sentence where `state` needs more words than its name. */
  readonly why?: string;
  /** Path as a person knows it: relative to the workspace, or the file's name. */
  readonly file: string;
  /** 1-based line of the place; absent when there is no such place any more. */
  readonly line?: number;
  /** VS Code's language id. */
  readonly language: string;
  /** The hint's message: plain text with `backticks` around code. */
  readonly message: string;
  readonly names: Readonly<Record<string, string>>;
  readonly lines: readonly ExcerptLine[];
  /** How it would run here, in order; empty without a hint. */
  readonly steps: readonly StepView[];
  /** Further places, those in other files included. */
  readonly related: readonly { readonly message: string; readonly file: string; readonly line: number }[];
  readonly fixes: readonly FixView[];
}

/** A practice as it stands. */
export interface PracticeView {
  /** Not begun; its file is open; its file was closed, and the learner's text is kept. */
  readonly state: 'new' | 'open' | 'closed';
  /** Nothing is known of this text yet. */
  readonly checking: boolean;
  /** Every condition holds on the text as it stands. */
  readonly passed: boolean;
  /** What is still wrong: sentences with `backticks` around code, with their 1-based line where they have one. */
  readonly unmet: readonly { readonly text: string; readonly line?: number }[];
  /** Why nothing can be said at the moment, as a sentence. */
  readonly trouble?: string;
  /** How it was passed, where that was not by hand alone. */
  readonly note?: string;
  /** The hints that were shown, as HTML; `hintCount` is how many there are. */
  readonly hints: readonly string[];
  readonly hintCount: number;
}

/** What the reader can do with a practice. `start` also shows the file, and opens it again where it was closed. */
export type PracticeAction = 'start' | 'reset' | 'line' | 'hint' | 'solution' | 'close';

/** What is known of a lesson's hints in the workspace. */
export interface PlacesView {
  /** Hints of the lesson that are known: of the open files, and of all once the workspace was checked. */
  readonly count: number;
  readonly state: 'unchecked' | 'checking' | 'checked';
  /** Whether there is a folder that can be checked. */
  readonly canCheck: boolean;
  /** The reader knows the lesson, so its hints are hidden. */
  readonly hidden: boolean;
}

/** A place of the workspace that does well what the lesson is about. */
export interface ExampleView {
  /** Path as a person knows it. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** VS Code's language id. */
  readonly language: string;
  /** Consecutive lines without their common indentation; what is done well is marked. */
  readonly lines: readonly ExcerptLine[];
}

/** Where in the tour of the repository a lesson is. */
export interface TourView {
  /** 1-based; absent where the lesson is no stop. */
  readonly stop?: number;
  readonly count: number;
  /** Stops whose lesson was read. */
  readonly done: number;
  /** Why it is a stop, as the end of a sentence. */
  readonly why?: string;
  /** Titles of the lessons before and after; absent where there is none. */
  readonly previous?: string;
  readonly next?: string;
  readonly isFinished: boolean;
}

/** One part of a picture. */
export interface PictureItem {
  /** The number that `PictureAction` names it by. */
  readonly item: number;
  readonly label: string;
  /** Plain text with `backticks` around code. */
  readonly text: string;
  /** Where a file says so: its path as a person knows it, and the 1-based line. */
  readonly file?: string;
  readonly line?: number;
  /** The title of the lesson behind it, where that is another one. */
  readonly lesson?: string;
}

export interface LinkItem extends PictureItem {
  readonly part: 'route' | 'name' | 'address' | 'selector' | 'workload' | 'port' | 'container';
  readonly state: 'holds' | 'broken' | 'unknown';
}

export interface EnclosureItem extends PictureItem {
  readonly part: 'wall' | 'meter' | 'key' | 'door' | 'user' | 'rule';
  readonly state: 'closed' | 'open' | 'unset' | 'unknown';
}

/** Where a Service, an Ingress or a route leads. */
export interface PathPicture {
  readonly kind: 'path';
  /** The object that it begins at. */
  readonly name: string;
  readonly paths: readonly {
    readonly service: string;
    readonly namespace: string;
    readonly links: readonly LinkItem[];
    readonly targets: readonly (readonly LinkItem[])[];
    /** Workloads that are found besides. */
    readonly more: number;
  }[];
}

/** What a container may do. */
export interface ContainerPicture {
  readonly kind: 'container';
  readonly name: string;
  readonly source: 'compose' | 'pod' | 'dockerfile';
  readonly privileged: boolean;
  readonly items: readonly EnclosureItem[];
}

/** A picture drawn from the reader's own files; `revision` counts up with every change. */
export type PictureView = (PathPicture | ContainerPicture) & { readonly revision: number };

/** What the reader does with a part of a picture: show its place in the editor, or open the lesson behind it. */
export interface PictureAction {
  readonly what: 'reveal' | 'lesson';
  readonly lesson: string;
  readonly revision: number;
  readonly item: number;
}

/** What the page asks for around the reader's place. */
export type AroundAction =
  /** The lesson has been painted: now is the time to look for examples. */
  | { readonly what: 'painted'; readonly lesson: string }
  /** Show all places with a hint of the lesson. */
  | { readonly what: 'all'; readonly lesson: string }
  /** Check the workspace for more of them. */
  | { readonly what: 'look'; readonly lesson: string }
  /** Show an example (0-based) of the list with this revision. */
  | {
      readonly what: 'example';
      readonly lesson: string;
      readonly revision: number;
      readonly example: number;
    };

/** What the page keeps over a reload of the window; only the host reads `restore`. */
export interface KeptState {
  readonly restore?: unknown;
  /** Pixels that the page is scrolled by. */
  readonly scroll?: number;
  /** The same as the pixels that the heading of a section stands above the window; absent above the first one. */
  readonly at?: { readonly section: string; readonly offset: number } | undefined;
  /** The lesson that `scroll` and `at` are about. */
  readonly lesson?: string;
}

/** A part of a text: UTF-16 offsets, `end` exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** One answer of *Ask Hindsight*. */
export interface AskResult {
  readonly kind: 'lesson' | 'passage' | 'rule' | 'term';
  readonly lesson: string;
  readonly title: string;
  /** Where it stands, in words. */
  readonly place: string;
  readonly text: string;
  /** Parts of `text` that answer to the question, in order, none overlapping. */
  readonly marks: readonly TextSpan[];
  readonly passage?: Passage;
  readonly rule?: string;
}

/**
 * Where the reader asked to be taken. The host says so again until it knows that the page listens; the page goes there
 * once, so that a reader who has moved on is not taken back.
 */
interface Leading {
  /** Counts up with every request; absent where each message is one of its own. */
  readonly opening?: number;
}

/** Host → page. */
export type ToPanel =
  | ({
      readonly type: 'lesson';
      readonly lesson: LessonView;
      readonly place: PlaceView | null;
      readonly progress: ProgressView;
      readonly restore: unknown;
      /** Whether the reader asked for it, so that focus goes to its title. */
      readonly focus: boolean;
      /** Where in the lesson to begin; a passage that it does not have is its top. */
      readonly passage?: Passage;
    } & Leading)
  | {
      readonly type: 'place';
      readonly lesson: string;
      readonly place: PlaceView | null;
      readonly restore: unknown;
    }
  | { readonly type: 'progress'; readonly lesson: string; readonly progress: ProgressView }
  | {
      readonly type: 'applied';
      readonly revision: number;
      readonly fix: number;
      readonly result: 'applied' | 'stale' | 'failed';
      readonly text: string;
    }
  | ({
      readonly type: 'practice';
      readonly lesson: string;
      readonly practice: PracticeView;
      /** Whether the practice was asked for by name, so that the page goes there. */
      readonly show: boolean;
    } & Leading)
  | { readonly type: 'places'; readonly lesson: string; readonly places: PlacesView }
  | {
      readonly type: 'examples';
      readonly lesson: string;
      readonly revision: number;
      readonly examples: readonly ExampleView[];
    }
  /** `null` where there is no tour. */
  | { readonly type: 'tour'; readonly lesson: string; readonly tour: TourView | null }
  /** Null where the place has no picture (any more). `show`: the page goes there. */
  | ({
      readonly type: 'picture';
      readonly lesson: string;
      readonly picture: PictureView | null;
      readonly show: boolean;
    } & Leading)
  | { readonly type: 'copied'; readonly id: number; readonly done: boolean }
  /** The answer to `insert`; `text` says what happened, or what to do. */
  | { readonly type: 'inserted'; readonly id: number; readonly done: boolean; readonly text: string }
  /** The answer to `ask`. `asked` is false where there was nothing to look for; `failed` says what to do. */
  | {
      readonly type: 'answers';
      readonly id: number;
      readonly asked: boolean;
      readonly results: readonly AskResult[];
      readonly failed?: string;
    }
  | { readonly type: 'failed'; readonly text: string };

/** Page → host. */
export type FromPanel =
  /** The page listens; sent once per load. */
  | { readonly type: 'ready' }
  | { readonly type: 'read'; readonly lesson: string }
  | {
      readonly type: 'answer';
      readonly lesson: string;
      readonly question: number;
      readonly option: number | null;
    }
  | { readonly type: 'know'; readonly lesson: string; readonly known: boolean }
  | { readonly type: 'open'; readonly lesson: string; readonly rule?: string; readonly passage?: Passage }
  /** A question as far as it is typed. */
  | { readonly type: 'ask'; readonly id: number; readonly question: string }
  /** Answered by `copied`. */
  | { readonly type: 'copyLink'; readonly id: number; readonly lesson: string }
  | { readonly type: 'openHere' }
  | { readonly type: 'browse' }
  | { readonly type: 'tour'; readonly action: 'next' | 'previous' | 'progress' }
  | ({ readonly type: 'around' } & AroundAction)
  | ({ readonly type: 'picture' } & PictureAction)
  /** `line` is 1-based and refers to what `revision` showed; without it, the place itself. */
  | { readonly type: 'reveal'; readonly revision: number; readonly line?: number; readonly related?: number }
  /** `line` is 1-based and of the practice's file, for the action `line`. */
  | {
      readonly type: 'practice';
      readonly lesson: string;
      readonly action: PracticeAction;
      readonly line?: number;
    }
  | { readonly type: 'apply'; readonly revision: number; readonly fix: number }
  | { readonly type: 'copy'; readonly id: number; readonly text: string }
  /** Code for the text editor that had focus last, at its cursor. */
  | { readonly type: 'insert'; readonly id: number; readonly text: string };
