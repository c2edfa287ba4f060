import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import ignore from 'ignore';
import { skippedFolders } from '../../src/base/skippedFolders.ts';
import { findTargets } from '../../src/cli/walk.ts';
import { type Disk, keptFiles } from '../../src/client/keptFiles.ts';
import { kinds } from '../../src/generated/kinds.ts';
import { Workspace } from '../cli/support.ts';

/** The editor and the command line check the same files of one tree. */

const skipped = skippedFolders(kinds);
const open: Workspace[] = [];
after(() => {
  for (const one of open) one.remove();
});

const asked: string[] = [];
const disk: Disk = {
  entries: async (folder) => {
    asked.push(folder);
    return readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isLink: entry.isSymbolicLink(),
    }));
  },
  exists: async (path) => existsSync(path),
  patterns: async (path) => {
    try {
      return ignore({ allowRelativePaths: true }).add(readFileSync(path, 'utf8'));
    } catch {
      return undefined;
    }
  },
};

/** All that a search of the editor may find: it follows links, once round. */
function found(folder: string, above: readonly string[] = []): string[] {
  const real = realpathSync(folder);
  if (above.includes(real)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return /\.tsx?$|^dockerfile$/i.test(name) ? [path] : [];
    return found(path, [...above, real]);
  });
}

interface Lists {
  readonly editor: readonly string[];
  readonly cli: readonly string[];
}

async function both(
  files: readonly string[],
  texts: Readonly<Record<string, string>>,
  { roots = ['.'], prepare }: { roots?: readonly string[]; prepare?: (ws: Workspace) => void } = {},
): Promise<Lists> {
  const ws = new Workspace({ ...Object.fromEntries(files.map((path) => [path, ''])), ...texts });
  open.push(ws);
  prepare?.(ws);
  const inside = (path: string) => path.slice(ws.folder.length + 1);
  const folders = roots.map((root) => join(ws.folder, root));
  const all = folders.flatMap((folder) => found(folder));
  asked.length = 0;
  const kept = await Promise.all(folders.map((folder) => keptFiles(all, folder, skipped, disk)));
  return {
    editor: [...new Set(kept.flat())].map(inside).sort(),
    cli: findTargets(folders)
      .targets.map(({ path }) => inside(path))
      .sort(),
  };
}

function same({ editor, cli }: Lists, expected: readonly string[]): void {
  assert.deepEqual(editor, expected);
  assert.deepEqual(cli, expected);
}

describe('the files that editor and command line check', () => {
  it('are not those of others, of builds and of tools', async () => {
    const names = [...skipped.keys()];
    assert.ok(names.length > 25, 'the names of any language, and those of the kinds');
    const left = names.flatMap((name) => [`${name}/a.ts`, `packages/b/${name}/Dockerfile`]);
    same(await both([...left, 'src/a.ts', 'Distant/out.ts'], {}), ['Distant/out.ts', 'src/a.ts']);
  });

  it('are not those that git ignores: anchors, negations, nested files, folders', async () => {
    same(
      await both(
        [
          ...['a.ts', 'a.gen.ts', 'keep.gen.ts', 'only-root.ts', 'sp ace.ts', 'per%20cent.ts', 'ä #1.ts'],
          ...['sub/only-root.ts', 'sub/logs/a.ts', 'sub/deep/x.ts', 'sub/special.gen.ts', 'sub/other.gen.ts'],
          ...['sub/local.ts', 'local.ts', 'logs.ts', 'logs/keep.ts', 'un read/b c.ts', 'un read/kept.ts'],
        ],
        {
          '.gitignore':
            '*.gen.ts\n/only-root.ts\nlogs/\n!logs/keep.ts\n!keep.gen.ts\n**/deep/x.ts\nsp\\ ace.ts\n',
          'sub/.gitignore': '!special.gen.ts\nlocal.ts\n',
          'un read/.gitignore': '*\n!kept.ts\n',
          'logs/.gitignore': '!*\n',
        },
      ),
      [
        ...['a.ts', 'keep.gen.ts', 'local.ts', 'logs.ts', 'per%20cent.ts', 'sub/only-root.ts'],
        ...['sub/special.gen.ts', 'un read/kept.ts', 'ä #1.ts'],
      ],
    );
    assert.ok(asked.some((folder) => folder.endsWith('/sub')) && asked.every((path) => !/logs$/.test(path)));
  });

  const REPOSITORY = {
    '.gitignore': '*.gen.ts\n/own/\n',
    '.git/info/exclude': 'private.ts\n',
    'pkg/.gitignore': 'tmp\n!b.gen.ts\n',
    'pkg/src/.gitignore': 'c.ts\n',
  };
  const OF_PKG = ['a.ts', 'a.gen.ts', 'b.gen.ts', 'c.ts', 'private.ts', 'tmp/d.ts'].map(
    (name) => `pkg/src/${name}`,
  );

  it('follow the ignore files above a folder, up to the repository’s root, and .git/info/exclude', async () => {
    const kept = ['pkg/src/a.ts', 'pkg/src/b.gen.ts'];
    for (const root of ['.', 'pkg', 'pkg/src']) same(await both(OF_PKG, REPOSITORY, { roots: [root] }), kept);
    const { '.git/info/exclude': _, ...loose } = REPOSITORY;
    same(await both(OF_PKG, loose, { roots: ['pkg/src'] }), [
      ...['pkg/src/a.gen.ts', 'pkg/src/a.ts', 'pkg/src/b.gen.ts', 'pkg/src/private.ts', 'pkg/src/tmp/d.ts'],
    ]);
  });

  it('are there in a folder that was opened, though git ignores it or it is called like a build', async () => {
    const files = ['own/a.ts', 'own/in/b.gen.ts', 'dist/c.ts', 'd.ts'];
    same(await both(files, REPOSITORY, { roots: ['own'] }), ['own/a.ts', 'own/in/b.gen.ts']);
    same(await both(files, REPOSITORY, { roots: ['.'] }), ['d.ts']);
    same(await both(files, REPOSITORY, { roots: ['.', 'own', 'dist'] }), [
      ...['d.ts', 'dist/c.ts', 'own/a.ts', 'own/in/b.gen.ts'],
    ]);
  });

  it('are not behind symbolic links, so that no file comes twice', async () => {
    const prepare = (ws: Workspace) => {
      symlinkSync(ws.folder, ws.path('src/in/loop'));
      symlinkSync('in', ws.path('src/again'));
      symlinkSync('a.ts', ws.path('src/link.ts'));
      symlinkSync('nowhere.ts', ws.path('src/broken.ts'));
      // Git would not read it there; a link to a list of patterns is read by both.
      symlinkSync('../patterns', ws.path('other/.gitignore'));
    };
    const files = ['src/a.ts', 'src/in/b.ts', 'other/c.ts', 'other/d.ts'];
    same(await both(files, { patterns: 'd.ts\n' }, { prepare }), ['other/c.ts', 'src/a.ts', 'src/in/b.ts']);
  });

  it('are all there where an ignore file cannot be read', async () => {
    same(await both(['a.ts', '.gitignore/b.ts'], {}), ['.gitignore/b.ts', 'a.ts']);
  });
});
