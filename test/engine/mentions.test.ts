// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code that is looked at.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { mentionFinder, prepareLanguage } from '../../src/engine/index.ts';

describe('A mention in YAML', () => {
  before(() => prepareLanguage('yaml', async () => new Uint8Array()));
  const lineOf = (code: string, text: string) => mentionFinder(text, 'yaml')(code);
  const service = `kind: Service
spec:
  # kind: Ghost
  selector:
    app: web # tier: back
  ports:
    - port: 80
    - { name: https, port: "443" }
`;

  test('is found in block and flow style, in any order and with any quotes', () => {
    assert.equal(lineOf('kind: Service', service), 1);
    assert.equal(lineOf('{spec: {selector: {app: web}}, kind: "Service"}', service), 1);
    assert.equal(lineOf('selector: {app: web}', 'a:\n  {"selector":\n  {"app": \'web\'}}'), 3);
    assert.equal(lineOf('{port: 443, name: https}', service), 8);
    assert.equal(lineOf('{kind: Service, spec: {ports: [{port: 443}]}}', service), 8);
  });

  test('is no comment, no text of several lines, and not half a map', () => {
    assert.equal(lineOf('kind: Ghost', service), undefined);
    assert.equal(lineOf('tier: back', service), undefined);
    assert.equal(lineOf('kind: Service', `text: |\n${service.replaceAll(/^/gm, '  ')}`), undefined);
    assert.equal(lineOf('kind: Service', "text: 'kind: Service'"), undefined);
    assert.equal(lineOf('{kind: Service, spec: {selector: {app: cart}}}', service), undefined);
    assert.equal(lineOf('{kind: Service, selector: {app: web}}', service), undefined);
    assert.equal(lineOf('selector: {app: web}', 'selector:\n  app:\n    web:\n'), undefined);
  });

  test('is looked for in every document, and each document by itself', () => {
    assert.equal(lineOf('kind: Service', `a: 1\n---\n${service}`), 3);
    assert.equal(lineOf('{a: 1, kind: Service}', `a: 1\n---\n${service}`), undefined);
  });

  test('sees what anchors and merge keys bring, and what wins over them', () => {
    const text = 'base: &base { image: a, user: "1" }\nweb: { <<: *base, image: b }\nother: { web: *base }\n';
    assert.equal(lineOf('web: {image: b, user: 1}', text), 1);
    assert.equal(lineOf('web: {image: a}', text), 1);
    assert.equal(lineOf('web: {image: a}', text.replace('other: { web: *base }', '')), undefined);
    assert.equal(lineOf('a: {b: 1}', 'a: &a\n  <<: *a\n  c: *a'), undefined);
  });

  test('lets … stand for any value, or for any part of one', () => {
    assert.equal(lineOf('probe: …', 'probe: { httpGet: {} }'), 1);
    assert.equal(lineOf('probe: …', 'probe:\n'), undefined);
    assert.equal(lineOf('value: "http://cart…"', 'value: http://cart.shop'), 1);
    assert.equal(lineOf('value: "http://cart…:80…"', 'value: http://cart.shop:8080/x'), 1);
    assert.equal(lineOf('value: "a…a"', 'value: a'), undefined);
    assert.equal(lineOf('…: {image: b}', 'services:\n  web: { image: b }'), 2);
  });

  test('is the whole value, and may be one alone', () => {
    assert.equal(lineOf('image: web', 'image: web:2'), undefined);
    assert.equal(lineOf('NET_ADMIN', 'cap_add:\n  - NET_ADMIN'), 2);
    assert.equal(lineOf('NET_ADMIN', 'NET_ADMIN: x'), undefined);
  });

  test('ends on any text', () => {
    const text = '%YAML 1.2\n---\na: &a [*b, {<<: [*a, *c]}]\n? k\n: |\n  x\n"q: \'\n\t- }\n';
    for (let end = 0; end <= text.length; end++)
      assert.equal(lineOf('a: {b: [c]}', text.slice(0, end)), undefined);
    assert.equal(lineOf('x: 1', `x: 1\n${text}`), 1);
    assert.equal(lineOf('a: 1', '['.repeat(20_000)), undefined);
    assert.equal(lineOf('a: 1', `${'- '.repeat(20_000)}a: 1`), undefined);
    assert.equal(lineOf('[', 'a: 1'), undefined);
  });
});

describe('A mention in a Dockerfile', () => {
  const lineOf = (code: string, text: string) => mentionFinder(text, 'dockerfile')(code);

  test('is an instruction, whatever its case, quotes, options and line breaks', () => {
    assert.equal(lineOf('USER 10001', 'FROM a\nuser   "10001"\n'), 2);
    assert.equal(lineOf('COPY . .', 'FROM a\r\nCOPY --chown=1:1 \\\r\n# why\r\n  . .\r\n'), 2);
    assert.equal(lineOf('RUN npm ci', 'FROM a\nRUN --mount=type=cache,target=/x npm ci --omit=dev'), 2);
    assert.equal(lineOf('CMD node server.js', 'CMD ["node", "server.js"]'), 1);
    assert.equal(lineOf('CMD node server.js', 'CMD node server.js'), 1);
    assert.equal(lineOf('USER 1', '# escape=`\nFROM a `\n  AS b\nUSER 1'), 4);
  });

  test('is no comment, no argument, no text and no file', () => {
    for (const text of [
      '# RUN npm ci',
      'RUN true # npm ci',
      'RUN true # && npm ci',
      'RUN echo npm ci',
      'RUN echo "npm ci"',
      'RUN a \\\n# npm ci\n b',
      'LABEL a="RUN npm ci"',
      'COPY <<EOF /x\nRUN npm ci\nEOF\n',
      'RUN cat <<EOF > x\nnpm ci\nEOF\n',
      'USER npm ci',
    ])
      assert.equal(lineOf('RUN npm ci', text), undefined, text);
    assert.equal(lineOf('USER 10001', 'RUN <<EOF\nUSER 10001\nEOF\n'), undefined);
    assert.equal(lineOf('USER 10001', 'USER 100010'), undefined);
  });

  test('is found where a command begins', () => {
    for (const text of [
      'RUN a && npm ci',
      'RUN a; B=1 npm ci',
      'RUN (npm ci)',
      'RUN <<EOF\na\nnpm ci\nEOF',
      'RUN --network=none <<-"EOF"\nnpm ci\nEOF',
    ])
      assert.equal(lineOf('RUN npm ci', text), 1, text);
    assert.equal(lineOf('USER 1', 'RUN cat <<A <<B\nx\nA\ny\nB\nUSER 1'), 6);
  });

  test('lets … stand for any words, or for any part of one', () => {
    assert.equal(lineOf('RUN … npm ci', 'RUN --mount=type=secret,id=n npm ci'), 1);
    assert.equal(lineOf('RUN --mount=type=secret… … npm ci', 'RUN --mount=type=secret,id=n --x npm ci'), 1);
    assert.equal(lineOf('RUN --mount=type=secret… … npm ci', 'RUN npm ci --mount=type=secret'), undefined);
    assert.equal(lineOf('FROM node…', 'FROM --platform=x node:22 AS a'), 1);
  });

  test('ends on any text', () => {
    const text = 'FROM a\nRUN x "y \' \\\n#\n $(z <<E ${b} | { [ "c", ] && \\';
    for (let end = 0; end <= text.length; end++)
      assert.equal(lineOf('RUN … x', text.slice(0, end)), end > text.indexOf('x') ? 2 : undefined);
  });
});
