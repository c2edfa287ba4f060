/** The benchmark's results as the README shows them. */

/**
 * @typedef {object} Results
 * @property {string} date
 * @property {{ node: string, cores: number, processor: string, loadBefore: number, loadAfter?: number }} machine
 * @property {typeof import('./corpus.mjs').versions} versions
 * @property {import('./processes.mjs').Timing[]} [processes]
 * @property {Awaited<ReturnType<typeof import('./edits.mjs').measureEdits>>} [edits]
 * @property {Awaited<ReturnType<typeof import('./memory.mjs').measureServer>>} [server]
 * @property {import('./kubernetes.mjs').TreeCost[]} [manifests] the smaller workspace first
 * @property {import('./tours.mjs').TourTime[]} [tours]
 * @property {{ load: number, activate: number }} [activation] milliseconds
 * @property {import('./search.mjs').SearchTimes} [search]
 * @property {{ median: number, times: number[] }} [restart] milliseconds
 * @property {Awaited<ReturnType<typeof import('./panel.mjs').measurePanel>>} [panel]
 * @property {{ bytes: number }} [package]
 */

/**
 * @param {Results} results
 * @returns {string} Markdown
 */
export function table(results) {
  const parts = [
    results.processes ? processTable(results.processes, results) : '',
    insideTable(results),
    `Measured by \`npm run bench\` on ${results.date.slice(0, 10)} with Node ${results.machine.node} on ${results.machine.cores} cores (${results.machine.processor}); whole processes in turns, medians.`,
  ];
  return parts.filter(Boolean).join('\n\n');
}

/**
 * @param {import('./processes.mjs').Timing[]} timings
 * @param {Results} results
 */
function processTable(timings, { versions }) {
  const cold = timings.find(({ id }) => id === 'cold');
  const rows = timings.map(({ name, median, least, times }) => {
    const ratio = cold ? median / cold.median : 1;
    return `| ${name} | ${duration(median)} | ${duration(least)} | ${times.length} | ${ratio.toFixed(2)} |`;
  });
  const tools = Object.entries(versions.tools).map(([name, version]) => `${name} ${version}`);
  return [
    `Checking the ${(cold?.files ?? 0).toLocaleString('en-US')} files in the \`src\` folders of ${versions.corpus.join(', ')}:`,
    '',
    '| | median | fastest | runs | times our cold run |',
    '|---|---:|---:|---:|---:|',
    ...rows,
    '',
    `Against ${tools.join(', ')}.`,
  ].join('\n');
}

/** @param {Results} results */
function insideTable({
  edits,
  search,
  server,
  manifests,
  tours,
  activation,
  restart,
  panel,
  package: packed,
}) {
  const rows = [];
  if (edits) {
    const what = `From an edit to its hints, TSX file of ${edits.lines.toLocaleString('en-US')} lines`;
    const show = (/** @type {{ p50: number, p95: number }} */ { p50, p95 }) =>
      `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
    rows.push(`| ${what}, the first ${edits.edits} edits of a process | ${show(edits)} |`);
    rows.push(`| ${what}, the next ${edits.edits} | ${show(edits.settled)} |`);
  }
  if (search) {
    rows.push(
      `| *Ask Hindsight*, one answer after each of ${search.keys.toLocaleString('en-US')} keys | ${search.median.toFixed(1)} ms, p95 ${search.p95.toFixed(1)} ms |`,
    );
  }
  if (server) {
    const peak = server.peak === undefined ? '' : `, ${megabytes(server.peak)} at most`;
    rows.push(
      `| Language server's memory after checking the ${server.files.toLocaleString('en-US')} files | ${megabytes(server.after)}${peak} |`,
    );
  }
  if (manifests) rows.push(...manifestRows(manifests));
  for (const { name, files, median } of tours ?? []) {
    const what = name === 'manifests' ? manifestsOf(files) : `${name}, ${number(files)} files`;
    rows.push(`| *Onboard Me to This Repository*, until the tour is ready: ${what} | ${duration(median)} |`);
  }
  if (activation) {
    rows.push(
      `| Activation in the editor, module load and \`activate()\` | ${(activation.load + activation.activate).toFixed(1)} ms |`,
    );
  }
  if (restart)
    rows.push(`| From a killed language server to its hints again | ${duration(restart.median)} |`);
  if (panel) rows.push(...panelRows(panel));
  if (packed) rows.push(`| Package | ${(packed.bytes / 1024 / 1024).toFixed(2)} MB |`);
  return rows.length === 0 ? '' : ['| | |', '|---|---:|', ...rows].join('\n');
}

/** @param {NonNullable<Results['manifests']>} trees */
function manifestRows(trees) {
  const [small, large] = trees;
  if (!small || !large) return [];
  const times = (/** @type {number} */ a, /** @type {number} */ b) =>
    `${number(small.files)}: ${duration(a)}, so ${(b / a).toFixed(1)} times for ${large.files / small.files} times the files`;
  const show = (/** @type {import('./spread.mjs').Spread} */ { p50, p95 }) =>
    `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
  const peak = large.memory.peak === undefined ? '' : `, ${megabytes(large.memory.peak)} at most`;
  const beside = (/** @type {import('./spread.mjs').Spread} */ spread) =>
    `(of ${number(small.files)}: p95 ${spread.p95.toFixed(1)} ms)`;
  return [
    `| hindsight check, cold, ${manifestsOf(large.files)} | ${duration(large.cold.median)} (${times(small.cold.median, large.cold.median)}) |`,
    `| What ${manifestsOf(large.files)} tell each other is read in the background in | ${duration(large.reading)} (${times(small.reading, large.reading)}) |`,
    `| From an edit to its hints, a manifest with a folder of its own, all ${number(large.files)} read | ${show(large.own)} ${beside(small.own)} |`,
    `| The same, in a folder with ${number(large.shared.neighbours)} other manifests | ${show(large.shared)} ${beside(small.shared)} |`,
    `| Language server's memory after reading, checking and editing the ${number(large.files)} manifests | ${megabytes(large.memory.after)}${peak} |`,
  ];
}

/** @param {number} files */
function manifestsOf(files) {
  return `${number(files)} Kubernetes manifests`;
}

/** @param {number} value */
function number(value) {
  return value.toLocaleString('en-US');
}

/** @param {NonNullable<Results['panel']>} panel */
function panelRows({ bare, fresh, freshPlace, next, nextPlace, memory }) {
  const show = (/** @type {import('./panel.mjs').Times} */ { median, p95 }) =>
    `${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`;
  const { rounds, opened, changed } = memory;
  const grown = (/** @type {typeof opened} */ { before, after }) =>
    `editor's page ${change(before.page, after.page)}, extension host ${change(before.host, after.host)}, ${count(after.nodes - before.nodes)} DOM nodes, ${count(after.listeners - before.listeners)} listeners`;
  return [
    `| From the command to the painted lesson in an open panel | ${show(next)} |`,
    `| The same, told at a place in the reader's code | ${show(nextPlace)} |`,
    `| From the command to the painted lesson in a new panel | ${show(fresh)} |`,
    `| The same, told at a place in the reader's code | ${show(freshPlace)} |`,
    `| From the command to a new webview that shows one heading, in the same turns | ${show(bare)} |`,
    `| Left in memory by ${rounds} lessons, each opened in a new panel and closed | ${grown(opened)} |`,
    `| Left in memory by ${rounds} lessons after each other in one panel | ${grown(changed)} |`,
  ];
}

/**
 * @param {number} before bytes
 * @param {number} after bytes
 */
function change(before, after) {
  const megabytes = (after - before) / 1024 / 1024;
  return `${megabytes < 0 ? '−' : '+'}${Math.abs(megabytes).toFixed(1)} MB`;
}

/** @param {number} number */
function count(number) {
  return `${number < 0 ? '−' : '+'}${Math.abs(number)}`;
}

/** @param {number} milliseconds */
function duration(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}
