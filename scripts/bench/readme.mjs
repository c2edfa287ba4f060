/** The table in README.md: written, and read again, so that rows that a run did not measure stay as they are. */

/** @typedef {import('./parts.mjs').Part} Part */

/**
 * @typedef {object} Group the rows of one part
 * @property {string[][]} rows cells
 * @property {string} from when and where they were measured, as {@link provenance} has it
 */

/**
 * @typedef {object} Table
 * @property {string} heading what the whole processes check, as a sentence
 * @property {string} against versions of the other tools, as a sentence
 * @property {Map<string, Group>} groups by the part's name
 */

const [begin, end] = ['<!-- bench:begin -->', '<!-- bench:end -->'];
const heads = {
  processes: ['| | median | fastest | runs | times our cold run |', '|---|---:|---:|---:|---:|'],
  inside: ['| | |', '|---|---:|'],
};

/**
 * @param {{ date: string, node: string, cores: number, processor: string, busy?: import('./load.mjs').Load | undefined }} what
 * @returns {string} the text that says when and where rows were measured
 */
export function provenance({ date, node, cores, processor, busy }) {
  const load = (/** @type {number} */ cores) => cores.toFixed(1);
  const after = busy?.after === undefined ? '' : `, ${load(busy.after)} after`;
  const busily = busy ? `, on a busy machine (load ${load(busy.before)} before${after})` : '';
  return `on ${date.slice(0, 10)} with Node ${node} on ${cores} cores (${processor})${busily}`;
}

/** @param {string} from a {@link provenance} */
export function wasBusy(from) {
  return from.includes(', on a busy machine (');
}

/** @param {string} from a {@link provenance} */
export function dateOf(from) {
  return /on (\d{4}-\d\d-\d\d)/.exec(from)?.[1] ?? '';
}

/**
 * @param {string} readme
 * @returns {string | undefined} the table's text, undefined where there is no place for it
 */
export function tableIn(readme) {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  return from < 0 || to < from ? undefined : readme.slice(from + begin.length, to).trim();
}

/**
 * @param {string} readme that has a place for the table
 * @param {string} text
 */
export function withTable(readme, text) {
  return `${readme.slice(0, readme.indexOf(begin) + begin.length)}\n${text}\n${readme.slice(readme.indexOf(end))}`;
}

/**
 * @param {Table} table
 * @param {readonly Part[]} parts
 * @returns {string} Markdown
 */
export function writeTable({ heading, against, groups }, parts) {
  const shown = parts.filter(({ name }) => groups.has(name));
  const from = sources(shown.map(({ name }) => /** @type {Group} */ (groups.get(name))));
  const rowsOf = (/** @type {Part['table']} */ table) =>
    shown
      .filter((part) => part.table === table)
      .flatMap(({ name }) => {
        const group = groups.get(name);
        const mark = markOf(from.indexOf(group?.from ?? ''));
        return (group?.rows ?? []).map(
          ([label, ...rest]) => `| ${[`${label}${mark && ` ${mark}`}`, ...rest].join(' | ')} |`,
        );
      });
  const [processes, inside] = [rowsOf('processes'), rowsOf('inside')];
  const [main, ...others] = from;
  return [
    ...(processes.length > 0 ? [heading, [...heads.processes, ...processes].join('\n'), against] : []),
    ...(inside.length > 0 ? [[...heads.inside, ...inside].join('\n')] : []),
    ...(main ? [`Measured by \`npm run bench\` ${main}; whole processes in turns, medians.`] : []),
    ...others.map((other, at) => `${markOf(at + 1)} Measured ${other}.`),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/**
 * @param {readonly Group[]} groups
 * @returns {string[]} where they come from: the newest first, which needs no mark, and of one day that of most rows
 */
function sources(groups) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { from, rows } of groups) counts.set(from, (counts.get(from) ?? 0) + rows.length);
  return [...counts]
    .sort(([a, rows], [b, more]) => (dateOf(a) === dateOf(b) ? more - rows : dateOf(a) < dateOf(b) ? 1 : -1))
    .map(([from]) => from);
}

/**
 * @param {string} text as {@link writeTable} writes it
 * @param {readonly Part[]} parts
 * @returns {Table} rows that belong to no part are left out
 */
export function readTable(text, parts) {
  const lines = text.split(/\r?\n/);
  const main = first(
    lines,
    /^Measured by `npm run bench` (on .*?)(?:; whole processes in turns, medians)?\.$/,
  );
  /** @type {Table} */
  const table = {
    heading: lines.find((line) => line.startsWith('Checking ')) ?? '',
    against: lines.find((line) => line.startsWith('Against ')) ?? '',
    groups: new Map(),
  };
  /** @type {Group | undefined} */
  let group;
  for (const line of lines) {
    if (!line.startsWith('|')) group = undefined;
    if (!/^\| [^|\s]/.test(line)) continue;
    const [marked = '', ...cells] = line
      .slice(1, line.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.trim());
    const [, label = '', mark = ''] = /^(.*?)(?: ([⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(marked) ?? [];
    const part = parts.find((each) => each.first.test(label) && !table.groups.has(each.name));
    if (part) {
      const from = mark ? first(lines, new RegExp(`^${mark} Measured (on .*)\\.$`)) : main;
      group = { rows: [], from };
      table.groups.set(part.name, group);
    }
    group?.rows.push([label, ...cells]);
  }
  return table;
}

/**
 * @param {readonly string[]} lines
 * @param {RegExp} pattern
 */
function first(lines, pattern) {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return '';
}

/** @param {number} at 0 has none @returns {string} ¹, ², … ¹⁰ … */
function markOf(at) {
  return at <= 0 ? '' : [...String(at)].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(digit))).join('');
}
