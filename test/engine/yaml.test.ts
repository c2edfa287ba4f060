import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { Document } from '../../src/engine/index.ts';
import {
  look,
  MAX_YAML_DEPTH,
  MAX_YAML_LENGTH,
  type YamlDocument,
  type YamlNode,
  yamlFile,
} from '../../src/engine/parsers/yaml/index.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';
import { seeded } from './lib/engine.ts';

before(loadYaml);

const open = (text: string) => new Document('file:///a.yaml', 'yaml', text);
const fileOf = (text: string) => open(text).model(yamlFile);
function rootOf(text: string): YamlNode {
  const root = fileOf(text).documents[0]?.root;
  assert.ok(root);
  return root;
}

const DEPLOYMENT = `# The web front end.
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web   # short
  labels: { app: web, "tier": 'front' }
spec:
  # Two are enough.
  # For now.
  replicas: 2
  template:
    spec:
      containers:
      - name: web
        image: "web:1"
        args: [a, 'b c']
      -   name: side
          command:
          - sh
          - |
            # no comment
            echo hi

`;

describe('values and places', () => {
  test('a path leads to a value, and its place is the text', () => {
    const text = DEPLOYMENT;
    const root = rootOf(text);
    const slice = (node: { start: number; end: number } | undefined) =>
      node && text.slice(node.start, node.end);
    assert.equal(root.textAt('metadata', 'name'), 'web');
    const image = root.get('spec', 'template', 'spec', 'containers', 0, 'image');
    assert.equal(image?.value, 'web:1');
    assert.equal(image?.style, 'double');
    assert.equal(slice(image), '"web:1"');
    assert.equal(slice(image?.pair), 'image: "web:1"');
    assert.equal(slice(image?.pair?.key), 'image');
    assert.deepEqual(image?.path(), ['spec', 'template', 'spec', 'containers', 0, 'image']);
    assert.equal(root.get('spec', 'replicas')?.value, 2);
    assert.equal(root.get('spec', 'replicas')?.text, '2');
    assert.equal(slice(root.get('metadata', 'labels')), `{ app: web, "tier": 'front' }`);
    assert.equal(root.get('metadata', 'labels')?.style, 'flow');
    const script = root.get('spec', 'template', 'spec', 'containers', 1, 'command', 1);
    assert.equal(script?.style, 'literal');
    assert.equal(script?.value, '# no comment\necho hi\n');
    assert.ok(slice(script)?.endsWith('echo hi'));
    assert.equal(slice(root.get('spec'))?.endsWith('echo hi'), true);
    assert.equal(root.get('spec', 'nothing', 'here'), undefined);
    assert.equal(root.get('kind', 'x'), undefined);
  });

  test('comments stand before and after, and a # in a text is none', () => {
    const document = fileOf(DEPLOYMENT).documents[0];
    assert.ok(document);
    const texts = document.comments.map((comment) => document.slice(comment));
    assert.deepEqual(texts, ['# The web front end.', '# short', '# Two are enough.', '# For now.']);
    const replicas = document.root?.get('spec', 'replicas')?.pair;
    assert.ok(replicas);
    assert.deepEqual(
      document.commentsBefore(replicas).map((comment) => document.slice(comment)),
      ['# Two are enough.', '# For now.'],
    );
    const name = document.root?.get('metadata', 'name');
    assert.ok(name);
    const after = document.commentAfter(name);
    assert.equal(after && document.slice(after), '# short');
  });

  test('scalars have the type that YAML 1.2 gives them, and their text as it is written', () => {
    const root = rootOf('a: yes\nb: 0o17\nc: "8"\nd: ~\ne:\nf: 1e3\ng: true\nh: 12345678901234567890\n');
    assert.deepEqual(root.toValue(), {
      a: 'yes',
      b: 15,
      c: '8',
      d: null,
      e: null,
      f: 1000,
      g: true,
      h: 12345678901234567000,
    });
    assert.equal(root.textAt('b'), '0o17');
    assert.equal(root.get('e')?.isEmpty, true);
    assert.equal(root.get('d')?.isEmpty, false);
    assert.deepEqual([root.own('e')?.start, root.own('e')?.end], [27, 29]);
  });

  test('the node at an offset is the innermost one', () => {
    const document = fileOf(DEPLOYMENT).documents[0];
    const at = (word: string) =>
      document
        ?.nodeAt(DEPLOYMENT.indexOf(word) + 1)
        ?.path()
        .join('.');
    assert.equal(at('"web:1"'), 'spec.template.spec.containers.0.image');
    assert.equal(at("'b c'"), 'spec.template.spec.containers.0.args.1');
    assert.equal(at('echo'), 'spec.template.spec.containers.1.command.1');
  });

  test('every node lies within its parent and its text is where it says', () => {
    const nodes = [...(fileOf(DEPLOYMENT).documents[0] as YamlDocument).walk()];
    assert.ok(nodes.length > 30, `${nodes.length} nodes`);
    for (const node of nodes) {
      if (node.parent)
        assert.ok(node.parent.start <= node.start && node.end <= node.parent.end, node.path().join('.'));
      if (node.style === 'plain' && !node.isEmpty)
        assert.equal(DEPLOYMENT.slice(node.start, node.end), node.text);
    }
  });
});

describe('anchors, aliases and merge keys', () => {
  const text = `base: &base
  restart: always
  env: &env { A: 1 }
one:
  <<: *base
  image: one
two:
  <<: [*base, { cpus: 2, restart: never }]
  restart: "no"
  env: *env
`;

  test('a merge key gives what stands elsewhere, and own keys win', () => {
    const root = rootOf(text);
    const found = root.find('one', 'restart');
    assert.equal(found?.node.value, 'always');
    assert.equal(found?.node.start, text.indexOf('always'));
    assert.deepEqual(
      found?.via.map((alias) => text.slice(alias.start, alias.end)),
      ['*base'],
    );
    assert.equal(root.textAt('two', 'restart'), 'no');
    assert.equal(root.get('two', 'cpus')?.value, 2);
    assert.equal(root.get('two', 'env', 'A')?.value, 1);
    assert.equal(root.find('two', 'env')?.written.kind, 'alias');
    assert.deepEqual(
      root
        .get('two')
        ?.effectivePairs()
        .map((pair) => pair.name),
      ['restart', 'env', 'cpus'],
    );
    assert.equal(root.get('base')?.anchor, 'base');
    assert.equal(text.slice(root.get('base')?.outerStart).startsWith('&base'), true);
    assert.equal(root.own('one')?.value?.own('restart'), undefined);
  });

  test('shared values are known as such', () => {
    const document = fileOf(text).documents[0];
    const root = document?.root;
    const shared = (...path: string[]) => document?.isShared(root?.get(...path) as YamlNode);
    assert.equal(shared('base', 'restart'), true);
    assert.equal(shared('base', 'env', 'A'), true);
    assert.equal(shared('one', 'image'), false);
  });

  test('an alias means the last anchor before it; one without an anchor leads nowhere and is said', () => {
    const document = fileOf('a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: *y\n').documents[0];
    assert.deepEqual(document?.root?.toValue(), { a: 1, b: 1, c: 2, d: 2, e: null });
    assert.deepEqual(
      document?.problems.map(({ code }) => code),
      ['unknown-alias'],
    );
  });

  test('a mapping that merges itself, and values that hold themselves, come to an end', () => {
    const root = rootOf('a: &a\n  <<: *a\n  x: 1\n  self: *a\n');
    assert.equal(root.get('a', 'y'), undefined);
    assert.equal(root.get('a', 'self', 'self', 'x')?.value, 1);
    assert.equal(root.toValue(), undefined);
    assert.equal(root.get('a')?.effectivePairs().length, 2);
  });

  test('billion laughs: no copy is made, and what aliases make of a text is bounded', () => {
    const laughs = (levels: number, times: number) => {
      let text = `l0: &l0 [${Array(times).fill('ha').join(', ')}]\n`;
      for (let i = 1; i < levels; i++)
        text += `l${i}: &l${i} [${Array(times)
          .fill(`*l${i - 1}`)
          .join(', ')}]\n`;
      return text;
    };
    const small = fileOf(laughs(4, 10)).documents[0];
    assert.equal([...(small?.walk() ?? [])].length, 1 + 4 * 12);
    assert.equal(small?.root?.get('l3', 9, 9, 9, 9)?.text, 'ha');
    assert.equal(small?.root?.toValue(), undefined, 'more than 10,000 values are no plain data');
    assert.equal(small?.doubt, undefined);
    const document = fileOf(laughs(30, 10)).documents[0];
    assert.equal(document?.unreadable, 'made of more than 100,000 values once its aliases are followed');
    assert.equal(document?.root, undefined);
    assert.deepEqual(document?.doubt, { code: 'unreadable', what: document?.unreadable, at: 0 });
    let merges = 'm0: &m0 { a: 1 }\n';
    for (let i = 1; i < 30; i++) merges += `m${i}: &m${i}\n  <<: [*m${i - 1}, *m${i - 1}, *m${i - 1}]\n`;
    assert.equal(fileOf(merges).documents[0]?.unreadable, document?.unreadable);
    let chain = 'm0: &m0 { a: 1 }\n';
    for (let i = 1; i < 30; i++) chain += `m${i}: &m${i}\n  <<: *m${i - 1}\n`;
    assert.equal(rootOf(chain).get('m29', 'a')?.value, 1);
    for (let i = 30; i < 300; i++) chain += `m${i}: &m${i}\n  <<: *m${i - 1}\n`;
    assert.equal(
      fileOf(chain).documents[0]?.unreadable,
      `nested more than ${MAX_YAML_DEPTH} levels deep once its aliases are followed`,
    );
  });

  test('what kubectl and Compose refuse is in doubt; a key that still lacks its colon is not', () => {
    const doubt = (text: string) => fileOf(text).documents[0]?.doubt;
    assert.deepEqual(doubt('a: 1\nb: { c: 1, c: 2 }\n'), { code: 'duplicate-key', what: 'c', at: 16 });
    assert.deepEqual(doubt('a: 1\n"a": 2\n'), { code: 'duplicate-key', what: 'a', at: 5 });
    assert.deepEqual(doubt('a: *b\n'), { code: 'unknown-alias', what: 'b', at: 3 });
    assert.deepEqual(doubt('a: &a\n  - *a\n'), { code: 'cycle', what: 'a', at: 10 });
    assert.deepEqual(doubt('a:\n\tb: 1\n'), {
      code: 'syntax',
      what: 'Tabs are not allowed as indentation',
      at: 3,
    });
    assert.equal(doubt('a: "b\nc: 1\n')?.code, 'syntax');
    assert.equal(doubt('a:\n  b: 1\n  c\n'), undefined);
    assert.equal(doubt('a: &a {b: 1}\nc: {<<: *a, <<: *a}\n? [d]\n: 1\n? [d]\n: 2\n'), undefined);
    assert.equal(doubt('a: 1\nb: [a, a]\n'), undefined);
  });
});

describe('streams', () => {
  const stream = `# first\n---\na: 1\n--- # second\nb: |\n  text\n  ---\n---\n# nothing\n---\nc: "x\n  y"\n`;

  test('documents are cut at their marks, with offsets of the file', () => {
    const { documents } = fileOf(stream);
    assert.deepEqual(
      documents.map((document) => document.root?.toValue()),
      [{ a: 1 }, { b: 'text\n---\n' }, undefined, { c: 'x y' }],
    );
    const c = documents[3]?.root?.get('c');
    assert.equal(stream.slice(c?.start, c?.end), '"x\n  y"');
    assert.deepEqual(
      documents.map(({ isBroken }) => isBroken),
      [false, false, false, false],
    );
  });

  test('directives and end marks keep a stream whole', () => {
    const { documents } = fileOf('%YAML 1.2\n---\na: 1\n...\n# between\n---\nb: 2\n...\nc: 3\n');
    assert.deepEqual(
      documents.map((document) => document.root?.toValue()),
      [{ a: 1 }, { b: 2 }, { c: 3 }],
    );
  });

  test('cutting gives what the library gives for the whole', async () => {
    const { parseAllDocuments } = await import('yaml');
    const random = seeded(11);
    const lines = [
      'a: 1',
      'b:',
      '  - x',
      '  - { y: z }',
      '---',
      '--- # c',
      '# c',
      '',
      'k: |',
      '  ---',
      "q: '1'",
      '----: 2',
      '--- x',
    ];
    let compared = 0;
    for (let i = 0; i < 200; i++) {
      const text = Array.from({ length: 12 }, () => lines[Math.floor(random() * lines.length)]).join('\n');
      const whole = parseAllDocuments(text, { uniqueKeys: false, merge: false });
      if (!Array.isArray(whole) || whole.some(({ errors }) => errors.length > 0)) continue;
      compared++;
      const ours = fileOf(text).documents.map(({ root }) => root?.toValue() ?? null);
      assert.deepEqual(
        ours,
        whole.map((document) => document.toJS() ?? null),
        text,
      );
    }
    assert.ok(compared >= 20, `only ${compared} of the texts are valid`);
  });

  test('one broken document leaves the others whole', () => {
    const { documents } = fileOf('a: 1\n---\nb: [1,\n  {\n---\nc: 3\n');
    assert.deepEqual(
      documents.map(({ isBroken }) => isBroken),
      [false, true, false],
    );
    assert.equal(documents[2]?.root?.get('c')?.value, 3);
    assert.equal(documents[1]?.root?.get('b', 0)?.value, 1);
    assert.ok((documents[1]?.problems.length ?? 0) > 0);
  });

  test('a first look needs no parser', () => {
    const text = `\uFEFF# c\nkind: Service # s\nspec:\n  kind: no\napiVersion: "v1"\n`;
    assert.equal(look(text, 'kind'), 'Service');
    assert.equal(look(text, 'apiVersion'), 'v1');
    assert.equal(look(text, 'name'), undefined);
    assert.equal(fileOf(text).documents[0]?.look('kind'), 'Service');
    assert.equal(look('kind:\n  x: 1\n', 'kind'), undefined);
  });

  test('templates are seen, in comments they are not', () => {
    const holds = (text: string) => fileOf(text).documents[0]?.holdsTemplate;
    assert.equal(holds('a: {{ .Values.a }}\n'), true);
    assert.equal(holds('a: "x{{ b }}"\n'), true);
    assert.equal(holds('a: x#{{ b }}\n'), true);
    assert.equal(holds('a: 1 # {{ b }}\n# {{ c }}\n'), false);
    assert.equal(holds('a: { b: 1 }\n'), false);
    assert.equal(fileOf('a: 1\n---\nb: {% c %}\n').documents[0]?.holdsTemplate, false);
  });
});

describe('bad input', () => {
  test('half-typed text gives what can be read', () => {
    const root = rootOf('kind: Service\nspec:\n  selector:\n    app: web\n  ports:\n  - na\n');
    assert.equal(root.textAt('spec', 'selector', 'app'), 'web');
    assert.equal(root.textAt('spec', 'ports', 0), 'na');
    const half = fileOf('spec:\n  selector:\n    app\n  ty').documents[0];
    assert.equal(half?.root?.get('spec')?.kind, 'map');
  });

  test('no cut-off text throws, and all of its nodes can be asked', () => {
    const texts = [
      DEPLOYMENT,
      'a: &x {b: [*x, "c\\',
      '? a\n: - b\n  - ? c\n    : d\n',
      '{{- if .x }}\na: {{ .y }}\n{{- end }}',
    ];
    for (const text of texts)
      for (let cut = 0; cut <= text.length; cut += text.length > 300 ? 5 : 1) {
        for (const document of fileOf(text.slice(0, cut)).documents) {
          void document.problems;
          for (const node of document.walk()) {
            assert.ok(node.start <= node.end && node.outerStart <= node.start, text.slice(0, cut));
            void [node.path(), node.value, node.resolved, node.effectivePairs(), node.toValue()];
          }
        }
      }
  });

  test('duplicate keys are said, and the last one counts', () => {
    const document = fileOf('a: 1\nb: { c: 1, c: 2 }\na: 2\n').documents[0];
    assert.deepEqual(
      document?.problems.map(({ code, message }) => [code, message]),
      [
        ['duplicate-key', 'c again'],
        ['duplicate-key', 'a again'],
      ],
    );
    assert.equal(document?.isBroken, false);
    assert.equal(document?.root?.get('a')?.value, 2);
  });

  test('tabs, a byte order mark and CRLF', () => {
    const tabbed = fileOf('a:\n\tb: 1\n').documents[0];
    assert.equal(tabbed?.isBroken, true);
    const text = '\uFEFFa: 1\r\nb:\r\n  - "x"\r\n  - y # c\r\n---\r\nc: |\r\n  d\r\n';
    const { documents } = fileOf(text);
    assert.deepEqual(
      documents.map(({ root }) => root?.toValue()),
      [{ a: 1, b: ['x', 'y'] }, { c: 'd\n' }],
    );
    const y = documents[0]?.root?.get('b', 1);
    assert.equal(text.slice(y?.start, y?.end), 'y');
    assert.equal(
      documents.some(({ isBroken }) => isBroken),
      false,
    );
  });

  test('what nests too deep or is too large is given up with a reason', () => {
    for (const deep of ['[', '{a: ', '- ', '? ']) {
      const document = fileOf(deep.repeat(50_000)).documents[0];
      assert.equal(document?.unreadable, `nested more than ${MAX_YAML_DEPTH} levels deep`, deep);
      assert.equal(document?.root, undefined);
      assert.equal(document?.isBroken, true);
      assert.deepEqual(document?.problems, []);
    }
    let text = '';
    for (let i = 0; i < 100; i++) text += `${' '.repeat(i)}k${i}:\n`;
    assert.equal(fileOf(text).documents[0]?.unreadable, undefined);
    const large = fileOf(`a: ${'x'.repeat(20 * 1024 * 1024)}`);
    assert.equal(large.unreadable, 'larger than 1 MB');
    assert.equal(large.documents.length, 0);
    assert.equal(fileOf(`a: ${'x'.repeat(MAX_YAML_LENGTH - 3)}`).unreadable, undefined);
  });

  test('long texts of one kind come to an end', () => {
    const MANY = 10_000;
    const repeat = (line: (i: number) => string) => Array.from({ length: MANY }, (_, i) => line(i)).join('');
    for (const [text, documents, problems, nodes] of [
      [repeat((i) => `key${i}: 1\n`), 1, 0, 2 * MANY + 1],
      [repeat(() => 'same: 1\n'), 1, MANY - 1, 2 * MANY + 1],
      [repeat((i) => `- &a${i} x\n- *a${i}\n`), 1, 0, 2 * MANY + 1],
      [`[${repeat(() => 'a, ')}]`, 1, 0, MANY + 1],
      [repeat(() => '# comment\n'), 0, 0, 0],
      [`a: "${repeat(() => 'line\n  ')}"`, 1, 0, 3],
      [`a: |\n${repeat(() => '  line\n')}`, 1, 0, 3],
      [repeat(() => ']'), 1, MANY, 0],
      [repeat(() => '"a'), 1, 1, 1],
      [repeat(() => '&a '), 1, MANY - 1, 0],
      [repeat(() => '---\n'), MANY, 0, 0],
    ] as const) {
      const file = fileOf(text);
      const all = file.documents;
      assert.deepEqual(
        [
          file.unreadable,
          all.length,
          all.reduce((sum, document) => sum + document.problems.length, 0),
          all.reduce((sum, document) => sum + [...document.walk()].length, 0),
        ],
        [undefined, documents, problems, nodes],
        text.slice(0, 20),
      );
    }
  });
});

describe('edits', () => {
  test('only documents whose text changed are read again, and offsets move', () => {
    const doc = open('a: 1\n---\nb: 2\n---\nc: 3\n');
    const before = doc.model(yamlFile).documents;
    for (const document of before) void document.root;
    doc.update([{ start: 3, end: 4, newText: '1000' }]);
    const after = doc.model(yamlFile).documents;
    assert.deepEqual(
      after.map(({ root }) => root?.toValue()),
      [{ a: 1000 }, { b: 2 }, { c: 3 }],
    );
    const c = after[2]?.root?.get('c');
    assert.equal(doc.text.slice(c?.start, c?.end), '3');
    // A reading that was kept is the same object, so the library was not asked again.
    assert.equal(after[1]?.reading, before[1]?.reading);
    assert.equal(after[2]?.reading, before[2]?.reading);
    assert.notEqual(after[0]?.reading, before[0]?.reading);
  });

  test('300 random edits give what a fresh file gives', () => {
    const random = seeded(5);
    const pieces = [
      '---\n',
      '\n---\n',
      'a: 1\n',
      '  ',
      '\n',
      '- ',
      '"',
      '...\n',
      '%YAML 1.2\n',
      '#',
      '&a ',
      '*a',
      '{',
      '}',
      '\r\n',
    ];
    const doc = open('a: 1\n---\nb: [2]\n---\nc:\n  - d\n');
    const shape = (text: Document) =>
      text
        .model(yamlFile)
        .documents.map(({ start, end, root, isBroken }) => [start, end, isBroken, root?.toValue()]);
    shape(doc);
    for (let i = 0; i < 300; i++) {
      const start = Math.floor(random() * (doc.text.length + 1));
      const end = Math.min(doc.text.length, start + Math.floor(random() * 5));
      const newText = random() < 0.6 ? (pieces[Math.floor(random() * pieces.length)] ?? '') : '';
      doc.update([{ start, end, newText }]);
      assert.deepEqual(shape(doc), shape(open(doc.text)), JSON.stringify(doc.text));
    }
  });
});
