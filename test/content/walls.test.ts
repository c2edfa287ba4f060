import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { type WallPart, walls } from '../../content/docker-isolation/model/index.ts';
import { manifestObjects, podTemplateOf } from '../../src/domains/manifests/index.ts';
import { applyEdits, Document } from '../../src/engine/index.ts';
import { type YamlNode, yamlFile } from '../../src/engine/parsers/yaml/index.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';
import { seeded } from '../engine/lib/engine.ts';
import { onlyChanges } from '../engine/lib/yamlChanges.ts';

before(loadYaml);

const context = (key: string, value: string | boolean): WallPart => ({
  path: ['securityContext', key],
  value,
});
const PARTS: readonly WallPart[] = [
  context('runAsNonRoot', true),
  context('allowPrivilegeEscalation', false),
  { path: ['securityContext', 'capabilities', 'drop'], item: 'ALL' },
  context('readOnlyRootFilesystem', true),
  { path: ['resources', 'limits', 'memory'], value: '512Mi' },
];

/** Manifests in the ways that people write them, with some of the walls there already. */
class Manifests {
  readonly #random: () => number;
  #comments = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(values: readonly T[]): T {
    return values[Math.floor(this.#random() * values.length)] as T;
  }

  #comment(): string {
    return this.chance(0.2) ? ` # comment ${this.#comments++}` : '';
  }

  #own(pad: string): string[] {
    return this.chance(0.12) ? [`${pad}# comment ${this.#comments++}`] : [];
  }

  /** The lines of a container below its dash, without indentation. */
  #container(name: string, step: number): string[] {
    const pad = ' '.repeat(step);
    const quote = this.pick(['', '"', "'"]);
    const context: string[][] = [];
    if (this.chance(0.3)) context.push([`runAsUser: 1000${this.#comment()}`]);
    if (this.chance(0.3)) context.push([`allowPrivilegeEscalation: ${this.pick(['true', 'false'])}`]);
    if (this.chance(0.4))
      context.push(
        this.pick([
          ['capabilities:', `${pad}drop:`, `${pad}${pad}- NET_RAW${this.#comment()}`],
          ['capabilities:', `${pad}drop:`, `${pad}- "NET_RAW"`, `${pad}- "MKNOD"`],
          ['capabilities: { drop: [NET_RAW] }'],
          ['capabilities: {}'],
          ['capabilities:', `${pad}add: [CHOWN]`],
          [`capabilities:${this.#comment()}`, `${pad}drop:`],
        ]),
      );
    const contextLines = context.flat().map((line) => pad + line);
    const blocks: string[][] = [
      [`image: ${quote}shop/${name}:1.4.2${quote}${this.#comment()}`],
      ...(this.chance(0.5) ? [['ports:', `${this.pick(['', pad])}- containerPort: 8080`]] : []),
      ...(this.chance(0.2) ? [['args: ["--port", "8080"]']] : []),
      ...(this.chance(0.2)
        ? [['command:', '- sh', '- -c', '- |', `${pad}echo one # no comment`, `${pad}echo two`]]
        : []),
      ...(this.chance(0.6)
        ? [
            contextLines.length > 0
              ? [`securityContext:${this.#comment()}`, ...contextLines]
              : [this.pick(['securityContext: {}', 'securityContext:', 'securityContext: { runAsUser: 7 }'])],
          ]
        : []),
      ...(this.chance(0.6)
        ? [
            this.pick([
              ['resources:', `${pad}limits:`, `${pad}${pad}cpu: 500m${this.#comment()}`],
              ['resources: {}'],
              ['resources: { limits: { cpu: 1 } }'],
              ['resources:', `${pad}requests:`, `${pad}${pad}memory: 64Mi`],
              [`resources:${this.#comment()}`],
            ]),
          ]
        : []),
    ];
    const order = [...blocks].sort(() => this.#random() - 0.5);
    return [
      `name: ${quote}${name}${quote}${this.#comment()}`,
      ...order.flatMap((block) => [...this.#own(''), ...block]),
    ];
  }

  text(): string {
    this.#comments = 0;
    const step = this.pick([2, 2, 2, 4]);
    const pad = ' '.repeat(step);
    const dash = this.pick(['', pad]);
    const gap = this.pick([' ', ' ', '   ']);
    const spec: string[] = [];
    if (this.chance(0.2)) spec.push(`serviceAccountName: web${this.#comment()}`);
    spec.push('containers:');
    for (const name of ['web', 'side'].slice(0, this.pick([1, 2, 2]))) {
      if (this.chance(0.2)) {
        spec.push(`${dash}- { name: ${name}, image: shop/${name}:1.4.2 }`);
        continue;
      }
      const lines = this.#container(name, step);
      const inner = dash + ' '.repeat(1 + gap.length);
      lines.forEach((line, index) => {
        spec.push(index === 0 ? `${dash}-${gap}${line}` : inner + line);
      });
    }
    if (this.chance(0.5)) spec.push('volumes:', `${dash}- name: data`, `${dash}  emptyDir: {}`);
    let text = [
      'apiVersion: v1',
      'kind: Pod',
      'metadata:',
      `${pad}name: web`,
      'spec:',
      ...spec.map((line) => pad + line),
    ].join('\n');
    if (this.chance(0.8)) text += '\n';
    if (this.chance(0.3)) text = `# first\n---\n${text}${text.endsWith('\n') ? '' : '\n'}---\nkind: Other\n`;
    if (this.chance(0.2)) text = text.replaceAll('\n', '\r\n');
    return text;
  }
}

function containersIn(text: string): { doc: Document; document: number; containers: readonly YamlNode[] } {
  const doc = new Document('file:///pod.yaml', 'yaml', text);
  const object = doc.model(manifestObjects).find(({ kind }) => kind === 'Pod');
  const pod = object && podTemplateOf(object);
  assert.ok(object && pod, text);
  const document = doc.model(yamlFile).documents.indexOf(object.document);
  return { doc, document, containers: pod.spec.get('containers')?.values() ?? [] };
}

function nameIn(container: YamlNode): YamlNode {
  const name = container.own('name')?.value;
  assert.ok(name);
  return name;
}

describe('building the walls that a container lacks', () => {
  test('changes only these, in 600 manifests of all styles', () => {
    const random = seeded(41);
    const manifests = new Manifests(random);
    let built = 0;
    for (let round = 0; round < 600; round++) {
      const text = manifests.text();
      const { doc, document, containers } = containersIn(text);
      const index = Math.floor(random() * containers.length);
      const container = containers[index] as YamlNode;
      // Rules ask only for what is missing.
      const wanted = PARTS.filter(
        (part) =>
          random() < 0.8 && ('item' in part || (container.find(...part.path)?.node.text ?? '') === ''),
      );
      if (wanted.length === 0) continue;
      const edits = walls.fix(doc, nameIn(container), wanted);
      if (!edits) continue;
      built++;
      const after = applyEdits(text, edits);
      const at = ['spec', 'containers', index];
      const places = ['securityContext', 'resources']
        .filter((key) => wanted.some(({ path }) => path[0] === key))
        .flatMap((key) => {
          const there = container.get(key);
          // What was there in a mapping stays as it was; only the new paths below it are meant to change.
          return there?.kind === 'map' && there.pairs().length > 0
            ? wanted
                .filter(({ path }) => path[0] === key)
                .map(({ path }) => ({ document, path: [...at, ...firstNew(container, path)] }))
            : [{ document, path: [...at, key] }];
        });
      assert.deepEqual(onlyChanges(text, after, places), [], `${text}\n--- became ---\n${after}`);
      const now = containersIn(after).containers[index] as YamlNode;
      for (const part of wanted) {
        if ('item' in part)
          assert.ok(
            now
              .get(...part.path)
              ?.values()
              .some((item) => item.text === part.item),
            after,
          );
        else assert.equal(now.get(...part.path)?.value, part.value, after);
      }
      // No two edits at one place: editors would have to choose an order.
      const starts = edits.map(({ start }) => start);
      assert.equal(new Set(starts).size, starts.length, text);
    }
    assert.ok(built > 450, `${built} of 600 could be built`);
  });

  const refused = (text: string) => {
    const { doc, containers } = containersIn(text);
    return walls.fix(doc, nameIn(containers[0] as YamlNode), PARTS);
  };
  const head = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n';

  test('is refused where an anchor is shared', () => {
    assert.equal(
      refused(
        `${head}    - name: web\n      securityContext: &c\n        runAsUser: 1\n    - name: side\n      securityContext: *c\n`,
      ),
      undefined,
    );
    assert.equal(refused(`${head}    - &web\n      name: web\n      image: a\n    - *web\n`), undefined);
  });

  test('is refused where a merge key brings the context', () => {
    const text = `x: &c\n  securityContext: { runAsUser: 1 }\n${head}    - <<: *c\n      name: web\n`;
    assert.equal(refused(text), undefined);
  });

  test('is refused in a template, and in a text that cannot be read', () => {
    assert.equal(refused(`${head}    - name: web\n      image: "{{ .Values.image }}"\n`), undefined);
    assert.equal(refused(`${head}    - name: web\n      image: [a\n`), undefined);
  });
});

/** The part of a path that is not there yet, down to its first new key; a list that is there changes whole. */
function firstNew(container: YamlNode, path: readonly string[]): readonly string[] {
  for (let length = 1; length <= path.length; length++) {
    const there = container.find(...path.slice(0, length))?.node;
    if (there?.kind !== 'map' || there.pairs().length === 0) return path.slice(0, length);
  }
  return path;
}
