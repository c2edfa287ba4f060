import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { faultLine } from '../../scripts/lib/content-files.mjs';
import { walkthroughFaults } from '../../scripts/lib/lesson-check.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { kinds } from '../../src/generated/kinds.ts';
import { assertNone } from './lib/failures.ts';
import { inContent, pack, topics } from './lib/open.ts';
import { expandSnippet } from './lib/snippets.ts';

const { runner, rules, content } = pack;
const contributes = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).contributes;

/** A path whose language it is, and that says nothing else. */
function examplePath(language: string): string {
  if (language === 'dockercompose') return 'compose.yaml';
  const extension = pack.format.languageById(language)?.extensions[0];
  assert.ok(extension, `The engine does not know the language ${language}.`);
  return `src/Example${extension}`;
}

/** Snippets for Compose are services; they are inserted below the key. */
function asService(text: string): string {
  return `services:\n${text.replaceAll(/^(?=.)/gm, '  ')}`;
}

describe('clauses about languages', () => {
  const read = new Set(rules.flatMap(({ languages }) => languages as readonly string[]));
  const idsOf = (wanted: (id: string, picture: readonly string[]) => boolean) =>
    kinds.flatMap(({ languages, pictures = [] }) =>
      languages.filter(({ id }) => wanted(id, pictures)).flatMap(({ id, aliases = [] }) => [id, ...aliases]),
    );
  const found: { command?: string; when: string }[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { when } = value as { when?: unknown };
    if (typeof when === 'string' && /LangId|languageId/i.test(when)) found.push(value as never);
    for (const part of Object.values(value)) collect(part);
  };
  collect(contributes);

  test('are there for the key of a lesson, all fixes and both pictures', () => {
    for (const command of ['openLesson', 'fixAll', 'showCallPath', 'showContainer'])
      assert.ok(
        found.some((each) => each.command === `hindsight.${command}`),
        command,
      );
  });

  for (const { command = '', when } of found)
    test(`${command}: holds in the languages that it is for`, () => {
      const picture = { 'hindsight.showCallPath': 'path', 'hindsight.showContainer': 'container' }[command];
      const wanted = idsOf((id, pictures) => (picture ? pictures.includes(picture) : read.has(id)));
      const clauses = [...when.matchAll(/(?:editor|resource)LangId =~ \/(\S+)\/(?=$| )/g)];
      assert.equal(clauses.length, when.match(/LangId|languageId/gi)?.length, when);
      const every = kinds.flatMap(({ languages }) =>
        languages.flatMap(({ id, aliases = [] }) => [id, ...aliases]),
      );
      for (const [, pattern = ''] of clauses)
        assert.deepEqual(
          every.filter((id) => new RegExp(pattern).test(id)),
          wanted,
        );
    });
});

describe('snippets', () => {
  const read = (file: string) =>
    JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
  /** Which snippet has a prefix in a language; the first one where two have it. */
  const prefixes = new Map<string, string>();
  for (const { file, languages } of content.topics.flatMap((topic) => topic.snippets)) {
    for (const [name, { prefix }] of Object.entries(read(file))) {
      for (const key of languages.flatMap((language) => [prefix].flat().map((each) => `${language} ${each}`)))
        if (!prefixes.has(key)) prefixes.set(key, `${inContent(file)}: ${name}`);
    }
  }
  for (const { file, languages } of topics.flatMap((topic) => topic.snippets)) {
    for (const [name, { prefix, body, description, ...rest }] of Object.entries(read(file))) {
      test(`${inContent(file)}: ${name}`, () => {
        assert.deepEqual(Object.keys(rest), [], 'VS Code does not know these keys.');
        assert.equal(typeof description, 'string', 'It needs a description.');
        const keys = [prefix].flat();
        assert.ok(
          keys.length > 0 && keys.every((key) => typeof key === 'string' && key !== ''),
          'It needs a prefix.',
        );
        const lines = [body].flat();
        assert.ok(
          lines.length > 0 && lines.every((line) => typeof line === 'string'),
          'Its body is a text or a list of lines.',
        );
        const inserted = `${expandSnippet(lines.join('\n'))}\n`;
        for (const language of languages) {
          for (const key of keys) {
            const first = prefixes.get(`${language} ${key}`);
            assert.equal(
              first,
              `${inContent(file)}: ${name}`,
              `"${key}" is the prefix of another snippet too.`,
            );
          }
          const path = examplePath(language);
          const text = language === 'dockercompose' ? asService(inserted) : inserted;
          assert.equal(
            runner.syntaxError(path, text),
            undefined,
            `With its defaults it has a syntax error:\n${text}`,
          );
          const { hints, errors } = runner.checkTexts(new Map([[path, text]]), rules);
          assert.deepEqual(
            [...errors, ...hints.map(({ hint }) => `${hint.rule}: ${hint.message}`)],
            [],
            `A good pattern is silent:\n${text}`,
          );
        }
      });
    }
  }
});

describe('walkthroughs', () => {
  const ids = new Set<string>();
  for (const { file, head } of content.walkthroughs) {
    test(inContent(file), () => {
      assert.ok(!ids.has(head.id), `The id ${head.id} is taken.`);
      ids.add(head.id);
      const stepIds = head.steps.map((step: { id: string }) => step.id);
      assert.equal(new Set(stepIds).size, stepIds.length, 'Two steps have one id.');
      const commands = new Set<string>(
        (contributes.commands ?? []).map((each: { command: string }) => each.command),
      );
      assertNone(walkthroughFaults({ file, head }, content, commands).map(faultLine));
      for (const step of head.steps) {
        assert.ok((step.completionEvents ?? []).length > 0, `The step ${step.id} is never completed.`);
      }
    });
  }
});
