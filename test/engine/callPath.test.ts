import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CallPath, callPathsAt, manifestFacts } from '../../src/domains/manifests/index.ts';
import { Document } from '../../src/engine/document.ts';
import { FactStore } from '../../src/engine/facts.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';

await loadYaml();

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: main
          image: web
          ports: [{ name: http, containerPort: 8080 }]
          readinessProbe: { httpGet: { port: http } }
`;

const service = (selector: string, port = 'port: 80, targetPort: http', more = '') =>
  `apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: ${selector}
  ports: [{ ${port} }]
${more}`;

const ingress = (name: string, port: string) => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop }
spec:
  rules:
    - host: shop.example
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: ${name}, port: { ${port} } } } }
`;

/** The paths from an offset in the first of some files that share a folder. */
function paths(files: readonly string[], offset = 30): readonly CallPath[] {
  const store = new FactStore();
  const docs = files.map((text, at) => new Document(`file:///w/${at}.yaml`, 'yaml', text));
  for (const doc of docs) store.set(doc.uri, manifestFacts.id, manifestFacts.collect(doc));
  return callPathsAt(docs[0] as Document, offset, store.view(manifestFacts.id));
}

const shape = ({ links, targets }: CallPath) => [
  links.map(({ part, state }) => `${part} ${state}`),
  ...targets.map((target) => target.links.map(({ part, state }) => `${part} ${state}`)),
];

test('a Service leads over name, address and selector to the container’s port', () => {
  const [path] = paths([service('{ app: web }'), WEB]);
  assert.ok(path);
  assert.deepEqual(shape(path), [
    ['name holds', 'address holds', 'selector holds'],
    ['workload holds', 'port holds', 'container holds'],
  ]);
  assert.equal(path.links[0]?.label, 'web.default.svc.cluster.local');
  const container = path.targets[0]?.links.at(-1);
  assert.equal(container?.label, 'main:8080');
  assert.equal(container?.at?.uri, 'file:///w/1.yaml');
  assert.equal(WEB.slice(container?.at?.start, container?.at?.end), '{ name: http, containerPort: 8080 }');
});

test('a selector that finds nobody names the nearest workload and the pair that differs', () => {
  const [path] = paths([service('{ app: webapp }'), WEB]);
  assert.ok(path);
  assert.deepEqual(shape(path), [['name holds', 'address holds', 'selector broken']]);
  assert.match(path.links.at(-1)?.text ?? '', /`app: webapp`.*Deployment `web`, says `app: web`/);
});

test('the nearest is the one that shares the name, before one that shares more pairs', () => {
  const other = (name: string, labels: string) =>
    WEB.replace('{ name: web }', `{ name: ${name} }`).replace('{ app: web }', `{ ${labels} }`);
  const [path] = paths([
    service('{ app: webapp, tier: front }'),
    other('cart', 'app: cart, tier: front'),
    other('web-deployment', 'app: web, tier: frontend'),
  ]);
  assert.match(path?.links.at(-1)?.text ?? '', /Deployment `web-deployment`, says `app: web`/);
});

test('a workload that shares nothing with the Service is not called the nearest', () => {
  const [path] = paths([
    service('{ app: web }'),
    WEB.replace('{ name: web }', '{ name: db }').replace('{ app: web }', '{ run: postgres }'),
  ]);
  const link = path?.links.at(-1);
  assert.equal(link?.state, 'broken');
  assert.match(link?.text as string, /\S/);
  assert.doesNotMatch(link?.text as string, /nearest/);
});

test('nothing is broken where the other side is not in sight', () => {
  const [path] = paths([service('{ app: web }')]);
  assert.equal(path?.links.at(-1)?.state, 'unknown');
  const [hidden] = paths([
    service('{ app: web }'),
    WEB.replace('{ name: web }', '{ name: "{{ .Values.name }}" }'),
  ]);
  assert.equal(hidden?.links.at(-1)?.state, 'unknown');
});

test('a named port that nobody declares is broken; a number that nobody declares is not', () => {
  const [named] = paths([service('{ app: web }', 'port: 80, targetPort: web'), WEB]);
  assert.deepEqual(named && shape(named)[1], ['workload holds', 'port broken']);
  const [number] = paths([service('{ app: web }', 'port: 80, targetPort: 3000'), WEB]);
  assert.deepEqual(number && shape(number)[1], ['workload holds', 'port holds', 'container unknown']);
});

test('headless, ExternalName and a Service without selector', () => {
  const [headless] = paths([service('{ app: web }', 'port: 8080', '  clusterIP: None\n'), WEB]);
  assert.equal(headless?.links[1]?.label, 'no address of its own');
  assert.equal(headless?.targets[0]?.links[1]?.label, '8080');
  assert.match(
    headless?.targets[0]?.links[1]?.text ?? '',
    /^Nothing maps a port .* `8080` of the container `main` itself/,
  );
  const [external] = paths([service('{ app: web }', 'port: 80', '  type: ExternalName\n'), WEB]);
  assert.deepEqual(external && shape(external), [['name holds', 'address unknown']]);
  const [manual] = paths([service('{}'), WEB]);
  assert.equal(manual?.links.at(-1)?.label, 'no selector');
});

test('an Ingress leads through its Service, and says where it asks for what is not there', () => {
  const [through] = paths([ingress('web', 'number: 80'), service('{ app: web }'), WEB]);
  assert.deepEqual(through && shape(through), [
    ['route holds', 'name holds', 'address holds', 'selector holds'],
    ['workload holds', 'port holds', 'container holds'],
  ]);
  const [noService] = paths([ingress('shop', 'number: 80'), service('{ app: web }'), WEB]);
  assert.deepEqual(noService && shape(noService), [['route broken']]);
  const [noPort] = paths([ingress('web', 'number: 81'), service('{ app: web }'), WEB]);
  assert.equal(noPort?.links[0]?.state, 'broken');
  const [alone] = paths([ingress('web', 'number: 80')]);
  assert.equal(alone?.links[0]?.state, 'unknown');
});

test('an HTTPRoute leads on in the same way', () => {
  const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop }
spec:
  hostnames: [shop.example]
  rules:
    - backendRefs: [{ name: web, port: 80 }]
`;
  const [path] = paths([route, service('{ app: web }'), WEB]);
  assert.equal(path?.links[0]?.label, 'shop.example');
  assert.equal(path?.targets[0]?.links.at(-1)?.label, 'main:8080');
});

test('a backend of another namespace is looked for there, with its pods', () => {
  const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: front }
spec:
  rules:
    - backendRefs: [{ name: web, namespace: back, port: 80 }]
`;
  const placed = (text: string, namespace: string) =>
    text.replace('name: web }', `name: web, namespace: ${namespace} }`);
  const there = [placed(service('{ app: web }'), 'back'), placed(WEB, 'back')];
  const [path] = paths([route, ...there]);
  assert.equal(path?.namespace, 'back');
  assert.equal(path?.targets[0]?.links.at(-1)?.label, 'main:8080');
  const [elsewhere] = paths([
    route,
    ...there.map((text) => text.replace('namespace: back', 'namespace: front')),
  ]);
  assert.deepEqual(elsewhere && shape(elsewhere), [['route unknown']]);
});

test('other objects, and places outside of objects, lead nowhere', () => {
  assert.deepEqual(paths([WEB]), []);
  assert.deepEqual(paths(['just: text\n'], 3), []);
});
