import type { Document } from '../../document.ts';
import type { Kind, KindParser } from '../../kind.ts';
import treeParser, { commentPlace, outermostFrom } from '../tree/kind.ts';
import { syntaxTree } from '../treeSitter.ts';

/** JavaScript and TypeScript: a grammar, and JSX, where a comment needs braces. */
export default function javascriptParser(kind: Kind): KindParser {
  const literals = new Set(kind.literals);
  return {
    ...treeParser(kind),
    commentPlace(doc, at) {
      // Without JSX, a text over several lines is a template, so most files need not be parsed for it.
      if (doc.languageId === 'typescript' && !doc.text.includes('`')) return 'code';
      return isInJsx(doc, at) ? 'jsx' : commentPlace(doc, at, literals);
    },
  };
}

/** Whether the construct at an offset is a child of a JSX element. */
function isInJsx(doc: Document, at: number): boolean {
  const inner = doc.model(syntaxTree).rootNode.descendantForIndex(at);
  if (!inner) return false;
  if (inner.startIndex < at && inner.type === 'jsx_text') return true;
  const node = outermostFrom(inner, at);
  const parent = node.parent?.type;
  return (parent === 'jsx_element' || parent === 'jsx_fragment') && node.type !== 'jsx_opening_element';
}
