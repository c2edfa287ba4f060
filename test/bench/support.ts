import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Results } from '../../scripts/bench/results.mjs';

const driver = fileURLToPath(new URL('./fixtures/drive.mjs', import.meta.url));

export interface Fakes {
  readonly parts: readonly string[];
  readonly args?: readonly string[];
  /** Processor cores that other programs seem to use. */
  readonly load?: number;
  readonly commit?: string;
  readonly version?: string;
  /** A need that cannot be made. */
  readonly lacks?: string;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** A folder for one benchmark with parts that measure nothing. */
export class FakeBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'hindsight-bench-test-'));
  readonly #file = join(this.folder, 'results', 'bench.json');
  readonly #readme = join(this.folder, 'README.md');

  constructor() {
    after(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  start(fakes: Fakes): ChildProcess {
    return spawn(process.execPath, [driver, this.folder, ...(fakes.args ?? [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NO_COLOR: '1',
        FAKE_FOLDER: this.folder,
        FAKE_PARTS: fakes.parts.join(','),
        FAKE_LOAD: String(fakes.load ?? 0),
        FAKE_COMMIT: fakes.commit ?? 'abc',
        FAKE_VERSION: fakes.version ?? '1',
        FAKE_LACKS: fakes.lacks ?? '',
      },
    });
  }

  run(fakes: Fakes): Promise<Ended> {
    return ended(this.start(fakes));
  }

  results(): Results {
    return JSON.parse(readFileSync(this.#file, 'utf8'));
  }

  states(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.results().parts).map(([name, { state }]) => [name, state]));
  }

  /** Lets the part that waits go on from now on. */
  go(): void {
    writeFileSync(join(this.folder, 'go'), '');
  }

  get readme(): string {
    return existsSync(this.#readme) ? readFileSync(this.#readme, 'utf8') : '';
  }

  set readme(table: string) {
    writeFileSync(this.#readme, `# Fake\n\n<!-- bench:begin -->\n${table}\n<!-- bench:end -->\n\nMore.\n`);
  }
}

export function ended(child: ChildProcess): Promise<Ended> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
}

/** Waits until a process says something that matches, and gives what the pattern's first group caught. */
export function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      output += chunk;
      const found = pattern.exec(output);
      if (found) resolve(found[1] ?? found[0]);
    });
    child.on('close', () => reject(new Error(`It ended without saying ${pattern}:\n${output}`)));
  });
}

export function line(output: string, start: string): string {
  const found = output.split('\n').find((each) => each.startsWith(start));
  assert.ok(found, `no line begins with ${JSON.stringify(start)} in:\n${output}`);
  return found;
}
