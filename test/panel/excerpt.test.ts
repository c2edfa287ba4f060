import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { blockAround, excerpt } from '../../src/client/lessonPanel/excerpt.ts';
import { fixDiff } from '../../src/client/lessonPanel/fixDiff.ts';
import { Lines } from '../../src/client/lessonPanel/lines.ts';
import { readersText } from './samples.ts';

const spanOf = (text: string, part: string) => {
  const start = text.indexOf(part);
  assert.ok(start >= 0, `the text has no ${part}`);
  return { start, end: start + part.length };
};

describe('Lines of a text', () => {
  test('offsets and positions lead to each other with every kind of line break', () => {
    const text = 'a\r\nbc\n\rd😀e';
    const lines = new Lines(text);
    assert.equal(lines.count, 4);
    assert.deepEqual(
      [0, 1, 2, 3].map((line) => lines.text(line)),
      ['a', 'bc', '', 'd😀e'],
    );
    for (const offset of [0, 3, 4, 6, 7, 8, text.length])
      assert.equal(lines.offsetAt(lines.positionAt(offset)), offset, String(offset));
    assert.equal(lines.offsetAt({ line: 99, character: 0 }), text.length);
    assert.equal(lines.offsetAt({ line: 0, character: 99 }), 1);
  });
});

describe('The excerpt of the reader’s code', () => {
  test('is the whole component where that is short', () => {
    const lines = new Lines(readersText);
    const shown = excerpt(lines, spanOf(readersText, 'setAccount(loaded)'), []);
    assert.equal(shown[0]?.text, 'export function AccountCard({ accountId, onReady }: Props) {');
    assert.equal(shown.at(-1)?.text, '}');
  });

  test('is the effect where the component is long', () => {
    const padding = Array.from({ length: 60 }, (_, i) => `  const value${i} = ${i};`).join('\n');
    const text = readersText.replace('  if (error)', `${padding}\n  if (error)`);
    const shown = excerpt(new Lines(text), spanOf(text, 'setAccount(loaded)'), []);
    assert.equal(shown[0]?.text, '  useEffect(() => {');
    assert.equal(shown.at(-1)?.text, '  }, [accountId, onReady]);');
  });

  test('numbers are those of the file, and marks stand where the text stands', () => {
    const span = spanOf(readersText, 'setAccount(loaded)');
    const dependency = spanOf(readersText, 'accountId, onReady]');
    const shown = excerpt(new Lines(readersText), span, [
      { span, kind: 'hint' },
      { span: dependency, kind: 'related', note: 'it changes' },
    ]);
    for (const line of shown) assert.equal(readersText.split('\n')[line.number - 1], line.text);
    const marked = shown.flatMap(({ text, marks }) =>
      marks.map(({ start, end, kind }) => [kind, text.slice(start, end)]),
    );
    assert.deepEqual(marked, [
      ['hint', 'setAccount(loaded)'],
      ['related', 'accountId, onReady]'],
    ]);
    assert.deepEqual(
      shown.flatMap(({ notes }) => notes),
      ['it changes'],
    );
  });

  test('a place far away comes with the lines around it, and a gap between', () => {
    const text = `${readersText}${'\n'.repeat(40)}export const page = <AccountCard accountId={id} />;\n`;
    const span = spanOf(text, 'setAccount(loaded)');
    const shown = excerpt(new Lines(text), span, [
      { span, kind: 'hint' },
      { span: spanOf(text, '<AccountCard accountId={id} />'), kind: 'related' },
    ]);
    assert.ok(shown.some(({ text: line }) => line.startsWith('export const page')));
    assert.ok(shown.some(({ number }, at) => at > 0 && number > (shown[at - 1]?.number ?? 0) + 1));
  });

  test('a hint over a whole long component shows its beginning', () => {
    const text = `function Long() {\n${'  work();\n'.repeat(200)}}\n`;
    const shown = excerpt(new Lines(text), { start: 0, end: text.length }, []);
    assert.equal(shown[0]?.number, 1);
    assert.ok(shown.length <= 40, `${shown.length} lines`);
  });

  test('of a very long line the part that matters is shown, and no character is cut', () => {
    const text = `${'😀'.repeat(3_000)}setUser(data);${'x'.repeat(5_000)}`;
    const span = spanOf(text, 'setUser(data)');
    const [line] = excerpt(new Lines(text), span, [{ span, kind: 'hint' }]);
    assert.ok(line && line.text.length <= 400 && line.before > 0 && line.after > 0);
    assert.equal(line.before + line.text.length + line.after, text.length);
    const [mark] = line.marks;
    assert.equal(line.text.slice(mark?.start, mark?.end), 'setUser(data)');
    assert.doesNotThrow(() => encodeURIComponent(line.text), 'no surrogate stands alone');
  });

  test('broken and empty texts are shown as well', () => {
    for (const text of ['', '\n\n\n', '}}}', '   \t', 'a'])
      assert.doesNotThrow(() => excerpt(new Lines(text), { start: 0, end: text.length }, []), text);
    assert.deepEqual(blockAround(new Lines(''), 0, 0, 10), { first: 0, last: 0 });
  });
});

describe('A fix as a diff', () => {
  test('shows the changed lines with their neighbours and the words that differ', () => {
    const rows = fixDiff('a();\nsetUser(data);\nb();\n', [
      { start: 5, end: 18, newText: 'if (!ignore) setUser(data)' },
    ]);
    assert.deepEqual(
      rows.map(({ kind, text, oldLine, newLine }) => [kind, oldLine, newLine, text]),
      [
        ['same', 1, 1, 'a();'],
        ['removed', 2, undefined, 'setUser(data);'],
        ['added', undefined, 2, 'if (!ignore) setUser(data);'],
        ['same', 3, 3, 'b();'],
      ],
    );
    const words = rows.flatMap((row) => row.words.map(({ start, end }) => row.text.slice(start, end).trim()));
    assert.ok(words.join(' ').includes('if'), words.join('|'));
    assert.ok(!words.join(' ').includes('data'), words.join('|'));
  });

  test('far changes of one fix stand apart', () => {
    const text = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\n');
    const rows = fixDiff(text, [
      { start: 0, end: 0, newText: 'first\n' },
      { start: text.length, end: text.length, newText: '\nlast' },
    ]);
    assert.equal(rows.filter(({ kind }) => kind === 'gap').length, 1);
    assert.equal(rows.filter(({ kind }) => kind === 'added').length, 2);
    assert.equal(rows.at(-1)?.newLine, 42);
  });

  test('no change is no diff; a huge one ends', () => {
    assert.deepEqual(fixDiff('a\n', []), []);
    assert.deepEqual(fixDiff('a\n', [{ start: 0, end: 1, newText: 'a' }]), []);
    const text = 'x\n'.repeat(5_000);
    const rows = fixDiff(text, [{ start: 0, end: text.length, newText: 'y\n'.repeat(5_000) }]);
    assert.ok(rows.length > 20 && rows.length <= 121, `${rows.length} rows`);
  });
});
