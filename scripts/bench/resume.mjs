/** Whether a run can go on with what an earlier one measured. */

/** @typedef {import('./results.mjs').Results} Results */
/** @typedef {import('./results.mjs').Setting} Setting */

/**
 * @param {Results | undefined} earlier
 * @param {{ setting: Setting, runs?: number | undefined }} now `runs` where the command line says how many
 * @returns {{ results: Results } | { anew: string }} the results to go on with, or why the run starts anew
 */
export function resume(earlier, { setting, runs }) {
  const anew = earlier ? difference(earlier, setting, runs) : 'there are no results of an earlier run';
  return earlier && anew === undefined ? { results: earlier } : { anew: anew ?? '' };
}

/**
 * @param {Results} results
 * @returns {string[]} names of the parts that were asked for and are missing or failed
 */
export function leftOf({ asked, parts }) {
  return asked.filter((name) => parts[name]?.state !== 'measured');
}

/**
 * @param {Results} earlier
 * @param {Setting} now
 * @param {number | undefined} runs
 * @returns {string | undefined}
 */
function difference({ setting: then, runs: runsThen }, now, runs) {
  if (!now.commit) return 'without git nothing tells whether the code is still the same';
  if (then.commit !== now.commit)
    return `the earlier run measured commit ${short(then.commit)}, this is ${short(now.commit)}`;
  if (then.changes !== now.changes) return 'files have changed since the earlier run';
  if (then.machine.node !== now.machine.node)
    return `the earlier run had Node ${then.machine.node}, this is ${now.machine.node}`;
  if (!same(then.machine, now.machine)) return 'the earlier run was on another machine';
  if (!same(then.versions, now.versions))
    return 'the earlier run was with other versions of the corpus or the tools';
  if (runs !== undefined && runs !== runsThen)
    return `the earlier run was with --runs ${runsThen}, this is with --runs ${runs}`;
  return undefined;
}

/** @param {string} commit */
function short(commit) {
  return commit ? commit.slice(0, 10) : 'unknown';
}

/**
 * @param {object} a
 * @param {object} b
 */
function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
