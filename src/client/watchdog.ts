interface WatchdogOptions {
  /** Settles when the server has answered. */
  ping(): Promise<void>;
  /** Ends a server that does not answer. `uri` is the document it was last given. */
  restart(uri: string | undefined): void;
  /** How long the server may take for an answer, in milliseconds. The slowest honest check is well below a second. */
  readonly patience: number;
  /** Time between two looks, in milliseconds. */
  readonly interval: number;
}

/**
 * Asks the server for a sign of life while it has something to do. A server that hangs twice over the same document
 * is asked to leave that document alone.
 */
export class Watchdog {
  readonly #options: WatchdogOptions;
  #timer: ReturnType<typeof setInterval> | undefined;
  #last: string | undefined;
  /** Something was sent since the last answer. */
  #busy = false;
  #waiting = false;
  readonly #hung = new Map<string, number>();

  constructor(options: WatchdogOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), this.#options.interval);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** A document was sent to the server. */
  sent(uri: string): void {
    this.#last = uri;
    this.#busy = true;
  }

  /** The server has checked a document. */
  checked(uri: string): void {
    this.#hung.delete(uri);
  }

  /** Documents that the server did not come back from twice. */
  quarantined(): string[] {
    return [...this.#hung].filter(([, times]) => times > 1).map(([uri]) => uri);
  }

  async #look(): Promise<void> {
    if (!this.#busy || this.#waiting) return;
    this.#waiting = true;
    this.#busy = false;
    const uri = this.#last;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), this.#options.patience);
    });
    try {
      const answer = await Promise.race([this.#options.ping().then(() => 'alive' as const), late]);
      if (answer === 'late') {
        if (uri) this.#hung.set(uri, (this.#hung.get(uri) ?? 0) + 1);
        this.#options.restart(uri);
      }
    } catch {
      // The connection closed while we waited, which the client sees and mends by itself.
    } finally {
      clearTimeout(timer);
      this.#waiting = false;
    }
  }
}
