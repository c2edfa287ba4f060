import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Parser, Tree } from 'web-tree-sitter';
import { Document, needsPreparing, parsersFor, prepareLanguage } from '../../src/engine/index.ts';
import { dockerfile } from '../../src/engine/parsers/dockerfile/index.ts';
import {
  SHELL,
  type ShellScript,
  shellFile,
  shellOf,
  shellOfScalar,
  shellOfWords,
} from '../../src/engine/parsers/shell/index.ts';
import { yamlFile } from '../../src/engine/parsers/yaml/index.ts';
import { readWasm } from './lib/engine.ts';

assert.equal(needsPreparing(SHELL), true);
for (const language of ['yaml', 'dockerfile', SHELL]) await prepareLanguage(language, readWasm);

const words = ({ commands }: ShellScript) =>
  commands.map(({ name, words: rest }) =>
    [name, ...rest].map((word) => word?.text ?? `?${word?.prefix ?? ''}`),
  );

function docker(text: string, index = 0) {
  const doc = new Document('file:///Dockerfile', 'dockerfile', text);
  const instruction = doc.model(dockerfile).instructions[index];
  assert.ok(instruction);
  const script = shellOf(doc, instruction);
  for (const command of script.commands)
    for (const word of command.words)
      assert.ok(word.start >= instruction.start && word.end <= instruction.end);
  return {
    script,
    slice: (span?: { start: number; end: number }) => span && text.slice(span.start, span.end),
  };
}

test('a host loads the grammar only where a rule asks for it', () => {
  assert.equal(needsPreparing(SHELL), false);
  const rule = { languages: ['dockerfile'], embeds: [SHELL] };
  assert.deepEqual(parsersFor('dockerfile', [rule]), ['dockerfile', SHELL]);
  assert.deepEqual(parsersFor('yaml', [rule]), ['yaml']);
});

describe('RUN', () => {
  test('continued lines are one, and places are those of the file', () => {
    const text = `RUN --mount=type=cache,target=/c apt-get update \\
    # why curl
    && apt-get install -y "cu"rl \\
\\
  git=1:2 2>/dev/null | tee /l\\
og; A=1 B="x y" sudo env
`;
    const { script, slice } = docker(text);
    assert.deepEqual(words(script), [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', 'curl', 'git=1:2'],
      ['tee', '/log'],
      ['sudo', 'env'],
    ]);
    assert.deepEqual(
      script.commands.map(({ operator }) => operator),
      [undefined, '&&', '|', ';'],
    );
    assert.equal(script.isBroken, false);
    const [, install, tee, sudo] = script.commands;
    assert.equal(slice(install?.words[2]), '"cu"rl');
    assert.equal(slice(install?.words[3]), 'git=1:2');
    assert.equal(slice(tee?.words[0]), '/l\\\nog');
    assert.deepEqual(
      install?.redirects.map(({ operator, target }) => [operator, target?.text]),
      [['>', '/dev/null']],
    );
    assert.deepEqual(
      sudo?.assignments.map(({ name, value }) => [name, value?.text]),
      [
        ['A', '1'],
        ['B', 'x y'],
      ],
    );
    assert.equal(slice(sudo?.assignments[1]), 'B="x y"');
  });

  test('what variables and commands decide is unknown, up to there it is known', () => {
    const { script } = docker(`RUN docker run -v "$PWD":/x --name=$N "a $(id -u) b" 'c $d' $(which e) \\
  "f \\" g"\n`);
    assert.deepEqual(words(script), [
      ['docker', 'run', '-v', '?', '?--name=', '?a ', 'c $d', '?', 'f " g'],
      ['id', '-u'],
      ['which', 'e'],
    ]);
    assert.deepEqual(
      script.commands.map(({ isSubstitution }) => isSubstitution),
      [false, true, true],
    );
  });

  test('loops, conditions, groups and functions hold commands', () => {
    const { script } = docker(
      'RUN if [ -f a ]; then rm b; fi; for i in 1 2; do (cp $i c); done; f() { mv d e; }; export P=1; X=2\n',
    );
    assert.deepEqual(
      words(script).map(([name]) => name),
      ['rm', 'cp', 'mv', 'export', '?'],
    );
    assert.deepEqual(
      script.commands.at(-1)?.assignments.map(({ name }) => name),
      ['X'],
    );
  });

  test('heredocs', () => {
    const run = docker('RUN <<EOF\napt-get update\nsudo -s\nEOF\nUSER a\n');
    assert.deepEqual(words(run.script), [
      ['apt-get', 'update'],
      ['sudo', '-s'],
    ]);
    assert.equal(run.slice(run.script.commands[1]?.words[0]), '-s');
    const cat = docker('RUN cat <<EOF > /a\nnot a command\nEOF\n');
    assert.deepEqual(words(cat.script), [['cat']]);
  });

  test('the JSON form, with and without a shell', () => {
    const plain = docker('CMD ["npm", "run", "a && b"]\n');
    assert.deepEqual(words(plain.script), [['npm', 'run', 'a && b']]);
    assert.equal(plain.slice(plain.script.commands[0]?.words[1]), 'a && b');
    const shell = docker('RUN ["/bin/bash", "-eux", "-c", "echo \\"hi\\" && sudo ls"]\n');
    assert.deepEqual(words(shell.script), [
      ['echo', 'hi'],
      ['sudo', 'ls'],
    ]);
    assert.equal(shell.slice(shell.script.commands[1]?.name), 'sudo');
    assert.deepEqual(words(docker('HEALTHCHECK --interval=1s CMD curl -f x || exit 1\n').script), [
      ['curl', '-f', 'x'],
      ['exit', '1'],
    ]);
    assert.deepEqual(words(docker('# escape=`\nFROM a\nRUN dir a `\n  b\n', 1).script), [['dir', 'a', 'b']]);
  });
});

describe('YAML', () => {
  const slicer = (text: string) => (span?: { start: number; end: number }) =>
    span && text.slice(span.start, span.end);
  const open = (text: string) => {
    const doc = new Document('file:///a.yaml', 'yaml', text);
    return { doc, root: doc.model(yamlFile).documents[0]?.root, slice: slicer(text) };
  };

  test('command and args', () => {
    const { doc, root, slice } = open(`command: [sh, -c]
args:
  - |
    set -e
      docker run --privileged \\
        nginx
`);
    const nodes = [...(root?.get('command')?.values() ?? []), ...(root?.get('args')?.values() ?? [])];
    const script = shellOfWords(doc, nodes);
    assert.deepEqual(words(script), [
      ['set', '-e'],
      ['docker', 'run', '--privileged', 'nginx'],
    ]);
    assert.deepEqual(
      script.commands.flatMap((command) => command.words.map(slice)),
      ['-e', 'run', '--privileged', 'nginx'],
    );
    assert.equal(shellOfWords(doc, nodes), script);
  });

  test('a command line in every way of writing', () => {
    const texts: Record<string, string[]> = {
      'npm run start': ['run', 'start'],
      '"npm \\"run\\" a\\tb"': ['\\"run\\"', 'a', 'b'],
      "'npm ''run'' a'": ["''run''", 'a'],
    };
    for (const [text, expected] of Object.entries(texts)) {
      const { doc, root, slice } = open(`command: ${text}\n`);
      const script = shellOfScalar(doc, root?.get('command') as never);
      assert.deepEqual(script.commands[0]?.words.map(slice), expected, text);
    }
    const folded = open('command: >\n  npm run\n  start\n');
    const script = shellOfScalar(folded.doc, folded.root?.get('command') as never);
    assert.deepEqual(words(script), [['npm', 'run', 'start']]);
    assert.equal(folded.slice(script.commands[0]?.words[0])?.startsWith('>'), true);
  });
});

test('a shell file', () => {
  const text = '#!/bin/sh\n# a comment\nset -eu\ncat <<EOF\nrm -rf /\nEOF\ndocker run -d x &\n';
  const script = new Document('file:///a.sh', 'shellscript', text).model(shellFile);
  assert.deepEqual(words(script), [['set', '-eu'], ['cat'], ['docker', 'run', '-d', 'x']]);
});

test('broken and long texts come to an end', () => {
  const whole = 'if [ "$(a "b" | c \\"d\\")" ]; then { e; f "$(g)"; } fi <<X > y\nz\nX\n';
  for (let cut = 0; cut <= whole.length; cut++) void docker(`RUN ${whole.slice(0, cut)}`.trimEnd()).script;
  assert.deepEqual(
    words(docker(`RUN ${whole}`).script).map(([name]) => name),
    ['a', 'c', 'e', 'f', 'g'],
  );
  assert.equal(docker(`RUN ${'a '.repeat(40_000)}`).script.unreadable, 'larger than 32 KB');
  const [deep, heredocs] = ['nested more than 200 levels deep', 'made of more than 32 heredocs in one line'];
  for (const [piece, commands, reason] of [
    ['$(', 0, deep],
    ['(', 0, deep],
    ['{ ', 0, deep],
    ['<<E ', 0, heredocs],
    ['"', 1],
    ['a && ', 501],
    ['a | ', 500],
    ['`', 0],
    ['a;', 500],
    ['if ', 0],
  ] as const) {
    const { script } = docker(`RUN ${piece.repeat(500)}`);
    assert.deepEqual([script.commands.length, script.unreadable], [commands, reason], piece);
  }
});

test('what the parser would think about for seconds is given up with a reason', () => {
  const reasonOf = (text: string) => docker(`RUN ${text}`).script.unreadable;
  for (const piece of ['$(', 'a=( ', '(', '${a:-', '{ '])
    assert.equal(reasonOf(piece.repeat(201)), 'nested more than 200 levels deep', piece);
  const heredocs = (count: number, gap: string) =>
    Array.from({ length: count }, (_, i) => `cat <<E${i}${gap}`).join('');
  const file = (text: string) =>
    new Document('file:///a.sh', 'shellscript', text).model(shellFile).unreadable;
  assert.equal(file(heredocs(33, ' ')), 'made of more than 32 heredocs in one line');
  assert.equal(file(heredocs(33, ' \\\n')), 'made of more than 32 heredocs in one line');
  assert.equal(file(heredocs(200, '\n')), undefined);
  // The branches of a `case` close parentheses that were never opened; what comes after is not deeper for it.
  assert.equal(file(`case $a in\n${'x) b ;;\n'.repeat(300)}esac\n${'c $(d)\n'.repeat(300)}`), undefined);
});

test('every tree that is parsed is freed', (t) => {
  const parsed = t.mock.method(Parser.prototype, 'parse');
  const freed = t.mock.method(Tree.prototype, 'delete');
  for (let i = 0; i < 10; i++)
    assert.equal(docker(`RUN ${'echo a && '.repeat(50)}echo ${i}`).script.commands.length, 51);
  assert.ok(parsed.mock.callCount() >= 10);
  assert.equal(freed.mock.callCount(), parsed.mock.callCount());
});
