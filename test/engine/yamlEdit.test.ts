import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { applyEdits, Document } from '../../src/engine/index.ts';
import {
  addItem,
  addMissing,
  onOneLine,
  removeAt,
  removeItem,
  setAt,
  setScalar,
  type YamlDocument,
  type YamlEdit,
  type YamlInput,
  type YamlNode,
  yamlFile,
} from '../../src/engine/parsers/yaml/index.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';
import { seeded } from './lib/engine.ts';
import { onlyChanges, type YamlPlace } from './lib/yamlChanges.ts';
import { YamlTexts } from './lib/yamlTexts.ts';

before(loadYaml);

const documentsOf = (text: string) => new Document('file:///a.yaml', 'yaml', text).model(yamlFile).documents;
function edited(text: string, edit: (root: YamlNode) => YamlEdit): string {
  const root = documentsOf(text)[0]?.root;
  assert.ok(root);
  const { edits, refused } = edit(root);
  assert.equal(refused, undefined);
  return applyEdits(text, edits);
}
function refusal(text: string, edit: (root: YamlNode) => YamlEdit): string | undefined {
  const root = documentsOf(text)[0]?.root;
  assert.ok(root);
  const { edits, refused } = edit(root);
  assert.deepEqual(edits, []);
  return refused;
}
const at = (root: YamlNode, ...path: (string | number)[]) => root.get(...path) as YamlNode;

describe('adding', () => {
  const container = `spec:
  containers:
  - name: web   # the front
    image: "web:1"
    # resources: later
  - name: side
    securityContext:
      runAsUser: 1000
`;

  test('keys come behind the others, in the indentation of the neighbours', () => {
    const wall = { securityContext: { runAsUser: 2, capabilities: { drop: onOneLine(['ALL']) } } };
    assert.equal(
      edited(container, (root) => addMissing(at(root, 'spec', 'containers', 0), wall)),
      container.replace(
        '    image: "web:1"\n',
        '    image: "web:1"\n    securityContext:\n      runAsUser: 2\n      capabilities:\n        drop: [ALL]\n',
      ),
    );
    assert.equal(
      edited(container, (root) => addMissing(at(root, 'spec', 'containers', 1), wall)),
      `${container}      capabilities:\n        drop: [ALL]\n`,
    );
  });

  test('a key can be put behind another', () => {
    assert.equal(
      edited('a: 1 # x\nb: 2\nc: 3\n', (root) =>
        addMissing(root, { m: [1, { k: 2, l: 3 }] }, { after: ['a', 'q'] }),
      ),
      'a: 1 # x\nm:\n  - 1\n  - k: 2\n    l: 3\nb: 2\nc: 3\n',
    );
  });

  test('a key can come first', () => {
    const add = (root: YamlNode) => addMissing(at(root, 'l', 0), { p: 'x', m: { o: 1 } }, { first: true });
    assert.equal(
      edited('l:\n  # c\n  - a: 1 # d\n    b: 2\n', add),
      'l:\n  # c\n  - p: x\n    m:\n      o: 1\n    a: 1 # d\n    b: 2\n',
    );
    assert.equal(edited('l:\r\n- a: 1\r\n', add), 'l:\r\n- p: x\r\n  m:\r\n    o: 1\r\n  a: 1\r\n');
    assert.equal(edited('l: [{ a: 1 }]\n', add), 'l: [{ p: x, m: { o: 1 }, a: 1 }]\n');
    assert.equal(edited('l: [{}]\n', add), 'l: [{ p: x, m: { o: 1 } }]\n');
  });

  test('flow mappings stay flow, in their own way of writing', () => {
    const add = (root: YamlNode) => addMissing(at(root, 'a'), { m: { x: 'z' } });
    assert.equal(edited('a: {b: 1}\n', add), 'a: {b: 1, m: {x: z}}\n');
    assert.equal(edited('a: { b: 1 } # c\n', add), 'a: { b: 1, m: { x: z } } # c\n');
    assert.equal(edited('a: {}\n', add), 'a: { m: { x: z } }\n');
    assert.equal(
      edited('a: {\n  "b": "1"\n}\n', add),
      'a: {\n  "b": "1",\n  "m": {"x": "z"}\n}\n'.replace('{"x": "z"}', '{ "x": "z" }'),
    );
    assert.equal(edited('a: {\n  b: 1, # c\n}\n', add), 'a: {\n  b: 1, # c\n  m: { x: z },\n}\n');
  });

  test('an empty value is filled', () => {
    const add = (root: YamlNode) => addMissing(root, { a: { b: 1 } });
    assert.equal(edited('a:\nc: 2\n', add), 'a:\n  b: 1\nc: 2\n');
    assert.equal(edited('a: # why\nc: 2\n', add), 'a: # why\n  b: 1\nc: 2\n');
    assert.equal(edited('a:', add), 'a:\n  b: 1');
  });

  test('CRLF, a missing line break at the end and block texts', () => {
    const add = (root: YamlNode) => addMissing(root, { k: { m: 1 } });
    assert.equal(edited('a: 1\r\nb:\r\n  c: 2\r\n', add), 'a: 1\r\nb:\r\n  c: 2\r\nk:\r\n  m: 1\r\n');
    assert.equal(edited('a: 1', add), 'a: 1\nk:\n  m: 1');
    assert.equal(edited('a: |\n  text\n\n', add), 'a: |\n  text\nk:\n  m: 1\n\n');
    assert.equal(edited('a: |+\n  text\n\n', add), 'a: |+\n  text\n\nk:\n  m: 1\n');
    assert.match(refusal('a: |\n  text', add) ?? '', /end of the file/);
  });

  test('items join a sequence in its own way of writing, once', () => {
    const add = (root: YamlNode) => addItem(at(root, 'a'), 'ALL');
    assert.equal(edited('a: [x]\n', add), 'a: [x, ALL]\n');
    assert.equal(edited('a: ["x"]\n', add), 'a: ["x", "ALL"]\n');
    assert.equal(edited("a:\n-   'x' # c\nb: 1\n", add), "a:\n-   'x' # c\n-   'ALL'\nb: 1\n");
    assert.equal(edited('a: [x, "ALL"]\n', add), 'a: [x, "ALL"]\n');
    assert.equal(
      edited('a:\n  - b: 1\n    c: 2\n', (root) => addItem(at(root, 'a'), { d: { e: 1 } })),
      'a:\n  - b: 1\n    c: 2\n  - d:\n      e: 1\n',
    );
  });
});

describe('setting', () => {
  test('a scalar keeps its quotes, comments and anchor', () => {
    const set = (value: string | number | boolean) => (root: YamlNode) => setAt(root, ['a', 'b'], value);
    assert.equal(edited('a: { b: "x" } # c\n', set('y')), 'a: { b: "y" } # c\n');
    assert.equal(edited("a:\n  b: 'x' # c\n", set("it's")), "a:\n  b: 'it''s' # c\n");
    assert.equal(edited('a:\n  b: &n true\n', set(false)), 'a:\n  b: &n false\n');
    assert.equal(edited('a:\n  b: 1\n', set('yes')), 'a:\n  b: "yes"\n');
    assert.equal(edited('a:\n  b: 1\n', set('8080')), 'a:\n  b: "8080"\n');
    assert.equal(edited('a:\n  c: 1\n', set('x')), 'a:\n  c: 1\n  b: x\n');
    assert.equal(edited('x: 1\n', set('x')), 'x: 1\na:\n  b: x\n');
    assert.equal(edited('a:\n  b: 1\n', set(1)), 'a:\n  b: 1\n');
    assert.equal(
      edited('a: &a 1\nb: *a\n', (root) => setAt(root, ['b'], 2)),
      'a: &a 1\nb: 2\n',
    );
  });
});

describe('removing', () => {
  test('lines go, comments above stay', () => {
    const remove = (root: YamlNode) => removeAt(root, ['a', 'b']);
    assert.equal(edited('a:\n  # why\n  b:\n    c: 1\n  d: 2\n', remove), 'a:\n  # why\n  d: 2\n');
    assert.equal(edited('a:\n  c: 2\n  b: 1', remove), 'a:\n  c: 2');
    assert.equal(edited('a: { b: 1, c: 2 }\n', remove), 'a: { c: 2 }\n');
    assert.equal(edited('a: { c: 2, b: 1 }\n', remove), 'a: { c: 2 }\n');
    assert.equal(edited('a: {b: 1,}\n', remove), 'a: {}\n');
    assert.equal(edited('a: # c\n  b: 1\nd: 2\n', remove), 'a: {} # c\nd: 2\n');
    assert.equal(edited('x: 1\n', remove), 'x: 1\n');
  });

  test('what is left empty can go, too', () => {
    const prune = (root: YamlNode) => removeAt(root, ['a', 'b', 'c'], { prune: true });
    assert.equal(edited('a:\n  b:\n    c: 1\nd: 2\n', prune), 'd: 2\n');
    assert.equal(edited('a: { b: { c: 1 } }\nd: 2\n', prune), 'd: 2\n');
  });

  test('the first key behind a dash, and items', () => {
    const text = 'a:\n  - b: 1\n    c: 2\n  - d\n';
    assert.equal(
      edited(text, (root) => removeAt(at(root, 'a', 0), ['b'])),
      'a:\n  - c: 2\n  - d\n',
    );
    assert.equal(
      edited(text, (root) => removeItem(at(root, 'a', 0))),
      'a:\n  - d\n',
    );
    assert.equal(
      edited(text, (root) => removeItem(at(root, 'a', 1))),
      'a:\n  - b: 1\n    c: 2\n',
    );
    assert.equal(
      edited('a: [x, "y", z]\n', (root) => removeItem(at(root, 'a', 1))),
      'a: [x, z]\n',
    );
    assert.equal(
      edited('a:\n- x\nb: 1\n', (root) => removeItem(at(root, 'a', 0), { prune: true })),
      'b: 1\n',
    );
    assert.equal(
      edited('a:\n- x\nb: 1\n', (root) => removeItem(at(root, 'a', 0))),
      'a: []\nb: 1\n',
    );
  });
});

test('what cannot be edited with certainty is refused with the reason', () => {
  const add =
    (...path: string[]) =>
    (root: YamlNode) =>
      addMissing(at(root, ...path), { n: 1 });
  assert.match(refusal('a: &a\n  b: 1\nc: *a\n', add('a')) ?? '', /alias/);
  assert.match(refusal('a: &a\n  b: 1\nc: *a\n', add('c')) ?? '', /alias/);
  assert.match(refusal('x: &x\n  n: 2\na:\n  <<: *x\n', add('a')) ?? '', /merge key/);
  assert.match(refusal('a:\n  b: {{ .c }}\n', add('a')) ?? '', /template/);
  assert.match(refusal('a:\n  b: [1\n', add('a')) ?? '', /cannot be read/);
  assert.match(refusal('a:\n  b: 1\n  b: 2\n', add('a')) ?? '', /twice/);
  assert.match(refusal('a:\n  ? b\n  : 1\n', add('a')) ?? '', /question mark/);
  assert.match(refusal('x: &x 1\ny: *x\n', (root) => removeAt(root, ['x'])) ?? '', /alias/);
  assert.match(refusal('x: &x 1\ny: *x\n', (root) => setAt(root, ['x'], 2)) ?? '', /alias/);
  assert.match(
    refusal('x: &x\n  y: 1\nz:\n  <<: *x\n', (root) => setAt(root, ['z', 'y'], 2)) ?? '',
    /elsewhere/,
  );
  assert.match(refusal('x: |\n  text\n', (root) => setAt(root, ['x'], 'y')) ?? '', /several lines/);
  assert.match(refusal('x: 1\n', (root) => removeAt(root, ['x'])) ?? '', /nothing would be left/);
});

test('the helper sees what it is there to see', () => {
  const text = 'a: "x" # c\nb: [1]\n---\nd: &e 1\n';
  assert.deepEqual(onlyChanges(text, text, []), []);
  assert.deepEqual(onlyChanges(text, text.replace('"x"', '"y"'), [{ path: ['a'] }]), []);
  for (const after of [
    text.replace('"x"', "'x'"),
    text.replace(' # c', ''),
    text.replace('[1]', '[1, 2]'),
    text.replace('b: [1]', 'b:\n- 1'),
    text.replace('&e ', ''),
    text.replace('---\n', ''),
    `${text}f: [\n`,
    `${text}f: 1\n`,
    text.replace('\n', '\r\n'),
  ])
    assert.notDeepEqual(onlyChanges(text, after, [{ path: ['x'] }]), [], after);
});

/** The value as it is written: aliases by their names, merge keys as keys. */
function written(node: YamlNode | undefined): unknown {
  if (!node) return null;
  if (node.kind === 'alias') return `*${node.aliasName}`;
  if (node.kind === 'map')
    return Object.fromEntries(node.pairs().map((pair) => [pair.name, written(pair.value)]));
  if (node.kind === 'sequence') return node.items().map(written);
  return node.value;
}

interface Trial {
  readonly name: string;
  readonly place: YamlPlace;
  run(root: YamlNode): YamlEdit;
  /** Does the same to the plain value, where it does anything. */
  expect(value: unknown): void;
  /** What may take its comments with it. */
  readonly removes?: boolean;
  readonly isRepeatable?: boolean;
}

type Plain = Record<string | number, unknown>;
const holderOf = (value: unknown, path: readonly (string | number)[]) =>
  path.reduce((each, step) => (each as Plain)[step], value) as Plain;

function trialFor(texts: YamlTexts, document: YamlDocument, number: number): Trial | undefined {
  const nodes = [...document.walk()].filter((node) => node.pair?.key !== node);
  const node = texts.pick(nodes);
  if (node.pair?.isMerge) return undefined;
  const path = node.path();
  const place = { document: number, path };
  const value: YamlInput = texts.pick<YamlInput>([
    'new',
    'it is: quoted',
    7,
    true,
    { x: { y: 'z' }, l: ['m', { n: 1, o: 2 }] },
    onOneLine(['ALL']),
    onOneLine({ a: 'b' }),
  ]);
  const plain = value instanceof Object && 'value' in value ? (value as { value: unknown }).value : value;
  const self = (root: YamlNode) => written2(root, path);
  if (node.kind === 'scalar' && node.parent && texts.chance(0.5)) {
    const scalar = texts.pick(['other', "it's", 12, false, 'yes', '5']);
    return {
      name: `set ${path.join('.')} to ${scalar}`,
      place,
      run: (root) => setScalar(self(root) as YamlNode, scalar),
      expect: (all) => {
        holderOf(all, path.slice(0, -1))[path.at(-1) as string] = scalar;
      },
    };
  }
  if (texts.chance(0.35) && node.parent) {
    const inMap = node.parent.kind === 'map';
    const holder = path.slice(0, -1);
    return {
      name: `remove ${path.join('.')}`,
      place: inMap && node.parent.pairs().length > 1 ? place : { document: number, path: holder },
      removes: true,
      isRepeatable: inMap,
      run: (root) => {
        const target = self(root);
        if (!inMap) return target ? removeItem(target) : { edits: [] };
        return removeAt(written2(root, holder) as YamlNode, [path.at(-1) as string]);
      },
      expect: (all) => {
        const list = holderOf(all, holder);
        if (inMap) delete list[path.at(-1) as string];
        else (list as unknown as unknown[]).splice(path.at(-1) as number, 1);
      },
    };
  }
  if (node.kind === 'sequence')
    return {
      name: `add to ${path.join('.')}`,
      place: { document: number, path: [...path, node.items().length] },
      run: (root) => addItem(self(root) as YamlNode, value),
      expect: (all) => {
        const list = holderOf(all, path) as unknown as unknown[];
        if (!list.some((each) => JSON.stringify(each) === JSON.stringify(plain))) list.push(plain);
      },
    };
  if (node.kind !== 'map') return undefined;
  const existing = texts.pick(node.pairs().map((pair) => pair.name));
  const key = texts.chance(0.5) ? 'added' : existing;
  if (key === undefined || key === '<<') return undefined;
  const nested = texts.chance(0.5);
  const first = texts.chance(0.3);
  return {
    name: `add ${key}${nested ? '.inner' : ''} to ${path.join('.')}`,
    place: { document: number, path: [...path, key] },
    run: (root) =>
      addMissing(self(root) as YamlNode, { [key]: nested ? { inner: value } : value }, { first }),
    expect: (all) => {
      const map = holderOf(all, path);
      const wanted = nested ? { inner: plain } : plain;
      merge(map, key, wanted);
    },
  };
}

/** What `addMissing` does, to plain data. `''` and the like stay; nothing and null are filled. */
function merge(map: Plain, key: string, wanted: unknown): void {
  const there = map[key];
  const isMap = (value: unknown): value is Plain =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  if (there === undefined || there === null) map[key] = wanted;
  else if (isMap(there) && isMap(wanted)) for (const [k, v] of Object.entries(wanted)) merge(there, k, v);
}

/** The node at a path, as it is written. */
function written2(root: YamlNode, path: readonly (string | number)[]): YamlNode | undefined {
  let node: YamlNode | undefined = root;
  for (const step of path)
    node =
      typeof step === 'number' ? node?.items()[step] : node?.pairs().find(({ name }) => name === step)?.value;
  return node;
}

test('600 edits of generated texts change what they are meant to, and nothing else', () => {
  let made = 0;
  const refusals = new Map<string, number>();
  for (let seed = 1; made < 600; seed++) {
    assert.ok(seed < 4000, 'too few edits come about');
    const texts = new YamlTexts(seeded(seed * 7919));
    const text = texts.stream();
    const documents = documentsOf(text);
    const number = Math.floor(documents.length / 2);
    const document = documents[number];
    assert.deepEqual(
      documents.flatMap(({ problems }) => problems.filter(({ code }) => code === 'syntax')),
      [],
      text,
    );
    if (!document?.root) continue;
    const trial = trialFor(texts, document, number);
    if (!trial) continue;
    const say = (after = '') => `seed ${seed}: ${trial.name}\n${text}\n=>\n${after}`;
    const { edits, refused } = trial.run(document.root);
    if (refused !== undefined) {
      assert.deepEqual(edits, []);
      refusals.set(refused, (refusals.get(refused) ?? 0) + 1);
      continue;
    }
    const expected = written(document.root);
    const unchanged = JSON.stringify(expected);
    trial.expect(expected);
    const after = applyEdits(text, edits);
    if (edits.length === 0 && JSON.stringify(expected) === unchanged) continue;
    made++;
    const now = documentsOf(after);
    assert.deepEqual(written(now[number]?.root), expected, say(after));
    // A removal takes along the comments inside of what goes and on its last line.
    const lost = trial.removes
      ? document.comments
          .filter((comment) =>
            edits.some(
              (edit) =>
                comment.start >= edit.start &&
                comment.start <= document.lineEnd(edit.end) &&
                edit.end > edit.start,
            ),
          )
          .map((comment) => document.slice(comment))
      : [];
    assert.deepEqual(onlyChanges(text, after, [trial.place], { lost }), [], say(after));
    // Where an item went, another one stands now.
    if (trial.isRepeatable === false) continue;
    const again = trial.run(now[number]?.root as YamlNode);
    assert.deepEqual([again.edits, again.refused], [[], undefined], `twice: ${say(after)}`);
  }
  const refusedCount = [...refusals.values()].reduce((a, b) => a + b, 0);
  assert.ok(refusedCount < 400, JSON.stringify([...refusals]));
});
