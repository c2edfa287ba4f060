/** The rows of the table, made from what was measured. A cell each for the label and for what follows it. */

/** @typedef {import('./spread.mjs').Spread} Spread */

/** @param {import('./processes.mjs').Timing} timing */
export function ofProcess({ name, median, least, times, asked, cold }) {
  const runs = times.length === asked ? String(asked) : `${times.length} of ${asked}`;
  return [[name, duration(median), duration(least), runs, (median / cold).toFixed(2)]];
}

/** @param {Awaited<ReturnType<typeof import('./edits.mjs').measureEdits>>} edits */
export function ofEdits(edits) {
  const what = `From an edit to its hints, TSX file of ${number(edits.lines)} lines`;
  return [
    [`${what}, the first ${edits.edits} edits of a process`, percentiles(edits)],
    [`${what}, the next ${edits.edits}`, percentiles(edits.settled)],
  ];
}

/** @param {import('./search.mjs').SearchTimes} search */
export function ofSearch({ keys, median, p95 }) {
  return [
    [
      `*Ask Hindsight*, one answer after each of ${number(keys)} keys`,
      `${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
    ],
  ];
}

/** @param {Awaited<ReturnType<typeof import('./memory.mjs').measureServer>>} server */
export function ofServer({ files, after, peak }) {
  return [
    [`Language server's memory after checking the ${number(files)} files`, megabytesAtMost(after, peak)],
  ];
}

/** @param {Awaited<ReturnType<typeof import('./kubernetes.mjs').measureManifestChecks>>} checks */
export function ofManifestChecks({ asked, trees: [small, large] }) {
  if (!small || !large) return [];
  const beside = besideSmaller(small, large, small.median, large.median);
  return [
    [
      `hindsight check, cold, ${manifestsOf(large.files)}`,
      `${duration(large.median)} (${beside})${outOf(large.times.length, asked, 'runs')}`,
    ],
  ];
}

/** @param {readonly import('./kubernetes.mjs').ServerCost[]} trees the smaller workspace first */
export function ofManifestServer([small, large]) {
  if (!small || !large) return [];
  const beside = (/** @type {Spread} */ { p95 }) => `(of ${number(small.files)}: p95 ${p95.toFixed(1)} ms)`;
  return [
    [
      `What ${manifestsOf(large.files)} tell each other is read in the background in`,
      `${duration(large.reading)} (${besideSmaller(small, large, small.reading, large.reading)})`,
    ],
    [
      `From an edit to its hints, a manifest with a folder of its own, all ${number(large.files)} read`,
      `${percentiles(large.own)} ${beside(small.own)}`,
    ],
    [
      `The same, in a folder with ${number(large.shared.neighbours)} other manifests`,
      `${percentiles(large.shared)} ${beside(small.shared)}`,
    ],
    [
      `Language server's memory after reading, checking and editing the ${number(large.files)} manifests`,
      megabytesAtMost(large.memory.after, large.memory.peak),
    ],
  ];
}

/**
 * @param {import('./tours.mjs').Workspace} workspace
 * @param {import('./tours.mjs').TourTime} tour
 */
export function ofTour(workspace, { files, median, times, asked }) {
  const what = workspace === 'manifests' ? manifestsOf(files) : `the ${workspace}, ${number(files)} files`;
  return [
    [
      `*Onboard Me to This Repository*, until the tour is ready: ${what}`,
      `${duration(median)}${outOf(times.length, asked, 'tours')}`,
    ],
  ];
}

/** @param {Awaited<ReturnType<typeof import('./suites.mjs').measureActivation>>} activation */
export function ofActivation({ load, activate, starts, asked }) {
  return [
    [
      'Activation in the editor, module load and `activate()`',
      `${(load + activate).toFixed(1)} ms${outOf(starts, asked, 'starts')}`,
    ],
  ];
}

/** @param {Awaited<ReturnType<typeof import('./suites.mjs').measureRestart>>} restart */
export function ofRestart({ median, times, asked }) {
  return [
    [
      'From a killed language server to its hints again',
      `${duration(median)}${outOf(times.length, asked, 'restarts')}`,
    ],
  ];
}

/** @param {Awaited<ReturnType<typeof import('./panel.mjs').measurePanelTimes>>} panel */
export function ofPanelTimes({ asked, bare, fresh, freshPlace, next, nextPlace }) {
  const show = (/** @type {import('./panel.mjs').Times} */ { median, p95, runs }) =>
    `${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms${outOf(runs, asked, 'turns')}`;
  return [
    ['From the command to the painted lesson in an open panel', show(next)],
    ["The same, told at a place in the reader's code", show(nextPlace)],
    ['From the command to the painted lesson in a new panel', show(fresh)],
    ["The same, told at a place in the reader's code", show(freshPlace)],
    ['From the command to a new webview that shows one heading, in the same turns', show(bare)],
  ];
}

/** @param {Awaited<ReturnType<typeof import('./panel.mjs').measurePanelMemory>>} memory */
export function ofPanelMemory({ opened, changed }) {
  const grown = (/** @type {import('./panel.mjs').Growth} */ { before, after }) =>
    `editor's page ${change(before.page, after.page)}, extension host ${change(before.host, after.host)}, ${count(after.nodes - before.nodes)} DOM nodes, ${count(after.listeners - before.listeners)} listeners`;
  return [
    [`Left in memory by ${opened.rounds} lessons, each opened in a new panel and closed`, grown(opened)],
    [`Left in memory by ${changed.rounds} lessons after each other in one panel`, grown(changed)],
  ];
}

/** @param {{ bytes: number }} data */
export function ofPackage({ bytes }) {
  return [['Package', `${(bytes / 1024 / 1024).toFixed(2)} MB`]];
}

/**
 * @param {number} done
 * @param {number} asked
 * @param {string} what
 * @returns {string} nothing where all came through
 */
function outOf(done, asked, what) {
  return done === asked ? '' : ` (${done} of ${asked} ${what})`;
}

/**
 * @param {{ files: number }} small
 * @param {{ files: number }} large
 * @param {number} a milliseconds of the smaller
 * @param {number} b milliseconds of the larger
 */
function besideSmaller(small, large, a, b) {
  return `${number(small.files)}: ${duration(a)}, so ${(b / a).toFixed(1)} times for ${large.files / small.files} times the files`;
}

/** @param {{ p50: number, p95: number }} spread */
function percentiles({ p50, p95 }) {
  return `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`;
}

/** @param {number} files */
function manifestsOf(files) {
  return `${number(files)} Kubernetes manifests`;
}

/** @param {number} value */
export function number(value) {
  return value.toLocaleString('en-US');
}

/**
 * @param {number} before bytes
 * @param {number} after bytes
 */
function change(before, after) {
  const grown = (after - before) / 1024 / 1024;
  return `${grown < 0 ? '−' : '+'}${Math.abs(grown).toFixed(1)} MB`;
}

/** @param {number} value */
function count(value) {
  return `${value < 0 ? '−' : '+'}${Math.abs(value)}`;
}

/** @param {number} milliseconds */
function duration(milliseconds) {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/**
 * @param {number} bytes
 * @param {number | undefined} peak
 */
function megabytesAtMost(bytes, peak) {
  const show = (/** @type {number} */ each) => `${Math.round(each / 1024 / 1024)} MB`;
  return peak === undefined ? show(bytes) : `${show(bytes)}, ${show(peak)} at most`;
}
