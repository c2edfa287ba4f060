import assert from 'node:assert/strict';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { filesBelow, importsOf, root, textOf } from './lib/imports.ts';

/** What a room may import, beside itself: rooms, and packages by pattern. `type` holds what only types may come from. */
interface Room {
  readonly rooms: readonly string[];
  readonly types?: readonly string[];
  readonly packages: RegExp;
}

/** The table of ARCHITECTURE.md. */
const TABLE: Readonly<Record<string, Room>> = {
  base: { rooms: [], packages: /^$/ },
  engine: { rooms: ['base', 'kinds', 'parsers'], packages: /^(?:web-tree-sitter|yaml|dockerfile-ast)$/ },
  domains: { rooms: ['base', 'engine'], packages: /^$/ },
  lessons: {
    rooms: ['base'],
    packages: /^(?:marked|yaml|lowlight|highlight\.js(?:\/.*)?|minisearch|hast-util-.*)$/,
  },
  protocol: { rooms: [], types: ['base', 'engine', 'lessons'], packages: /^$/ },
  kinds: { rooms: [], types: ['engine'], packages: /^$/ },
  parsers: { rooms: ['engine'], packages: /^$/ },
  colours: { rooms: [], packages: /^highlight\.js\/lib\/languages\// },
  generated: { rooms: ['content'], types: ['engine', 'lessons'], packages: /^$/ },
  server: {
    rooms: ['base', 'engine', 'domains', 'lessons', 'generated', 'catalogue', 'protocol'],
    packages: /^(?:vscode-(?:languageserver|uri|jsonrpc)|diff$)/,
  },
  cli: {
    rooms: ['base', 'engine', 'domains', 'lessons', 'generated', 'catalogue', 'kinds', 'protocol'],
    packages: /^(?!vscode)/,
  },
  client: {
    rooms: ['base', 'protocol', 'lessons', 'catalogue', 'kinds'],
    types: ['engine'],
    packages: /^(?:vscode|vscode-languageclient(?:\/.*)?|vscode-uri|diff|ignore)$/,
  },
  panel: {
    rooms: ['base', 'protocol', 'catalogue', 'colours', 'figure', 'figureModel'],
    types: ['engine', 'lessons'],
    packages: /^(?:@vscode\/webview-ui-toolkit|dompurify|lowlight(?:\/.*)?|highlight\.js(?:\/.*)?|diff)$/,
  },
  content: { rooms: ['base', 'engine', 'domains'], packages: /^$/ },
  figure: { rooms: ['figureModel'], packages: /^$/ },
  figureModel: { rooms: [], packages: /^$/ },
};

/** Modules that a script writes, by what they hold; any other is the registry of rules. */
const WRITTEN: Readonly<Record<string, string>> = {
  catalogue: 'catalogue',
  parserFiles: 'catalogue',
  kinds: 'kinds',
  parsers: 'parsers',
  highlight: 'colours',
};

function roomOf(path: string): string | undefined {
  const written = WRITTEN[/^src\/generated\/(\w+)\.ts$/.exec(path)?.[1] ?? ''];
  if (written) return written;
  // A lesson's figure is pure and knows of the panel only what a figure is.
  if (/^content\/.*\/figure[\w-]*\.ts$/.test(path)) return 'figure';
  if (/^src\/panel\/figures\/(?:model|scene)\.ts$/.test(path)) return 'figureModel';
  if (path.startsWith('content/')) return 'content';
  return /^src\/(\w+)\//.exec(path)?.[1];
}

const files = [...filesBelow('src'), ...filesBelow('content')];
const imports = files.flatMap(importsOf);

test('every file stands in a room, and the search finds imports', () => {
  assert.deepEqual(
    files.filter((file) => !(roomOf(file) === 'catalogue' || (roomOf(file) ?? '') in TABLE)),
    [],
  );
  assert.ok(imports.length > 50);
});

test('rooms import only what the table allows them', () => {
  const wrong = imports.filter(({ from, to, typeOnly }) => {
    const name = roomOf(from) === 'catalogue' ? 'generated' : (roomOf(from) as string);
    const room = TABLE[name] as Room;
    if (!to.startsWith('src/') && !to.startsWith('content/'))
      return !to.startsWith('node:') && !room.packages.test(to);
    const target = roomOf(to) as string;
    if (target === name || room.rooms.includes(target)) return false;
    return !(typeOnly && room.types?.includes(target));
  });
  assert.deepEqual(
    wrong.map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

test('node: stands only in the command line and in node.ts files', () => {
  const wrong = imports.filter(
    ({ from, to }) => to.startsWith('node:') && !from.startsWith('src/cli/') && !from.endsWith('/node.ts'),
  );
  assert.deepEqual(
    wrong.map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

test('a topic imports no other topic', () => {
  const topic = (path: string) => path.split('/')[1];
  const wrong = imports.filter(
    ({ from, to }) => from.startsWith('content/') && to.startsWith('content/') && topic(from) !== topic(to),
  );
  assert.deepEqual(
    wrong.map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

test('domains import each other in no circle, and by their index', () => {
  const domain = (path: string) => /^src\/domains\/(\w+)\//.exec(path)?.[1];
  const between = imports.filter(({ from, to }) => domain(from) && domain(to) && domain(from) !== domain(to));
  assert.ok(between.length > 0);
  const uses = (name: string, path: readonly string[]): string[] =>
    between
      .filter(({ from }) => domain(from) === name)
      .flatMap(({ to }) => {
        const next = domain(to) as string;
        return path.includes(next) ? [[...path, next].join(' → ')] : uses(next, [...path, next]);
      });
  const circles = [...new Set(between.map(({ from }) => domain(from) as string))].flatMap((name) =>
    uses(name, [name]),
  );
  assert.deepEqual([...new Set(circles)], []);
  assert.deepEqual(
    between.filter(({ to }) => !to.endsWith('/index.ts')).map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

test('a name of a domain is had from the domain that owns it', () => {
  const passedOn = files
    .filter((file) => /^src\/domains\/|^content\/[^/]+\/model\//.test(file))
    .filter((file) => {
      const home = /^src\/domains\/\w+\//.exec(file)?.[0] ?? '-';
      return [...textOf(file).matchAll(/^export (?:type )?(?:\*|\{[^}]*\}) from '([^']+)'/gm)].some(
        ([, target = '']) => {
          const to = relative(root, join(root, dirname(file), target))
            .split(sep)
            .join('/');
          return to.startsWith('src/') && !to.startsWith(home);
        },
      );
    });
  assert.deepEqual(passedOn, []);
});

test('what a path says of a file is asked of one domain', () => {
  // Words of a pattern that tell such files apart; `'development'` as a value is none.
  const words = /\b(?:dev|devel|development|prod|production|sandbox|minikube)\|/;
  const found = files.filter((file) => words.test(textOf(file)));
  assert.deepEqual(found, ['src/domains/environment/paths.ts']);
});

test('hosts and tests of content make their checkers in one place, which knows the files that are aside', () => {
  const made = [...files, ...filesBelow('test/content'), ...filesBelow('test/server')].filter((file) =>
    /\bnew (?:engine\.)?Checker\(/.test(textOf(file)),
  );
  assert.deepEqual(made, ['src/domains/environment/checker.ts']);
});

test('protocol and the catalogue hold nothing that runs from elsewhere', () => {
  const wrong = imports.filter(
    ({ from, typeOnly }) => (from.startsWith('src/protocol/') || roomOf(from) === 'catalogue') && !typeOnly,
  );
  assert.deepEqual(
    wrong.filter(({ to }) => !to.startsWith('src/protocol/')).map(({ from, to }) => `${from} imports ${to}`),
    [],
  );
});

test('the toolkit stands behind one file of the panel', () => {
  const users = new Set(
    imports.filter(({ to }) => to === '@vscode/webview-ui-toolkit').map(({ from }) => from),
  );
  assert.ok(users.size <= 1, [...users].join(', '));
});
