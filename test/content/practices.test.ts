import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { before, describe, test } from 'node:test';
import { renderLesson } from '../../scripts/lib/lessons.mjs';
import type { Practice } from '../../src/lessons/index.ts';
import type { UnmetData } from '../../src/protocol/server.ts';
import { lessons, pack } from './lib/open.ts';
import { tries as reactTries } from './lib/practiceTries.ts';
import { tries as dockerTries } from './lib/practiceTriesDocker.ts';
import { tries as kubernetesTries } from './lib/practiceTriesKubernetes.ts';

/**
 * Every practice under the same eyes as in the editor: the rules without settings and comments, and the conditions
 * on its text. What a learner may write has to pass, and what goes round the lesson must not.
 */

const { runner, rules } = pack;
const tries = { ...reactTries, ...kubernetesTries, ...dockerTries };

function unmetIn(practice: Practice, text: string): UnmetData[] {
  const chosen = rules.filter((rule) => practice.rules.includes(rule.id));
  return runner.unmetOf(practice, text, runner.practiceAnswer(practice.fileName, text, chosen));
}

/** Applies edits, each of which has to hit. */
function edited(text: string, edits: readonly (readonly [string, string])[]): string {
  return edits.reduce((before, [from, to]) => {
    assert.ok(before.includes(from), `The text does not hold ${from}`);
    return before.replaceAll(from, () => to);
  }, text);
}

/** Ways to have the solution in a text without its being code, and to keep the rules out. */
function masks({ language, solved, start, rules }: Practice): string[] {
  const lines = solved.split('\n');
  const isHash = language !== 'javascriptreact';
  const comment = isHash ? '#' : '//';
  const general = [
    '',
    lines.map((line) => `${comment} ${line}`).join('\n'),
    `${comment} @generated\n${start}`,
    rules.map((rule) => `${comment} hindsight-ignore-file ${rule}\n`).join('') + start,
  ];
  if (language === 'dockerfile')
    return [
      ...general,
      `FROM scratch\nCOPY <<EOF /Dockerfile\n${solved}\nEOF\n`,
      `FROM scratch\nLABEL solution=${JSON.stringify(solved)}\n`,
      `${solved}\nfunction (`,
    ];
  if (isHash)
    return [
      ...general,
      `text: |\n${lines.map((line) => `  ${line}`).join('\n')}`,
      `text: ${JSON.stringify(solved)}`,
      `${solved}\nbroken: [1, }\n`,
    ];
  return [
    ...general,
    `/*\n${solved}\n*/`,
    `export const Done = () => null;\n/*\n${solved}\n*/`,
    `export const text = ${JSON.stringify(solved)};`,
    `export const text = \`${solved.replaceAll('`', "'").replaceAll('${', '$')}\`;`,
    `${solved}\nfunction (`,
  ];
}

for (const lesson of lessons.filter((each) => each.practice)) {
  const name = basename(lesson.id);
  describe(`the practice of ${name}`, () => {
    let practice: Practice;
    before(async () => {
      const rendered = (await renderLesson(lesson, [])).practice;
      assert.ok(rendered);
      practice = rendered;
    });

    test('has a file of its language', () => {
      assert.equal(runner.languageIdOf(practice.fileName), practice.language);
    });

    test('is not passed at the start, for its rules and in words', () => {
      const unmet = unmetIn(practice, practice.start);
      assert.ok(unmet.some(({ kind }) => kind === 'rule'));
      for (const { kind, line, text } of unmet) {
        assert.notEqual(kind, 'broken');
        assert.match(text, /^[A-Z`].*[.?]$/);
        if (kind !== 'missing') assert.ok(line !== undefined && line > 0);
      }
    });

    test('is passed by its solution, also with other quotes and line breaks', () => {
      assert.deepEqual(unmetIn(practice, practice.solved), []);
      assert.deepEqual(unmetIn(practice, practice.solved.replaceAll("'", '"')), []);
      assert.deepEqual(unmetIn(practice, practice.solved.replaceAll('\n', '\r\n')), []);
    });

    test('is not passed by nothing, by comments, by a string, or by broken code', () => {
      for (const text of masks(practice))
        assert.notDeepEqual(unmetIn(practice, text), [], text.slice(0, 200));
    });

    test('has hints from gentle to nearly the answer', () => {
      assert.ok(practice.hints.length >= 2 && practice.hints.length <= 4);
    });

    const own = tries[name];
    test('was tried by hand', () => {
      assert.ok(own, `Write tries for ${name} in practiceTries.ts.`);
      assert.ok(own.right.length >= 1 && own.round.length >= 2);
    });
    for (const { what, from, edits } of own?.right ?? [])
      test(`is passed by ${what}`, () => {
        assert.deepEqual(unmetIn(practice, edited(practice[from], edits)), []);
      });
    for (const { what, from, edits } of own?.round ?? [])
      test(`is not passed by ${what}`, () => {
        const unmet = unmetIn(practice, edited(practice[from], edits));
        assert.notDeepEqual(unmet, []);
        assert.ok(
          unmet.every(({ kind }) => kind !== 'broken'),
          'The try itself is broken.',
        );
      });
  });
}
