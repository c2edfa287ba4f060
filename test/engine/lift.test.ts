import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Node } from 'web-tree-sitter';
import { readParserFile } from '../../scripts/lib/parser-files.mjs';
import { Document, prepareLanguage, type SyntaxNode, syntax, syntaxTree } from '../../src/engine/index.ts';

describe('lifted syntax', () => {
  before(async () => {
    for (const language of ['typescriptreact', 'typescript']) await prepareLanguage(language, readParserFile);
  });

  const texts = {
    component:
      'export function A({ a, ...rest }: { a: string }) {\n  const [x, setX] = useState<number | null>(null);\n  useEffect(() => { if (a === "b") { fetch(`/a`).then((r) => setX(r)); } }, [a]);\n  return <div {...rest} key={x}>é😀 {x ?? <b/>}</div>;\n}\n',
    types:
      'interface I<T> extends J { a: T; b?(c: number): void }\ntype U = { [k: string]: I<number> };\nfunction f<T>(this: U, a: T): asserts a is T { return a as unknown as T; }\n',
    classes:
      'class A extends B { static x = 1; #p; get y() { return this.#p; } @dec m() { class C { n() { return () => 1; } } } }',
    broken: 'function A() { useEffect(() => { if (x { set( }, [a]\n',
    comments: '/* a */ function /* b */ f(/* c */) { /* d */ return /* e */ 1; } // f',
    empty: '',
  };
  for (const [name, text] of Object.entries(texts)) {
    for (const language of ['typescriptreact', 'typescript']) {
      it(`holds what the tree holds: ${name}, ${language}`, () => {
        const doc = new Document('file:///a', language, text);
        assert.deepEqual(ofLifted(doc.model(syntax)), ofTree(doc.model(syntaxTree).rootNode, text.length));
        // Again, with the trees of other documents in between and after an edit.
        const other = new Document('file:///b', language, texts.component);
        const root = doc.model(syntax);
        ofLifted(other.model(syntax));
        assert.deepEqual(ofLifted(root), ofTree(doc.model(syntaxTree).rootNode, text.length));
        doc.update([{ start: 0, end: 0, newText: 'let first;\n' }]);
        assert.deepEqual(
          ofLifted(doc.model(syntax)),
          ofTree(doc.model(syntaxTree).rootNode, doc.text.length),
        );
        other.dispose();
        doc.dispose();
      });
    }
  }
});

describe('lifted syntax after edits', () => {
  before(async () => {
    await prepareLanguage('typescriptreact', readParserFile);
  });

  it('is what lifting anew gives, whatever is typed and whatever was looked at before', () => {
    const random = seeded(42);
    const number = (below: number) => Math.floor(random() * below);
    const component = (i: number) =>
      `export function C${i}({ a }: { a: number }) {\n  useEffect(() => { f(a); }, [a]);\n  return <p title="x">{a}</p>;\n}\n`;
    const pieces = [
      'x',
      ' ',
      '\n',
      '{',
      '}',
      '(',
      '"',
      '`',
      '/*',
      '// y\n',
      'const z = 1;\n',
      'é😀',
      component(9),
    ];
    const doc = new Document('file:///a', 'typescriptreact', [0, 1, 2, 3, 4, 5].map(component).join('\n'));
    const other = new Document('file:///b', 'typescriptreact', component(7).repeat(3));
    let kept = 0;
    for (let round = 0; round < 400; round++) {
      const before = doc.model(syntax);
      // Some bodies are lifted before the edit, others only after it, or never.
      for (const child of before.children) if (random() < 0.4) ofLifted(child);
      const nodes = new Set(before.children);
      for (let edits = 1 + number(3); edits > 0; edits--) {
        const start = number(doc.text.length + 1);
        const end = random() < 0.5 ? start : Math.min(doc.text.length, start + number(12));
        doc.update([{ start, end, newText: pieces[number(pieces.length)] as string }]);
        if (random() < 0.3) doc.model(syntaxTree);
      }
      if (random() < 0.2) other.update([{ start: number(20), end: 20, newText: component(8) }]);
      ofLifted(other.model(syntax));
      const after = doc.model(syntax);
      kept += after.children.filter((child) => nodes.has(child)).length;
      if (random() < 0.5) {
        const expected = ofTree(doc.model(syntaxTree).rootNode, doc.text.length);
        assert.deepEqual(ofLifted(after), expected, `round ${round}`);
        for (const child of after.children) assert.equal(child.parent, after);
      }
      if (doc.text.length > 4000) doc.update([{ start: 0, end: 2500, newText: '' }]);
    }
    assert.ok(kept > 400, `only ${kept} statements were kept`);
    doc.dispose();
    other.dispose();
  });
});

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Plain = [type: string, start: number, end: number, field: string | null, children: Plain[]];

function ofLifted(node: SyntaxNode): Plain {
  return [node.type, node.start, node.end, node.field, node.children.map(ofLifted)];
}

/** What lifting keeps of a tree, read through the parser's own, slower, nodes. */
function ofTree(root: Node, length: number): Plain {
  const children = (node: Node): Plain[] =>
    node.children.flatMap((child, index): Plain[] => {
      const field = node.fieldNameForChild(index);
      if (!child.isNamed && !child.isError && field === null) return [];
      return [[child.type, child.startIndex, child.endIndex, field, children(child)]];
    });
  return ['program', 0, length, null, children(root)];
}
