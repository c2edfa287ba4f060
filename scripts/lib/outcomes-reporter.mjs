/**
 * A reporter for `node --test` that writes one JSON line per test, so that counts come from outcomes and not
 * from text made for reading. Groups are left out unless a hook of theirs failed; so is a file that passed, since it is
 * no test.
 */

/**
 * @typedef {{ outcome: 'pass' | 'fail' | 'skip', name: string, file: string, error?: string }} Outcome
 * `file` is the test's source where a source map tells, else the bundle that was run; `error` stands on failures
 */

/**
 * @param {AsyncIterable<{ type: string, data: any }>} source events of `node:test`
 * @returns {AsyncGenerator<string, void>}
 */
export default async function* outcomes(source) {
  /** Groups around a test, by nesting, for its whole name. @type {string[]} */
  const path = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') {
      path.length = data.nesting;
      path[data.nesting] = String(data.name);
    }
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isFile = data.nesting === 0 && /\.(test\.)?mjs$/.test(data.name) && /[\\/]/.test(data.name);
    const file = String(data.file ?? '');
    const isGroup = data.details?.type === 'suite';
    if (isGroup && !(type === 'test:fail' && data.details?.error?.failureType === 'hookFailed')) continue;
    if (isFile && type === 'test:pass') continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    yield line({
      outcome: skipped ? 'skip' : type === 'test:pass' ? 'pass' : 'fail',
      name: [...path.slice(0, data.nesting), String(data.name)].join(' › '),
      file,
      ...(type === 'test:fail' && !skipped ? { error: reason(data.details?.error) } : {}),
    });
  }
}

/** @param {Outcome} entry */
function line(entry) {
  return `${JSON.stringify(entry)}\n`;
}

/**
 * @param {any} error of `node:test`, which wraps what was thrown
 * @returns {string}
 */
function reason(error) {
  const thrown = error?.cause ?? error;
  return String(thrown?.stack ?? thrown?.message ?? thrown).slice(0, 4000);
}
