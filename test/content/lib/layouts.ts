import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProbeCli } from '../../cli/support.ts';

/**
 * Repositories as people lay them out, each a folder: a Helm chart, Kustomize overlays, Skaffold, Compose for development
 * beside production, an agent of the node, and manifests to which there is nothing to say.
 */
const layouts = join(dirname(fileURLToPath(import.meta.url)), '..', 'layouts');

/** All that `hindsight check` may say of them. `npm run update -- --layouts` writes it. */
export const layoutsFile = join(layouts, 'hints.txt');

/** All that the command line says of the layouts, a line for each hint. */
export async function layoutHints(): Promise<string[]> {
  const cli = await buildProbeCli('product');
  // Where they lie in this repository says that they are a test's, which makes every hint fainter.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-layouts-')));
  try {
    cpSync(layouts, folder, { recursive: true });
    const { report, stderr } = await cli.json(['--fail-on', 'never', '.'], { cwd: folder });
    assert.equal(stderr, '');
    assert.deepEqual(report.skipped, []);
    return report.files.flatMap((file) =>
      file.hints.map(
        ({ start, severity, rule, message }) =>
          `${file.path.replaceAll('\\', '/')}:${start.line}:${start.column} ${severity} ${rule}: ${message}`,
      ),
    );
  } finally {
    cli.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
