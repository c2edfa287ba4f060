/** What is wrong with a rule whatever its examples show is found, and reported with its place. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openContent } from '../../scripts/lib/content-runner.mjs';
import { ruleFaults } from '../../scripts/lib/rule-check.mjs';
import { finds, lesson, pair, rule, run, topic, write } from './lib/tryout.ts';

const SHARED =
  "shares: { id: 'x', languages: ['typescriptreact'], looksFor: ['bad'], collect: () => ({}) }, collect: () => ({}),";
const step = (more: string) =>
  `steps: { found: ['It calls.', { text: 'It goes on.', ${more} }, 'It ends.'] },`;

const files = (more: string) => ({
  't/topic.json': topic(['l']),
  't/l/bad-call.ts': rule(finds(''), `fix: 'none', ${more}`),
  't/l/lesson.md': lesson(pair('bad();', 'good();')),
});

/** All that is wrong with the rule, when its findings have these keys. */
async function faultsOf(more: string, ...given: string[]): Promise<string[]> {
  const pack = await openContent(write(files(more)));
  const [source] = pack.sources;
  const [definition] = pack.rules;
  assert.ok(source && definition);
  return ruleFaults(source, definition, new Set(given)).map(({ line, message }) => `${line}: ${message}`);
}

describe('a rule', () => {
  const wrong: [name: string, more: string, fault: RegExp][] = [
    [
      'that shares facts and collects its own',
      SHARED,
      /^4: "collect" is never called where a rule has "shares"/,
    ],
    [
      'with a code that names no tool',
      "explains: ['react-hooks/exhaustive-deps'],",
      /^4: "react-hooks\/exhaustive-deps" in "explains" is no code of another tool: write <tool>:<code>/,
    ],
    [
      'with such a code for some of its findings',
      "sameAs: [{ code: 'bogus', of: { message: 'found' } }],",
      /^4: "bogus" in "sameAs" is no code/,
    ],
    [
      'with a step that waits for what never comes',
      step("when: 'grace'"),
      /^4: A step of "found" has "grace" in "when", and no finding of any example has a name, a word or a place/,
    ],
    [
      'with a step that gives way to what never comes',
      step("unless: ['name', 'grace']"),
      /^4: A step of "found" has "grace" in "unless"/,
    ],
  ];
  for (const [name, more, fault] of wrong)
    test(`${name} is told so`, async () => {
      const faults = await faultsOf(more, 'name');
      assert.equal(faults.length, 1, faults.join('\n'));
      assert.match(faults[0] ?? '', fault);
    });

  test('is left alone with codes of tools, and with keys that some finding has', async () => {
    const codes =
      "explains: ['eslint:react-hooks/exhaustive-deps'], sameAs: ['oxc:react-hooks(exhaustive-deps)', 'kics:*'],";
    assert.deepEqual(
      await faultsOf(`${codes} ${step("when: 'name', unless: 'sometimes'")}`, 'name', 'sometimes'),
      [],
    );
  });
});

test('check-content tells what is wrong with a rule, and with the headings of its cases', () => {
  const content = write({
    ...files(step("unless: ['grace', 'name']")),
    't/l/bad-call.cases.md':
      '## Silent: it calls\n\n```tsx bad=bad-call\nbad();\n```\n\n## Fires: it does not\n\n```tsx good\ngood();\n```\n',
  });
  const { status, output } = run('check-content.mjs', 't/bad-call', '--content', content);
  assert.equal(status, 1);
  assert.match(output, /bad-call\.ts:4:\d+: A step of "found" has "grace" in "unless"/);
  assert.doesNotMatch(output, /has "name" in "unless"/);
  assert.match(
    output,
    /bad-call\.cases\.md:3:1: A bad example is below a heading that begins with "Silent:"/,
  );
  assert.match(output, /bad-call\.cases\.md:9:1: Nothing fires below a heading that begins with "Fires:"/);
});
