import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildProbeCli, type ProbeCli } from '../cli/support.ts';

/**
 * Repositories as people lay them out, each a folder of `layouts/`: a Helm chart, Kustomize overlays, Skaffold, Compose for
 * development beside production, an agent of the node, and manifests to which there is nothing to say. `hints.txt` beside
 * them is all that `hindsight check` may say.
 */
const layouts = join(dirname(fileURLToPath(import.meta.url)), 'layouts');
const expected = join(layouts, 'hints.txt');
const advice =
  'Where the change is meant, run UPDATE_SNAPSHOTS=1 node scripts/test.mjs --only content and judge every line of the diff.';

describe('manifests and Dockerfiles in real layouts', () => {
  let cli: ProbeCli;
  let folder: string;
  let hints: readonly string[];

  before(async () => {
    cli = await buildProbeCli('product');
    // Where they lie in this repository says that they are a test's, which makes every hint fainter.
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-layouts-')));
    cpSync(layouts, folder, { recursive: true });
    const { report, stderr } = await cli.json(['--fail-on', 'never', '.'], { cwd: folder });
    assert.equal(stderr, '');
    assert.deepEqual(report.skipped, []);
    hints = report.files.flatMap((file) =>
      file.hints.map(
        ({ start, severity, rule, message }) =>
          `${file.path.replaceAll('\\', '/')}:${start.line}:${start.column} ${severity} ${rule}: ${message}`,
      ),
    );
  });

  after(() => {
    cli.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const below = (name: string) => hints.filter((each) => each.startsWith(`${name}/`));

  test('a templated chart and hardened manifests stay silent', () => {
    assert.deepEqual(below('chart'), []);
    assert.deepEqual(below('hardened'), []);
  });

  test('what a template says literally is told', () => {
    assert.equal(below('chart-with-a-key').length, 2);
  });

  test('an overlay and an override for development warn of nothing', () => {
    const development = [
      ...below('kustomize/overlays/dev'),
      ...below('compose/.devcontainer'),
      ...hints.filter((each) => /^compose\/(?:compose\.override\.yaml|Dockerfile\.dev):/.test(each)),
    ];
    assert.ok(development.length > 0);
    assert.deepEqual(
      development.filter((each) => / (?:error|warning) /.test(each)),
      [],
    );
  });

  test('every hint is one that was judged', () => {
    if (process.env['UPDATE_SNAPSHOTS']) return writeFileSync(expected, `${hints.join('\n')}\n`);
    const judged = readFileSync(expected, 'utf8').trimEnd().split(/\r?\n/);
    assert.deepEqual(hints, judged, advice);
  });
});
