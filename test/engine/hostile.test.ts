import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contentChecker } from '../../src/domains/environment/index.ts';
import { callPathsAt, manifestFacts, profileAt, profilesOf } from '../../src/domains/manifests/index.ts';
import {
  Document,
  findSightings,
  firstSyntaxError,
  grouped,
  languageOfPath,
  parsersFor,
  prepareLanguage,
  unreadParts,
} from '../../src/engine/index.ts';
import { rules, subjects } from '../../src/generated/rules.ts';
import { readWasm } from './lib/engine.ts';

for (const language of ['yaml', 'dockercompose', 'dockerfile', 'shellscript'])
  for (const each of parsersFor(language, rules)) await prepareLanguage(each, readWasm);

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
`;
const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: web
      image: shop/web:1.4.2
      readinessProbe: { httpGet: { path: /, port: 8080 } }
      securityContext:
        privileged: true
`;
const many = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join('');

interface Outcome {
  /** Rules that spoke, without their topics, sorted, each with its count where it spoke more than once. */
  readonly rules: readonly string[];
  readonly unread: readonly string[];
  /** Parts of the way from the first Service, Ingress or route, as `part state`. */
  readonly path: readonly string[];
}

/** All that hosts ask of texts of one folder; the first of them is looked at. */
function outcomeOf(files: Readonly<Record<string, string>>): Outcome {
  const checker = contentChecker({
    rules,
    onRuleError: (rule, _, error) => assert.fail(`${rule.id} threw: ${(error as Error).stack}`),
  });
  const docs = Object.entries(files).map(
    ([path, text]) => new Document(`file:///w/${path}`, languageOfPath(path)?.id ?? 'yaml', text),
  );
  const [doc] = docs as [Document];
  try {
    for (const each of docs) checker.collect(each);
    const { hints } = checker.check(doc);
    for (const { start, end } of hints) assert.ok(0 <= start && start <= end && end <= doc.text.length);
    for (const { fixes } of grouped(doc, hints)) void fixes.length;
    const unread = unreadParts(doc).map(({ reason }) => reason);
    const facts = checker.facts.view(manifestFacts.id, new Set());
    const at = Math.max(0, doc.text.search(/^kind: (?:Service|Ingress)$/m));
    const path = doc.languageId === 'yaml' ? callPathsAt(doc, at, facts) : [];
    void [firstSyntaxError(doc), profileAt(doc, at), profilesOf(doc), findSightings(doc, subjects)];
    const counts = new Map<string, number>();
    for (const { rule } of hints) {
      const name = rule.slice(rule.indexOf('/') + 1);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return {
      rules: [...counts].map(([name, count]) => (count > 1 ? `${name} ${count}` : name)).sort(),
      unread,
      path: path.flatMap(({ links, targets }) =>
        [...links, ...targets.flatMap((each) => each.links)].map(({ part, state }) => `${part} ${state}`),
      ),
    };
  } finally {
    for (const each of docs) each.dispose();
  }
}

const yaml = (text: string) => outcomeOf({ 'web.yaml': text });
const docker = (text: string) => outcomeOf({ Dockerfile: text });
const compose = (text: string) => outcomeOf({ 'compose.yaml': text });
const SILENT: Outcome = { rules: [], unread: [], path: [] };

describe('what is built to be large', () => {
  const LAUGHS = 'made of more than 100,000 values once its aliases are followed';

  test('aliases of aliases, wherever a rule would follow them', () => {
    const level = (first: string, more: (before: string) => string) =>
      `x0: &a0 ${first}\n${many(29, (i) => `x${i + 1}: &a${i + 1} ${more(`*a${i}`)}\n`)}`;
    const nine = (before: string) => Array(9).fill(before).join(', ');
    const head = 'apiVersion: v1\nkind: KIND\nmetadata: { name: web }\n';
    const texts: [string, string][] = [
      [
        head,
        `${level('[{ name: web, image: a }]', (a) => `[${nine(a)}]`)}spec: { containers: *a29, volumes: *a29 }\n`,
      ],
      [
        head,
        `${level('{ k: v }', (a) => `{ <<: [${nine(a)}], l: ${a} }`)}spec: { selector: *a29, ports: [*a29] }\n`,
      ],
      [head, `${level('{ host: a }', (a) => `[${nine(a)}]`)}spec: { rules: *a29 }\n`],
    ];
    for (const kind of ['Pod', 'Service', 'Ingress', 'Deployment', 'List'])
      for (const [first, rest] of texts)
        assert.deepEqual(yaml(first.replace('KIND', kind) + rest), { ...SILENT, unread: [LAUGHS] });
    const services = `${level('{ image: a, privileged: true }', (a) => `{ <<: [${nine(a)}], deploy: ${a} }`)}services:\n  web: *a29\n`;
    assert.deepEqual(compose(services), { ...SILENT, unread: [LAUGHS] });
  });

  test('one long list that thousands share', () => {
    const volumes = many(2000, (i) => `    - /h${i}:/h${i}\n`);
    const services = many(2000, (i) => `  s${i}: { <<: *x }\n`);
    assert.deepEqual(compose(`x: &x\n  image: a\n  volumes:\n${volumes}services:\n${services}`), {
      ...SILENT,
      unread: [LAUGHS],
    });
    const labels = many(2000, (i) => `  k${i}: v\n`);
    const merged = `${SERVICE}x: &x\n${labels}y:\n  <<: [${'*x, '.repeat(1000)}]\n`;
    assert.deepEqual(yaml(merged).unread, [LAUGHS]);
  });

  test('variables of a Dockerfile that double with every line', () => {
    const doubling = (word: string) => many(60, (i) => `${word} A${i + 1}=$A${i}$A${i}\n`);
    const text = `ARG A0=lol\n${doubling('ARG')}FROM $A60\nENV A0=lol\n${doubling('ENV')}USER $A60\n`;
    assert.deepEqual(docker(text), SILENT);
  });

  test('levels within each other: 100 are read, 10,000 are not', () => {
    const levels = (count: number) => many(count, (i) => `${'  '.repeat(i + 1)}k${i}:\n`);
    assert.deepEqual(yaml(`${SERVICE}x:\n${levels(100)}`), {
      ...SILENT,
      path: ['name holds', 'address holds', 'selector unknown'],
    });
    assert.deepEqual(yaml(`${SERVICE}x:\n${levels(140)}`).unread, ['nested more than 128 levels deep']);
    for (const deep of ['[', '{a: ', '- ', '? ']) {
      const { rules: found, unread } = yaml(
        `${SERVICE}---\napiVersion: v1\nkind: Service\nx:\n ${deep.repeat(600)}\n---\n${POD}`,
      );
      assert.deepEqual(unread, ['the document from line 10 on is nested more than 128 levels deep'], deep);
      assert.ok(found.includes('privileged-container'), deep);
    }
    const flow = `${SERVICE}x: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`;
    assert.deepEqual(yaml(flow).unread, ['nested more than 128 levels deep']);
  });

  test('documents: 5,000 are read, 20,000 are not', () => {
    const one = (i: number) =>
      `---\napiVersion: v1\nkind: Service\nmetadata: { name: s${i} }\nspec: { selector: { app: a${i} }, ports: [{ port: 80 }] }\n`;
    assert.deepEqual(yaml(many(5000, one)).unread, []);
    const reason = 'made of more than 10,000 documents';
    assert.deepEqual(yaml(many(20_000, () => '---\n') + SERVICE).unread, [reason]);
    assert.deepEqual(yaml(`%YAML 1.2\n${many(20_000, () => '---\n')}${SERVICE}`).unread, [reason]);
  });

  test('lines of 1 MB, and bytes that are no text', () => {
    assert.deepEqual(yaml(`${SERVICE}x: ${'a'.repeat(1_000_000)}\n`).rules, []);
    assert.deepEqual(yaml(`${SERVICE}x: "${'\\'.repeat(500_000)}`).rules, []);
    assert.deepEqual(yaml(`${'\0\u0001\uFFFD'.repeat(1000)}\n${SERVICE}`).rules, []);
    assert.deepEqual(docker(`FROM node:22\nRUN ${'a'.repeat(1_000_000)}\n`).unread, ['larger than 128 KB']);
  });
});

describe('what no program takes', () => {
  test('tabs, keys given twice, aliases of nothing and of themselves: no hint, and no picture that guesses', () => {
    const texts: [text: string, unread: string][] = [
      [
        POD.replace('  labels:', '\tlabels:'),
        'line 5 is no valid YAML (tabs are not allowed as indentation)',
      ],
      [
        POD.replace('    app: web', '    app: web\n    app: shop'),
        'line 7 gives the key "app" a second time',
      ],
      [
        POD.replace('app: web', 'app: *nobody'),
        'line 6 names an anchor that does not stand before it: nobody',
      ],
      [
        POD.replace('spec:', 'spec: &spec').replace('image:', 'env: *spec\n      image:'),
        'line 10 names the anchor in which it stands: spec',
      ],
    ];
    for (const [text, unread] of texts) {
      assert.deepEqual(yaml(text), { ...SILENT, unread: [unread] });
      const doc = new Document('file:///w/web.yaml', 'yaml', text);
      assert.deepEqual(profilesOf(doc), []);
    }
    const broken = yaml(SERVICE.replace('    app: web', '    app: web\n    app: shop'));
    assert.deepEqual(broken.path, ['name broken']);
    assert.deepEqual(
      compose('services:\n  web:\n    image: a\n    privileged: true\n    privileged: false\n').rules,
      [],
    );
  });

  test('the document beside it is checked', () => {
    const { rules: found } = yaml(`a: 1\na: 2\n---\n${POD}`);
    assert.ok(found.includes('privileged-container'));
  });

  test('a template is no YAML yet, and is checked as one', () => {
    const text = `{{- if .Values.on }}\n${POD}{{- end }}\n`;
    assert.deepEqual(yaml(text).rules, ['privileged-container']);
  });

  test('values of the wrong kind in every place', () => {
    const kinds = [
      ...['v1 Service', 'v1 Pod', 'v1 List', 'apps/v1 Deployment', 'apps/v1 StatefulSet', 'batch/v1 CronJob'],
      ...['networking.k8s.io/v1 Ingress', 'gateway.networking.k8s.io/v1 HTTPRoute', 'v1 Deployment'],
    ].map((each) => each.split(' '));
    const specs = [
      ...[
        'null',
        '',
        '[]',
        '5',
        '"x"',
        '{ template: null }',
        '{ containers: [null, 5, []] }',
        '{ rules: [null] }',
      ],
      '{ selector: [], ports: {}, template: { spec: { containers: [null] } } }',
      '{ selector: 5, ports: [null, 7, { port: "80", targetPort: true }], rules: [{ http: { paths: [null] } }] }',
    ];
    for (const [group, kind] of kinds)
      for (const metadata of ['null', '[]', '{ name: 5, labels: 6 }', '{ name: null, namespace: [] }'])
        assert.deepEqual(
          yaml(
            many(
              specs.length,
              (i) => `---\napiVersion: ${group}\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${specs[i]}\n`,
            ),
          ).unread,
          [],
        );
    const items = [
      'null',
      '',
      '5',
      '[]',
      '{}',
      '{ kind: Service }',
      '{ apiVersion: v1, kind: Service, metadata: null, spec: null }',
    ];
    const list = `apiVersion: v1\nkind: List\nitems:\n${many(items.length, (i) => `  - ${items[i]}\n`)}`;
    assert.deepEqual([yaml(list).rules, yaml(list).unread], [[], []]);
    assert.deepEqual(yaml('apiVersion: v1\nkind: List\nitems: null\n'), SILENT);
    for (const text of ['', '---', '---\n---\n', '\uFEFF', '#', '...', '%YAML 1.2\n---\n', 'null', '- 5'])
      assert.deepEqual(yaml(text), SILENT);
  });

  test('labels that are numbers, truths and nothing are compared as the texts that they become', () => {
    const labels = '{ a: 1, b: true, c: null, d: "x" }';
    const pod = POD.replace('labels:\n    app: web', `labels: { a: "1", b: "true", c: , d: x }`);
    const service = SERVICE.replace('selector:\n    app: web', `selector: ${labels}`);
    const { rules: found, path } = outcomeOf({ 'service.yaml': service, 'pod.yaml': pod });
    assert.deepEqual(found, []);
    assert.ok(path.includes('selector holds'), path.join());
  });

  test('merge keys of what is no mapping', () => {
    const text = `apiVersion: v1\nkind: Service\nmetadata: { name: web, <<: 5 }\nspec:\n  <<: [1, null, [x]]\n  selector: { <<: "x", app: web }\n  ports: [{ port: 80 }]\n`;
    const { rules: found, unread } = yaml(text);
    assert.deepEqual([found, unread], [[], []]);
  });
});

describe('circles', () => {
  test('Services and an Ingress that name each other', () => {
    const external = (name: string, other: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { type: ExternalName, externalName: ${other}.default.svc.cluster.local }\n`;
    assert.deepEqual(yaml(`${external('a', 'b')}---\n${external('b', 'a')}`), {
      ...SILENT,
      path: ['name holds', 'address unknown'],
    });
    const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: i }\nspec:\n  rules:\n    - host: a.default.svc.cluster.local\n      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }] }\n`;
    assert.deepEqual(yaml(`${ingress}---\n${external('a', 'b')}---\n${external('b', 'a')}`).path.slice(-2), [
      'name holds',
      'address unknown',
    ]);
  });

  test('Compose services that extend each other, and files that include each other', () => {
    const files = {
      'compose.yaml':
        'include: [other.yaml, compose.yaml]\nservices:\n  a: { extends: b, image: x }\n  b: { extends: { service: c, file: other.yaml } }\n  d: { extends: d }\n',
      'other.yaml':
        'include: [compose.yaml]\nservices:\n  c: { extends: { service: a, file: compose.yaml } }\n',
    };
    const { rules: found, unread } = outcomeOf(files);
    assert.deepEqual(unread, []);
    assert.ok(!found.includes('missing-memory-limit'), 'what a circle leaves open is not said to be missing');
  });

  test('kustomizations that list each other and themselves', () => {
    const kustomization = 'resources: [., ../a, ../b, kustomization.yaml, web.yaml]\nbases: [../b]\n';
    const { rules: found } = outcomeOf({
      'a/web.yaml': `${POD}---\n${SERVICE}`,
      'a/kustomization.yaml': kustomization,
      'b/kustomization.yaml': kustomization,
    });
    assert.ok(found.includes('privileged-container'));
  });
});

describe('two objects with one name', () => {
  const other = POD.replace('app: web', 'app: shop');

  test('a Service that finds one of them is not said to match nothing', () => {
    for (const texts of [
      [POD, other, SERVICE],
      [other, POD, SERVICE],
    ]) {
      const { rules: found } = yaml(texts.join('---\n'));
      assert.ok(!found.includes('service-selector-no-match'), found.join());
      const apart = outcomeOf({ 'a.yaml': SERVICE, 'b.yaml': texts[0] ?? '', 'c.yaml': texts[1] ?? '' });
      assert.deepEqual(apart.rules, []);
      assert.ok(apart.path.includes('selector holds'));
    }
  });

  test('the picture is of the one that the cursor is in', () => {
    const first = SERVICE.replace('app: web', 'app: nobody');
    assert.ok(yaml(`${first}---\n${SERVICE}---\n${POD}`).path.includes('selector broken'));
    assert.ok(yaml(`${SERVICE}---\n${first}---\n${POD}`).path.includes('selector holds'));
  });

  test('thousands of them', () => {
    const text = many(800, (i) => `---\n${SERVICE.replace('name: web', `name: ${i % 2 ? 'web' : 'shop'}`)}`);
    assert.deepEqual(yaml(text).unread, []);
  });
});

describe('Dockerfiles and shell', () => {
  test('a heredoc that never ends takes the rest with it: nothing is said', () => {
    assert.deepEqual(docker('FROM node:22\nRUN <<EOF\nsudo npm ci\nCMD ["node", "a.js"]\n'), {
      ...SILENT,
      unread: ['the heredoc in line 2 never ends'],
    });
    assert.deepEqual(docker(`FROM node:22\n${many(3000, (i) => `RUN <<E${i}\n`)}`).rules, []);
  });

  test('a line that goes on at the end of the file takes no line behind it', () => {
    const text = 'FROM node:22\nCOPY . .\nRUN npm ci \\';
    const doc = new Document('file:///w/Dockerfile', 'dockerfile', text);
    const { hints } = contentChecker({ rules }).check(doc);
    assert.deepEqual(
      hints.map(({ rule, fixes }) => [rule, fixes.length]),
      [['docker-isolation/image-runs-as-root', 0]],
    );
    for (const other of ['FROM \\', '\\\n\\\n\\', 'FROM node:22\nRUN \\\n# a\n\\'])
      assert.deepEqual(docker(other).unread, []);
  });

  test('instructions within instructions, and commands within commands', () => {
    assert.deepEqual(docker(`FROM node:22\n${'ONBUILD '.repeat(10_000)}RUN sudo npm ci\n`), SILENT);
    for (const piece of ['$(', '<(', '((', '{ ', '${a:-', '"$(a ', '[[ a && ('])
      assert.deepEqual(
        docker(`FROM node:22\nRUN sudo ${`${piece}\\\n`.repeat(1000)}\n`).unread,
        ['the command in line 2 is nested more than 200 levels deep'],
        piece,
      );
    for (const piece of ['`', 'if ', 'a | ', '"'])
      assert.deepEqual(docker(`FROM node:22\nRUN sudo ${`${piece}\\\n`.repeat(1000)}\n`).unread, [], piece);
    const script = outcomeOf({
      'run.sh': `docker run --privileged ${'$('.repeat(10_000)}${')'.repeat(10_000)}\n`,
    });
    assert.deepEqual(script, { ...SILENT, unread: ['nested more than 200 levels deep'] });
    assert.deepEqual(docker(`FROM node:22\nCMD ${'['.repeat(60_000)}\n`).unread, []);
  });

  test('a command of more than 32 KB is left out, and said', () => {
    const { unread } = docker(
      `FROM node:22\nRUN sudo true && \\\n${'  echo a && \\\n'.repeat(5000)}  true\n`,
    );
    assert.deepEqual(unread, ['the command in line 2 is larger than 32 KB']);
  });

  test('placeholders of Compose that never end', () => {
    const text = `services:\n  web:\n    image: \${TAG\n    privileged: \${X:-\n    volumes: ["\${A:-\${B:-/var/run/docker.sock:/x", "\${SOCK", "${'${A:-'.repeat(10_000)}"]\n    user: "\${"\n    mem_limit: \${M\n`;
    const { rules: found, unread } = compose(text);
    assert.deepEqual([found.filter((each) => !each.endsWith('-missing')), unread], [[], []]);
  });
});
