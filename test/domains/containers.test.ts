import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  composeServices,
  finalImage,
  isForSwarm,
  isOwnImage,
  runsForUsers,
} from '../../src/domains/containers/index.ts';
import { Document, prepareLanguage } from '../../src/engine/index.ts';
import { readWasm } from '../engine/lib/engine.ts';

before(async () => {
  for (const language of ['yaml', 'dockerfile']) await prepareLanguage(language, readWasm);
});

test('a service runs for users where its file or its replicas say so', () => {
  const runs = (path: string, service = '{ image: web }') => {
    const doc = new Document(`file:///w/${path}`, 'yaml', `services:\n  web: ${service}\n`);
    const [web] = doc.model(composeServices);
    assert.ok(web);
    return runsForUsers(doc, web);
  };
  assert.equal(runs('compose.yaml'), false);
  assert.equal(runs('compose.yaml', '{ image: web, deploy: { replicas: 2 } }'), true);
  assert.equal(runs('compose.prod.yaml'), true);
  assert.equal(runs('products/compose.yaml'), false);
  assert.equal(runs('shop-stack.yaml'), true);
});

test('a stack is for swarm, and no other word is', () => {
  const isFor = (path: string) => isForSwarm(new Document(path, 'yaml', ''));
  assert.equal(isFor('file:///w/stack/compose.yaml'), true);
  assert.equal(isFor('file:///w/compose.swarm.yaml'), true);
  assert.equal(isFor('file:///w/haystack/compose.yaml'), false);
  assert.equal(isFor('file:///w/compose.prod.yaml'), false);
  assert.equal(isFor('file:///stack/a/b/c/compose.yaml'), false);
});

test('an image of the people who work on a project is told by the name of its file', () => {
  const isOwn = (path: string) => isOwnImage(new Document(`file:///w/${path}`, 'dockerfile', ''));
  for (const path of [
    'Dockerfile.lint',
    'builder.Dockerfile',
    'Dockerfile-docs',
    'Dockerfile.dev',
    'ci/Dockerfile',
  ])
    assert.equal(isOwn(path), true, path);
  for (const path of ['Dockerfile', 'web.Dockerfile', 'sandbox/Dockerfile', 'devices/Dockerfile'])
    assert.equal(isOwn(path), false, path);
});

test('the final image knows what it builds on, through stages and variables', () => {
  const base = (text: string) =>
    new Document('file:///w/Dockerfile', 'dockerfile', text).model(finalImage)?.base;
  const text = 'ARG V=22\nFROM mirror.gcr.io/library/node:$V@sha256:1 AS deps\nFROM deps\nCMD ["a"]\n';
  const { name, official, tag, digest } = base(text) ?? {};
  assert.deepEqual(
    [name, official, tag, digest],
    ['mirror.gcr.io/library/node:22@sha256:1', 'node', '22', 'sha256:1'],
  );
  assert.equal(base('ARG V\nFROM $V\n'), undefined);
  assert.equal(base('FROM {{ image }}\n'), undefined);
});
