import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Document } from '../../src/engine/index.ts';
import { loadYaml } from '../../src/engine/parsers/yaml/read.ts';
import { removableComments, silenceFile, silenceLine } from '../../src/server/silence.ts';

await loadYaml();

test('a line of YAML or of a Dockerfile is silenced by a comment above it', () => {
  const yaml = new Document('file:///a.yaml', 'yaml', 'a:\n  - b: `1`\n    c: |\n      text\n');
  assert.deepEqual(silenceLine(yaml, 5, 't/r'), {
    uri: 'file:///a.yaml',
    range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } },
    newText: '  # hindsight-ignore-next-line t/r\n',
  });
  assert.equal(silenceLine(yaml, yaml.text.indexOf('text') + 1, 't/r'), undefined);
  const docker = new Document('file:///Dockerfile', 'dockerfile', 'FROM a\r\nRUN `b`\r\n');
  assert.equal(silenceLine(docker, 10, 't/r')?.newText, '# hindsight-ignore-next-line t/r\r\n');
  assert.equal(silenceFile(docker, 't/r')?.newText, '# hindsight-ignore-file t/r\r\n');
});

test('the directives of a Dockerfile stay the first lines', () => {
  const at = (text: string) =>
    silenceFile(new Document('file:///Dockerfile', 'dockerfile', text), 't/r')?.range.start;
  assert.deepEqual(at('# syntax=docker/dockerfile:1\n# check=skip=A\nFROM a\n'), { line: 2, character: 0 });
  assert.deepEqual(at('# a comment\nFROM a\n'), { line: 0, character: 0 });
});

test('and the comment can be taken away again', () => {
  const doc = new Document('file:///a.yaml', 'yaml', '# hindsight-ignore-next-line t/r\na: 1\n');
  const [found] = removableComments(doc, 0, 1);
  assert.equal(found?.edit.newText, '');
  assert.deepEqual(found?.edit.range.end, { line: 1, character: 0 });
});
