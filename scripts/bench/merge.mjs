/** Which rows the table takes from a run, and which stay as they are. */
import { isBusy } from './load.mjs';
import { provenance, wasBusy } from './readme.mjs';
import { number } from './rows.mjs';

/** @typedef {import('./parts.mjs').Part} Part */
/** @typedef {import('./readme.mjs').Table} Table */
/** @typedef {import('./results.mjs').Results} Results */

/**
 * @param {Results} results
 * @param {readonly Part[]} parts
 * @returns {Table} the rows that were measured
 */
export function tableOf(results, parts) {
  const { setting } = results;
  const measured = parts
    .map((part) => ({ part, outcome: results.parts[part.name] }))
    .filter(({ outcome }) => outcome?.state === 'measured');
  const tools = Object.entries(setting.versions.tools).map(([name, version]) => `${name} ${version}`);
  /** @type {Table} */
  const table = { heading: '', against: `Against ${tools.join(', ')}.`, groups: new Map() };
  for (const { part, outcome } of measured) {
    if (!outcome) continue;
    const rows = part.show(outcome.data);
    // A part that gives other rows than it should would leave a hole.
    if (rows.length !== part.rows) continue;
    if (part.table === 'processes') table.heading ||= headingOf(outcome.data, setting);
    const date = outcome.date.slice(0, 10);
    const busy = isBusy(outcome.load, setting.machine.cores)
      ? around(
          measured
            .map((each) => each.outcome)
            .filter((each) => each?.date.startsWith(date) && isBusy(each.load, setting.machine.cores)),
        )
      : undefined;
    table.groups.set(part.name, { rows, from: provenance({ ...setting.machine, date, busy }) });
  }
  return table;
}

/**
 * @param {any} timing of a whole process
 * @param {Results['setting']} setting
 */
function headingOf({ files }, { versions }) {
  return `Checking the ${number(files)} files in the \`src\` folders of ${versions.corpus.join(', ')}:`;
}

/** @param {readonly (import('./results.mjs').Outcome | undefined)[]} outcomes */
function around(outcomes) {
  const sorted = [...outcomes].sort((a, b) => ((a?.date ?? '') < (b?.date ?? '') ? -1 : 1));
  const last = sorted.at(-1)?.load;
  return { before: sorted[0]?.load.before ?? 0, after: last?.after ?? last?.before ?? 0 };
}

/**
 * Rows of this run take the place of those that are there, but rows of a busy machine never that of rows of a quiet one,
 * unless `force` is set. A part without rows in this run keeps those that it has.
 * @param {object} options
 * @param {Table} options.standing
 * @param {Table} options.fresh
 * @param {readonly Part[]} options.parts
 * @param {boolean} [options.force]
 * @returns {{ table: Table, taken: string[], kept: string[], tooBusy: string[] }} names of parts; `kept` holds all that
 *   stay, `tooBusy` those of them that this run measured
 */
export function merge({ standing, fresh, parts, force = false }) {
  const outcome = {
    taken: /** @type {string[]} */ ([]),
    kept: /** @type {string[]} */ ([]),
    tooBusy: /** @type {string[]} */ ([]),
  };
  const isTaken = (/** @type {Part} */ { name }) => {
    const [now, then] = [fresh.groups.get(name), standing.groups.get(name)];
    return now !== undefined && (force || !then || !wasBusy(now.from) || wasBusy(then.from));
  };
  const fromFresh = parts.some((part) => part.table === 'processes' && isTaken(part));
  const { heading, against } = fromFresh ? fresh : standing;
  /** @type {Table} */
  const table = { heading, against, groups: new Map() };
  for (const part of parts) {
    const { name } = part;
    const [now, then] = [fresh.groups.get(name), standing.groups.get(name)];
    if (now && isTaken(part)) {
      table.groups.set(name, now);
      outcome.taken.push(name);
    } else if (then) {
      const from = part.table === 'processes' ? withDifference(then.from, standing, table) : then.from;
      table.groups.set(name, { ...then, from });
      outcome.kept.push(name);
      if (now) outcome.tooBusy.push(name);
    }
  }
  return { table, ...outcome };
}

/**
 * What a row that stays has to say for itself where the sentences around it change.
 * @param {string} from of the row
 * @param {Table} standing
 * @param {Table} table
 */
function withDifference(from, standing, table) {
  const of = (/** @type {string} */ text, /** @type {RegExp} */ pattern) => pattern.exec(text)?.[1] ?? '';
  let text = from;
  if (standing.heading !== table.heading && !from.includes(', checking '))
    text += `, checking ${of(standing.heading, /^Checking (.*):$/)}`;
  if (standing.against !== table.against && !from.includes(', against '))
    text += `, against ${of(standing.against, /^Against (.*)\.$/)}`;
  return text;
}
