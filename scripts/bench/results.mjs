/** What a run has measured so far, kept in a file, so that a run that is ended loses no more than the part at work. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {object} Outcome what came of a part
 * @property {'measured' | 'failed'} state
 * @property {string} date
 * @property {import('./load.mjs').Load} load
 * @property {unknown} [data] of a part that was measured
 * @property {string} [reason] why it failed, in one line
 * @property {string} [detail] all that the failure said
 */

/**
 * @typedef {object} Setting where and with what a run measures; runs that differ in it are not mixed
 * @property {string} commit
 * @property {string} changes a digest of what differs from the commit, empty where nothing does
 * @property {{ node: string, platform: string, cores: number, processor: string }} machine
 * @property {{ corpus: readonly string[], tools: Record<string, string> }} versions
 */

/**
 * @typedef {object} Results
 * @property {number} format of this file
 * @property {string} started
 * @property {Setting} setting
 * @property {number} runs
 * @property {readonly string[]} asked names of the parts that the run was to measure
 * @property {Record<string, Outcome>} parts those that have been tried, by name
 */

/** Grows when data of an earlier form cannot be read any more. */
const format = 2;

/**
 * @param {{ setting: Setting, runs: number, asked: readonly string[] }} what
 * @returns {Results}
 */
export function newResults(what) {
  return { format, started: new Date().toISOString(), ...what, parts: {} };
}

/**
 * Writes beside the file and renames, so that there is a whole file at any time.
 * @param {string} file absolute
 * @param {Results} results
 */
export function save(file, results) {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(beside, `${JSON.stringify(results, null, 2)}\n`);
    renameSync(beside, file);
  } finally {
    rmSync(beside, { force: true });
  }
}

/**
 * @param {string} file
 * @returns {Results | undefined} undefined where there is none that can be read
 */
export function load(file) {
  try {
    const results = JSON.parse(readFileSync(file, 'utf8'));
    return results?.format === format ? results : undefined;
  } catch {
    // Missing, half-written and of an earlier form mean the same: there is nothing to go on with.
    return undefined;
  }
}
