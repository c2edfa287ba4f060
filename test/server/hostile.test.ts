import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { catalogue } from '../../src/generated/catalogue.ts';
import { goodForms, rules, subjects } from '../../src/generated/rules.ts';
import { AT, PICTURE, PING } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { TestClient } from './support.ts';

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
    app: webapp
spec:
  containers:
    - name: web
      image: shop/web:1.4.2
      securityContext:
        privileged: true
`;

describe('bad manifests, Compose files and Dockerfiles in the editor', () => {
  let client: TestClient;
  let files = 0;
  before(async () => {
    client = await new TestClient({ rules, subjects, goodForms, catalogue }).start();
  });
  after(() => client.dispose());

  /** Opens a text and asks for all that an editor asks for. */
  async function look(text: string, languageId = 'yaml', name = 'web.yaml') {
    const uri = `file:///w/${++files}/${name}`;
    const logged = client.logged.length;
    await client.open(uri, text, languageId);
    const found = (await client.settled(uri)).hints.map(({ rule }) => rule.replace(/.*\//, ''));
    const position = { line: 3, character: 4 };
    const at = await request(client.connection, AT, { uri, position });
    const picture = await request(client.connection, PICTURE, { uri, position });
    await client.actions(uri, Math.min(40, text.length));
    assert.equal(await request(client.connection, PING, undefined), true);
    return {
      uri,
      found,
      at,
      picture,
      logged: client.logged.slice(logged).map((each) => each.replace(uri, '…')),
    };
  }

  test('what is beyond a bound is said once in the log, and asks for nothing more', async () => {
    const laughs = Array.from(
      { length: 30 },
      (_, i) =>
        `a${i}: &a${i} [${Array(9)
          .fill(i === 0 ? 'lol' : `*a${i - 1}`)
          .join(', ')}]\n`,
    ).join('');
    const cases: [text: string, said: string, language?: string][] = [
      [`${SERVICE}x: "${'x'.repeat(2 * 1024 * 1024)}"\n`, '… is not checked: it is larger than 1 MB.'],
      [`${SERVICE}\0`, '… is not checked: it is binary.'],
      [
        `${SERVICE}x: "${'x'.repeat(900_000)}"\n`,
        '… is not checked: it is made of lines longer than 100,000 characters.',
      ],
      [
        `${SERVICE}x: ${'['.repeat(10_000)}${']'.repeat(10_000)}\n`,
        '… is not checked: it is nested more than 128 levels deep.',
      ],
      [
        `${laughs}${SERVICE}`,
        '… is not checked: it is made of more than 100,000 values once its aliases are followed.',
      ],
      [`${'---\n'.repeat(20_000)}${SERVICE}`, '… is not checked: it is made of more than 10,000 documents.'],
      [
        `FROM node:22\n${'RUN true\n'.repeat(20_000)}`,
        '… is not checked: it is larger than 128 KB.',
        'dockerfile',
      ],
      [
        `${POD}---\n${laughs}${SERVICE}`,
        'A part of … is not checked: the document from line 13 on is made of more than 100,000 values once its aliases are followed.',
      ],
    ];
    for (const [text, said, language = 'yaml'] of cases) {
      const { uri, logged, at, picture } = await look(
        text,
        language,
        language === 'dockerfile' ? 'Dockerfile' : 'web.yaml',
      );
      assert.deepEqual(logged, [said]);
      if (!said.startsWith('A part')) assert.deepEqual([at.hints, picture.paths], [[], []], said);
      const before = client.logged.length;
      await client.edit(uri, 0, 0, '# a\n');
      await client.settled(uri);
      assert.deepEqual(client.logged.slice(before), [], 'nothing is said again');
    }
  });

  test('a text that no program takes has no hints, and the log no word of it', async () => {
    for (const text of [
      POD.replace('  containers:', '\tcontainers:'),
      POD.replace('    app: webapp', '    app: webapp\n    app: web'),
      POD.replace('privileged: true', 'privileged: true\n        x: *nobody'),
    ]) {
      const { uri, found, logged, picture } = await look(text);
      assert.deepEqual([found, logged, picture.container], [[], [], undefined]);
      // Mended, it is checked like any other.
      await client.edit(uri, 0, text.length, POD);
      assert.ok((await client.rules(uri)).includes('docker-isolation/privileged-container'));
    }
  });

  test('a key that nobody has finished yet takes no hint away', async () => {
    const { uri } = await look(POD);
    await client.edit(uri, POD.length, POD.length, '        run');
    assert.ok((await client.rules(uri)).includes('docker-isolation/privileged-container'));
  });

  test('the picture of a Service that cannot be read says so', async () => {
    const { picture } = await look(SERVICE.replace('    app: web', '    app: web\n    app: shop'));
    assert.deepEqual(
      picture.paths.map(({ links, targets }) => [links.map(({ state, text }) => [state, text]), targets]),
      [
        [
          [
            [
              'broken',
              'This document is no valid YAML as it stands, so nothing can be said of where it leads.',
            ],
          ],
          [],
        ],
      ],
    );
  });

  test('hints of a file with CRLF stand where the editor shows them, and fixes write CRLF', async () => {
    const { uri } = await look(POD.replaceAll('\n', '\r\n'));
    const { hints } = await client.settled(uri);
    const privileged = hints.find(({ rule }) => rule.endsWith('/privileged-container'));
    assert.deepEqual(privileged?.range.start.line, 11);
    const written = hints.flatMap(({ fixes }) =>
      fixes.flatMap(({ edits }) => edits.map(({ newText }) => newText)),
    );
    assert.ok(written.some((text) => text.includes('\n')));
    for (const text of written) assert.doesNotMatch(text, /(?<!\r)\n/);
  });
});
