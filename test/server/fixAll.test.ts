import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Document, Rule } from '../../src/engine/index.ts';
import { fixAllSafe } from '../../src/server/fixAll.ts';
import { toHintData } from '../../src/server/present.ts';
import { callsOf, strictChecker, tsx } from '../engine/lib/engine.ts';

/** As `callsOf`; a file tells how often it calls the function. */
function counted(word: string, fixedTo: string): Rule {
  return {
    ...callsOf(word, fixedTo),
    collect: (doc: Document) => ({ calls: doc.text.split(`${word}(`).length - 1 }),
  };
}

test('fixing all leaves the facts of the document as they were, and names what is really fixed', () => {
  const checker = strictChecker({ rules: [counted('load', 'fetchOnce'), callsOf('ping', '((')] });
  const doc = tsx('load(); ping(); load();');
  checker.collect(doc);
  const { hints } = checker.check(doc);
  const data = hints.map((hint, index) => toHintData(hint, index, doc.uri, doc.lines, () => doc.lines));
  const facts = JSON.stringify(checker.facts.entries());
  const result = fixAllSafe({ doc, hints, data }, checker);
  assert.equal(result.edits.map(({ newText }) => newText).join(), 'fetchOnce(); ping(); fetchOnce();');
  assert.deepEqual(
    result.fixed.map(({ rule }) => rule),
    ['topic/load', 'topic/load'],
  );
  assert.equal(JSON.stringify(checker.facts.entries()), facts);
  assert.deepEqual(checker.facts.of(doc.uri), [['topic/load', { calls: 2 }]]);
});
