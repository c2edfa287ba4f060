import type { GivenPath, Target } from './types.ts';

/**
 * What threads share while they read and check files: counters, so that each takes the next piece of work without
 * asking, and what they found out about each file. Plain shared memory; `Job` gives it names.
 */
export interface SharedJob {
  readonly targets: readonly Target[];
  readonly given: readonly GivenPath[];
  /** Ids of the rules that run. */
  readonly rules: readonly string[];
  readonly counters: SharedArrayBuffer;
  readonly states: SharedArrayBuffer;
  readonly queue: SharedArrayBuffer;
  /** Present when the files' identities are wanted, for the cache. */
  readonly stats: SharedArrayBuffer | undefined;
  readonly hashes: SharedArrayBuffer | undefined;
}

/** What is known of a file after it was read. From `Unreadable` on: that plus the index of the cause. */
export const State = {
  Unread: 0,
  Clean: 1,
  Matched: 2,
  TooLarge: 3,
  Binary: 4,
  NotUtf8: 5,
  Unreadable: 6,
} as const;

const ERRORS = ['EACCES', 'ENOENT', 'EISDIR', 'ELOOP', 'EPERM', 'EMFILE', 'EBUSY', 'EIO'];

/** The state of a file that could not be read. */
export function unreadable(error: unknown): number {
  const index = ERRORS.indexOf((error as NodeJS.ErrnoException).code ?? '');
  return State.Unreadable + (index < 0 ? ERRORS.length : index);
}

/** The error code behind a state, where it is one of those known. */
export function errorOf(state: number): string | undefined {
  return ERRORS[state - State.Unreadable];
}

const NEXT = 0;
const READ = 1;
const TAIL = 2;
const HEAD = 3;

/** Bytes of a content hash. */
export const HASH_BYTES = 16;
/** Size, mtime, ctime (milliseconds) and inode of a file. */
export const STAT_NUMBERS = 4;

/** Makes the shared memory for a list of files. */
export function shareJob(
  targets: readonly Target[],
  given: readonly GivenPath[],
  rules: readonly string[],
  identities: boolean,
): SharedJob {
  const n = targets.length;
  const maybe = (bytes: number) => (identities ? new SharedArrayBuffer(bytes) : undefined);
  return {
    targets,
    given,
    rules,
    counters: new SharedArrayBuffer(16),
    states: new SharedArrayBuffer(4 * n),
    queue: new SharedArrayBuffer(4 * n),
    stats: maybe(8 * STAT_NUMBERS * n),
    hashes: maybe(HASH_BYTES * n),
  };
}

/** One thread's view of a shared job. */
export class Job {
  readonly shared: SharedJob;
  readonly states: Int32Array;
  readonly stats: Float64Array | undefined;
  readonly hashes: Uint8Array | undefined;
  readonly #counters: Int32Array;
  readonly #queue: Int32Array;

  constructor(shared: SharedJob) {
    this.shared = shared;
    this.#counters = new Int32Array(shared.counters);
    this.states = new Int32Array(shared.states);
    this.#queue = new Int32Array(shared.queue);
    this.stats = shared.stats && new Float64Array(shared.stats);
    this.hashes = shared.hashes && new Uint8Array(shared.hashes);
  }

  /** The next file to read, or -1. */
  takeUnread(): number {
    if (Atomics.load(this.#counters, NEXT) >= this.states.length) return -1;
    const index = Atomics.add(this.#counters, NEXT, 1);
    return index < this.states.length ? index : -1;
  }

  /** Records what reading a file gave; a match becomes work for whichever thread is free. */
  report(index: number, state: number): void {
    this.states[index] = state;
    if (state === State.Matched) Atomics.store(this.#queue, Atomics.add(this.#counters, TAIL, 1), index + 1);
    Atomics.add(this.#counters, READ, 1);
    Atomics.notify(this.#counters, READ);
  }

  /** The next file to check, or -1. */
  takeMatched(): number {
    for (;;) {
      const head = Atomics.load(this.#counters, HEAD);
      if (head >= Atomics.load(this.#counters, TAIL)) return -1;
      if (Atomics.compareExchange(this.#counters, HEAD, head, head + 1) !== head) continue;
      let index = 0;
      // The place is taken an instant before it is filled.
      while (index === 0) index = Atomics.load(this.#queue, head);
      return index - 1;
    }
  }

  /** Whether every file was read, so that no further match can come. */
  get allRead(): boolean {
    return Atomics.load(this.#counters, READ) >= this.states.length;
  }

  /** Sleeps until another thread has read a file; at most a few milliseconds. */
  waitForRead(): void {
    const read = Atomics.load(this.#counters, READ);
    if (read < this.states.length) Atomics.wait(this.#counters, READ, read, 5);
  }
}
