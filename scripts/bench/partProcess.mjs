/**
 * The process in which parts of the benchmark are measured: its parent names a part, and it answers with the result.
 * It ends with its parent.
 */
import { detailOf, reasonOf } from './reason.mjs';

/** @typedef {import('./apart.mjs').Message} Message */

/** @param {Message} message */
const sendMessage = (message) =>
  new Promise((resolve) => {
    if (process.connected) process.send?.(message, resolve);
    else resolve(undefined);
  });

process.on('disconnect', () => process.exit(1));
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, async (error) => {
    await sendMessage({ type: 'broken', reason: reasonOf(error), detail: detailOf(error) });
    process.exit(1);
  });

process.once('message', async (/** @type {import('./apart.mjs').Task} */ { module, names, runs, vsix }) => {
  /** @type {{ parts: readonly import('./parts.mjs').Part[] }} */
  const { parts } = await import(module);
  const asked = parts.filter(({ name }) => names.includes(name));
  const measured = (/** @type {string} */ name, /** @type {unknown} */ data) =>
    sendMessage({ type: 'measured', name, data });
  const failed = (/** @type {string} */ name, /** @type {unknown} */ error) =>
    sendMessage({ type: 'failed', name, reason: reasonOf(error), detail: detailOf(error) });
  const context = {
    runs,
    vsix,
    say: (/** @type {string} */ text) => void sendMessage({ type: 'said', text }),
  };
  for (const { name, measure } of asked) {
    if (!measure) continue;
    try {
      await measured(name, await measure(context));
    } catch (error) {
      await failed(name, error);
    }
  }
  const together = asked.find((part) => part.together)?.together;
  if (together) await together({ ...context, names, measured, failed });
  await sendMessage({ type: 'end' });
  process.exit(0);
});
