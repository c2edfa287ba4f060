import type { GivenPath, Target } from './types.ts';

/**
 * What threads share while they read and check files: counters, so that each takes the next piece of work without
 * asking, and what they found out about each file. Plain shared memory; `Job` gives it names.
 */
export interface SharedJob {
  readonly targets: readonly Target[];
  /** Where each block of targets begins, which one thread reads, and one thread checks. */
  readonly blocks: readonly number[];
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

/** Targets of a block: from so many on it ends with its folder, whose files tell each other the most. */
const BLOCK = 24;
const LARGEST_BLOCK = 128;

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
  const blocks = blocksOf(targets);
  return {
    targets,
    blocks,
    given,
    rules,
    counters: new SharedArrayBuffer(16),
    states: new SharedArrayBuffer(4 * n),
    queue: new SharedArrayBuffer(4 * blocks.length),
    stats: maybe(8 * STAT_NUMBERS * n),
    hashes: maybe(HASH_BYTES * n),
  };
}

function blocksOf(targets: readonly Target[]): number[] {
  const blocks: number[] = [];
  let folder = '';
  targets.forEach(({ path }, index) => {
    const own = path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
    const size = index - (blocks.at(-1) ?? 0);
    if (index === 0 || size >= (own === folder ? LARGEST_BLOCK : BLOCK)) blocks.push(index);
    folder = own;
  });
  return blocks;
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

  /** The next block to read, or -1. */
  takeUnread(): number {
    const { length } = this.shared.blocks;
    if (Atomics.load(this.#counters, NEXT) >= length) return -1;
    const block = Atomics.add(this.#counters, NEXT, 1);
    return block < length ? block : -1;
  }

  /** The first target of a block, and the one after its last. */
  range(block: number): readonly [from: number, to: number] {
    const { blocks, targets } = this.shared;
    return [blocks[block] ?? targets.length, blocks[block + 1] ?? targets.length];
  }

  /** Says that the states of a block's files are known; one with a match becomes work for whichever thread is free. */
  report(block: number): void {
    const [from, to] = this.range(block);
    if (this.states.subarray(from, to).includes(State.Matched))
      Atomics.store(this.#queue, Atomics.add(this.#counters, TAIL, 1), block + 1);
    Atomics.add(this.#counters, READ, 1);
    Atomics.notify(this.#counters, READ);
  }

  /** The next block to check, or -1. */
  takeMatched(): number {
    for (;;) {
      const head = Atomics.load(this.#counters, HEAD);
      if (head >= Atomics.load(this.#counters, TAIL)) return -1;
      if (Atomics.compareExchange(this.#counters, HEAD, head, head + 1) !== head) continue;
      let block = 0;
      // The place is taken an instant before it is filled.
      while (block === 0) block = Atomics.load(this.#queue, head);
      return block - 1;
    }
  }

  /** Whether every file was read, so that no further match can come. */
  get allRead(): boolean {
    return Atomics.load(this.#counters, READ) >= this.shared.blocks.length;
  }

  /** Sleeps until another thread has read a block; at most a few milliseconds. */
  waitForRead(): void {
    const read = Atomics.load(this.#counters, READ);
    if (read < this.shared.blocks.length) Atomics.wait(this.#counters, READ, read, 5);
  }
}
