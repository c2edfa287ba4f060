import * as vscode from 'vscode';
import type { WalkthroughMeta, WalkthroughStep } from '../../lessons/types.ts';
import type { ProgressStore } from '../progress.ts';
import type { Topics } from '../topics.ts';

const HIDDEN = 'hindsight.getStarted.hidden';
const OPEN_WALKTHROUGH = 'workbench.action.openWalkthrough';

interface GetStartedOptions {
  /** The identifier of the extension, by which the editor knows its walkthroughs. */
  readonly extension: string;
  readonly walkthroughs: readonly WalkthroughMeta[];
  readonly progress: ProgressStore;
  readonly topics: Topics;
  readonly state: vscode.Memento;
}

/**
 * The steps of the walkthroughs, for the sidebar. Editors with a *Get Started* page have them there as well; both
 * are made from the same files and done by the same events, so neither says more than the other.
 */
export class GetStarted implements vscode.Disposable {
  readonly #options: GetStartedOptions;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #listener: vscode.Disposable;
  /** Asked for in this session, so it is shown although it is finished. */
  #asked = false;

  /** Fires when it comes or goes, and when another topic's steps belong to it. */
  readonly onDidChange = this.#changed.event;

  constructor(options: GetStartedOptions) {
    this.#options = options;
    this.#listener = options.topics.onDidChange(() => this.#changed.fire());
  }

  /** Whether the editor has a page for walkthroughs. */
  hasPage = async (): Promise<boolean> =>
    (await vscode.commands.getCommands(true)).includes(OPEN_WALKTHROUGH);

  /** The first steps, then those of the topics that occur in the workspace. */
  get walkthroughs(): readonly WalkthroughMeta[] {
    const { walkthroughs, topics } = this.#options;
    return walkthroughs.filter(({ topic }) => topic === undefined || topics.has(topic));
  }

  /** The steps with Hindsight itself; a topic's are its lessons, which stay in the view anyway. */
  get #first(): readonly WalkthroughStep[] {
    return this.#options.walkthroughs
      .filter(({ topic }) => topic === undefined)
      .flatMap(({ steps }) => steps);
  }

  /** Until its first steps are done or it was hidden, and whenever it is asked for. */
  get isShown(): boolean {
    if (this.#asked) return true;
    // Where there are none, nothing is left to be done either.
    const isFinished = this.#first.every((step) => this.isDone(step));
    return !isFinished && !this.#options.state.get<boolean>(HIDDEN, false);
  }

  isDone({ done }: WalkthroughStep): boolean {
    return this.#options.progress.contextKey(done);
  }

  /** Takes it out of the view until it is asked for again. */
  readonly hide = async (): Promise<void> => {
    this.#asked = false;
    await this.#options.state.update(HIDDEN, true);
    this.#changed.fire();
  };

  /**
   * Opens a walkthrough in the editor's page.
   * @param id of the walkthrough; the first steps where it is none of ours
   * @returns whether there is such a page; where there is none, the view shows the steps from now on
   */
  async open(id?: unknown): Promise<boolean> {
    const known = this.#options.walkthroughs.some((each) => each.id === id);
    if (await this.hasPage()) {
      const category = `${this.#options.extension}#${known ? String(id) : 'start'}`;
      await vscode.commands.executeCommand(OPEN_WALKTHROUGH, category, false);
      return true;
    }
    this.#asked = true;
    await this.#options.state.update(HIDDEN, undefined);
    this.#changed.fire();
    return false;
  }

  dispose(): void {
    this.#listener.dispose();
    this.#changed.dispose();
  }
}
