import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manifestFacts, manifestObjects, Scope } from '../../src/domains/manifests/index.ts';
import { Document } from '../../src/engine/document.ts';
import { FactStore } from '../../src/engine/facts.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';

await loadYaml();

const service = (name: string, namespace = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}${namespace && `, namespace: ${namespace}`} }\nspec: { selector: { app: ${name} }, ports: [{ port: 80 }] }\n`;
const ingress = 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: door }\nspec: {}\n';

/** The scope and the first object of each file of a workspace, by path below `file:///w/`. */
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
    const [object] = doc.model(manifestObjects);
    assert.ok(object);
    return { scope: new Scope(doc, store.view(manifestFacts.id)), object };
  };
}

test('a Service of another folder is known by its name, where it may belong to the namespace', () => {
  const at = workspace({
    'border/ingress.yaml': ingress,
    'apps/web.yaml': service('web', 'shop'),
    'apps/cart.yaml': service('cart'),
    'live/api.yaml': service('api', 'written'),
    'live/kustomization.yaml': 'namespace: shop\nresources: [api.yaml]\n',
  });
  const { scope } = at('border/ingress.yaml');
  assert.equal(scope.mayKnowService('web', 'shop'), true);
  assert.equal(scope.mayKnowService('web', 'front'), false);
  assert.equal(scope.mayKnowService('cart', 'front'), true, 'no namespace is written, so it may be any');
  assert.equal(scope.mayKnowService('api', 'shop'), true, 'the kustomization puts it there');
  assert.equal(scope.mayKnowService('nobody', 'shop'), false);
});

test('Services in sight, by name and by namespace', () => {
  const at = workspace({
    'a.yaml': `${service('web', 'shop')}---\n${service('web', 'front')}---\n${service('cart')}`,
  });
  const { scope } = at('a.yaml');
  assert.deepEqual(
    scope.servicesNamed('web').map(({ namespace }) => namespace),
    ['shop', 'front'],
  );
  assert.deepEqual(
    scope.servicesIn('default').map(({ object }) => object.name),
    ['cart'],
  );
});

test('charts, generators and other repositories hide objects, in bases, too', () => {
  const hides = (kustomization: string, more: Record<string, string> = {}) =>
    workspace({ 'k/web.yaml': service('web'), 'k/kustomization.yaml': kustomization, ...more })('k/web.yaml')
      .scope.hidesObjects;
  assert.equal(hides('resources: [web.yaml]\n'), false);
  assert.equal(hides('resources: [web.yaml, "https://example.org/a.yaml"]\n'), true);
  assert.equal(hides('resources: [web.yaml, github.com/example/repo/deploy]\n'), true);
  assert.equal(hides('resources: [web.yaml]\nhelmCharts: [{ name: db }]\n'), true);
  assert.equal(
    hides('resources: [web.yaml, ../base]\n', { 'base/kustomization.yaml': 'resources: ["a.git"]\n' }),
    true,
  );
  assert.equal(
    hides('resources: [web.yaml]\n', {
      'k/release.yaml': 'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: db }\n',
    }),
    true,
  );
});

test('patches of a kustomization are known by the keys that they write, and by their files', () => {
  const probe =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, readinessProbe: { tcpSocket: { port: 80 } } }] }\n';
  const at = workspace({
    'base/web.yaml': probe.replace(/, readinessProbe.*/, ', image: web }] }'),
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'live/kustomization.yaml':
      'namePrefix: live-\nresources: [../base]\npatches:\n  - path: probe.yaml\n  - patch: |\n      - op: add\n        path: /spec/dnsPolicy\n        value: None\n      - {op: add, path: /spec/containers/0/tty, value: true}\n',
    'live/probe.yaml': probe,
  });
  const { scope, object } = at('base/web.yaml');
  assert.equal(scope.isPatchedWith('dnsPolicy'), true);
  assert.equal(scope.isPatchedWith('tty'), true);
  assert.equal(scope.isPatchedWith('hostNetwork'), false);
  assert.deepEqual(
    scope.patchesOf(object).map(({ pod }) => pod?.readiness),
    [true],
  );
  assert.equal(scope.renames, true);
  assert.equal(scope.isPatch(object), false);
});

test('what a kustomization lists is no patch, wherever it lies', () => {
  const at = workspace({
    'overlays/live/kustomization.yaml': 'resources: [ingress.yaml]\n',
    'overlays/live/ingress.yaml': ingress,
    'overlays/live/other.yaml': ingress,
  });
  const isPatch = (path: string) => {
    const { scope, object } = at(path);
    return scope.isPatch(object);
  };
  assert.equal(isPatch('overlays/live/ingress.yaml'), false);
  assert.equal(isPatch('overlays/live/other.yaml'), true);
});

test('an Ingress tells of its Services only where its controller may call node ports', () => {
  const named = (more: string) =>
    ingress.replace(
      'spec: {}',
      `spec: { ${more}defaultBackend: { service: { name: web, port: { number: 80 } } } }`,
    );
  const at = workspace({
    'gke/web.yaml': service('web'),
    'gke/ingress.yaml': named('').replace(
      'name: door',
      'name: door, annotations: { alb.ingress.kubernetes.io/scheme: internal }',
    ),
    'plain/web.yaml': service('web'),
    'plain/ingress.yaml': named('ingressClassName: nginx, '),
    'any/web.yaml': service('web'),
    'any/ingress.yaml': named(''),
  });
  const seen = (path: string) => {
    const { scope, object } = at(path);
    return scope.ofKind(object, 'Ingress', 'networking.k8s.io').map((each) => each.object.nodePortsOf);
  };
  assert.deepEqual(seen('gke/web.yaml'), [['web']]);
  assert.deepEqual(seen('plain/web.yaml'), []);
  assert.deepEqual(seen('any/web.yaml'), [['web']]);
});
