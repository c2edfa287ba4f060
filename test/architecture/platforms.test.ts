import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { relative, sep } from 'node:path';
import { test } from 'node:test';
import { programOf } from '../../scripts/lib/process.mjs';
import { filesBelow, root } from './lib/imports.ts';

/** Each room is compiled with no more types than it has where it runs; `test/types/<name>/platform.ts` says what those are. */

const sources = [...filesBelow('src'), ...filesBelow('content')];

const isOfHost = (file: string) => /^src\/(?:client|server)\//.test(file);
const isColours = (file: string) => file === 'src/generated/highlight.ts';

/** Which files have to be in `tsconfig.<name>.json`. */
const CONFIGURATIONS: Readonly<Record<string, (file: string) => boolean>> = {
  pure: (file) =>
    /^(?:src\/(?:base|engine|domains|lessons|protocol|generated)|content)\//.test(file)
      ? !isColours(file)
      : /^src\/panel\/figures\/(?:model|scene)\.ts$/.test(file),
  panel: (file) => file.startsWith('src/panel/') || isColours(file),
  web: (file) => isOfHost(file) && !file.endsWith('/node.ts'),
  hosts: (file) => (isOfHost(file) || file.startsWith('src/cli/')) && !file.endsWith('/browser.ts'),
};

/** The files of the repository that are compiled with a configuration, as paths from the root. */
function compiledWith(configuration: string): ReadonlySet<string> {
  const args = [programOf('typescript', 'tsc'), '-p', configuration, '--listFilesOnly'];
  const output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return new Set(output.split(/\r?\n/).map((file) => relative(root, file).split(sep).join('/')));
}

for (const [name, isFor] of Object.entries(CONFIGURATIONS)) {
  const configuration = `tsconfig.${name}.json`;
  test(`every file that ${configuration} is for is compiled with it`, () => {
    const compiled = compiledWith(configuration);
    const wanted = [...sources.filter(isFor), `test/types/${name}/platform.ts`];
    assert.ok(wanted.length > 20, 'rooms have been renamed');
    assert.deepEqual(
      wanted.filter((file) => !compiled.has(file)),
      [],
    );
  });
}

test('every file is compiled with a configuration that is narrower than the main one', () => {
  const tests = Object.values(CONFIGURATIONS);
  assert.deepEqual(
    sources.filter((file) => !tests.some((isFor) => isFor(file))),
    [],
  );
});

test('the main configuration leaves out what is to fail there', () => {
  const compiled = compiledWith('tsconfig.json');
  assert.ok(compiled.has('test/types/holes.ts'));
  assert.deepEqual(
    [...compiled].filter((file) => file.endsWith('/platform.ts') && file.startsWith('test/')),
    [],
  );
});
