import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Job, type Workflow, workflow } from '../../src/domains/workflows/index.ts';
import { Document, prepareLanguage } from '../../src/engine/index.ts';
import { readWasm } from '../engine/lib/engine.ts';

before(() => prepareLanguage('yaml', readWasm));

const ACTIONS = `on:
  push: { branches: [main] }
  workflow_dispatch:
jobs:
  build:
    runs-on: ubuntu-latest
    container: node:22
    services:
      db:
        image: postgres:17
        options: --privileged
    steps:
      - uses: actions/checkout@v4
      - name: Build
        run: npm ci
  ship:
    environment: { name: production, url: https://example.org }
    steps: []
`;

const GITLAB = `stages: [build]
variables: { A: b }
before_script:
  - docker info
default:
  after_script: docker ps
build:
  script:
    - make
    - make test
ship:
  environment: production
  extends: build
`;

function read(text: string, path = '.github/workflows/a.yml', language = 'yaml') {
  const doc = new Document(`file:///w/${path}`, language, text);
  return { doc, found: doc.model(workflow) };
}

function jobsOf(found: Workflow | undefined): readonly Job[] {
  assert.ok(found);
  return found.jobs;
}

test('a workflow of Actions says when it runs and what it does', () => {
  const { doc, found } = read(ACTIONS);
  assert.equal(found?.system, 'actions');
  assert.deepEqual(
    found.triggers.map(({ name, node, options }) => [name, doc.slice(node), options?.kind]),
    [
      ['push', 'push', 'map'],
      ['workflow_dispatch', 'workflow_dispatch', 'scalar'],
    ],
  );
  const [build, ship] = jobsOf(found);
  assert.deepEqual([build?.name, build?.environment], ['build', undefined]);
  assert.deepEqual(
    build?.steps.map(({ name, uses, run }) => [name, uses?.text, run && doc.slice(run)]),
    [
      [undefined, 'actions/checkout@v4', undefined],
      ['Build', undefined, 'npm ci'],
    ],
  );
  assert.deepEqual(
    build?.containers.map(({ image, options }) => [image, options?.text]),
    [
      ['node:22', undefined],
      ['postgres:17', '--privileged'],
    ],
  );
  assert.deepEqual(
    [ship?.name, ship?.environment?.name, ship?.environment && doc.slice(ship.environment.node)],
    ['ship', 'production', 'production'],
  );
});

test('events may be written as a word or a list', () => {
  const names = (text: string) => read(text).found?.triggers.map(({ name }) => name);
  assert.deepEqual(names('on: push\n'), ['push']);
  assert.deepEqual(names('on: [push, pull_request]\n'), ['push', 'pull_request']);
  assert.deepEqual(names('jobs: {}\n'), []);
});

test('the steps of a composite action are a job without a name', () => {
  const { found } = read(
    'runs:\n  using: composite\n  steps:\n    - run: make\n',
    '.github/actions/a/action.yml',
  );
  assert.deepEqual(
    jobsOf(found).map(({ name, steps }) => [name, steps.map(({ run }) => run?.text)]),
    [['', ['make']]],
  );
});

test('the lines of a GitLab job are its steps', () => {
  const { found } = read(GITLAB, 'ci/shop.gitlab-ci.yml');
  assert.equal(found?.system, 'gitlab');
  assert.deepEqual(
    jobsOf(found).map(({ name, environment, steps }) => [
      name,
      environment?.name,
      steps.map(({ run }) => run?.text),
    ]),
    [
      ['', undefined, ['docker info']],
      ['', undefined, ['docker ps']],
      ['build', undefined, ['make', 'make test']],
      ['ship', 'production', []],
    ],
  );
});

test('other texts are none', () => {
  assert.equal(read(ACTIONS, 'deploy/a.yml').found, undefined);
  assert.equal(read('- a\n').found, undefined);
  assert.equal(read('docker run a\n', '.github/a.sh', 'shellscript').found, undefined);
  assert.deepEqual(read('on: [\njobs:\n  - a', '.gitlab-ci.yml').found?.jobs ?? [], []);
});
