/**
 * A reporter for `node --test` that writes one JSON line per test, so that counts come from outcomes and not
 * from text made for reading. Groups are left out; so is a file that passed, since it is no test.
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
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const isFile = data.nesting === 0 && /\.(test\.)?mjs$/.test(data.name) && /[\\/]/.test(data.name);
    if (isFile && type === 'test:pass') continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    /** @type {Outcome} */
    const outcome = {
      outcome: skipped ? 'skip' : type === 'test:pass' ? 'pass' : 'fail',
      name: String(data.name),
      file: String(data.file ?? ''),
      ...(type === 'test:fail' && !skipped ? { error: reason(data.details?.error) } : {}),
    };
    yield `${JSON.stringify(outcome)}\n`;
  }
}

/**
 * @param {any} error of `node:test`, which wraps what was thrown
 * @returns {string}
 */
function reason(error) {
  const thrown = error?.cause ?? error;
  return String(thrown?.stack ?? thrown?.message ?? thrown).slice(0, 4000);
}
