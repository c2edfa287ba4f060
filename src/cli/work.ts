import type { Rule } from '../engine/rule.ts';
import { Analyst, prepare, type ReadFile, type SentFact, usualLanguage } from './analyst.ts';
import { type Job, State } from './job.ts';
import { Needles, readForJob, readTextForJob } from './readFiles.ts';
import type { FileResult } from './types.ts';

export type Results = [index: number, result: FileResult][];

/** UTF-16 units of text that are kept parsed at once. */
const AT_ONCE = 256 * 1024;

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
    // What nearly every file of the job needs is loaded while files are read.
    const loading = prepare(usualLanguage(job.shared.targets), this.#rules).then(
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
      const block = job.takeUnread();
      if (block >= 0) this.#read(block);
      if (!grammar.isReady) await (block >= 0 ? new Promise((resolve) => setImmediate(resolve)) : loading);
      else if (block < 0) {
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

  #read(block: number): void {
    const [from, to] = this.#job.range(block);
    for (let index = from; index < to; index++)
      this.#job.states[index] = readForJob(this.#job, index, this.#needles);
    this.#job.report(block);
  }

  async #check(block: number): Promise<void> {
    const [from, to] = this.#job.range(block);
    let files: ReadFile[] = [];
    let size = 0;
    for (let index = from; index < to; index++) {
      const target = this.#job.shared.targets[index];
      if (!target || this.#job.states[index] !== State.Matched) continue;
      if (!this.#ready.has(target.language)) {
        await prepare(target.language, this.#rules);
        this.#ready.add(target.language);
      }
      const text = readTextForJob(this.#job, index);
      if (typeof text === 'number') {
        this.#job.states[index] = text;
        continue;
      }
      files.push({ index, target, text });
      size += text.length;
      if (size < AT_ONCE) continue;
      this.#results.push(...this.#analyst.check(files));
      files = [];
      size = 0;
    }
    this.#results.push(...this.#analyst.check(files));
  }
}
