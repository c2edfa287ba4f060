import { TOO_LARGE } from '../base/limits.ts';
import { factKeys, type SentFact } from './analyst.ts';
import type { Cache } from './cache.ts';
import type { Entry } from './cacheEntry.ts';
import { causeOf } from './failure.ts';
import { errorOf, HASH_BYTES, Job, STAT_NUMBERS, State, shareJob } from './job.ts';
import { identify } from './readFiles.ts';
import type { FileResult, GivenPath, Skipped, Target } from './types.ts';
import { byPath, ENOUGH_FOR_THREADS, findTargets } from './walk.ts';
import { WorkerPool } from './workerPool.ts';

interface CheckRequest {
  readonly paths: readonly string[];
  /** Ids of the rules that run. */
  readonly rules: readonly string[];
  readonly cache: Cache | undefined;
}

/** A checked file and what its rules found. */
export interface Checked {
  readonly target: Target;
  /** Absent for files without a word that a rule looks for. */
  readonly result: FileResult | undefined;
}

export interface Outcome {
  readonly given: readonly GivenPath[];
  /** Sorted by path. */
  readonly checked: readonly Checked[];
  /** Sorted by path. */
  readonly skipped: readonly Skipped[];
  /** Sentences about what went wrong on the way without stopping it. */
  readonly troubles: readonly string[];
}

/**
 * Checks what lies in the given paths. With a cache it reads only what changed, and checks that and the files whose
 * rules asked for a fact that changed by it; the outcome is the same without one.
 * @throws Failure when a given path does not exist or cannot be read
 */
export async function checkPaths(request: CheckRequest): Promise<Outcome> {
  const { cache } = request;
  const pool = new WorkerPool();
  const isFirst = !cache || cache.entries.size === 0;
  const found = findTargets(request.paths, isFirst ? (some) => pool.startEarly(some) : undefined);
  const targets = found.targets.sort((a, b) => (a.shown < b.shown ? -1 : a.shown > b.shown ? 1 : 0));
  const run = new Run(request, found.given, targets, pool);
  await run.first();
  const troubles = run.finish();
  const skipped = [...found.skipped, ...run.skipped()].sort(byPath);
  return { given: found.given, checked: run.checked(), skipped, troubles };
}

/** What is known of each target, in the order of the targets, while a run goes on. */
class Run {
  readonly #request: CheckRequest;
  readonly #given: readonly GivenPath[];
  readonly #targets: readonly Target[];
  readonly #pool: WorkerPool;
  readonly #entries: (Entry | undefined)[];
  readonly #troubles: string[] = [];
  #changed = false;

  constructor(
    request: CheckRequest,
    given: readonly GivenPath[],
    targets: readonly Target[],
    pool: WorkerPool,
  ) {
    this.#request = request;
    this.#given = given;
    this.#targets = targets;
    this.#pool = pool;
    this.#entries = new Array(targets.length);
  }

  /** Reads and checks whatever the cache does not know, then what depends on it. */
  async first(): Promise<void> {
    const known = this.#request.cache?.entries ?? new Map<string, Entry>();
    const changed: number[] = [];
    this.#targets.forEach((target, index) => {
      const entry = known.get(target.path);
      const fresh = entry && this.#fresh(target, entry);
      if (fresh) this.#entries[index] = fresh;
      else changed.push(index);
    });
    await this.#check(changed);
    if (known.size === 0) return;
    const gone = new Set(known.keys());
    for (const target of this.#targets) gone.delete(target.path);
    this.#changed ||= gone.size > 0;
    // The texts of these are the same, so their facts are too, and nothing depends on this second round.
    await this.#check(this.#dependentOn(changed, [...gone], known));
  }

  /** What is remembered of a file, where the file still has the same content. */
  #fresh(target: Target, entry: Entry): Entry | undefined {
    if (this.#request.cache?.isFresh(target.path, entry)) return entry;
    const now = identify(target.path);
    if (now?.hash !== entry.hash) return undefined;
    this.#changed = true;
    const [size, mtime, ctime, inode] = now.stat;
    return { ...entry, size, mtime, ctime, inode };
  }

  async #check(indices: readonly number[]): Promise<void> {
    if (indices.length === 0) return;
    this.#changed = true;
    const targets = indices.map((index) => this.#targets[index] as Target);
    if (indices.length >= ENOUGH_FOR_THREADS) this.#pool.startEarly(targets);
    const { rules } = await import('../generated/rules.ts');
    const shared = shareJob(targets, this.#given, this.#request.rules, this.#request.cache !== undefined);
    const results = await this.#pool.run(shared, rules, this.#factsBeside(indices), (cause) =>
      this.#troubles.push(`The worker threads failed (${cause}); the files were checked without them.`),
    );
    const job = new Job(shared);
    const byIndex = new Map(results);
    indices.forEach((index, i) => {
      this.#entries[index] = entryOf(job, i, byIndex.get(i));
    });
  }

  /** The facts of all files but these. */
  #factsBeside(indices: readonly number[]): SentFact[] {
    const left = new Set(indices);
    return this.#entries.flatMap((entry, index) => {
      if (!entry?.result || left.has(index)) return [];
      const { uri, facts } = entry.result;
      return facts.map(([rule, values]): SentFact => [uri, rule, values]);
    });
  }

  /** The files, checked in an earlier run, whose hints may be others now. */
  #dependentOn(
    changed: readonly number[],
    gone: readonly string[],
    known: ReadonlyMap<string, Entry>,
  ): number[] {
    const keys = new Set<string>();
    const paths = new Set(gone);
    const note = (before: FileResult | undefined, after: FileResult | undefined) => {
      if (JSON.stringify(before?.facts ?? []) === JSON.stringify(after?.facts ?? [])) return;
      for (const key of factKeys([...(before?.facts ?? []), ...(after?.facts ?? [])])) keys.add(key);
    };
    const fresh = new Set(this.#targets.keys());
    for (const index of changed) {
      const { path } = this.#targets[index] as Target;
      fresh.delete(index);
      paths.add(path);
      note(known.get(path)?.result, this.#entries[index]?.result);
    }
    for (const path of gone) note(known.get(path)?.result, undefined);
    return [...fresh].filter((index) => {
      const result = this.#entries[index]?.result;
      return result?.reads.some((key) => keys.has(key)) || result?.others.some((path) => paths.has(path));
    });
  }

  /** Saves what was found out. @returns sentences about what went wrong */
  finish(): readonly string[] {
    const { cache } = this.#request;
    if (cache && !this.#changed) cache.touch();
    else if (cache) {
      const entries = this.#targets.flatMap((target, index): [string, Entry][] => {
        const entry = this.#entries[index];
        return entry && entry.state < State.Unreadable ? [[target.path, entry]] : [];
      });
      const trouble = cache.save(entries);
      if (trouble) this.#troubles.push(trouble);
    }
    const faults = this.#entries.flatMap((entry) => entry?.result?.faults ?? []);
    return [...this.#troubles, ...faults];
  }

  checked(): Checked[] {
    return this.#targets.flatMap((target, index) => {
      const entry = this.#entries[index];
      return entry && entry.state <= State.Matched ? [{ target, result: entry.result }] : [];
    });
  }

  skipped(): Skipped[] {
    return this.#targets.flatMap(({ shown }, index) => {
      const { state = State.Clean, result } = this.#entries[index] ?? {};
      const reasons = state > State.Matched ? [reasonOf(state)] : (result?.unread ?? []);
      return reasons.map((reason) => ({ path: shown, reason }));
    });
  }
}

function entryOf(job: Job, index: number, result: FileResult | undefined): Entry {
  const [size = 0, mtime = 0, ctime = 0, inode = 0] =
    job.stats?.subarray(index * STAT_NUMBERS, (index + 1) * STAT_NUMBERS) ?? [];
  const hash = job.hashes
    ? Buffer.from(job.hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)).toString('base64')
    : '';
  const state = job.states[index] ?? State.Clean;
  return { size, mtime, ctime, inode, hash, state, ...(result ? { result } : {}) };
}

function reasonOf(state: number): string {
  if (state === State.TooLarge) return TOO_LARGE;
  if (state === State.Binary) return 'binary, not text';
  if (state === State.NotUtf8) return 'not valid UTF-8';
  const code = errorOf(state);
  return `cannot be read${code ? `: ${causeOf({ code })}` : ''}`;
}
