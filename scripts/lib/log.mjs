/** What the scripts say: one line per step, with its time. */

const colour = process.stdout.isTTY && !process.env['NO_COLOR'];
/** @param {string} code @param {string} text */
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (/** @type {string} */ text) => paint('1', text);
export const dim = (/** @type {string} */ text) => paint('2', text);
export const red = (/** @type {string} */ text) => paint('31', text);
export const green = (/** @type {string} */ text) => paint('32', text);
export const yellow = (/** @type {string} */ text) => paint('33', text);

/**
 * A failure whose message is meant for the person at the terminal: it says what is wrong and what to do,
 * and is printed without a stack.
 */
export class PlainError extends Error {}

/**
 * @param {number} milliseconds
 * @returns {string} e.g. `0.4 s`, `73 s`
 */
export function seconds(milliseconds) {
  const value = milliseconds / 1000;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Runs one step and prints its name, what came of it and its time.
 * @template T
 * @param {string} name
 * @param {() => Promise<T> | T} work its result's `note`, where it has one, is printed beside the name
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const started = performance.now();
  try {
    const result = await work();
    const note =
      result && typeof result === 'object' && 'note' in result && result.note ? dim(` (${result.note})`) : '';
    say(`${green('✓')} ${name}${note} ${dim(seconds(performance.now() - started))}`);
    return result;
  } catch (error) {
    say(`${red('✗')} ${name} ${dim(seconds(performance.now() - started))}`);
    throw error;
  }
}

/**
 * Runs a script's main function: a {@link PlainError} is printed as it is, any other with its stack, and
 * both end the process with code 1.
 * @param {() => Promise<void> | void} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (error instanceof PlainError) process.stderr.write(`\n${red('Stopped.')} ${error.message}\n`);
    else
      process.stderr.write(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  }
}
