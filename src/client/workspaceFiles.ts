import * as vscode from 'vscode';
import { skippedFolders } from '../base/skippedFolders.ts';
import { kinds } from '../generated/kinds.ts';
import { type Disk, keptFiles } from './keptFiles.ts';
import { readSmallFile } from './serverFiles.ts';

/** What the files that are listed are called. */
interface Wanted {
  /** File extensions with their dot, in any case. */
  readonly extensions: readonly string[];
  /** Globs of whole names. */
  readonly names: readonly string[];
}

/**
 * The files of the workspace that the command line would check, less what the excludes of the editor and of search
 * leave out.
 * @param limit at most so many
 */
export async function workspaceFiles(
  wanted: Wanted,
  token?: vscode.CancellationToken,
  limit?: number,
): Promise<vscode.Uri[]> {
  const skipped = skippedFolders(kinds);
  const names = [...wanted.extensions.map((extension) => `*${extension}`), ...wanted.names];
  const include = `**/{${names.map(inAnyCase).join(',')}}`;
  const exclude = excluded(skipped.keys());
  const found = await vscode.workspace.findFiles(include, exclude, limit, token);
  const kept = await keptOf(found, skipped, token);
  if (limit === undefined || found.length < limit || kept.length >= limit) return kept;
  // Files that do not count have reached the limit, and hide others that do.
  const all = await vscode.workspace.findFiles(include, exclude, undefined, token);
  return (await keptOf(all, skipped, token)).slice(0, limit);
}

/** The editor compares names letter by letter, on every system. */
function inAnyCase(glob: string): string {
  return glob.replace(/\[[^\]]*\]|[a-z]/gi, (part) =>
    part.length > 1 ? part : `[${part.toLowerCase()}${part.toUpperCase()}]`,
  );
}

function excluded(folders: Iterable<string>): string {
  const search = vscode.workspace.getConfiguration('search').get<Record<string, unknown>>('exclude') ?? {};
  const files = vscode.workspace.getConfiguration('files').get<Record<string, unknown>>('exclude') ?? {};
  const users = Object.entries({ ...search, ...files }).flatMap(([glob, on]) => (on === true ? [glob] : []));
  // Braces cannot be nested in every version, so the globs that have some are left to a later filter of the editor.
  const globs = [
    ...Array.from(folders, (folder) => `**/${folder}/**`),
    ...users.filter((glob) => !/[{},]/.test(glob)),
  ];
  return `{${[...new Set(globs)].join(',')}}`;
}

/** In the order of `found`. Where folders of the workspace lie in each other, a file is in when it is in for one of them. */
async function keptOf(
  found: readonly vscode.Uri[],
  skipped: { has(name: string): boolean },
  token: vscode.CancellationToken | undefined,
): Promise<vscode.Uri[]> {
  if (found.length === 0) return [];
  const kept = new Set<string>();
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    if (token?.isCancellationRequested) return [];
    const here = found.filter((file) => file.scheme === uri.scheme && file.authority === uri.authority);
    const paths = await keptFiles(
      here.map(({ path }) => path),
      uri.path,
      skipped,
      diskOf(uri),
    );
    for (const path of paths) kept.add(uri.with({ path }).toString());
  }
  return found.filter((uri) => kept.has(uri.toString()));
}

/**
 * The editor's own search follows symbolic links, and does not find the ignore files that a person hides. What is in a
 * folder tells of both.
 */
function diskOf(folder: vscode.Uri): Disk {
  const { fs } = vscode.workspace;
  const at = (path: string) => folder.with({ path });
  const or = <T>(read: Thenable<T>, other: T): Promise<T> => Promise.resolve(read).catch(() => other);
  return {
    entries: async (path) =>
      (await or(fs.readDirectory(at(path)), [])).map(([name, type]) => ({
        name,
        isLink: (type & vscode.FileType.SymbolicLink) !== 0,
      })),
    exists: async (path) => (await or(fs.stat(at(path)), undefined)) !== undefined,
    patterns: async (path) => {
      const bytes = await or(readSmallFile(at(path)), undefined);
      if (!bytes) return undefined;
      // Only a workspace that is listed needs the package; a start does not.
      const { default: ignore } = await import('ignore');
      return ignore({ allowRelativePaths: true }).add(new TextDecoder().decode(bytes));
    },
  };
}
