/**
 * Shares the processors between phases of a run that go on at the same time. A slot is a processor that is kept busy.
 */

/**
 * How a phase comes to its slots. Both settle with what gives them back, which is to be called once.
 * @typedef {object} Place
 * @property {() => Promise<() => void>} each before each file
 * @property {() => Promise<() => void>} alone before a file that is to have the whole machine
 * @property {() => boolean} givesWay whether a file that begins now is beside others that are not to wait for it
 */

/** The place of a phase that has no other beside it. @type {Place} */
export const undivided = {
  each: async () => () => undefined,
  alone: async () => () => undefined,
  givesWay: () => false,
};

export class Slots {
  #total;
  #free;
  #reserved = 0;
  /** @type {{ count: number, grant: () => void }[]} the requests that wait, in the order of asking */
  #queue = [];

  /** @param {number} total at least 1 */
  constructor(total) {
    this.#total = total;
    this.#free = total;
  }

  /**
   * The place of phases that take what is free, a slot for each file. For a file alone they wait until nothing is reserved.
   * @returns {Place}
   */
  get shared() {
    return {
      each: () => this.#take(1),
      alone: () => this.#take(this.#total),
      givesWay: () => this.#reserved > 0,
    };
  }

  /**
   * Keeps slots for phases that are not to wait between their files. There is one such reservation at a time, and it is made
   * before anything is taken.
   * @param {number} count from 0; no more than there are
   * @returns {Place & { end: () => void }} `end` gives them back; to be called once, when the last file is done
   */
  reserve(count) {
    if (this.#free < this.#total || count > this.#total) throw new Error('The slots are taken already.');
    this.#reserved = count;
    this.#free -= count;
    return {
      ...undivided,
      alone: () => this.#take(this.#total - count),
      end: () => {
        this.#reserved = 0;
        this.#free += count;
        this.#serve();
      },
    };
  }

  /** @param {number} count @returns {Promise<() => void>} */
  #take(count) {
    return new Promise((settle) => {
      const grant = () => {
        this.#free -= count;
        settle(() => {
          this.#free += count;
          this.#serve();
        });
      };
      this.#queue.push({ count, grant });
      this.#serve();
    });
  }

  /**
   * In the order of asking, so that a request for many slots is not overtaken for ever. A request that needs reserved
   * slots does not hold up those behind it.
   */
  #serve() {
    for (let at = 0; at < this.#queue.length; ) {
      const next = this.#queue[at];
      if (!next) return;
      if (next.count > this.#total - this.#reserved) at++;
      else if (next.count > this.#free) return;
      else {
        this.#queue.splice(at, 1);
        next.grant();
      }
    }
  }
}
