import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { composeServices } from '../../src/domains/containers/index.ts';
import { manifestFacts, manifestObjects } from '../../src/domains/manifests/index.ts';
import { Document } from '../../src/engine/index.ts';
import { yamlFile } from '../../src/engine/parsers/yaml/index.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';
import { mayHoldKey } from '../../src/engine/parsers/yaml/split.ts';
import { isTemplated } from '../../src/engine/parsers/yaml/template.ts';

before(loadYaml);

const open = (text: string) => new Document('file:///w/a.yaml', 'yaml', text);
const first = (doc: Document) => {
  const [document] = doc.model(yamlFile).documents;
  assert.ok(document);
  return document;
};

const LOCK = `lockfileVersion: '9.0'
settings:
  autoInstallPeers: true
packages:
  kind-of@6.0.3:
    resolution: {integrity: sha512-x}
    apiVersion: 1
    services: none
`;

describe('a key at the top of a document', () => {
  const texts = [
    'kind: Service\n',
    '\uFEFFkind: Service\n',
    '# a comment\n\n  # another\nkind: Service\n',
    '---\nkind: Service\n',
    '--- # a comment\nkind: Service\n',
    'name: a\r\nkind: Service\r\n',
    'name: a\nkind : Service\n',
    'name: a\n"kind": Service\n',
    "name: a\n'kind': Service\n",
    '  name: a\n  kind: Service\n',
    '{ name: a, kind: Service }\n',
    '--- { kind: Service }\n',
    '--- !x\nkind: Service\n',
    '&anchor\nkind: Service\n',
    '? kind\n: Service\n',
    '$schema: x\nkind: Service\n',
    'text: |\n  kind: x\nkind: Service\n',
  ];
  for (const text of texts)
    test(`is not overlooked: ${JSON.stringify(text)}`, () => {
      assert.notEqual(first(open(text)).root?.get('kind'), undefined, 'the parser finds it');
      assert.equal(mayHoldKey(text, 'kind'), true);
    });

  for (const text of [
    'name: a\nspec:\n  kind: Service\n',
    'name: a\ntext: |\n  kind: Service\n',
    'name: a # kind: Service\n',
    'name: a\nkinds: Service\n',
    'name: a\nmykind: Service\n',
    '# kind: Service\nname: a\n',
    'name: "kind: x"\n',
  ])
    test(`is not seen where there is none: ${JSON.stringify(text)}`, () => {
      assert.equal(first(open(text)).root?.get('kind'), undefined, 'the parser finds none');
      assert.equal(mayHoldKey(text, 'kind'), false);
    });
});

test('what is no manifest and no Compose file is not parsed to learn that', () => {
  const doc = open(LOCK);
  assert.equal(manifestFacts.collect(doc), undefined);
  assert.deepEqual(doc.model(manifestObjects), []);
  assert.deepEqual(doc.model(composeServices), []);
  assert.equal(first(doc).reading.isRead, false);
});

test('a line of a template engine at the begin of a line needs no parse', () => {
  for (const text of [
    '{{- if .Values.on }}\napiVersion: v1\nkind: Service\n{{- end }}\n',
    'apiVersion: v1\nkind: Service\n{{- with .Values.labels }}\nlabels: {{ . }}\n{{- end }}\n',
    '{{ include "web.service" . }}\n',
  ]) {
    const doc = open(text);
    assert.equal(isTemplated(first(doc)), true, text);
    assert.equal(first(doc).reading.isRead, false, text);
  }
});

test('a template that a document carries for another program makes it none', () => {
  for (const line of ['  {{ .Labels.job }} is down', '   {{ end }}']) {
    const doc = open(`apiVersion: v1\nkind: ConfigMap\ndata:\n  text: |\n  ${line}\n`);
    assert.equal(isTemplated(first(doc)), false, line);
  }
});
