/** Ports of the loopback interface. */
import { createServer } from 'node:net';

export const loopback = '127.0.0.1';

/** The browser keeps what the learner did by address, so every start wants the same port. */
export const usualPort = 4863;

/** @returns {Promise<number>} the usual port, or a free one where another program has it */
export async function choosePort() {
  return (await isFree(usualPort)) ? usualPort : freePort();
}

/**
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isFree(port) {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once('error', () => settle(false));
    probe.listen(port, loopback, () => probe.close(() => settle(true)));
  });
}

/** @returns {Promise<number>} a port that was free a moment ago */
export function freePort() {
  return new Promise((settle, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, loopback, () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => settle(port));
    });
  });
}
