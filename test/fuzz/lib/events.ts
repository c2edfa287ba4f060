import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { SettingsParams } from '../../../src/protocol/server.ts';
import { seeded } from '../../engine/lib/mutate.ts';
import { Editor, FileEvent } from './editor.ts';
import { exampleTexts } from './texts.ts';

/** What happens between two comparisons, at most. */
const STEPS = 8;
/** Rounds after which all begins anew. */
const ROUNDS_OF_ONE = 5;

const ROOT = 'memfs:/ws';
const FOLDERS = ['', 'a/', 'a/deep/', 'b/'];
const NAMES: readonly [name: string, language: string][] = [
  ['web.yaml', 'yaml'],
  ['cart.yaml', 'yaml'],
  ['shop.yaml', 'yaml'],
  ['pod.yml', 'yaml'],
  ['compose.yaml', 'dockercompose'],
  ['Dockerfile', 'dockerfile'],
  ['view.tsx', 'typescriptreact'],
];
const UNTITLED = 'untitled:Untitled-1';
const SETTINGS: readonly SettingsParams[] = [
  { rules: {}, known: [] },
  { rules: {}, known: ['docker-isolation/walls'] },
  { rules: { 'kubernetes-services': 'off' }, known: [] },
  { rules: { 'docker-isolation': 'error' }, known: ['kubernetes-services/traffic-in'] },
];

type Below = (count: number) => number;

function languageOf(uri: string): string {
  return NAMES.find(([name]) => uri.endsWith(`/${name}`))?.[1] ?? 'yaml';
}

/** Objects that find each other, or nearly. */
function manifest(below: Below): string {
  const name = ['shop', 'shopcart', 'shop-cart'][below(3)] as string;
  const label = ['shop', 'shopcart', 'shop-cart'][below(3)] as string;
  const port = [80, 8080, 'http'][below(3)];
  const service = `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector:\n    app: ${label}\n  ports:\n    - port: 80\n      targetPort: ${port}\n`;
  const labels = (indent: string) => `${indent}labels:\n${indent}  app: ${label}\n`;
  const deployment = `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  selector:\n    matchLabels:\n      app: ${label}\n  template:\n    metadata:\n${labels('      ')}    spec:\n      containers:\n        - name: c\n          image: shop/${name}:1.2.3\n          ports:\n            - name: http\n              containerPort: 8080\n          env:\n            - name: API\n              value: http://${name}:80\n`;
  const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: ${name}\nspec:\n  defaultBackend:\n    service: { name: ${name}, port: { number: 80 } }\n`;
  const parts = [service, deployment, ingress];
  return below(3) === 0 ? `${parts[below(3)]}---\n${parts[below(3)]}` : (parts[below(3)] as string);
}

/**
 * Has everything happen to the files of a small workspace, in any order, and compares what an editor shows after it with
 * what one shows that is opened then.
 * @param seed the same one has the same things happen
 * @param rounds how often the two are compared
 * @returns how many hints were shown in all
 * @throws AssertionError with the seed and what happened where the two differ
 */
export async function fuzzEvents(seed: number, rounds: number): Promise<number> {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let hints = 0;
    for (let begun = 0; begun < rounds; begun += ROUNDS_OF_ONE) {
      const world = new World(seeded(seed * 1_000_003 + begun), `seed ${seed}, round ${begun}`);
      hints += await world.run(Math.min(ROUNDS_OF_ONE, rounds - begun));
    }
    return hints;
  } finally {
    mock.timers.reset();
  }
}

class World {
  readonly #below: Below;
  readonly #what: string;
  readonly #disk = new Map<string, Uint8Array>();
  readonly #editor = new Editor(this.#disk);
  readonly #examples = exampleTexts().filter(({ text }) => text.length < 4000);
  readonly #happened: string[] = [];
  #excluded = new Set<string>();
  #settings = SETTINGS[0] as SettingsParams;

  constructor(random: () => number, what: string) {
    this.#below = (count) => Math.floor(random() * count);
    this.#what = what;
  }

  async run(rounds: number): Promise<number> {
    let hints = 0;
    try {
      for (let i = 0; i < 9; i++) {
        const uri = this.#anyName();
        this.#disk.set(uri, this.#anyText(uri));
      }
      await this.#editor.start(this.#settings);
      this.#editor.collect(this.#listed());
      for (let round = 0; round < rounds; round++) {
        for (let left = 1 + this.#below(STEPS); left > 0; left--) {
          await this.#step();
          // Much is deleted, and little happens to few files.
          if (this.#listed().length < 7) await this.#make();
          if (this.#below(3) === 0) await this.#editor.settle();
        }
        hints += await this.#compare();
      }
      return hints;
    } finally {
      this.#editor.dispose();
    }
  }

  async #compare(): Promise<number> {
    await this.#editor.settle();
    const fresh = new Editor(this.#disk);
    try {
      await fresh.start(this.#settings);
      for (const [uri, shown] of this.#editor.open) await fresh.show(uri, shown);
      if (this.#editor.isChecked) fresh.check(this.#listed());
      else fresh.collect(this.#listed());
      await fresh.settle();
      const expected = fresh.shown();
      assert.deepEqual(this.#editor.shown(), expected, `${this.#what}: ${this.#happened.join('; ')}`);
      return Object.values(expected).flat().length;
    } finally {
      fresh.dispose();
    }
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }

  #anyName(): string {
    return `${ROOT}/${this.#one(FOLDERS)}${this.#one(NAMES)[0]}`;
  }

  #anyText(uri: string): Uint8Array {
    const language = languageOf(uri);
    switch (this.#below(14)) {
      case 0:
        return new Uint8Array([0, 1, 2]);
      case 1:
        return new Uint8Array(1_100_000).fill(10);
      case 2:
      case 3:
        return Buffer.from(this.#one(this.#examples).text);
      default: {
        if (language === 'yaml') return Buffer.from(manifest(this.#below));
        return Buffer.from(this.#one(this.#examples.filter((example) => example.language === language)).text);
      }
    }
  }

  #isListed(uri: string): boolean {
    return this.#disk.has(uri) && ![...this.#excluded].some((folder) => uri.startsWith(folder));
  }

  #listed(): string[] {
    return [...this.#disk.keys()].filter((uri) => this.#isListed(uri)).sort();
  }

  /** What the extension does when other files count. */
  #relist(): void {
    if (this.#editor.isChecked) this.#editor.check(this.#listed());
    else this.#editor.collect(this.#listed());
  }

  async #write(uri: string, text: Uint8Array): Promise<void> {
    const type = this.#disk.has(uri) ? FileEvent.Changed : FileEvent.Created;
    this.#disk.set(uri, text);
    // Of files that were made the client hands on those that it lists.
    if (type === FileEvent.Changed || this.#isListed(uri)) await this.#editor.happened([{ uri, type }]);
  }

  async #make(): Promise<void> {
    const uri = this.#anyName();
    if (this.#editor.open.has(uri)) return;
    this.#happened.push(`write ${uri}`);
    await this.#write(uri, this.#anyText(uri));
  }

  async #step(): Promise<void> {
    const editor = this.#editor;
    const closed = [...this.#disk.keys()].filter((uri) => !editor.open.has(uri));
    const open = [...editor.open.keys()];
    const say = (text: string) => this.#happened.push(text);
    switch (this.#below(15)) {
      case 0:
        return this.#make();
      case 1: {
        const uri = this.#one(closed);
        if (!uri) return;
        say(`change ${uri}`);
        return this.#write(uri, this.#anyText(uri));
      }
      case 2: {
        const uri = this.#one([...this.#disk.keys()]);
        if (!uri) return;
        say(`delete ${uri}`);
        this.#disk.delete(uri);
        return editor.happened([{ uri, type: FileEvent.Deleted }]);
      }
      case 3:
        return this.#renameFile(closed, say);
      case 4:
        return this.#moveFolder(say);
      case 5:
      case 6: {
        const uri = this.#one(closed);
        if (!uri) return;
        const own = languageOf(uri);
        // A person may say that it is of another language.
        const languageId = own === 'yaml' && this.#below(5) === 0 ? 'dockercompose' : own;
        say(`open ${uri} as ${languageId}`);
        return editor.show(uri, { languageId, text: Buffer.from(this.#disk.get(uri) ?? []).toString() });
      }
      case 7:
      case 8:
        return this.#edit(open, say);
      case 9: {
        const uri = this.#one(open);
        if (!uri || uri === UNTITLED) return;
        say(`save ${uri}`);
        return this.#write(uri, Buffer.from(editor.open.get(uri)?.text ?? ''));
      }
      case 10: {
        const uri = this.#one(open);
        if (!uri) return;
        say(`close ${uri}`);
        return editor.close(uri);
      }
      case 11: {
        if (editor.open.has(UNTITLED)) return;
        say('open what was never saved');
        return editor.show(UNTITLED, { languageId: 'yaml', text: manifest(this.#below) });
      }
      case 12: {
        const folder = `${ROOT}/${this.#one(FOLDERS.slice(1))}`;
        this.#excluded = new Set(this.#excluded.size > 0 ? [] : [folder]);
        say(`exclude ${[...this.#excluded]}`);
        return this.#relist();
      }
      case 13: {
        this.#settings = this.#one(SETTINGS);
        say(`settings ${JSON.stringify(this.#settings)}`);
        await editor.configure(this.#settings);
        if (editor.isChecked) editor.check(this.#listed());
        return;
      }
      default: {
        const source = new CancellationTokenSource();
        const isCancelled = this.#below(4) === 0;
        say(isCancelled ? 'check, and cancel it' : 'check');
        editor.check(this.#listed(), source.token);
        if (isCancelled) source.cancel();
      }
    }
  }

  async #renameFile(closed: readonly string[], say: (text: string) => void): Promise<void> {
    const from = this.#one(closed);
    const to = this.#anyName();
    const text = from && this.#disk.get(from);
    if (!text || this.#disk.has(to) || this.#editor.open.has(to)) return;
    say(`rename ${from} to ${to}`);
    this.#disk.delete(from);
    this.#disk.set(to, text);
    await this.#editor.happened([
      { uri: from, type: FileEvent.Deleted },
      ...(this.#isListed(to) ? [{ uri: to, type: FileEvent.Created }] : []),
    ]);
  }

  /** Of a folder that goes away only the folder is announced. */
  async #moveFolder(say: (text: string) => void): Promise<void> {
    const from = `${ROOT}/${this.#one(['a', 'a/deep', 'b'])}`;
    const to = this.#below(2) === 0 ? undefined : `${ROOT}/${this.#one(['a', 'a/deep', 'b'])}`;
    const moved = [...this.#disk].filter(([uri]) => uri.startsWith(`${from}/`));
    if (to?.startsWith(from) || (to && from.startsWith(to))) return;
    if (to && [...this.#disk.keys()].some((uri) => uri.startsWith(`${to}/`))) return;
    say(to ? `move ${from} to ${to}` : `delete ${from}`);
    for (const [uri] of moved) this.#disk.delete(uri);
    const made: { uri: string; type: number }[] = [];
    for (const [uri, text] of to ? moved : []) {
      const other = `${to}${uri.slice(from.length)}`;
      this.#disk.set(other, text);
      if (this.#isListed(other)) made.push({ uri: other, type: FileEvent.Created });
    }
    await this.#editor.happened([{ uri: from, type: FileEvent.Deleted }, ...made]);
  }

  async #edit(open: readonly string[], say: (text: string) => void): Promise<void> {
    const uri = this.#one(open);
    const text = uri && this.#editor.open.get(uri)?.text;
    if (text === undefined || !uri) return;
    if (this.#below(3) === 0) {
      say(`replace the text of ${uri}`);
      return this.#editor.edit(uri, 0, text.length, Buffer.from(this.#anyText(uri)).toString());
    }
    const word = this.#one(['shop', 'shop-cart', 'shopcart', 'app', '80']);
    const at = text.indexOf(word);
    if (at < 0) return;
    const other = this.#one(['shop', 'shop-cart', 'shopcart', '8080', '']);
    say(`edit ${word} to ${other} in ${uri}`);
    return this.#editor.edit(uri, at, at + word.length, other);
  }
}
