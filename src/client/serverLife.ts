import type { Watchdog } from './watchdog.ts';

/** Unexpected ends of the server that are forgiven within this time; after more, it stays off until it is asked for. */
const FORGIVEN = 8;
const FORGIVEN_WITHIN = 3 * 60_000;

const NOT_RUNNING = 'The language server does not run.';

interface ServerLifeOptions {
  readonly watchdog: Pick<Watchdog, 'ended' | 'isGivenUp'>;
  /** In milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/** Counts how often the server ended, and asks again what an end has left without an answer. */
export class ServerLife {
  readonly #options: ServerLifeOptions;
  readonly #now: () => number;
  #ends: { readonly at: number; readonly uri: string | undefined }[] = [];
  #lives = 0;
  #isOff = false;
  /** The last end was over a file that is left alone from then on, or after one more. */
  #isOfFile = false;

  constructor(options: ServerLifeOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
  }

  /** The server was asked for by a person, or starts for the first time. */
  begin(): void {
    this.#ends = [];
    this.#isOff = false;
  }

  /**
   * The connection has ended unexpectedly. Ends over a file that is left alone from now on do not count: each file has
   * only two. @returns how often it ended lately, where that is so often that it has to stay off
   */
  closed(): number | undefined {
    const { watchdog } = this.#options;
    const { uri, isHung } = watchdog.ended();
    const now = this.#now();
    this.#lives++;
    this.#isOfFile = uri !== undefined && (isHung || watchdog.isGivenUp(uri));
    if (!this.#isOfFile) this.#ends.push({ at: now, uri });
    this.#ends = this.#ends.filter(
      (end) => now - end.at < FORGIVEN_WITHIN && (end.uri === undefined || !watchdog.isGivenUp(end.uri)),
    );
    this.#isOff = this.#ends.length > FORGIVEN;
    return this.#isOff ? this.#ends.length : undefined;
  }

  /**
   * Asks, and once more each time the server has ended over it.
   * @param start resolves when the server runs, with whether it does
   * @throws Error what the server answers, or a sentence for the person where it cannot
   */
  async ask<T>(start: () => Promise<boolean>, run: () => Promise<T>, isCancelled: () => boolean): Promise<T> {
    // Each file that the server cannot take needs two; what ends it without a cause is not tried for ever.
    for (let left = FORGIVEN; ; left--) {
      if (!(await start())) throw new Error(NOT_RUNNING);
      const life = this.#lives;
      try {
        return await run();
      } catch (error) {
        if (isCancelled() || life === this.#lives) throw error;
        if (this.#isOff || left === 0)
          throw new Error('The language server ended again and again, and gives no answer.');
        if (this.#isOfFile) left = FORGIVEN;
        // The client starts the next server after it has rejected what was asked.
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    }
  }
}
