import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { faultLine } from '../../scripts/lib/content-files.mjs';
import { placesOf } from '../../scripts/lib/content-places.mjs';
import { checks } from '../../scripts/lib/lesson-check.mjs';
import { renderLesson } from '../../scripts/lib/lessons.mjs';
import { strays } from '../../scripts/lib/snapshots.mjs';
import type { PlacesHead } from '../../src/lessons/lesson.ts';
import { assertNone } from './lib/failures.ts';
import { examples, inContent, lessons, pack, topics } from './lib/open.ts';

const { runner, format, rules } = pack;
const shown = (places: unknown) => (typeof places === 'string' ? places : JSON.stringify(places));
const entryOf = (lesson: string, head: PlacesHead) => {
  const { languages, looksFor = [], not = [] } = head;
  return { lesson, languages, looksFor, not, places: placesOf(head) };
};
const subjects = lessons.flatMap(({ id, head }) => (head.about ?? []).map((each) => entryOf(id, each)));

test('content has no faults', () => {
  assertNone(pack.faults.map(faultLine));
});

test('every snapshot has its rule beside it', () => {
  const left = strays(pack.content.root, pack.sources).map(inContent);
  assert.deepEqual(
    left,
    [],
    'Remove them, or rename them as their rules were: `npm run update -- --all` does both.',
  );
});

for (const lesson of lessons) {
  const { head } = lesson;
  describe(inContent(lesson.file), () => {
    for (const [what, check] of Object.entries(checks)) {
      test(`${basename(lesson.id)} ${what}`, async () => {
        assertNone((await check(lesson, pack.content)).map(faultLine));
      });
    }

    test(`${basename(lesson.id)} renders`, async () => {
      const faults: Parameters<typeof faultLine>[0][] = [];
      const body = await renderLesson(lesson, faults);
      assertNone(faults.map(faultLine));
      assert.equal(body.sections.length, format.SECTIONS.length);
      for (const { id, html } of body.sections) assert.ok(html.trim(), `The section ${id} is empty.`);
    });

    for (const [index, about] of (head.about ?? []).entries()) {
      test(`${basename(lesson.id)} about ${index + 1} matches its own examples`, () => {
        const entry = entryOf(lesson.id, about);
        const texts = [
          // An empty text of each language makes the query compile for its grammar.
          ...about.languages.map((languageId) => ({ languageId, text: '' })),
          ...examples
            .filter((each) => each.lesson === lesson.id)
            .flatMap(({ example }) => [...example.bad, ...example.goods.flatMap((good) => good.files)])
            .map((file) => ({ languageId: runner.languageIdOf(runner.pathOf(file)), text: file.text })),
        ];
        const found = texts.flatMap(({ languageId, text }) => {
          const doc = new runner.Document('file:///workspace/src/Example', languageId, text);
          try {
            return runner.findSightings(doc, [entry]);
          } finally {
            doc.dispose();
          }
        });
        assert.ok(
          found.length > 0,
          `Its query matches nothing in the lesson's examples:\n${shown(entry.places)}`,
        );
        const unknown = found
          .flatMap((each) => Object.keys(each.names))
          .find((name) => !(name in (head.names ?? {})));
        assert.equal(unknown, undefined, `The query captures @${unknown}, for which "names" has no default.`);
      });
    }

    const forms = (head.well ?? []).map((each) => entryOf(lesson.id, each));
    for (const [index, well] of forms.entries()) {
      test(`${basename(lesson.id)} well ${index + 1} matches one of its good examples`, () => {
        const find = (languageId: string, text: string, only: (typeof forms)[number]) => {
          const doc = new runner.Document('file:///workspace/src/Example', languageId, text);
          try {
            const options = { lesson: lesson.id, subjects, goodForms: [only], rules, faults: () => [] };
            return runner.findExamples(doc, options);
          } finally {
            doc.dispose();
          }
        };
        // An empty text of each language makes the query compile for its grammar.
        for (const languageId of well.languages) find(languageId, '', { ...well, looksFor: [''] });
        const found = examples
          .filter((each) => each.lesson === lesson.id)
          .flatMap(({ example }) => example.goods.flatMap((good) => good.files))
          .flatMap((file) => find(runner.languageIdOf(runner.pathOf(file)), file.text, well));
        assert.ok(found.length > 0, `It matches none:\n${shown(well.places)}`);
        const unknown = found
          .flatMap((each) => Object.keys(each.names))
          .find((name) => !(name in (head.names ?? {})));
        assert.equal(unknown, undefined, `It captures @${unknown}, for which "names" has no default.`);
      });
    }

    test(`${basename(lesson.id)} has a practice that can be passed`, {
      skip: lesson.practice ? false : 'it has none',
    }, () => {
      const { practice } = lesson;
      assert.ok(practice);
      const path = `src/${practice.head.fileName}`;
      assert.equal(
        runner.languageIdOf(path),
        practice.head.language,
        '"language" is not that of "fileName".',
      );
      const start = runner.checkTexts(new Map([[path, practice.start]]), rules);
      const solved = runner.checkTexts(new Map([[path, practice.solved]]), rules);
      assert.equal(runner.syntaxError(path, practice.start), undefined, 'The start has a syntax error.');
      assert.equal(runner.syntaxError(path, practice.solved), undefined, 'The solution has a syntax error.');
      const speaksAtStart = (name: string) => {
        const id = name.includes('/') ? name : `${lesson.topic}/${name}`;
        assert.ok(
          rules.some((rule) => rule.id === id),
          `There is no rule ${id}.`,
        );
        return start.hints.some(({ hint }) => hint.rule === id);
      };
      const { rules: named, mustStaySilent = [] } = practice.head;
      const mute = named.filter((name) => !speaksAtStart(name));
      assert.deepEqual(mute, [], 'The start does not make these of its "rules" speak.');
      const loud = mustStaySilent.filter(speaksAtStart);
      assert.deepEqual(loud, [], 'The start makes these speak, so they belong under "rules".');
      const left = solved.hints.filter(({ hint }) => hint.rule.startsWith(`${lesson.topic}/`));
      assert.deepEqual(
        left.map(({ hint }) => `${hint.rule}: ${hint.message}`),
        [],
        'The solution is not clean.',
      );
    });
  });
}

test('every lesson of every topic is there', () => {
  for (const topic of topics) {
    assert.ok(topic.head, `${topic.id} has no valid topic.json.`);
    assert.deepEqual(
      topic.lessons.map((lesson) => basename(lesson.id)),
      topic.head.lessons,
    );
  }
});
