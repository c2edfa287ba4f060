/** Where and with what a run measures. */
import { createHash } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import { root } from '../lib/paths.mjs';
import { run } from '../lib/process.mjs';
import { corpusVersions } from './corpus.mjs';
import { toolVersions } from './tools.mjs';

/** @returns {Promise<import('./results.mjs').Setting>} */
export async function setting() {
  return {
    ...(await code()),
    machine: {
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      cores: availableParallelism(),
      processor: cpus()[0]?.model ?? 'unknown',
    },
    versions: { corpus: corpusVersions, tools: toolVersions },
  };
}

/** @returns {Promise<{ commit: string, changes: string }>} empty where there is no git */
async function code() {
  // The benchmark itself writes the README.
  const all = ['--', '.', ':(exclude)README.md'];
  const commit = (await git(['rev-parse', 'HEAD']))?.trim() ?? '';
  const changed = await git(['diff', '--binary', 'HEAD', ...all]);
  const added = await git(['ls-files', '--others', '--exclude-standard', ...all]);
  const hashes = added ? await git(['hash-object', '--', ...added.trim().split('\n')]) : '';
  if (changed === undefined || added === undefined || hashes === undefined)
    return { commit: '', changes: '' };
  const changes = changed + added + hashes;
  return { commit, changes: changes && createHash('sha256').update(changes).digest('hex') };
}

/**
 * @param {string[]} args
 * @returns {Promise<string | undefined>} undefined where git is missing or fails
 */
async function git(args) {
  const result = await run('git', ['-c', 'core.quotePath=false', ...args], { cwd: root }).catch(
    () => undefined,
  );
  return result?.code === 0 ? result.output : undefined;
}
