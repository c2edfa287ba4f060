import type { FixKind, Severity } from '../engine/types.ts';
import type { Practice } from '../lessons/types.ts';
import type { NotificationType, RequestType } from './typed.ts';

/** Messages between the language server and its client, beside those of LSP. Types and methods only. */

/**
 * How Node runs the server's process, in megabytes. It may fill 1,024 with objects and needs a tenth of them for a large
 * workspace; without a bound the engine lets garbage lie for as long as the machine has memory. Young objects have 32
 * from the start: a whole check makes many that live as long as a file is parsed, and a smaller space has them copied
 * and kept instead, which took a fifth of the check of 5,000 manifests.
 */
export const SERVER_NODE_FLAGS: readonly string[] = [
  '--max-old-space-size=1024',
  '--min-semi-space-size=32',
  '--max-semi-space-size=32',
];

/** 0-based line and UTF-16 column, as in LSP. */
export interface LspPosition {
  line: number;
  character: number;
}

/** `end` is exclusive. */
export interface LspRange {
  start: LspPosition;
  end: LspPosition;
}

export interface EditData {
  uri: string;
  range: LspRange;
  newText: string;
}

export interface FixData {
  title: string;
  kind: FixKind;
  edits: EditData[];
}

export interface HintData {
  /** Unlike any other hint's of the same document version. */
  id: string;
  uri: string;
  rule: string;
  lesson: string;
  severity: Severity;
  message: string;
  range: LspRange;
  names: Record<string, string>;
  fixes: FixData[];
  related: { uri: string; range: LspRange; message: string }[];
  notes: { range: LspRange; text: string }[];
  /** How the code would run there, in order; `range` is in the hint's own file. */
  steps: { text: string; range?: LspRange }[];
  /** Ids of the rules that it stands for, where several are shown as one; `rule` is then their group's. */
  members?: string[];
  /** What other tools have to say for all of it to be said; absent where that is the codes of its rule. */
  peers?: PeersData[];
}

/** A rule that a hint stands for. */
export interface PeersData {
  rule: string;
  /** Codes of other tools that say the same; absent where all do that the rule names. */
  sameAs?: string[];
}

export interface SightingData {
  uri: string;
  lesson: string;
  range: LspRange;
  names: Record<string, string>;
}

/**
 * Server → client: what it works on from now on, so that a client whose server does not come back knows over what; without
 * a file when it waits for messages.
 */
export const WORKING: NotificationType<WorkingParams> = { method: 'hindsight/working' };
export interface WorkingParams {
  uri?: string;
  /** Which work it is; a file has several. */
  work?: 'facts' | 'hints' | 'answer';
}

/** Server → client, after every check of an open document; `version` is the document's. */
export const HINTS: NotificationType<HintsParams> = { method: 'hindsight/hints' };
export interface HintsParams {
  uri: string;
  version: number | null;
  hints: HintData[];
}

/** Client → server: what stands around a position, from the text as the server has it now. */
export const AT: RequestType<AtParams, AtResult> = { method: 'hindsight/at' };
export interface AtParams {
  uri: string;
  position: LspPosition;
}
export interface AtResult {
  /** Hints whose range holds the position, smallest first. */
  hints: HintData[];
  /** Sightings whose range holds the position, smallest first, ties in the topic's lesson order. */
  sightings: SightingData[];
}

/**
 * Client → server: checks the files of the workspace, which the client has listed; other files tell nothing from then on.
 * Supports `$/progress` by `workDoneToken` and cancellation.
 */
export const CHECK_WORKSPACE: RequestType<CheckWorkspaceParams, CheckWorkspaceResult> = {
  method: 'hindsight/checkWorkspace',
};
export interface CheckWorkspaceParams {
  uris: string[];
  workDoneToken?: string | number;
}
export interface CheckWorkspaceResult {
  /** Files with at least one hint. */
  files: { uri: string; hints: HintData[] }[];
  skipped: { uri: string; reason: string }[];
  checked: number;
}

/** Client → server: places that do well what a lesson is about, in files that the client has listed. Can be cancelled. */
export const EXAMPLES: RequestType<ExamplesParams, ExamplesResult> = { method: 'hindsight/examples' };
export interface ExamplesParams {
  lesson: string;
  uris: string[];
  /** The file that the reader looks at; files near it come first. */
  near?: string;
  /** The reader's own place in it, which is no example. */
  range?: LspRange;
  /** The names of the reader's place; a place that speaks of the same things comes first. */
  names?: Record<string, string>;
}
export interface ExamplesResult {
  /** Up to three, the best first. */
  examples: ExampleData[];
  /** Whether every file was looked at; a search ends early when it has found enough, or after some time. */
  complete: boolean;
}
export interface ExampleData {
  uri: string;
  /** VS Code's language id. */
  language: string;
  range: LspRange;
  /** The parts of it that do it well. */
  good: LspRange[];
  names: Record<string, string>;
  /** Whole lines around the place, from `line` (0-based) on. */
  excerpt: { line: number; text: string };
}

/** Client → server: places for the lessons of a tour that have no hint. Can be cancelled. */
export const TOUR: RequestType<TourParams, TourResult> = { method: 'hindsight/tour' };
export interface TourParams {
  /** The lessons that a place is looked for. */
  lessons: string[];
  /** The files of the workspace, which the client has listed. */
  uris: string[];
  /** Files with hints, of which the answer says which are aside. */
  hinted: string[];
  /** Milliseconds after which the search ends with what it has found. */
  budget: number;
}
export interface TourResult {
  /** At most one for each lesson. */
  found: TourFindingData[];
  /** Those of `hinted` that are tests, examples or the like, which a newcomer does not see first. */
  aside: string[];
  /** Whether all was looked at that had to be; a search ends early when its time is over. */
  complete: boolean;
}
export interface TourFindingData extends SightingData {
  /** Whether it is done well there, or only occurs. */
  kind: 'good' | 'sighting';
}

/** Client → server: safe fixes of a whole document as edits of the version the server holds. */
export const FIX_ALL: RequestType<FixAllParams, FixAllResult> = { method: 'hindsight/fixAll' };
interface FixAllParams {
  uri: string;
}
export interface FixAllResult {
  version: number | null;
  edits: { range: LspRange; newText: string }[];
  /** Titles of the applied fixes. */
  applied: readonly string[];
  /** The hints that the fixes take away. */
  fixed: readonly HintData[];
}

/**
 * Client → server: what is wrong with an open document that a practice is about. Settings, silencing comments and
 * "I know this" do not count.
 */
export const PRACTICE: RequestType<PracticeParams, PracticeResult> = { method: 'hindsight/practice' };
export interface PracticeParams {
  uri: string;
  /** What of the practice decides about a text. */
  practice: Pick<Practice, 'language' | 'rules' | 'mustMention' | 'mustNotMention'>;
}
export interface PracticeResult {
  /** The version that the answer is about; `null` when the document is not open. */
  version: number | null;
  /** Everything that is still wrong, in the order of its lines; empty when the practice is passed. */
  unmet: UnmetData[];
}

/** One thing that is still wrong with a practice. */
export interface UnmetData {
  kind: 'broken' | 'rule' | 'missing' | 'unwanted';
  /** A sentence; code is between backticks. */
  text: string;
  /** 1-based; absent where there is nothing to show in the text. */
  line?: number;
}

/** Server → client: reads a file that the server cannot reach itself (virtual workspaces, web worker). */
export const READ_FILE: RequestType<ReadFileParams, ReadFileResult> = { method: 'hindsight/readFile' };
export interface ReadFileParams {
  uri: string;
}
export interface ReadFileResult {
  /** Base64; absent when the file could not be read. */
  base64?: string;
  reason?: string;
}

/** Server → client: the bytes of one of the WASM files beside the bundles, for a web worker, which cannot fetch them. */
export const READ_ASSET: RequestType<ReadAssetParams, ReadAssetResult> = { method: 'hindsight/readAsset' };
interface ReadAssetParams {
  /** A file name of `dist/`, without folders. */
  file: string;
}
interface ReadAssetResult {
  /** Crosses into the worker by structured clone. */
  bytes?: Uint8Array;
  reason?: string;
}

/** Client → server: the value of `hindsight.rules` and the lessons marked "I know this". */
export const SETTINGS: NotificationType<SettingsParams> = { method: 'hindsight/settings' };
export interface SettingsParams {
  rules: unknown;
  known: string[];
}

/** What `initialize` carries in `initializationOptions`. */
export interface InitOptions {
  settings: SettingsParams;
  /** Begin of the links that open a lesson from a diagnostic's code: `vscode://hindsight.hindsight/lesson`. */
  linkBase?: string;
  /** Documents that the server did not come back from; they are left alone until their text changes. */
  quarantined?: string[];
}

/** Server → client: a setting that cannot be used, in sentences for the person who wrote it; an empty list when all is well. */
export const PROBLEMS: NotificationType<ProblemsParams> = { method: 'hindsight/settingProblems' };
export interface ProblemsParams {
  problems: string[];
}

/**
 * Client → server: the files of the workspace, whose facts the rules of open files may want, read beside the typing; other
 * files tell nothing from then on. Files that are open are left out by the server. Progress is reported under the token; ends early when it is cancelled.
 */
export const COLLECT: RequestType<CollectParams, CollectResult> = { method: 'hindsight/collect' };
export interface CollectParams {
  uris: string[];
  workDoneToken?: string;
}
export interface CollectResult {
  /** Whether every file was looked at. */
  complete: boolean;
}

/** Client → server: the pictures of what stands around a position, from the texts as the server has them now. */
export const PICTURE: RequestType<PictureParams, PictureResult> = { method: 'hindsight/picture' };
export interface PictureParams {
  uri: string;
  position: LspPosition;
}
export interface PictureResult {
  /** Where the Service, Ingress or HTTPRoute leads; a path for each Service that it names. */
  paths: CallPathData[];
  /** The name of the object that `paths` begin at. */
  object?: { kind: string; name: string; range: LspRange };
  /** What the container around the position may do. */
  container?: ContainerData;
}
export interface PicturePlace {
  uri: string;
  range: LspRange;
}
export interface CallLinkData {
  part: 'route' | 'name' | 'address' | 'selector' | 'workload' | 'port' | 'container';
  state: 'holds' | 'broken' | 'unknown';
  label: string;
  /** Plain text with `backticks` around code. */
  text: string;
  /** Absent where the file cannot be pointed into. */
  at?: PicturePlace;
  /** The lesson behind it. */
  lesson?: string;
}
export interface CallPathData {
  service: string;
  namespace: string;
  /** What every call passes. */
  links: CallLinkData[];
  /** The way on, for each workload and port. */
  targets: CallLinkData[][];
  /** How many more workloads are found than are listed. */
  more: number;
}
export interface ProfileItemData {
  part: 'wall' | 'meter' | 'key' | 'door' | 'user' | 'rule';
  state: 'closed' | 'open' | 'unset' | 'unknown';
  label: string;
  /** Plain text with `backticks` around code. */
  text: string;
  at?: PicturePlace;
  lesson?: string;
}
export interface ContainerData {
  name: string;
  source: 'compose' | 'pod' | 'dockerfile';
  privileged: boolean;
  items: ProfileItemData[];
  at: PicturePlace;
}

/** Server → client: what files tell each other has changed, so that pictures may have. */
export const FACTS: NotificationType<void> = { method: 'hindsight/factsChanged' };

/** Client → server: the tests' and the watchdog's sign of life; the answer is `true`. */
export const PING: RequestType<void, true> = { method: 'hindsight/ping' };

/** What a diagnostic of ours carries in `data`. */
export interface DiagnosticData {
  id: string;
  rule: string;
  lesson: string;
  /** As those of its hint. */
  peers?: PeersData[];
}

/** Commands of the client that the server's code actions call. */
export const COMMANDS = {
  /** Argument: `OpenLessonArgument` (see the contract in the client). */
  openLesson: 'hindsight.openLesson',
  /** Argument: `PictureParams`. */
  showCallPath: 'hindsight.showCallPath',
  /** Argument: `PictureParams`. */
  showContainer: 'hindsight.showContainer',
  /** Argument: `{ rule: string }`, or `{ rules: string[] }` for several at once. */
  turnRuleOff: 'hindsight.turnRuleOff',
  /** Argument: `{ lesson: string }`. */
  knowLesson: 'hindsight.knowLesson',
} as const;

/** Which hints a fix is for; a code action that is a fix carries it in `data`. */
export interface FixApplied {
  uri: string;
  places: { rule: string; lesson: string; range: LspRange }[];
}
