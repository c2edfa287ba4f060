/**
 * Runs one suite in a desktop VS Code; started by host.mjs, with the plan as its only argument. VS Code is
 * downloaded into `.vscode-test/` unless `HINDSIGHT_CODE` names an installed one.
 */
import { runTests } from '@vscode/test-electron';

const plan = JSON.parse(process.argv[2] ?? '{}');
try {
  process.exitCode = await runTests({ ...plan, ...(plan.vscodeExecutablePath ? {} : { version: 'stable' }) });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
