import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../base/errors.ts';
import { rules } from '../generated/rules.ts';
import type { SentFact } from './analyst.ts';
import { prepare } from './analyst.ts';
import { Job, type SharedJob } from './job.ts';
import { type Results, Work } from './work.ts';

/** What a worker is started with. */
export interface Start {
  /** What is loaded at once. */
  readonly language: string;
}
/** Main thread → worker: a job to take part in, and then, once, the facts of the other threads. */
export type ToWorker = { job: SharedJob; facts: SentFact[] } | { settle: SentFact[] };
/** Worker → main thread: an answer to each, or why the worker cannot go on. */
export type FromWorker = { results: Results; facts: SentFact[]; waits: boolean } | { error: string };

let work: Work | undefined;
const port = parentPort;

// The parser loads while the main thread still lists the files; the work meets a failure again, and reports it.
prepare((workerData as Start).language, rules).catch(() => undefined);

port?.on('message', (message: ToWorker) => {
  answer(message).then(
    (reply) => port.postMessage(reply),
    (error: unknown) =>
      port.postMessage({
        error: messageOf(error),
      } satisfies FromWorker),
  );
});

async function answer(message: ToWorker): Promise<FromWorker> {
  if ('settle' in message) return { results: work?.settle(message.settle) ?? [], facts: [], waits: false };
  work = new Work(new Job(message.job), rules);
  work.know(message.facts);
  const results = await work.run();
  return { results, facts: work.facts, waits: work.waits };
}
