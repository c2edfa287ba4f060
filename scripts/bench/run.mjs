/** Measures one part after the other and keeps what came of each before the next one begins. */
import { detailOf, reasonOf } from './reason.mjs';

/** @typedef {import('./parts.mjs').Part} Part */
/** @typedef {import('./results.mjs').Results} Results */

/**
 * @param {object} options
 * @param {readonly Part[]} options.parts all of them
 * @param {readonly string[]} options.left names of those to measure
 * @param {Results} options.results changed as parts are measured
 * @param {(need: import('./parts.mjs').Need) => Promise<unknown>} options.need makes what a part needs, once
 * @param {typeof import('./apart.mjs').measureApart} options.measure
 * @param {Omit<import('./apart.mjs').Task, 'names' | 'vsix'>} options.task
 * @param {() => Promise<number>} options.load
 * @param {AbortSignal} options.stop ends the run; what has not been measured by then is left out
 * @param {() => void} options.save keeps the results
 * @param {(event: RunEvent) => void} options.onEvent
 */
export async function runParts({ parts, left, results, need, measure, task, load, stop, save, onEvent }) {
  for (const group of groups(parts.filter(({ name }) => left.includes(name)))) {
    if (stop.aborted) return;
    // What the parts need is made first, so that it is not taken for the work of others.
    /** @type {Map<Part, unknown>} */
    const lacking = new Map();
    let vsix = '';
    for (const part of group) {
      try {
        for (const one of part.needs) {
          const made = await need(one);
          if (one === 'package') vsix = String(made);
        }
      } catch (error) {
        lacking.set(part, error);
      }
    }
    const before = await load();
    /** @type {import('./results.mjs').Outcome[]} */
    const outcomes = [];
    const keep = (/** @type {string} */ name, /** @type {import('./apart.mjs').Measured} */ measured) => {
      if (stop.aborted) return;
      /** @type {import('./results.mjs').Outcome} */
      const outcome = {
        state: 'data' in measured ? 'measured' : 'failed',
        date: new Date().toISOString(),
        load: { before },
        ...('data' in measured
          ? { data: measured.data }
          : { reason: measured.reason, detail: measured.detail }),
      };
      outcomes.push(outcome);
      results.parts[name] = outcome;
      save();
      const part = /** @type {Part} */ (group.find((each) => each.name === name));
      onEvent({ type: outcome.state, part, reason: outcome.reason ?? '' });
    };
    for (const [{ name }, error] of lacking) keep(name, { reason: reasonOf(error), detail: detailOf(error) });
    const ready = group.filter((part) => !lacking.has(part));
    if (ready.length === 0 || stop.aborted) continue;
    onEvent({ type: 'begun', parts: ready });
    const names = ready.map(({ name }) => name);
    const say = (/** @type {string} */ text) => onEvent({ type: 'said', text });
    await measure({ ...task, names, vsix }, { patience: ready[0]?.patience, say, onOutcome: keep });
    const after = await load();
    for (const outcome of outcomes) outcome.load.after = after;
    save();
  }
}

/**
 * @typedef {{ type: 'begun', parts: readonly Part[] }
 *   | { type: 'said', text: string }
 *   | { type: 'measured' | 'failed', part: Part, reason: string }} RunEvent
 */

/**
 * @param {readonly Part[]} parts
 * @returns {Part[][]} parts that are measured in turns beside each other, all others alone
 */
function groups(parts) {
  /** @type {Part[][]} */
  const result = [];
  for (const part of parts) {
    const before = result.at(-1);
    if (part.together && before?.[0]?.together === part.together) before.push(part);
    else result.push([part]);
  }
  return result;
}
