import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveFrom } from '../../src/base/uris.ts';
import { composeServices, mountsOf, parseMount } from '../../src/domains/containers/index.ts';
import {
  containersOf,
  manifestFacts,
  manifestObjects,
  podTemplateOf,
  Scope,
} from '../../src/domains/manifests/index.ts';
import { Document } from '../../src/engine/document.ts';
import { FactStore } from '../../src/engine/facts.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';

await loadYaml();

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels: { app: web }
  template:
    metadata:
      labels:
        app: web
        tier: front
    spec:
      initContainers:
        - name: migrate
          image: web
        - name: proxy
          image: proxy
          restartPolicy: Always
      containers:
        - name: web
          image: web
          ports:
            - { name: http, containerPort: 8080 }
`;

const service = (selector: string, more = '') => `apiVersion: v1
kind: Service
metadata:
  name: web${more}
spec:
  selector: ${selector}
  ports:
    - port: 80
      targetPort: http
`;

/** A workspace of files, by path below `file:///w/`. */
function workspace(files: Record<string, string>) {
  const store = new FactStore();
  const docs = new Map<string, Document>();
  for (const [path, text] of Object.entries(files)) {
    const doc = new Document(`file:///w/${path}`, 'yaml', text);
    docs.set(path, doc);
    store.set(doc.uri, manifestFacts.id, manifestFacts.collect(doc));
  }
  return (path: string) => {
    const doc = docs.get(path) as Document;
    const reads = new Set<string>();
    const scope = new Scope(doc, store.view(manifestFacts.id, reads));
    const [object] = doc.model(manifestObjects);
    assert.ok(object);
    return { scope, object, doc, reads };
  };
}

const names = (placed: readonly { object: { name: string } }[]) => placed.map(({ object }) => object.name);

test('objects of several documents and of lists, each with its place', () => {
  const list = `apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Service\n    metadata: { name: a }\n`;
  const doc = new Document('file:///w/a.yaml', 'yaml', `${WEB}---\n${list}---\nnot: an object\n`);
  assert.deepEqual(
    doc.model(manifestObjects).map(({ kind, group, version, name }) => [kind, group, version, name]),
    [
      ['Deployment', 'apps', 'v1', 'web'],
      ['Service', '', 'v1', 'a'],
    ],
  );
});

test('a sidecar is an init container that goes on running', () => {
  const doc = new Document('file:///w/a.yaml', 'yaml', WEB);
  const [object] = doc.model(manifestObjects);
  const pod = object && podTemplateOf(object);
  assert.deepEqual(pod && containersOf(pod).map(({ name, role }) => [name, role]), [
    ['migrate', 'init'],
    ['proxy', 'sidecar'],
    ['web', 'regular'],
  ]);
});

test('what a template engine fills in is templated; text with braces for other programs is not', () => {
  const kinds = (text: string) =>
    new Document('file:///w/a.yaml', 'yaml', text).model(manifestObjects).map(({ templated }) => templated);
  assert.deepEqual(kinds(service('{ app: web }')), [false]);
  assert.deepEqual(kinds(service('{ app: web }', '-{{ .Release.Name }}')), [true]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: envsubst's placeholders look like this.
  assert.deepEqual(kinds(service('{ app: "${APP}" }')), [true]);
  assert.deepEqual(kinds(`#@ load("@ytt:data", "data")\n${service('{ app: web }')}`), [true]);
  assert.deepEqual(kinds(`# {{ not here }}\n${service('{ app: web }')}`), [false]);
  const alert = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  rule: "{{ $labels.pod }} is down"\n`;
  assert.deepEqual(kinds(alert), [false]);
  assert.deepEqual(kinds(alert.replace('data:', 'data: {{ .Values }}\nmore:')), [true]);
});

test('a Service finds the workloads of its folder and namespace whose pods carry all its pairs', () => {
  const at = workspace({
    'deploy/web.yaml': WEB,
    'deploy/other.yaml': WEB.replace('name: web', 'name: other\n  namespace: elsewhere'),
    'deploy/service.yaml': service('{ app: web, tier: front }'),
    'deploy/wrong.yaml': service('{ app: web, tier: back }'),
    'else/service.yaml': service('{ app: web }'),
  });
  const right = at('deploy/service.yaml');
  assert.deepEqual(names(right.scope.selected(right.object, { app: 'web', tier: 'front' })), ['web']);
  assert.deepEqual(names(right.scope.workloads(right.object)), ['web']);
  const wrong = at('deploy/wrong.yaml');
  assert.deepEqual(names(wrong.scope.selected(wrong.object, { app: 'web', tier: 'back' })), []);
  const away = at('else/service.yaml');
  assert.deepEqual(names(away.scope.workloads(away.object)), []);
});

test('a kustomization brings the files that it lists together, under its namespace', () => {
  const at = workspace({
    'base/web.yaml': WEB,
    'base/kustomization.yaml': 'resources:\n  - web.yaml\n',
    'overlays/prod/service.yaml': service('{ app: web }', '\n  namespace: written'),
    'overlays/prod/kustomization.yaml': 'namespace: prod\nresources:\n  - ../../base\n  - service.yaml\n',
  });
  const { scope, object } = at('overlays/prod/service.yaml');
  assert.deepEqual(names(scope.selected(object, { app: 'web' })), ['web']);
  assert.deepEqual(scope.namespacesOf(object), ['prod']);
});

test('bases that list each other come to an end', () => {
  const at = workspace({
    'a/kustomization.yaml': 'resources: [../b, service.yaml]\n',
    'a/service.yaml': service('{ app: web }'),
    'b/kustomization.yaml': 'resources: [../a, web.yaml]\n',
    'b/web.yaml': WEB,
  });
  const { scope, object } = at('a/service.yaml');
  assert.deepEqual(names(scope.selected(object, { app: 'web' })), ['web']);
});

test('a chart, and a template in the same folder, hide objects', () => {
  const at = workspace({
    'chart/Chart.yaml': 'apiVersion: v2\nname: web\n',
    'chart/templates/service.yaml': service('{ app: web }'),
    'mixed/service.yaml': service('{ app: web }'),
    'mixed/web.yaml': WEB.replace('name: web', 'name: {{ .Release.Name }}'),
    'plain/service.yaml': service('{ app: web }'),
  });
  assert.equal(at('chart/templates/service.yaml').scope.inChart, true);
  assert.equal(at('mixed/service.yaml').scope.hidesObjects, true);
  assert.equal(at('plain/service.yaml').scope.hidesObjects, false);
});

test('a patch is known by the kustomization that names it, and by its place and its gaps', () => {
  const patch = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: 3 }\n';
  const at = workspace({
    'prod/kustomization.yaml': 'resources: [web.yaml]\npatches:\n  - path: more.yaml\n',
    'prod/more.yaml': patch,
    'prod/web.yaml': WEB,
    'overlays/prod/replicas.yaml': patch,
    'overlays/prod/whole.yaml': WEB,
  });
  const isPatch = (path: string) => {
    const { scope, object } = at(path);
    return scope.isPatch(object);
  };
  assert.equal(isPatch('prod/more.yaml'), true);
  assert.equal(isPatch('prod/web.yaml'), false);
  assert.equal(isPatch('overlays/prod/replicas.yaml'), true);
  assert.equal(isPatch('overlays/prod/whole.yaml'), false);
});

test('relative paths', () => {
  assert.equal(resolveFrom('file:///w/a/b', '../c d.yaml'), 'file:///w/a/c%20d.yaml');
  assert.equal(resolveFrom('file:///w', 'https://example.com/x.yaml'), undefined);
  assert.equal(resolveFrom('file:///w', '../../../..'), undefined);
  assert.equal(resolveFrom('file:///w', './'), 'file:///w');
});

test('Compose: services with their fragments, and what is no Compose file', () => {
  const text = `x-common: &common
  restart: always
  privileged: true
services:
  web:
    <<: *common
    image: web
    volumes:
      - ./src:/app:ro
      - data:/data
      - /cache
      - \${SOCKET:-/var/run/docker.sock}:/var/run/docker.sock
      - type: bind
        source: /etc
        target: /host
        read_only: true
  worker:
    extends: { file: base.yaml, service: job }
`;
  const doc = new Document('file:///w/compose.yaml', 'yaml', text);
  const [web, worker] = doc.model(composeServices);
  assert.ok(web && worker);
  assert.equal(web.node.get('privileged')?.value, true);
  assert.deepEqual(worker.extends, { file: 'base.yaml', service: 'job' });
  assert.deepEqual(
    mountsOf(web).map(({ source, target, readOnly, kind }) => [source, target, readOnly, kind]),
    [
      ['./src', '/app', true, 'bind'],
      ['data', '/data', false, 'volume'],
      ['/cache', undefined, false, 'volume'],
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Compose interpolates variables like this.
      ['${SOCKET:-/var/run/docker.sock}', '/var/run/docker.sock', false, 'bind'],
      ['/etc', '/host', true, 'bind'],
    ],
  );
  assert.deepEqual(parseMount('C:\\data:/data').source, 'C:\\data');
  const workflow = 'on: push\njobs: {}\nservices:\n  db: { image: postgres }\n';
  assert.deepEqual(new Document('file:///w/ci.yaml', 'yaml', workflow).model(composeServices), []);
});

test('what only changes a workload is none, and labels of a kustomization are known', () => {
  const at = workspace({
    'base/web.yaml': WEB,
    'base/kustomization.yaml': 'commonLabels: { team: shop }\nresources: [web.yaml]\n',
    'prod/service.yaml': service('{ app: web }'),
    'prod/more.yaml': WEB.replace(/ *image: \w+\n/g, ''),
    'prod/kustomization.yaml': 'resources: [../base, service.yaml]\npatches: [{ path: more.yaml }]\n',
    'region/kustomization.yaml': 'resources: [../prod, extra.yaml]\n',
    'region/extra.yaml': WEB.replace(/web/g, 'extra'),
  });
  const { scope, object } = at('prod/service.yaml');
  assert.deepEqual(names(scope.workloads(object)), ['web', 'extra']);
  assert.deepEqual([...scope.writtenLabels], ['team']);
});

test('pods in another folder are known by all their labels, in their namespace', () => {
  const at = workspace({
    'a/web.yaml': WEB,
    'b/there.yaml': WEB.replace('name: web', 'name: web\n  namespace: there').replace(
      /app: web/g,
      'app: there',
    ),
    'c/service.yaml': service('{ app: web }'),
  });
  const { scope } = at('c/service.yaml');
  assert.equal(scope.mayKnowPods({ app: 'web', tier: 'front' }, 'shop'), true);
  assert.equal(scope.mayKnowPods({ app: 'web', tier: 'back' }, 'shop'), false);
  assert.equal(scope.mayKnowPods({ app: 'there' }, 'there'), true);
  assert.equal(scope.mayKnowPods({ app: 'there' }, 'shop'), false);
});

test('Services by what they select, and how one label more is written', () => {
  const at = workspace({
    'a/one.yaml': service('{ app: web, tier: front }'),
    'a/two.yaml': service('{ tier: front, app: web }').replace('name: web', 'name: two'),
    'a/web.yaml': WEB,
  });
  const { scope, object } = at('a/one.yaml');
  assert.deepEqual(names(scope.servicesSelecting(object, { app: 'web', tier: 'front' })), ['web', 'two']);
  assert.deepEqual(names(scope.servicesSelecting(object, { app: 'web' })), []);
  const pod = scope.workloads(object)[0]?.object.pod;
  assert.deepEqual(pod?.oneMore?.[1], '\n        k: v');
  assert.equal(WEB.slice(...(pod?.ownAt?.app ?? [0, 0])), 'web');
});
