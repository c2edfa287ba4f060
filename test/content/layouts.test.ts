import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, test } from 'node:test';
import { layoutHints, layoutsFile } from './lib/layouts.ts';

describe('manifests and Dockerfiles in real layouts', () => {
  let hints: readonly string[];
  before(async () => {
    hints = await layoutHints();
  });

  const below = (name: string) => hints.filter((each) => each.startsWith(`${name}/`));

  test('a templated chart and hardened manifests stay silent', () => {
    assert.deepEqual(below('chart'), []);
    assert.deepEqual(below('hardened'), []);
  });

  test('what a template says literally is told', () => {
    assert.equal(below('chart-with-a-key').length, 2);
  });

  test('an overlay and an override for development warn of nothing', () => {
    const development = [
      ...below('kustomize/overlays/dev'),
      ...below('compose/.devcontainer'),
      ...hints.filter((each) => /^compose\/(?:compose\.override\.yaml|Dockerfile\.dev):/.test(each)),
    ];
    assert.ok(development.length > 0);
    assert.deepEqual(
      development.filter((each) => / (?:error|warning) /.test(each)),
      [],
    );
  });

  test('a sandbox is one step below production in every topic', () => {
    const levels = (folder: string) =>
      below(`environments/deploy/${folder}`).map((each) => / (\w+) ([\w/-]+): /.exec(each)?.slice(1));
    assert.deepEqual(levels('prod'), [
      ['information', 'kubernetes-services/service-node-exposure'],
      ['warning', 'docker-isolation/host-namespace-shared'],
    ]);
    assert.deepEqual(levels('sandbox'), [
      ['hint', 'kubernetes-services/service-node-exposure'],
      ['information', 'docker-isolation/host-namespace-shared'],
    ]);
  });

  test('every hint is one that was reviewed', () => {
    const reviewed = readFileSync(layoutsFile, 'utf8').trimEnd().split(/\r?\n/);
    assert.deepEqual(
      hints,
      reviewed,
      'Where the change is meant, run `npm run update -- --layouts` and judge every line that it shows.',
    );
  });
});
