import * as vscode from 'vscode';

/** Part of every step's second completion event (scripts/lib/content-generate.mjs). */
const KEY = 'hindsight.tickWalkthrough';
/** In milliseconds after a walkthrough may have been opened; the editor registers the steps up to 5 s later. */
const WHEN = [100, 1_000, 6_000];

/**
 * Has the editor tick the steps of a walkthrough for what was done before it was opened.
 *
 * VS Code reads walkthroughs when its *Get Started* page is first needed, and a step whose `onContext` event holds
 * already by then counts as seen, but is not ticked, now or later (`registerDoneListeners` in VS Code's
 * gettingStartedService.ts, 1.139). So every step has a second event, the same and this key, which is false at that
 * time and turns true for a moment afterwards.
 */
export class WalkthroughTicks implements vscode.Disposable {
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #listener: vscode.Disposable;

  constructor() {
    this.#listener = vscode.window.tabGroups.onDidChangeTabs(({ opened }) => {
      // The page has no input that extensions know; neither have the settings, for which a word too many is harmless.
      if (opened.some(({ input }) => input === undefined)) this.schedule();
    });
    this.schedule();
  }

  /** Call when a walkthrough may have come on the screen. */
  readonly schedule = (): void => {
    for (const delay of WHEN) {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        void this.#pulse();
      }, delay);
      this.#timers.add(timer);
    }
  };

  dispose(): void {
    this.#listener.dispose();
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }

  async #pulse(): Promise<void> {
    await vscode.commands.executeCommand('setContext', KEY, true);
    await vscode.commands.executeCommand('setContext', KEY, false);
  }
}
