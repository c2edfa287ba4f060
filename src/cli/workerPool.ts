import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import type { Rule } from '../engine/rule.ts';
import { type SentFact, usualLanguage } from './analyst.ts';
import { Job, type SharedJob, State } from './job.ts';
import type { Target } from './types.ts';
import { ENOUGH_FOR_THREADS } from './walk.ts';
import { type Results, Work } from './work.ts';
import type { FromWorker, Start, ToWorker } from './worker.ts';

/** More threads than this find no more work. */
const MOST_WORKERS = 7;
/** Files that keep one further thread busy for longer than it takes to start. */
const FILES_PER_WORKER = 400;

/** A worker thread with its answers in the order in which they come. */
class PooledWorker {
  readonly #worker: Worker;
  readonly #answers: FromWorker[] = [];
  #waiting: ((answer: FromWorker) => void) | undefined;

  /** @param targets some of the files that it will have to do with */
  constructor(targets: readonly Target[]) {
    const workerData: Start = { language: usualLanguage(targets) };
    this.#worker = new Worker(new URL('./cli.worker.js', import.meta.url), {
      trackUnmanagedFds: false,
      workerData,
    });
    this.#worker.unref();
    this.#worker.on('message', (answer: FromWorker) => this.#take(answer));
    this.#worker.on('error', (error) => this.#take({ error: error.message }));
    this.#worker.on('exit', (code) => this.#take({ error: `it ended with code ${code}` }));
  }

  send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  /** The next answer. @throws when the worker failed or ended */
  async answer(): Promise<Exclude<FromWorker, { error: string }>> {
    this.#worker.ref();
    const answer =
      this.#answers.shift() ??
      (await new Promise<FromWorker>((resolve) => {
        this.#waiting = resolve;
      }));
    this.#worker.unref();
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(answer: FromWorker): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(answer);
    else this.#answers.push(answer);
  }
}

/** The threads that share a job with the main thread. Results never depend on how many there are. */
export class WorkerPool {
  #workers: PooledWorker[] = [];

  /** Starts a first worker ahead of its work, where the machine has a core for it. */
  startEarly(targets: readonly Target[]): void {
    if (this.#workers.length === 0 && availableParallelism() > 1)
      this.#workers.push(new PooledWorker(targets));
  }

  /**
   * Reads and checks the files of a job.
   * @param facts what is known of files outside of the job
   * @param onTrouble called when workers failed; the job is then done by the main thread alone
   */
  async run(
    shared: SharedJob,
    rules: readonly Rule[],
    facts: readonly SentFact[],
    onTrouble: (cause: string) => void,
  ): Promise<Results> {
    const files = shared.targets.length;
    if (files < ENOUGH_FOR_THREADS) return runAlone(shared, rules, facts);
    const wanted = Math.min(MOST_WORKERS, availableParallelism() - 1, Math.ceil(files / FILES_PER_WORKER));
    while (this.#workers.length < wanted) this.#workers.push(new PooledWorker(shared.targets));
    try {
      return await this.#runTogether(shared, rules, facts);
    } catch (error) {
      onTrouble(messageOf(error));
      await this.end();
      return runAlone({ ...shared, ...emptied(shared) }, rules, facts);
    }
  }

  async end(): Promise<void> {
    const workers = this.#workers;
    this.#workers = [];
    await Promise.all(workers.map((worker) => worker.end()));
  }

  async #runTogether(
    shared: SharedJob,
    rules: readonly Rule[],
    facts: readonly SentFact[],
  ): Promise<Results> {
    for (const worker of this.#workers) worker.send({ job: shared, facts: [...facts] });
    const own = new Work(new Job(shared), rules);
    own.know(facts);
    const results = [...(await own.run())];
    const first = await Promise.all(this.#workers.map((worker) => worker.answer()));
    for (const answer of first) results.push(...answer.results);
    const waiting = this.#workers.filter((_, i) => first[i]?.waits);
    this.#workers.forEach((worker, i) => {
      const others = [...own.facts, ...first.flatMap((answer, j) => (j === i ? [] : answer.facts))];
      if (first[i]?.waits) worker.send({ settle: others });
    });
    results.push(...own.settle(first.flatMap((answer) => answer.facts)));
    for (const answer of await Promise.all(waiting.map((worker) => worker.answer())))
      results.push(...answer.results);
    return results;
  }
}

async function runAlone(
  shared: SharedJob,
  rules: readonly Rule[],
  facts: readonly SentFact[],
): Promise<Results> {
  const work = new Work(new Job(shared), rules);
  work.know(facts);
  const results = [...(await work.run())];
  return results.concat(work.settle([]));
}

/** Sets a job back to its beginning, in place: the identities are recorded anew by the next reading. */
function emptied(shared: SharedJob): Pick<SharedJob, 'counters' | 'states' | 'queue'> {
  const fresh = (bytes: number) => new SharedArrayBuffer(bytes);
  new Int32Array(shared.states).fill(State.Unread);
  return {
    counters: fresh(shared.counters.byteLength),
    states: shared.states,
    queue: fresh(shared.queue.byteLength),
  };
}
