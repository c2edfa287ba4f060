import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import { ownValue, setOwn } from '../base/own.ts';
import type { Catalogue } from '../lessons/types.ts';
import type { Achievement, LessonState } from './lessonPanel/types.ts';
import {
  EVENTS,
  emptyProgress,
  type LessonRecord,
  mergeProgress,
  type ProgressData,
  type ProgressEvent,
  parseProgress,
} from './progressData.ts';

const KEY = 'hindsight.progress';

/** A lesson's state as the views and the panel see it. */
export interface ClientLessonState extends LessonState {
  /** How many places were repaired. */
  readonly repairs: number;
  /** The quiz or the practice was passed. */
  readonly learned: boolean;
}

/** The learner's progress: kept in the editor's own store, synchronised with its settings, mirrored in context keys. */
export class ProgressStore implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #catalogue: Catalogue;
  readonly #log: vscode.LogOutputChannel;
  readonly #changed = new vscode.EventEmitter<readonly string[]>();
  #data: ProgressData;
  /** Set where the stored value must not be written over. */
  #frozen = false;

  /** Fires with the ids of the lessons whose state changed; an empty list means any. */
  readonly onDidChange = this.#changed.event;

  constructor(context: vscode.ExtensionContext, catalogue: Catalogue, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#catalogue = catalogue;
    this.#log = log;
    context.globalState.setKeysForSync([KEY]);
    this.#data = this.#load();
    this.#setContextKeys();
  }

  #load(): ProgressData {
    const stored = this.#context.globalState.get<unknown>(KEY);
    const parsed = parseProgress(stored);
    if (parsed.kind === 'ok') return parsed.data;
    if (parsed.kind === 'newer') {
      this.#frozen = true;
      this.#log.warn(
        `The progress was written by a newer Hindsight (format ${parsed.version}); it is left as it is.`,
      );
      void vscode.window.showWarningMessage(
        'Your Hindsight progress was written by a newer version of the extension. Update Hindsight here to see it; until then nothing is saved.',
      );
      return emptyProgress();
    }
    const aside = `${KEY}.damaged.${new Date().toISOString()}`;
    this.#log.warn(`The progress could not be read (${parsed.why}); it was kept under "${aside}".`);
    void this.#setAside(aside, stored);
    return emptyProgress();
  }

  async #setAside(key: string, stored: unknown): Promise<void> {
    try {
      // The copy first: a window that closes in between must not lose the only one.
      await this.#context.globalState.update(key, stored);
      await this.#context.globalState.update(KEY, emptyProgress());
    } catch (error) {
      this.#log.error(`The unreadable progress could not be set aside: ${String(error)}`);
    }
    const save = 'Save a Copy…';
    const answer = await vscode.window.showWarningMessage(
      'Your Hindsight progress could not be read. It was set aside, and your progress starts anew.',
      save,
    );
    if (answer === save) await saveJson(stored, 'hindsight-progress-damaged.json', this.#log);
  }

  /** The state of a lesson; also of one that no longer exists. May be passed on unbound. */
  readonly state = (lesson: string): ClientLessonState => {
    const record: LessonRecord = ownValue(this.#data.lessons, lesson) ?? {};
    const repairs = record.repaired ?? 0;
    const answered = record.answered ?? false;
    const practised = record.practised ?? false;
    return {
      read: record.read ?? false,
      answered,
      practised,
      repaired: repairs > 0,
      repairs,
      known: record.known ?? false,
      learned: answered || practised,
    };
  };

  /** Remembers a mark or takes it back. `repaired` is counted by `countRepair` alone: a word of the panel is no proof. */
  readonly mark = async (lesson: string, what: Achievement, done = true): Promise<void> => {
    if (what === 'repaired' || this.state(lesson)[what] === done) return;
    const { [what]: _, ...rest } = ownValue(this.#data.lessons, lesson) ?? {};
    setOwn(this.#data.lessons, lesson, done ? { ...rest, [what]: true } : rest);
    if (done && what === 'answered') this.#data.events.answeredQuiz = true;
    if (done && what === 'practised') this.#data.events.practised = true;
    await this.#save([lesson]);
  };

  /** Counts a place that was repaired (1) or whose hint came back (-1). */
  async countRepair(lesson: string, by: 1 | -1): Promise<void> {
    const { repaired = 0, ...rest } = ownValue(this.#data.lessons, lesson) ?? {};
    const count = Math.max(0, repaired + by);
    setOwn(this.#data.lessons, lesson, count > 0 ? { ...rest, repaired: count } : rest);
    await this.#save([lesson]);
  }

  /** Remembers that something happened; walkthrough steps tick on the first time. */
  async happened(event: ProgressEvent): Promise<void> {
    if (this.#data.events[event]) return;
    this.#data.events[event] = true;
    await this.#save([]);
  }

  /** What a context key of the progress says now: `hindsight.did.…` or `hindsight.learned.…`; false for any other. */
  contextKey(key: string): boolean {
    return this.#contextKeys.get(key) ?? false;
  }

  /** Ids of the lessons marked "I know this". */
  known(): string[] {
    return Object.keys(this.#data.lessons).filter((id) => ownValue(this.#data.lessons, id)?.known);
  }

  /** A copy, for the person who exports it. */
  snapshot(): ProgressData {
    return structuredClone(this.#data);
  }

  async reset(): Promise<void> {
    this.#data = emptyProgress();
    await this.#save([]);
  }

  /** @returns the end of a sentence saying why the value cannot be imported, or `undefined` when it was. */
  async import(value: unknown): Promise<string | undefined> {
    const parsed =
      value === undefined ? ({ kind: 'damaged', why: 'it is empty' } as const) : parseProgress(value);
    if (parsed.kind === 'newer') return `it was written by a newer Hindsight (format ${parsed.version})`;
    if (parsed.kind === 'damaged') return parsed.why;
    this.#data = mergeProgress(this.#data, parsed.data);
    await this.#save([]);
    return undefined;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  async #save(lessons: readonly string[]): Promise<void> {
    this.#setContextKeys();
    this.#changed.fire(lessons);
    if (this.#frozen) return;
    try {
      await this.#context.globalState.update(KEY, this.#data);
    } catch (error) {
      this.#log.error(`The progress could not be saved: ${String(error)}`);
      void vscode.window.showErrorMessage(
        'Hindsight could not save your progress. It is kept until this window closes.',
      );
    }
  }

  /** Keys are set once each way; the editor would otherwise evaluate every `when` clause again. */
  readonly #contextKeys = new Map<string, boolean>();

  #setContextKeys(): void {
    const keys = new Map<string, boolean>();
    for (const { id } of this.#catalogue.lessons) keys.set(`hindsight.learned.${id}`, this.state(id).learned);
    for (const event of EVENTS) keys.set(`hindsight.did.${event}`, this.#data.events[event] ?? false);
    for (const [key, value] of keys) {
      if ((this.#contextKeys.get(key) ?? false) === value) continue;
      this.#contextKeys.set(key, value);
      void vscode.commands.executeCommand('setContext', key, value);
    }
  }
}

/** Asks where to, and writes a value as JSON. @returns whether it was written */
export async function saveJson(value: unknown, name: string, log: vscode.LogOutputChannel): Promise<boolean> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    filters: { JSON: ['json'] },
    title: 'Save Hindsight Progress',
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
  });
  if (!target) return false;
  try {
    await vscode.workspace.fs.writeFile(
      target,
      new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`),
    );
    return true;
  } catch (error) {
    log.error(`${target.toString()} could not be written: ${String(error)}`);
    void vscode.window.showErrorMessage(`Hindsight could not write ${target.path}: ${messageOf(error)}`);
    return false;
  }
}
