/** Measurements that are made several times. */
import { reasonOf } from './reason.mjs';

/** After so many failures in a row the next ones would fail too: an editor is gone, say. */
const inARow = 2;

/**
 * Measures several times. One that fails is reported and left out, and the others stay; two failures in a row end it.
 * @template T
 * @param {number} asked how often
 * @param {(i: number) => Promise<T>} once
 * @param {(line: string) => void} say
 * @returns {Promise<T[]>} what came through, at least one
 * @throws the first failure, where none came through
 */
export async function repeat(asked, once, say) {
  /** @type {T[]} */
  const values = [];
  const failures = new Failures(say);
  for (let i = 0; i < asked && !failures.areTooMany; i++) {
    const value = await failures.watch(`${i + 1} of ${asked}`, () => once(i));
    if (value) values.push(value.value);
  }
  if (values.length === 0) throw failures.first;
  return values;
}

/** The failures of a row of measurements. */
export class Failures {
  #say;
  #row = 0;
  /** @type {unknown} */
  first;

  /** @param {(line: string) => void} say */
  constructor(say) {
    this.#say = say;
  }

  get areTooMany() {
    return this.#row >= inARow;
  }

  /**
   * @template T
   * @param {string} what
   * @param {() => Promise<T>} once
   * @returns {Promise<{ value: T } | undefined>} undefined when it failed
   */
  async watch(what, once) {
    try {
      const value = await once();
      this.#row = 0;
      return { value };
    } catch (error) {
      this.#row++;
      this.first ??= error;
      this.#say(`${what} failed and is left out: ${reasonOf(error)}`);
      return undefined;
    }
  }
}
