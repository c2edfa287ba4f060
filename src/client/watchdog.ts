import type { WorkingParams } from '../protocol/server.ts';

interface WatchdogOptions {
  /** Settles when the server has answered. */
  ping(): Promise<void>;
  /** Ends a server that does not answer. `uri` is the file that it works on, where that is known. */
  restart(uri: string | undefined): void;
  /** Called once with a file that the server is to leave alone from its next start on. */
  onGivenUp(uri: string): void;
  /** Time between two looks, in milliseconds. */
  readonly interval: number;
  /**
   * Looks that the server may let pass without an answer. They are counted, and not the time: while the machine sleeps or
   * a debugger holds this process, none of them happens. The slowest honest check is well below a second.
   */
  readonly patience: number;
}

/** Ends over one and the same work after which a file is given up. The first may have had another cause. */
export const ENDS = 2;

/**
 * Asks the server for a sign of life while it has something to do, and knows over what it ended. A file that it does not
 * come back from twice is left alone; all others go on.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Something was sent, or begun, since the last answer. */
  #busy = false;
  /** The question that waits for its answer, and the looks since. */
  #asked: { looks: number } | undefined;
  #isHung = false;
  /** What the server works on. */
  #atHand: { readonly uri: string; readonly key: string } | undefined;
  /** Ends over a work, by file and work. */
  readonly #ends = new Map<string, number>();
  readonly #givenUp = new Set<string>();

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.#look(), this.#options.interval);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#asked = undefined;
  }

  /** Something was sent to the server that it has to work on. */
  sent(): void {
    this.#busy = true;
  }

  /** The text of a file is another one: the server tries it again. */
  changed(uri: string): void {
    this.#givenUp.delete(uri);
  }

  /** The server says what it begins, or that it waits. What it worked on until then is done. */
  working({ uri, work }: WorkingParams): void {
    if (this.#atHand) this.#ends.delete(this.#atHand.key);
    this.#atHand = uri === undefined ? undefined : { uri, key: `${work} ${uri}` };
    if (uri !== undefined) this.#busy = true;
  }

  /** The files that the server is to leave alone. */
  givenUp(): string[] {
    return [...this.#givenUp];
  }

  isGivenUp(uri: string): boolean {
    return this.#givenUp.has(uri);
  }

  /**
   * The connection has ended unexpectedly, by itself or by `restart`.
   * @returns the file that the server worked on, where that is known, and whether it gave no answer
   */
  ended(): { uri: string | undefined; isHung: boolean } {
    const atHand = this.#atHand;
    const isHung = this.#isHung;
    this.#atHand = undefined;
    this.#isHung = false;
    this.#asked = undefined;
    this.#busy = false;
    if (!atHand) return { uri: undefined, isHung };
    const { uri, key } = atHand;
    const ends = (this.#ends.get(key) ?? 0) + 1;
    if (ends < ENDS) {
      this.#ends.set(key, ends);
    } else {
      this.#ends.delete(key);
      if (!this.#givenUp.has(uri)) this.#options.onGivenUp(uri);
      this.#givenUp.add(uri);
    }
    return { uri, isHung };
  }

  #look(): void {
    const asked = this.#asked;
    if (asked) {
      if (++asked.looks < this.#options.patience) return;
      this.#asked = undefined;
      this.#isHung = true;
      this.#options.restart(this.#atHand?.uri);
      return;
    }
    if (!this.#busy) return;
    this.#busy = false;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const asked = { looks: 0 };
    this.#asked = asked;
    try {
      await this.#options.ping();
    } catch {
      // The connection closed while we waited, which the client sees and mends by itself.
    }
    // An answer of a server of before says nothing of the one that was asked since.
    if (this.#asked === asked) this.#asked = undefined;
  }
}
