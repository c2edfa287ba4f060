import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { describe, test } from 'node:test';
import { examples, inContent, lessons, pack } from './lib/open.ts';

/** What a lesson says of the good form holds for its own examples. */

const { runner, rules } = pack;
const abouts = lessons.flatMap((lesson) =>
  (lesson.head.about ?? []).map((about) => ({ lesson: lesson.id, ...about })),
);

for (const lesson of lessons) {
  const wells = (lesson.head.well ?? []).map((well) => ({ lesson: lesson.id, ...well }));
  if (wells.length === 0) continue;
  describe(inContent(lesson.file), () => {
    const own = examples.filter((each) => each.lesson === lesson.id).map(({ example }) => example);
    const find = (languageId: string, text: string, only = wells) => {
      const doc = new runner.Document('file:///workspace/src/Example', languageId, text);
      try {
        return runner.findExamples(doc, {
          lesson: lesson.id,
          abouts,
          wells: only,
          rules,
          faults: () => [],
        });
      } finally {
        doc.dispose();
      }
    };

    for (const [index, well] of wells.entries()) {
      test(`${basename(lesson.id)} well ${index + 1} matches one of its good examples`, () => {
        // An empty text of each language makes the query compile for its grammar.
        for (const languageId of well.languages)
          find(languageId, '', [{ ...well, looksFor: [''], lesson: lesson.id }]);
        const found = own
          .flatMap((example) => example.goods.flatMap((good) => good.files))
          .flatMap((file) => find(runner.languageIdOf(runner.pathOf(file)) ?? '', file.text, [well]));
        assert.ok(found.length > 0, `It matches none:\n${well.query}`);
        const unknown = found
          .flatMap((each) => Object.keys(each.names))
          .find((name) => !(name in (lesson.head.names ?? {})));
        assert.equal(unknown, undefined, `It captures @${unknown}, for which "names" has no default.`);
      });
    }
  });
}
