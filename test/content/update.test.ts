/** `npm run update`: snapshots follow the rules, and only a state that its examples agree with is kept. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openContent } from '../../scripts/lib/content-runner.mjs';
import { updateSnapshots } from '../../scripts/lib/snapshot-update.mjs';
import { finds, lesson, pair, rule, run, topic, write } from './lib/tryout.ts';

const cases =
  '## Twice\n\n```tsx bad=bad-call\nbad();\nbad();\n```\n\n## Fine\n\n```tsx good\ngood();\n```\n';
const files = {
  't/topic.json': topic(['l']),
  't/l/bad-call.ts': rule(finds('')),
  't/l/bad-call.cases.md': cases,
  't/l/other-call.ts': rule(finds('').replaceAll("'bad'", "'worse'")).replace("['bad']", "['worse']"),
  't/l/lesson.md': lesson(
    `${pair('bad();', 'good();')}\nAnd\n\n${pair('worse();', 'good();').replace('bad=bad-call', 'bad=other-call')}`,
  ),
};

/** A content folder, and how to update it. */
function tryOut(more: Record<string, string> = {}) {
  const content = write({ ...files, ...more });
  const path = (name: string) => join(content, 't/l', name);
  return {
    content,
    has: (name: string) => existsSync(path(name)),
    read: (name: string) => JSON.parse(readFileSync(path(name), 'utf8')),
    change: (name: string, from: string, to: string) => {
      const text = readFileSync(path(name), 'utf8');
      assert.ok(text.includes(from), `${name} does not hold ${from}`);
      writeFileSync(
        path(name),
        text.replaceAll(from, () => to),
      );
    },
    async update(names: readonly string[] | 'all') {
      const lines: string[] = [];
      const { changed, refused } = updateSnapshots(await openContent(content), names, (line) =>
        lines.push(line),
      );
      return { changed: changed.map((file) => file.slice(content.length + 1)), refused, lines };
    },
  };
}

describe('npm run update', () => {
  test('keeps the hints of the examples that a rule owns, each in one snapshot', async () => {
    const { update, has, read } = tryOut();
    const first = await update(['bad-call']);
    assert.deepEqual(first.changed, [join('t', 'l', 'bad-call.snap.json')]);
    assert.equal(has('other-call.snap.json'), false, 'only the rule that was named');
    const kept = read('bad-call.snap.json');
    assert.deepEqual(Object.keys(kept), ['lesson.md', 'bad-call.cases.md']);
    assert.deepEqual(Object.keys(kept['lesson.md']), ['bad-call 1']);
    assert.deepEqual(
      kept['bad-call.cases.md'].Twice.map(({ at, message }: { at: string; message: string }) => [
        at,
        message,
      ]),
      [
        ['1:1-1:4', 'calls `bad`'],
        ['2:1-2:4', 'calls `bad`'],
      ],
    );
    await update('all');
    assert.deepEqual(Object.keys(read('other-call.snap.json')), ['lesson.md']);
    assert.deepEqual(Object.keys(read('other-call.snap.json')['lesson.md']), ['other-call 1']);
    const again = await update('all');
    assert.deepEqual([again.changed, again.refused], [[], []]);
  });

  test('updates the rules of a lesson by its name', async () => {
    const { update } = tryOut();
    assert.deepEqual((await update(['l'])).changed, [
      join('t', 'l', 'bad-call.snap.json'),
      join('t', 'l', 'other-call.snap.json'),
    ]);
  });

  test('shows what changed: places and messages, before and now', async () => {
    const { update, change } = tryOut();
    await update('all');
    change('bad-call.ts', 'calls `{name}`', 'asks `{name}`');
    change('bad-call.cases.md', '```tsx bad=bad-call\n', '```tsx bad=bad-call\n\n');
    const { lines } = await update(['bad-call']);
    assert.deepEqual(lines.slice(1), [
      '  lesson.md: bad-call 1',
      '    - 1:1-1:4 warning bad-call: calls `bad`',
      '    + 1:1-1:4 warning bad-call: asks `bad`',
      '  bad-call.cases.md: Twice',
      '    - 1:1-1:4 warning bad-call: calls `bad`',
      '    + 2:1-2:4 warning bad-call: asks `bad`',
      '    - 2:1-2:4 warning bad-call: calls `bad`',
      '    + 3:1-3:4 warning bad-call: asks `bad`',
    ]);
    assert.match(lines[0] ?? '', /^changed .*\/t\/l\/bad-call\.snap\.json$/);
  });

  test('names the hint above a change of what it brings', async () => {
    const { update, change } = tryOut();
    await update('all');
    change('bad-call.ts', "names: { name: 'bad' }", "names: { name: 'bad', more: 'x' }");
    const { lines } = await update(['bad-call']);
    assert.deepEqual(lines.slice(1, 4), [
      '  lesson.md: bad-call 1',
      '      1:1-1:4 warning bad-call: calls `bad`',
      '    +   more = "x"',
    ]);
  });

  test('refuses while an example does not say what it should, and updates the others', async () => {
    const { update, change, read } = tryOut();
    await update('all');
    const before = read('bad-call.snap.json');
    change('bad-call.cases.md', 'good();', 'bad();');
    change('other-call.ts', 'calls `{name}`', 'asks `{name}`');
    const { changed, refused, lines } = await update('all');
    assert.deepEqual(refused, ['t/bad-call']);
    assert.deepEqual(changed, [join('t', 'l', 'other-call.snap.json')]);
    assert.match(
      lines.join('\n'),
      /bad-call\.cases\.md:\d+ Fine: The good example \(line \d+\) should be silent, but t\/bad-call says/,
    );
    assert.deepEqual(read('bad-call.snap.json'), before);
  });

  test('refuses what it cannot read whole', async () => {
    for (const [name, from, to, message] of [
      ['bad-call.ts', 'defineRule({', 'defineRule(', /bad-call\.ts:\d+:\d+: /],
      ['lesson.md', 'level: beginner', 'level: none', /lesson\.md:\d+:\d+: level must be/],
    ] as const) {
      const { update, change, read } = tryOut();
      await update('all');
      const before = read('bad-call.snap.json');
      change(name, from, to);
      const { refused, lines } = await update(['bad-call']);
      assert.deepEqual(refused, ['t/bad-call'], name);
      assert.match(lines.join('\n'), message);
      assert.deepEqual(read('bad-call.snap.json'), before);
    }
  });

  test('removes what is left over, and mends what is no JSON', async () => {
    const { update, has, change, read } = tryOut({
      't/l/gone.snap.json': '{}\n',
      't/l/bad-call.snap.json': '<<<<<<< HEAD\n',
    });
    assert.equal((await update(['bad-call', 'other-call'])).changed.length, 2);
    assert.deepEqual(Object.keys(read('bad-call.snap.json')), ['lesson.md', 'bad-call.cases.md']);
    assert.ok(has('gone.snap.json'), 'a rule removes only its own');
    change('lesson.md', 'tsx bad=other-call', 'tsx plain="for later"');
    assert.deepEqual((await update(['l'])).changed, [
      join('t', 'l', 'other-call.snap.json'),
      join('t', 'l', 'gone.snap.json'),
    ]);
    assert.deepEqual([has('other-call.snap.json'), has('gone.snap.json')], [false, false]);
  });

  test('names near ones where it does not know a name', async () => {
    const { update } = tryOut();
    await assert.rejects(update(['bad-cal']), {
      message: 'There is no rule and no lesson "bad-cal". Did you mean bad-call?',
    });
    await assert.rejects(update(['x/bad-call']), /"x\/bad-call"\. Did you mean bad-call\?/);
  });

  test('the command says what it did, and ends with 1 where it refused', () => {
    const { content, change, has } = tryOut();
    const update = (...args: string[]) => run('update.mjs', ...args, '--content', content);
    const done = update('bad-call', 't/other-call');
    assert.equal(done.status, 0, done.output);
    assert.match(done.output, /^new .*bad-call\.snap\.json\n[\s\S]*^2 files changed/m);
    assert.ok(has('bad-call.snap.json') && has('other-call.snap.json'));
    change('bad-call.cases.md', 'good();', 'bad();');
    const refused = update('bad-call');
    assert.equal(refused.status, 1);
    assert.match(refused.output, /should be silent[\s\S]*Not updated: t\/bad-call/);
  });
});
