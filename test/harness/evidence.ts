/** Keeps what a window of the editor shows when a test has failed in it. */
import { evidenceFolder, keepPage } from '../../scripts/lib/evidence.mjs';
import type { Workbench } from './workbench.ts';

/**
 * Keeps the picture, what has the focus, and the logs, in a folder of their own below `test-results/failures`.
 * @param name of the test
 */
export async function keepEvidence(name: string, error: unknown, workbench: Workbench): Promise<void> {
  const folder = evidenceFolder(name);
  await keepPage(folder, workbench.page, {
    error,
    console: workbench.consoleErrors,
    log: workbench.server.log,
    logs: workbench.server.place.logs,
    since: workbench.openedAt,
  });
  console.log(`What was seen then is kept in ${folder}`);
}
