import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Document, disables, type Rule } from '../../src/engine/index.ts';
import { callsOf, strictChecker, tsx } from './lib/engine.ts';

const rule: Rule = { ...callsOf('load'), sameAs: ['eslint:api/no-load', 'biome:lint/api/noLoad'] };
const linesOf = (text: string) => {
  const doc = tsx(text);
  return strictChecker({ rules: [rule] })
    .check(doc)
    .hints.map((hint) => doc.lines.positionAt(hint.start).line + 1);
};

test('the next line is silenced, for the rule or its topic, and no other line', () => {
  assert.deepEqual(linesOf('load();\n// hindsight-ignore-next-line topic/load\nload();\nload();'), [1, 4]);
  assert.deepEqual(linesOf('// hindsight-ignore-next-line topic -- fine here\nload();'), []);
  assert.deepEqual(linesOf('// hindsight-ignore-next-line topic/other\nload();'), [2]);
});

test('a directive without a rule silences nothing', () => {
  assert.deepEqual(linesOf('// hindsight-ignore-next-line\nload();'), [2]);
});

test('directives may be stacked, and stand in JSX', () => {
  const stacked = '// hindsight-ignore-next-line topic/load\n// eslint-disable-next-line no-undef\nload();';
  assert.deepEqual(linesOf(stacked), []);
  const jsx =
    'const a = (\n  <p>\n    {/* hindsight-ignore-next-line topic/load */}\n    {load()}\n  </p>\n);';
  assert.deepEqual(linesOf(jsx), []);
});

test('the whole file', () => {
  assert.deepEqual(linesOf('/* hindsight-ignore-file topic/load */\nload();\nload();'), []);
});

test('the words in a string silence nothing', () => {
  assert.deepEqual(linesOf('const a = "hindsight-ignore-file topic/load";\nload();'), [2]);
});

test('a peer’s comment for the same fault silences ours; one for another does not', () => {
  assert.deepEqual(linesOf('// eslint-disable-next-line api/no-load\nload();'), []);
  assert.deepEqual(linesOf('load(); // eslint-disable-line api/no-load'), []);
  assert.deepEqual(linesOf('// biome-ignore lint/api/noLoad: legacy\nload();'), []);
  assert.deepEqual(linesOf('// eslint-disable-next-line no-console\nload();'), [2]);
});

test('eslint-disable holds until it is enabled again', () => {
  const text = '/* eslint-disable api/no-load */\nload();\n/* eslint-enable api/no-load */\nload();';
  assert.deepEqual(linesOf(text), [4]);
});

test('a directive’s reason and codes are read apart', () => {
  const [disable] = tsx('// eslint-disable-next-line a/b, c -- it is needed').model(disables);
  assert.deepEqual(disable?.codes, ['a/b', 'c']);
  assert.equal(disable?.reason, 'it is needed');
});

/** The 1-based lines on which a rule that marks every `bad` speaks. */
function badLines(text: string, languageId: string): number[] {
  const doc = new Document('file:///a', languageId, text);
  const bad: Rule = {
    ...rule,
    id: 'topic/bad',
    languages: [languageId],
    looksFor: ['bad'],
    sameAs: [
      'hadolint:DL3002',
      'buildkit:SecretsUsedInArgOrEnv',
      'checkov:CKV_K8S_16',
      'trivy:KSV-0017',
      'kics:abc-1',
      'kube-linter:privileged-container',
      'kube-score:pod-probes',
      'polaris:runAsPrivileged',
      'semgrep:docker.bad',
    ],
    *check({ text: all }) {
      for (const { index } of all.matchAll(/\bbad\b/g))
        yield { at: { start: index, end: index + 3 }, message: 'call' };
    },
  };
  const { hints } = strictChecker({ rules: [bad] }).check(doc);
  return hints.map((hint) => doc.lines.positionAt(hint.start).line + 1);
}

test('comments that begin with # silence the next line, or the file', () => {
  for (const language of ['yaml', 'dockercompose', 'dockerfile', 'shellscript']) {
    assert.deepEqual(badLines('# hindsight-ignore-next-line topic\n# more\nbad\nbad\n', language), [4]);
    assert.deepEqual(badLines('# hindsight-ignore-file topic\nbad\n', language), []);
    assert.deepEqual(badLines('a hindsight-ignore-file topic\nbad\n', language), [2]);
  }
});

test('Dockerfile peers', () => {
  assert.deepEqual(badLines('# hadolint ignore=DL3008,DL3002\nbad\nbad\n', 'dockerfile'), [3]);
  assert.deepEqual(badLines('# hadolint ignore=DL3008\nbad\n', 'dockerfile'), [2]);
  assert.deepEqual(badLines('# hadolint global ignore=DL3002\nbad\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('# check=skip=SecretsUsedInArgOrEnv;error=true\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('# check=error=true;skip=all\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('# check=skip=StageNameCasing\nbad\n', 'dockerfile'), [2]);
  assert.deepEqual(badLines('#checkov:skip=CKV_K8S_16:needed\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('#trivy:ignore:AVD-KSV-0017\nbad\nbad\n', 'dockerfile'), [3]);
  assert.deepEqual(badLines('bad # trivy:ignore:KSV017\nbad\n', 'dockerfile'), [2]);
  assert.deepEqual(badLines('# kics-scan ignore-line\nbad\nbad\n', 'dockerfile'), [3]);
  assert.deepEqual(badLines('# kics-scan ignore\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('# kics-scan disable=abc-1\nbad\n', 'dockerfile'), []);
  assert.deepEqual(
    badLines('bad # nosemgrep\nbad # nosemgrep: docker.bad\nbad # nosemgrep: x\n', 'dockerfile'),
    [3],
  );
});

test('annotations of a manifest hold for its document', () => {
  const documents = (line: string) =>
    `bad: 1\n---\nmetadata:\n  annotations:\n    ${line}\nbad: 1\n---\nbad: 1\n`;
  for (const line of [
    'ignore-check.kube-linter.io/privileged-container: "a reason"',
    'kube-linter.io/ignore-all: "yes"',
    'kube-score/ignore: pod-networkpolicy,pod-probes',
    '"polaris.fairwinds.com/runAsPrivileged-exempt": "true"',
    'checkov.io/skip1: CKV_K8S_16=reason',
    'x: y # checkov:skip=CKV_K8S_16: reason',
  ])
    assert.deepEqual(badLines(documents(line), 'yaml'), [1, 8], line);
  assert.deepEqual(badLines(documents('kube-score/ignore: pod-networkpolicy'), 'yaml'), [1, 6, 8]);
});
