import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  contentChecker,
  environmentOf,
  isAside,
  isDevelopment,
  isDevelopmentName,
  isProduction,
  isSample,
  isTestPath,
  severityIn,
  type Use,
} from '../../src/domains/environment/index.ts';
import { Document, type Rule } from '../../src/engine/index.ts';
import { callsOf, tsx } from '../engine/lib/engine.ts';

/** Paths from the workspace's folder, what they are for, and whether hints there are one step lower. */
const PATHS: readonly (readonly [path: string, use: Use, aside?: 'aside'])[] = [
  ['deploy/web.yaml', 'unknown'],
  // Words are whole parts.
  ['products/compose.yaml', 'unknown'],
  ['compose.products.yaml', 'unknown'],
  ['device/web.yaml', 'unknown'],
  ['compose.device.yaml', 'unknown'],
  ['localization/web.yaml', 'unknown'],
  ['contest/web.yaml', 'unknown'],
  ['latest/web.yaml', 'unknown'],
  // Development, by the file's name.
  ['compose.override.yml', 'development'],
  ['docker-compose.override.yaml', 'development'],
  ['docker-compose.dev.yml', 'development'],
  ['docker-compose-local.yml', 'development'],
  ['compose.debug.yaml', 'development'],
  ['Dockerfile.dev', 'development'],
  ['dev.Dockerfile', 'development'],
  ['kind.yaml', 'development'],
  // An override of an overlay belongs to that.
  ['overlays/eu/deployment-override.yaml', 'unknown'],
  ['overlays/eu/debug/web.yaml', 'unknown'],
  // Development, by a folder nearby.
  ['.devcontainer/docker-compose.yml', 'development'],
  ['overlays/dev/x.yaml', 'development'],
  ['overlays/dev/patches/x.yaml', 'development'],
  ['clusters/dev-eu/apps/web/x.yaml', 'development'],
  ['dev/clusters/eu/apps/x.yaml', 'unknown'],
  ['deploy/sandbox/web.yaml', 'development'],
  ['k8s/minikube/web.yaml', 'development'],
  ['kubernetes/demo.yaml', 'development'],
  // The folder of a recipe for an image is the name of a component.
  ['services/sandbox/Dockerfile', 'unknown'],
  ['services/playground/Dockerfile.gpu', 'unknown'],
  ['services/local/Dockerfile', 'development'],
  // What looks after the disks and the names of a node is called local, and runs for everyone.
  ['kube-system/local-path-provisioner.yaml', 'unknown'],
  ['kube-system/node-local-dns/daemonset.yaml', 'unknown'],
  // Clusters for use at the edge, and on laptops as well.
  ['k3s/web.yaml', 'unknown'],
  // Tests.
  ['docker-compose.test.yml', 'test', 'aside'],
  ['docker-compose.test.ci.yml', 'test'],
  ['test-pod.yaml', 'test'],
  ['overlays/test/web.yaml', 'test', 'aside'],
  ['test-results/web.yaml', 'test', 'aside'],
  ['e2e/fixtures/a/b/c/web.yaml', 'test', 'aside'],
  ['ci/compose.yaml', 'test'],
  ['Dockerfile.ci', 'test'],
  ['src/__tests__/a.tsx', 'test', 'aside'],
  ['src/a.spec.tsx', 'test', 'aside'],
  // A workflow says by `ci` only that it is one.
  ['.github/workflows/ci.yml', 'unknown'],
  ['.gitlab-ci.yml', 'unknown'],
  ['.github/workflows/test.yml', 'test'],
  // Users take part in A/B tests.
  ['strategies/ab-testing/web.yaml', 'unknown'],
  // Examples and scripts.
  ['examples/web.yaml', 'example', 'aside'],
  ['docs/web.yaml', 'example', 'aside'],
  ['src/a.stories.tsx', 'example', 'aside'],
  ['scripts/run.sh', 'script', 'aside'],
  ['examples/compose.dev.yml', 'development', 'aside'],
  // Production.
  ['compose.prod.yaml', 'production'],
  ['production/compose.yaml', 'production'],
  ['deploy/live/compose.yaml', 'production'],
  ['live/compose.yaml', 'unknown'],
  ['overlays/non-prod/web.yaml', 'unknown'],
  ['overlays/pre-prod/web.yaml', 'unknown'],
  // The nearest word counts.
  ['dev/compose.prod.yaml', 'production'],
  ['production/docker-compose.local.yml', 'development'],
];

test('a path says what its file is for', () => {
  for (const [path, use, aside] of PATHS)
    assert.deepEqual(environmentOf(path), { use, isAside: aside === 'aside' }, path);
});

test('of a URI fewer folders count', () => {
  const use = (uri: string) => environmentOf(uri).use;
  assert.equal(use('file:///w/dev/web.yaml'), 'development');
  assert.equal(use('file:///w/dev/web/web.yaml'), 'development');
  assert.equal(use('file:///home/dev/shop/web/web.yaml'), 'unknown');
  assert.equal(use('file:///home/me/test/shop/web.yaml'), 'test');
  assert.equal(use('file:///data/test/a/b/c/d/e/f/web.yaml'), 'unknown');
  assert.equal(use('untitled:Untitled-1'), 'unknown');
});

test('a language has test paths of its own', () => {
  assert.equal(isTestPath('src/pay_test.go'), false);
  assert.equal(isTestPath('src/pay_test.go', /_test\.go$/), true);
  assert.equal(isTestPath('testdata/pay.go'), true);
  assert.deepEqual(environmentOf('src/pay_test.go', /_test\.go$/), { use: 'test', isAside: true });
});

test('the language of a file does not change what its path says in any language', () => {
  for (const [path, languageId] of [
    ['src/a.stories.tsx', 'typescriptreact'],
    ['src/a.spec.ts', 'typescript'],
    ['src/a.ts', 'typescript'],
  ] as const) {
    const questions = [isDevelopment, isProduction, isAside];
    assert.deepEqual(
      questions.map((ask) => ask({ path, languageId })),
      questions.map((ask) => ask({ path })),
      path,
    );
  }
});

test('the name of a part of a file may say the same', () => {
  for (const name of ['dev', 'app-development', 'debug', 'local', 'unit_tests', 'ci'])
    assert.equal(isDevelopmentName(name), true, name);
  for (const name of ['app', 'devices', 'runner', 'production', 'sandbox'])
    assert.equal(isDevelopmentName(name), false, name);
});

test('development and tests endanger no users', () => {
  const at = (path: string) => ({ path });
  assert.equal(isDevelopment(at('compose.dev.yml')), true);
  assert.equal(isDevelopment(at('tests/compose.yml')), true);
  assert.equal(isDevelopment(at('examples/compose.yml')), false);
  assert.equal(isProduction(at('compose.prod.yml')), true);
  assert.equal(isProduction(at('compose.yml')), false);
  const doc = new Document('file:///w/deploy/sandbox/web.yaml', 'yaml', '');
  assert.equal(severityIn(doc, 'warning'), 'information');
  assert.equal(severityIn(new Document('file:///w/web.yaml', 'yaml', ''), 'warning'), 'warning');
});

test('a test is one step lower, not two', () => {
  const endangers: Rule = {
    ...callsOf('load'),
    *check(doc) {
      yield { at: { start: 0, end: 4 }, message: 'found', severity: severityIn(doc, 'warning') };
    },
  };
  const checker = contentChecker({ rules: [endangers], roots: ['file:///w'] });
  const severityOf = (path: string) => checker.check(tsx('load()', `file:///w/${path}`)).hints[0]?.severity;
  assert.equal(severityOf('a.tsx'), 'warning');
  assert.equal(severityOf('dev/a.tsx'), 'information', 'development');
  assert.equal(severityOf('docs/a.tsx'), 'information', 'aside');
  assert.equal(severityOf('dev/docs/a.tsx'), 'information', 'both');
  assert.equal(severityOf('tests/a.tsx'), 'information', 'a test is both');
});

test('pieces stand each for itself, and the files of a demo belong together', () => {
  const at = (path: string) => ({ path });
  assert.equal(isSample(at('docs/ingress/web.yaml')), true);
  assert.equal(isSample(at('site/snippets/web.yaml')), true);
  assert.equal(isSample(at('demo/web.yaml')), false);
  assert.equal(isSample(at('docs/a/b/c/d/web.yaml')), false);
  assert.equal(isAside(at('site/snippets/web.tsx')), false);
});

test('a checker asks for paths from the workspace, not above it', () => {
  const checker = contentChecker({ rules: [callsOf('load')], roots: ['file:///home/me/test'] });
  const severityOf = (path: string) => {
    const doc = tsx('load()', `file:///home/me/test/${path}`);
    const [hint] = checker.check(doc).hints;
    return [hint?.severity, isDevelopment(doc)];
  };
  assert.deepEqual(severityOf('a.tsx'), ['warning', false]);
  assert.deepEqual(severityOf('test/a.tsx'), ['information', true]);
});
