import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exampleView } from '../../src/client/lessonPanel/exampleView.ts';
import type { ExampleData } from '../../src/protocol/server.ts';

function example(text: string, line: number, good: ExampleData['good']): ExampleData {
  const last = line + text.split('\n').length - 1;
  return {
    uri: 'file:///src/a.tsx',
    language: 'typescriptreact',
    range: { start: { line: line + 1, character: 4 }, end: { line: last, character: 1 } },
    good,
    names: {},
    excerpt: { line, text },
  };
}

describe('An example on the page', () => {
  test('has the file’s numbers, no common indentation, and marks on what is good', () => {
    const text =
      '\tuseEffect(() => {\r\n\t\tstart();\r\n\r\n\t\treturn () => {\r\n\t\t\tstop();\r\n\t\t};\r\n\t});';
    const good = [{ start: { line: 13, character: 2 }, end: { line: 15, character: 4 } }];
    const view = exampleView(example(text, 10, good), 'src/a.tsx');
    assert.equal(view.line, 12);
    assert.deepEqual(
      view.lines.map(({ number, text: shown, marks }) => [
        number,
        shown,
        marks.map(({ start, end }) => shown.slice(start, end)),
      ]),
      [
        [11, 'useEffect(() => {', []],
        [12, '\tstart();', []],
        [13, '', []],
        [14, '\treturn () => {', ['return () => {']],
        [15, '\t\tstop();', ['stop();']],
        [16, '\t};', ['};']],
        [17, '});', []],
      ],
    );
  });

  test('keeps what is not common', () => {
    const view = exampleView(example('    a();\n  b();\n\tc();', 0, []), 'a');
    assert.deepEqual(
      view.lines.map(({ text }) => text),
      ['    a();', '  b();', '\tc();'],
    );
    assert.deepEqual(
      exampleView(example('    a();\n  b();', 0, []), 'a').lines.map(({ text }) => text),
      ['  a();', 'b();'],
    );
  });

  test('shows a piece of a line that is too long, and marks nothing outside of it', () => {
    const text = `x${'y'.repeat(5_000)}`;
    const [line] = exampleView(
      example(text, 3, [{ start: { line: 3, character: 0 }, end: { line: 9, character: 99_999 } }]),
      'a',
    ).lines;
    assert.ok(line && line.text.length <= 400 && line.after > 4_000);
    assert.deepEqual(line.marks, [{ start: 0, end: line.text.length, kind: 'note' }]);
  });
});
