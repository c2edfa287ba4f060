import type { Rule } from '../engine/rule.ts';
import { Analyst, prepare, type SentFact } from './analyst.ts';
import type { Job } from './job.ts';
import { Needles, readForJob, readTextForJob } from './readFiles.ts';
import type { FileResult } from './types.ts';

export type Results = [index: number, result: FileResult][];

/** Files that are read in one go before a thread lets the loading of the grammar proceed. */
const BATCH = 64;

/** One thread's part in a job: reads and checks what no other thread has taken. */
export class Work {
  readonly #job: Job;
  readonly #analyst: Analyst;
  readonly #rules: readonly Rule[];
  readonly #needles: Needles;
  readonly #ready = new Set<string>();
  readonly #results: Results = [];

  constructor(job: Job, rules: readonly Rule[]) {
    const chosen = new Set(job.shared.rules);
    this.#job = job;
    this.#rules = rules.filter((rule) => chosen.has(rule.id));
    this.#analyst = new Analyst(this.#rules, job.shared.given);
    this.#needles = new Needles((language) => this.#analyst.wordsFor(language));
  }

  /** Takes over the facts of files that are not part of the job. */
  know(facts: readonly SentFact[]): void {
    this.#analyst.know(facts);
  }

  /** The first pass. @returns what is already certain; the rest comes from `settle` */
  async run(): Promise<Results> {
    const job = this.#job;
    const grammar: { isReady: boolean; failure?: unknown } = { isReady: false };
    // Nearly every job needs this grammar, so it is loaded while files are read.
    const loading = prepare('typescriptreact').then(
      () => {
        grammar.isReady = true;
      },
      (error: unknown) => {
        grammar.failure = error;
      },
    );
    for (;;) {
      if (grammar.failure) throw grammar.failure;
      const matched = grammar.isReady ? job.takeMatched() : -1;
      if (matched >= 0) {
        await this.#check(matched);
        continue;
      }
      let read = 0;
      for (let index = 0; read < BATCH; read++) {
        index = job.takeUnread();
        if (index < 0) break;
        job.report(index, readForJob(job, index, this.#needles));
      }
      if (!grammar.isReady)
        await (read === BATCH ? new Promise((resolve) => setImmediate(resolve)) : loading);
      else if (read === 0) {
        if (job.allRead) {
          const last = job.takeMatched();
          if (last < 0) return this.#results;
          await this.#check(last);
        } else job.waitForRead();
      }
    }
  }

  /** The second pass, with the facts of all threads. */
  settle(facts: readonly SentFact[]): Results {
    return this.#analyst.settle(facts);
  }

  get facts(): SentFact[] {
    return this.#analyst.facts();
  }

  get waits(): boolean {
    return this.#analyst.waits;
  }

  async #check(index: number): Promise<void> {
    const target = this.#job.shared.targets[index];
    if (!target) return;
    if (!this.#ready.has(target.language)) {
      await prepare(target.language, this.#rules);
      this.#ready.add(target.language);
    }
    const text = readTextForJob(this.#job, index);
    if (typeof text === 'number') {
      this.#job.states[index] = text;
      return;
    }
    const result = this.#analyst.check(index, target, text);
    if (result) this.#results.push([index, result]);
  }
}
