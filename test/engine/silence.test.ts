import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Document, disables, only, type Rule } from '../../src/engine/index.ts';
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

test('what else is written behind a code is no code', () => {
  assert.deepEqual(
    badLines('# hadolint ignore=DL3008, DL3002 because of the volume\nbad\n', 'dockerfile'),
    [],
  );
  assert.deepEqual(badLines('# hadolint ignore=everything\nbad\n', 'dockerfile'), [2]);
  assert.deepEqual(badLines('# checkov:skip=CKV_K8S_16 said before\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('# bridgecrew:skip=CKV_K8S_16:said before\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('# checkov:skip=CKV_K8S_17:bad\nbad\n', 'dockerfile'), [1, 2]);
  assert.deepEqual(badLines('#trivy:ignore:DS-0001 trivy:ignore:KSV-0017\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('#trivy:ignore:KSV-0017:exp:2030-01-01\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('#trivy:ignore:*\nbad\n', 'dockerfile'), []);
  assert.deepEqual(badLines('#trivy:ignore:KSV-0018\nbad\n', 'dockerfile'), [2]);
  assert.deepEqual(badLines('x trivy:ignore:KSV-0017\nbad\n', 'dockerfile'), [2]);
});

test('a check directive counts at the top of a Dockerfile only', () => {
  const skip = '# check=skip=SecretsUsedInArgOrEnv\n';
  assert.deepEqual(badLines(`# syntax=docker/dockerfile:1\n${skip}bad\n`, 'dockerfile'), []);
  assert.deepEqual(
    badLines(`# syntax=docker/dockerfile:1\r\n# CHECK = skip=all\r\nbad\r\n`, 'dockerfile'),
    [],
  );
  assert.deepEqual(badLines(`# a remark\n${skip}bad\n`, 'dockerfile'), [3]);
  assert.deepEqual(badLines(`FROM x\n${skip}bad\n`, 'dockerfile'), [3]);
});

test('a comment above an instruction holds for all of its lines, and no longer', () => {
  const ignore = '# hadolint ignore=DL3002\n';
  assert.deepEqual(badLines(`${ignore}RUN a && \\\n  # why\n\n  bad\nbad\n`, 'dockerfile'), [6]);
  assert.deepEqual(badLines(`${ignore}RUN <<EOF\nbad\nEOF\nbad\n`, 'dockerfile'), [5]);
  assert.deepEqual(badLines(`${ignore}RUN cat <<<"bad"\nbad\n`, 'dockerfile'), [3]);
  assert.deepEqual(badLines(`# escape=\`\n${ignore}RUN a \`\n  bad\nbad\n`, 'dockerfile'), [5]);
});

test('trivy’s comment above something in YAML holds for it, and no longer', () => {
  const above = '# trivy:ignore:KSV017';
  const item = `spec:\n  list:\n  ${above}\n  - name: a\n\n    x: bad\n  - name: bad\n`;
  assert.deepEqual(badLines(item, 'yaml'), [7]);
  assert.deepEqual(badLines(`a: 1\n${above}\nlist:\n- bad\n- bad\nb: bad\n`, 'yaml'), [6]);
  assert.deepEqual(badLines(`${above}\nkind: Pod\nspec:\n  x: bad\n---\nkind: bad\n`, 'yaml'), [6]);
  assert.deepEqual(badLines(`a: 1\nb: bad ${above}\nc: bad\n`, 'yaml'), [3]);
});

test('a code that is about some of a rule’s findings silences those', () => {
  const picky: Rule = {
    ...rule,
    id: 'topic/picky',
    languages: ['yaml'],
    looksFor: ['host'],
    messages: { shared: '`{wall}`', agent: '`{wall}`' },
    sameAs: [
      ...only({ wall: 'PID' }, 'kube-linter:host-pid'),
      ...only({ wall: ['IPC', 'network'], message: 'shared' }, 'kube-linter:host-others'),
    ],
    *check({ text }) {
      for (const { index, 1: kind = '', 2: wall = '' } of text.matchAll(/host-(\w+)-(\w+)/g))
        yield { at: { start: index, end: index + 4 }, message: kind, names: { wall } };
    },
  };
  const text = (code: string) =>
    `a:\n  ignore-check.kube-linter.io/${code}: x\nb: host-shared-PID\nc: host-shared-IPC\nd: host-agent-IPC\n`;
  const walls = (code: string) => {
    const doc = new Document('file:///a', 'yaml', text(code));
    return strictChecker({ rules: [picky] })
      .check(doc)
      .hints.map(({ message, sameAs }) => `${message} ${sameAs}`);
  };
  const [pid, ipc, agent] = ['`PID` kube-linter:host-pid', '`IPC` kube-linter:host-others', '`IPC` '];
  assert.deepEqual(walls('host-pid'), [ipc, agent]);
  assert.deepEqual(walls('host-others'), [pid, agent]);
  assert.deepEqual(walls('host-path'), [pid, ipc, agent]);
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
