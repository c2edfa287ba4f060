import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fitted, type Indentation, type Spot } from '../../src/client/lessonPanel/reindent.ts';

/** An example inserted at a cursor, shown as `|`, stands as if it had been written there. */

const code = `useEffect(() => {
  let ignore = false;

  return () => {
    ignore = true;
  };
}, [id]);`;

/** The text around a cursor after the insertion. */
function insert(text: string, example: string, indentation: Indentation): string {
  const at = text.indexOf('|');
  const last = text.lastIndexOf('|');
  const head = text.slice(0, at);
  const tail = text.slice(last + 1);
  const lines = head.split('\n');
  const spot: Spot = {
    before: lines.pop() ?? '',
    after: tail.split('\n')[0] ?? '',
    above: lines.findLast((line) => line.trim() !== '') ?? '',
  };
  return head + fitted(example, spot, indentation) + tail;
}

const two = { size: 2, tabs: false };
const four = { size: 4, tabs: false };
const tabs = { size: 4, tabs: true };

describe('An inserted example', () => {
  test('on an empty line stands as deep as the code above, one level deeper in a block', () => {
    assert.equal(
      insert('function A() {\n|\n}', 'a();\nif (b) {\n  c();\n}', four),
      'function A() {\n    a();\n    if (b) {\n        c();\n    }\n}',
    );
    assert.equal(insert('  a();\n\n|\n', 'b();\nc();', two), '  a();\n\n  b();\n  c();\n');
    assert.equal(insert('|', code, two), code);
  });

  test('on a line of white space begins at the cursor', () => {
    assert.equal(insert('{\n    |\n}', 'a();\nb();', four), '{\n    a();\n    b();\n}');
  });

  test('indents with tabs where the editor does', () => {
    assert.equal(
      insert('\tx();\n\t|', code, tabs),
      '\tx();\n\tuseEffect(() => {\n\t\tlet ignore = false;\n\n\t\treturn () => {\n\t\t\tignore = true;\n\t\t};\n\t}, [id]);',
    );
  });

  test('keeps whole lines whole at both ends of a line', () => {
    assert.equal(insert('  a();|\n  d();', 'b();\nc();', two), '  a();\n  b();\n  c();\n  d();');
    assert.equal(insert('function A() {|\n}', 'b();\nc();', two), 'function A() {\n  b();\n  c();\n}');
    assert.equal(insert('  |  d();', 'b();\nc();', two), '    b();\n    c();\n    d();');
    assert.equal(insert('|  d();', 'b();\nc();', two), '  b();\n  c();\n  d();');
  });

  test('goes on where a line is not finished, and stays in the middle of one', () => {
    assert.equal(insert('  const x =|', 'a(\n  b,\n)', two), '  const x =a(\n    b,\n  )');
    assert.equal(insert('  f(|, y)', 'a', two), '  f(a, y)');
    assert.equal(insert('  x = |a|;', 'b', two), '  x = b;');
  });

  test('a single line is a word at the cursor', () => {
    assert.equal(insert('  a(); |', 'b();', two), '  a(); b();');
    assert.equal(insert('  |a();', 'b();', two), '  b();a();');
  });

  test('keeps what is not a level: the stars of a comment, blank lines, an indentation that all lines have', () => {
    assert.equal(
      insert('|', '  /**\n   * Says.\n   */\n\n  a {\n      b\n  }', four),
      '/**\n * Says.\n */\n\na {\n    b\n}',
    );
  });

  test('has no line of white space alone, and no line is lost, whatever the text', () => {
    const words = ['a();', 'if (b) {', '}', '', '  c', '\t\td', '   * e', 'return (', ')'];
    let seed = 7;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 2_000; round++) {
      const example = Array.from({ length: 1 + next(6) }, () => words[next(words.length)] as string).join(
        '\n',
      );
      const line = words[next(words.length)] as string;
      const at = next(line.length + 1);
      const spot = {
        before: line.slice(0, at),
        after: line.slice(at),
        above: words[next(words.length)] as string,
      };
      const text = fitted(example, spot, [two, four, tabs][next(3)] as Indentation);
      const bare = (value: string) => value.replace(/\s/g, '');
      assert.equal(bare(text), bare(example), JSON.stringify([example, spot]));
      for (const each of text.split('\n').slice(1, -1))
        assert.ok(each === '' || each.trim() !== '', JSON.stringify(text));
    }
  });
});
