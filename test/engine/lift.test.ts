import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { before, describe, it } from 'node:test';
import type { Node } from 'web-tree-sitter';
import { Document, prepareGrammar, type SyntaxNode, syntax, syntaxTree } from '../../src/engine/index.ts';

const require = createRequire(import.meta.url);

describe('lifted syntax', () => {
  before(async () => {
    const read = (file: string) =>
      readFile(
        require.resolve(
          file.startsWith('web') ? `web-tree-sitter/${file}` : `@vscode/tree-sitter-wasm/wasm/${file}`,
        ),
      );
    for (const language of ['typescriptreact', 'typescript']) await prepareGrammar(language, read);
  });

  const texts = {
    component:
      'export function A({ a, ...rest }: { a: string }) {\n  const [x, setX] = useState<number | null>(null);\n  useEffect(() => { if (a === "b") { fetch(`/${a}`).then((r) => setX(r)); } }, [a]);\n  return <div {...rest} key={x}>é😀 {x ?? <b/>}</div>;\n}\n',
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
