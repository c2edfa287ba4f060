import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openContent } from '../../scripts/lib/content-runner.mjs';
import { finds, lesson, pair, rule, toGood, topic, write } from './lib/tryout.ts';

/** The failures of all examples of a content folder. */
async function failuresOf(files: Record<string, string>): Promise<string[]> {
  const pack = await openContent(write({ 't/topic.json': topic(['l']), ...files }));
  assert.deepEqual(
    pack.faults.map((fault) => fault.message),
    [],
  );
  assert.ok(pack.examples.length > 0);
  return pack.examples.flatMap(({ topic: id, example }) => {
    const { failures, bad } = pack.runner.runCase(id, example, pack.rules);
    return [
      ...failures,
      ...(bad ? pack.runner.lineBreakFailures(bad, pack.rules) : []),
      ...pack.runner.stress(example, pack.rules),
    ];
  });
}

/** Finds every `bad`, with more in its findings. */
const found = (more: string) => finds('').replace('fixes: []', more);
const steps = (one: string) => `fix: 'none', steps: { found: [${one}, 'And so on.', 'It ends.'] },`;

describe('examples', () => {
  const files = (body: string, text: string, more?: string) => ({
    't/l/bad-call.ts': rule(body, more),
    't/l/lesson.md': lesson(text),
  });

  test('pass when rule, fix and text agree', async () => {
    assert.deepEqual(
      await failuresOf(files(finds(toGood), pair('bad();\nbad();', 'good();\ngood();'), "fix: 'safe',")),
      [],
    );
  });

  const wrong: [name: string, files: Record<string, string>, failure: RegExp][] = [
    [
      'a rule that is silent',
      files('', pair('bad();', 'good();')),
      /should make t\/bad-call speak, but it is silent/,
    ],
    [
      'a rule that speaks on the good form',
      files(finds(''), pair('bad();', 'bad(1);')),
      /should be silent, but t\/bad-call says at src\/Example.tsx:1:1-1:4 \("bad"\): calls `bad`/,
    ],
    [
      'a fix that gives something else',
      files(finds(toGood), pair('bad();', 'better();'), "fix: 'safe',"),
      /\n-better\(\);\n\+good\(\);/,
    ],
    [
      'a fix that the rule promises and does not give',
      files(finds(''), pair('bad();', 'good();'), "fix: 'safe',"),
      /Tag the good fence \(line \d+\) nofix/,
    ],
    [
      'a fix by a name that is not there',
      files(finds(toGood), pair('bad();', 'good();', ' fix="Be best"'), "fix: 'safe',"),
      /compares the fix Be best, and the hint has 1 "Be good"/,
    ],
    [
      'a fix that breaks the code',
      files(finds(toGood.replace("'good'", "'good('")), pair('bad();', 'good();', ' nofix')),
      /leaves a syntax error/,
    ],
    [
      'a fix after which the rule still speaks',
      files(finds(toGood.replace("'good'", "'bad /* sic */'")), pair('bad();', 'good();', ' nofix')),
      /After the fix "Be good" t\/bad-call still says:/,
    ],
    ['a syntax error', files(finds(''), pair('bad(;', 'good();')), /has a syntax error at its 1:/],
    [
      'a message with a gap',
      files(finds('').replace("names: { name: 'bad' }", 'names: {}'), pair('bad();', 'good();')),
      /gives no name for \{name\}/,
    ],
    [
      'a rule that throws',
      files(`throw new Error('oh');`, pair('bad();', 'good();')),
      /t\/bad-call threw on src\/Example.tsx: Error: oh/,
    ],
    [
      'a rule that throws on half a text',
      files(
        `if (!doc.text.endsWith(';\\n')) throw new Error('half'); ${finds('')}`,
        pair('bad();', 'good();'),
      ),
      /On the first \d+ characters: t\/bad-call threw/,
    ],
    [
      'a rule that is silent on lines that end in CRLF',
      files(`if (!doc.text.includes('\\r')) ${finds('')}`, pair('bad();', 'good();')),
      /With CRLF other hints come:\nnone\ninstead of:\nsrc\/Example.tsx t\/bad-call: calls `bad`/,
    ],
    [
      'a fix that ends its lines in its own way',
      files(finds(toGood.replace("'good'", "'go\\nod'")), pair('bad();', 'go\nod();'), "fix: 'safe',"),
      /With CRLF the fix "Be good" gives\n"go\\nod\(\);/,
    ],
    [
      'another rule of the topic that speaks too',
      { ...files(finds(''), pair('bad();', 'good();')), 't/l/other-call.ts': rule(finds('')) },
      /Only t\/bad-call should speak, but t\/other-call says/,
    ],
    [
      'a fix of a rule that says it has none',
      files(finds(toGood), pair('bad();', 'good();')),
      /The rule says fix: 'none', and here it has the fix "Be good"\. Say fix: 'safe', or/,
    ],
    [
      'a related place outside the text',
      files(found("related: [{ start: 3, end: 99, message: 'there' }]"), pair('bad();', 'good();')),
      /A place of "related" is empty or outside its text of 7 characters \(3 to 99, "there"\)/,
    ],
    [
      'a related place of which nothing is said',
      files(found("related: [{ start: 3, end: 4, message: '' }]"), pair('bad();', 'good();')),
      /A place of "related" has an empty message \(3 to 4, ""\)/,
    ],
    [
      'a note outside the text',
      files(found("notes: [{ start: 7, end: 8, text: 'there' }]"), pair('bad();', 'good();')),
      /A place of "notes" is empty or outside the text of 7 characters \(7 to 8, "there"\)/,
    ],
    [
      'a part of no group',
      files(
        found("part: { label: 'a call', add: {}, title: 'Call', kind: 'safe' }"),
        pair('bad();', 'good();'),
      ),
      /A finding of t\/bad-call has a "part" \("a call"\), and the rule has no "group": name the group/,
    ],
    [
      'a step at a place that is only a name',
      files(finds(''), pair('bad();', 'good();'), steps("{ text: 'It calls.', at: 'name' }")),
      /A step has at: 'name', and the finding gives no place of that key, and the name of that key is no place\. Give it in "places"/,
    ],
    [
      'a step with a word that is only a place',
      files(found('places: { call: at }'), pair('bad();', 'good();'), steps("'It calls `{call}`.'")),
      /A step says \{call\}, and the finding gives neither a name nor a word of that key, and the place of that key is no word\. Give/,
    ],
    [
      'a rule that does not exist',
      files(finds(''), pair('bad();', 'good();').replace('bad-call', 'no-call')),
      /There is no rule t\/no-call/,
    ],
  ];
  for (const [name, content, failure] of wrong) {
    test(`fail for ${name}`, async () => assert.match((await failuresOf(content)).join('\n'), failure));
  }

  test('of several files share facts, and a fix may edit another file', async () => {
    const cross = `
import { defineRule } from '../../../src/engine/index.ts';
export default defineRule({
  title: 'Uses what another file calls bad', languages: ['typescriptreact'], severity: 'warning', fix: 'suggested',
  looksFor: ['use('], collectsFor: ['export bad'], messages: { found: 'uses it' },
  collect: (doc) => ({ bad: doc.text.indexOf('bad') }),
  *check(doc, facts) {
    for (const { uri, value } of facts.get('bad')) {
      yield { at: { start: 0, end: 3 }, message: 'found', fixes: [{ title: 'Be good', kind: 'suggested', edits: [{ uri, start: value, end: value + 3, newText: 'good' }] }] };
    }
  },
});`;
    const text =
      '```tsx bad=bad-call file=a.tsx\nuse();\n```\n```tsx file=b.tsx\n// export bad\n```\n```tsx good file=b.tsx\n// export good\n```\n';
    assert.deepEqual(await failuresOf({ 't/l/bad-call.ts': cross, 't/l/lesson.md': lesson(text) }), []);
    assert.match(
      (
        await failuresOf({
          't/l/bad-call.ts': cross,
          't/l/lesson.md': lesson(text.replace('export good', 'export best')),
        })
      ).join(),
      /does not give the good example/,
    );
  });
});
