import { createHash } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCount, isRecord } from '../base/guards.ts';
import { type Entry, isEntry } from './cacheEntry.ts';
import { causeOf } from './failure.ts';

/** Times of files and of clocks may be this coarse, in milliseconds. */
const COARSE = 2000;
const FORMAT = 4;
/** Cache files that are kept, the most recently used ones. */
const KEPT_FILES = 40;
const KEPT_BYTES = 200 * 1024 * 1024;
const KEPT_MILLISECONDS = 30 * 24 * 3600 * 1000;

/** How large a cache file may be that is read. */
const LARGEST = KEPT_BYTES;
/** Written by the build: a hash of all that it has made. */
const BUILD = 'build.hash';

interface Stored {
  format: number;
  /** The file's own name: it tells what the results were made with, and holds under no other. */
  name: string;
  /** When the run that wrote it began, in milliseconds. */
  began: number;
  entries: [path: string, entry: Entry][];
}

/**
 * What earlier runs found out, one file in the user's cache folder for each set of given paths, rules and build. It is
 * never needed: a file that is missing or damaged, or that another user may have written, is as good as none. What this
 * user's own programs write there is believed, as far as it has the form of an entry. Unchanged files are recognised by size, times
 * and inode, and where these cannot tell by their content.
 */
export class Cache {
  readonly #name: string;
  readonly #file: string;
  readonly #began = Date.now();
  #trustedBefore = 0;
  readonly entries: ReadonlyMap<string, Entry>;

  /** @param parts everything that decides about the results beside the files' paths and contents */
  constructor(parts: readonly unknown[]) {
    this.#name = createHash('sha256')
      .update(JSON.stringify([FORMAT, buildIdentity(), ...parts]))
      .digest('hex')
      .slice(0, 32);
    this.#file = join(cacheFolder(), `${this.#name}.json`);
    const stored = readStored(this.#file, this.#name);
    this.entries = new Map(stored?.entries);
    this.#trustedBefore = (stored?.began ?? 0) - COARSE;
  }

  /** Whether a file is certainly the one remembered, going by what the file system says of it. */
  isFresh(path: string, entry: Entry): boolean {
    const stat = statSync(path, { throwIfNoEntry: false });
    return (
      stat !== undefined &&
      stat.size === entry.size &&
      stat.mtimeMs === entry.mtime &&
      stat.ctimeMs === entry.ctime &&
      stat.ino === entry.inode &&
      // A file written while the last run read it may have changed again without a change of its times.
      Math.max(entry.mtime, entry.ctime) < this.#trustedBefore
    );
  }

  /** Marks the cache file as used, so that it is not the next one to go. */
  touch(): void {
    try {
      const now = new Date();
      if (now.getTime() - statSync(this.#file).mtimeMs > 24 * 3600 * 1000) utimesSync(this.#file, now, now);
    } catch {
      // Another run may have removed it; the next one writes it again.
    }
  }

  /** Writes the cache in one step. @returns why it could not, as a sentence, or `undefined` */
  save(entries: Iterable<[string, Entry]>): string | undefined {
    const stored: Stored = { format: FORMAT, name: this.#name, began: this.#began, entries: [...entries] };
    const body = JSON.stringify(stored);
    const folder = cacheFolder();
    const temporary = `${this.#file}.${process.pid}.tmp`;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      if (!isOwn(folder)) chmodSync(folder, 0o700);
      // What an earlier process of the same number has left behind.
      rmSync(temporary, { force: true });
      writeFileSync(temporary, `${checksum(body)}\n${body}`, { mode: 0o600, flag: 'wx' });
      renameSync(temporary, this.#file);
      prune(folder);
      return undefined;
    } catch (error) {
      try {
        rmSync(temporary, { force: true });
      } catch {
        // What kept it from being written keeps it from being removed; there is nothing to remove.
      }
      return `The cache in ${folder} could not be written: ${causeOf(error)}. The results do not depend on it; --no-cache does without.`;
    }
  }
}

function readStored(file: string, name: string): Stored | undefined {
  try {
    if (!isOwn(dirname(file)) || !isOwn(file) || statSync(file).size > LARGEST) return undefined;
    const text = readFileSync(file, 'utf8');
    const end = text.indexOf('\n');
    const body = text.slice(end + 1);
    if (text.slice(0, end) !== checksum(body)) return undefined;
    const stored: unknown = JSON.parse(body);
    return isStored(stored, name) ? stored : undefined;
  } catch {
    // Missing, unreadable and damaged all mean the same: there is nothing to go by.
    return undefined;
  }
}

/** Whether only this user may write something, on systems that know. @throws where it does not exist */
function isOwn(path: string): boolean {
  const user = process.getuid?.();
  if (user === undefined) return true;
  const { uid, mode } = statSync(path);
  return uid === user && (mode & 0o022) === 0;
}

function isStored(value: unknown, name: string): value is Stored {
  if (!isRecord(value) || value['format'] !== FORMAT || value['name'] !== name) return false;
  const { began, entries } = value;
  return (
    isCount(began) &&
    Array.isArray(entries) &&
    entries.every(
      (each) =>
        Array.isArray(each) &&
        each.length === 2 &&
        typeof each[0] === 'string' &&
        isAbsolute(each[0]) &&
        isEntry(each[0], each[1]),
    )
  );
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The user's cache folder, by the custom of each system. */
function cacheFolder(): string {
  const { env, platform } = process;
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'hindsight');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'hindsight');
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'hindsight', 'Cache');
  return join(homedir(), '.cache', 'hindsight');
}

/**
 * The rules and the engine as they are built: the hash that the build has written, and the size of each of its files.
 * Without a hash, while the build watches its sources, the files' times say what is new.
 */
function buildIdentity(): readonly unknown[] {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const hash = hashIn(join(folder, BUILD));
  const files = readdirSync(folder).filter((name) => /\.(?:c?js|wasm)$/.test(name));
  return [
    hash,
    ...files.sort().map((name) => {
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      return [name, stat?.size, hash === undefined ? stat?.mtimeMs : 0];
    }),
  ];
}

function hashIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Removes cache files that were not used for long, and the oldest of too many. */
function prune(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => /^[0-9a-f]{32}\.json(?:\.\d+\.tmp)?$/.test(name))
    .map((name) => ({
      path: join(folder, name),
      stat: statSync(join(folder, name), { throwIfNoEntry: false }),
    }))
    .sort((a, b) => (b.stat?.mtimeMs ?? 0) - (a.stat?.mtimeMs ?? 0));
  let bytes = 0;
  files.forEach(({ path, stat }, index) => {
    bytes += stat?.size ?? 0;
    const old = Date.now() - (stat?.mtimeMs ?? 0) > (path.endsWith('.tmp') ? 3600 * 1000 : KEPT_MILLISECONDS);
    if (index > 0 && (old || index >= KEPT_FILES || bytes > KEPT_BYTES)) rmSync(path, { force: true });
  });
}
