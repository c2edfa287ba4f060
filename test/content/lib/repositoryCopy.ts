/** A copy of the repository in which files can be added, generated and built. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { root } from '../../../scripts/lib/paths.mjs';

/**
 * What the scripts for content need; they share the library of the content's tests. Written as paths from the root, so
 * that `npm test -- --changed` sees that tests with a copy read them.
 */
const FOLDERS = [
  join(root, 'src'),
  join(root, 'scripts'),
  join(root, 'content'),
  join(root, 'media'),
  join(root, 'test', 'content', 'lib'),
];

export class RepositoryCopy {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'hindsight-copy-')));

  constructor() {
    const paths = readdirSync(root).map((name) => join(root, name));
    for (const path of [...FOLDERS, ...paths.filter((path) => statSync(path).isFile())])
      cpSync(path, join(this.folder, relative(root, path)), { recursive: true });
    symlinkSync(realpathSync(join(root, 'node_modules')), join(this.folder, 'node_modules'), 'junction');
  }

  /** Adds files; none of them may be there. @returns their paths */
  add(folder: string): string[] {
    const paths = filesBelow(folder);
    const there = paths.filter((path) => existsSync(join(this.folder, path)));
    if (there.length > 0) throw new Error(`The repository has ${there.join(', ')} already.`);
    cpSync(folder, this.folder, { recursive: true });
    return paths;
  }

  /** Runs one of its scripts. @throws with what it said, where it fails */
  script(name: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join('scripts', name), ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    if (status !== 0) throw new Error(`scripts/${name} ended with ${status}:\n${stdout}${stderr}`);
    return stdout + stderr;
  }

  /** Files of the given folders that are not as in the repository, new ones included, sorted. */
  changed(...folders: string[]): string[] {
    return folders.flatMap((name) => {
      const paths = new Set([join(root, name), join(this.folder, name)].flatMap(filesBelow));
      return [...paths].map((path) => `${name}/${path}`).filter((path) => this.#isChanged(path));
    });
  }

  #isChanged(path: string): boolean {
    return hashOf(join(root, path)) !== hashOf(join(this.folder, path));
  }

  /** Imports TypeScript of the copy. @param source a module whose imports are relative to the copy */
  async import<T>(source: string): Promise<T> {
    const built = await esbuild.build({
      stdin: { contents: source, resolveDir: this.folder, loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
      outfile: 'module.mjs',
    });
    const code = built.outputFiles[0]?.contents ?? new Uint8Array();
    return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  }

  /** The address of one of its files. */
  uri(path: string): string {
    return pathToFileURL(join(this.folder, path)).href;
  }

  remove(): void {
    // A link is removed as such; what it leads to stays.
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Paths below a folder, with `/`, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => path.slice(folder.length + 1).replaceAll('\\', '/'))
    .sort();
}

function hashOf(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
