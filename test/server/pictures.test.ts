import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { manifestFacts } from '../../src/domains/manifests/index.ts';
import { defineRule } from '../../src/engine/index.ts';
import { COLLECT, COMMANDS, PICTURE } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { content, TestClient } from './support.ts';

/** The pictures of manifests, Compose files and Dockerfiles, asked for as the client does. */

const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
`;
const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: main
          image: shop/web:1.4.2
          ports:
            - name: http
              containerPort: 8080
`;
const DOCKERFILE = 'FROM node:22 AS build\nRUN npm ci\nFROM node:22-slim\nUSER node\nEXPOSE 3000\n';

/** Reads the manifests without finding anything, so that their parsers and facts are there. */
const reader = {
  ...defineRule({
    title: 'Reads manifests',
    languages: ['yaml', 'dockercompose'],
    severity: 'hint',
    fix: 'none',
    looksFor: ['apiVersion'],
    shares: manifestFacts,
    messages: {},
    *check() {},
  }),
  id: 'demo/reader',
  topic: 'demo',
  lesson: 'demo/first',
};
const docker = { ...reader, id: 'demo/docker', languages: ['dockerfile'], looksFor: ['FROM'] };
const lessons = ['kubernetes-services/ports', 'docker-isolation/root-inside'].map((id) => ({
  ...(content.catalogue.lessons[0] as (typeof content.catalogue.lessons)[number]),
  id,
}));
const own = {
  ...content,
  rules: [...content.rules, reader, { ...docker, shares: undefined, collect: undefined }],
  catalogue: { ...content.catalogue, lessons: [...content.catalogue.lessons, ...lessons] },
} as typeof content;

const SERVICE_URI = 'untitled:/w/service.yaml';
const WORKLOAD_URI = 'untitled:/w/workload.yaml';

let client: TestClient;
beforeEach(async () => {
  client = await new TestClient(own).start();
});
afterEach(() => client.dispose());

const ask = (uri: string, line: number, character = 0) =>
  request(client.connection, PICTURE, { uri, position: { line, character } });

describe('a picture', () => {
  it('leads from a Service to a container of another file, with places in both and their lessons', async () => {
    client.files.set(WORKLOAD_URI, Buffer.from(WORKLOAD));
    await request(client.connection, COLLECT, { uris: [WORKLOAD_URI] });
    await client.open(SERVICE_URI, SERVICE, 'yaml');
    await client.until('the facts', () => client.factsChanged > 0);
    const { paths, object, container } = await ask(SERVICE_URI, 5);
    assert.equal(container, undefined);
    assert.deepEqual(object, {
      kind: 'Service',
      name: 'web',
      range: { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } },
    });
    assert.equal(paths.length, 1);
    const [path] = paths;
    assert.deepEqual(
      path?.links.map(({ part, state }) => `${part} ${state}`),
      ['name holds', 'address holds', 'selector holds'],
    );
    const [target] = path?.targets ?? [];
    assert.deepEqual(
      target?.map(({ part, label }) => `${part} ${label}`),
      ['workload Deployment web', 'port 80 → http', 'container main:8080'],
    );
    assert.deepEqual(target?.[0]?.at, {
      uri: WORKLOAD_URI,
      range: { start: { line: 3, character: 8 }, end: { line: 3, character: 11 } },
    });
    assert.equal(target?.[2]?.lesson, 'kubernetes-services/ports');
    assert.equal(target?.[0]?.lesson, undefined, 'no lesson is named that there is not');
  });

  it('follows edits of the other file', async () => {
    await client.open(WORKLOAD_URI, WORKLOAD, 'yaml');
    await client.open(SERVICE_URI, SERVICE, 'yaml');
    assert.equal((await ask(SERVICE_URI, 5)).paths[0]?.links[2]?.state, 'holds');
    await client.until('the facts of both', () => client.factsChanged > 0);
    const before = client.factsChanged;
    const at = WORKLOAD.indexOf('app: web') + 5;
    await client.edit(WORKLOAD_URI, at, at + 3, 'webapp');
    const selector = (await ask(SERVICE_URI, 5)).paths[0]?.links[2];
    assert.equal(selector?.state, 'broken');
    assert.match(selector?.text as string, /says `app: webapp`/);
    await client.until('word of it', () => client.factsChanged > before);
  });

  it('shows what an image decides, and says what is decided when it is run', async () => {
    await client.open('untitled:/w/Dockerfile', DOCKERFILE, 'dockerfile');
    const { paths, container } = await ask('untitled:/w/Dockerfile', 1);
    assert.deepEqual(paths, []);
    assert.equal(container?.source, 'dockerfile');
    assert.deepEqual(
      container?.items.map(({ part, state, label }) => `${part} ${state} ${label}`),
      [
        'wall unknown namespaces',
        'meter unknown memory and CPU',
        'key unknown capabilities',
        'rule unknown house rules',
        'user closed user node',
        'door closed port 3000',
      ],
    );
    assert.equal(container?.items[4]?.at?.range.start.line, 3);
    assert.equal(container?.items[4]?.lesson, 'docker-isolation/root-inside');
  });

  it('is of the container around the place', async () => {
    const compose =
      'services:\n  web:\n    image: web\n    privileged: true\n  db:\n    image: postgres:17\n';
    await client.open('untitled:/w/compose.yaml', compose, 'dockercompose');
    assert.equal((await ask('untitled:/w/compose.yaml', 3)).container?.privileged, true);
    assert.equal((await ask('untitled:/w/compose.yaml', 4)).container?.name, 'db');
    assert.equal((await ask('untitled:/w/compose.yaml', 0)).container, undefined);
  });

  it('is drawn of a file that the editor has closed', async () => {
    client.files.set(SERVICE_URI, Buffer.from(SERVICE));
    assert.equal((await ask(SERVICE_URI, 5)).object, undefined, 'its facts are not known yet');
    await request(client.connection, COLLECT, { uris: [SERVICE_URI] });
    await client.until('the facts', () => client.factsChanged > 0);
    assert.equal((await ask(SERVICE_URI, 5)).object?.name, 'web');
  });

  it('is empty for what cannot be read, and for other languages', async () => {
    assert.deepEqual(await ask('untitled:/w/none.yaml', 0), { paths: [] });
    await client.open('untitled:/w/a.ts', 'const a = 1;\n', 'typescript');
    assert.deepEqual(await ask('untitled:/w/a.ts', 0), { paths: [] });
  });
});

describe('the light bulb', () => {
  const pictures = async (uri: string, offset: number, only?: string[]) =>
    (await client.actions(uri, offset, only)).map(({ command }) => command?.command);

  it('offers a picture on the line that names an object, and nowhere else', async () => {
    await client.open(SERVICE_URI, SERVICE, 'yaml');
    assert.deepEqual(await pictures(SERVICE_URI, SERVICE.indexOf('name: web')), [COMMANDS.showCallPath]);
    assert.deepEqual(await pictures(SERVICE_URI, SERVICE.indexOf('selector')), []);
    assert.deepEqual(await pictures(SERVICE_URI, SERVICE.indexOf('name: web'), ['quickfix']), []);
    await client.open(WORKLOAD_URI, WORKLOAD, 'yaml');
    assert.deepEqual(await pictures(WORKLOAD_URI, WORKLOAD.indexOf('name: main')), [COMMANDS.showContainer]);
  });
});
