import type { Document } from '../document.ts';
import type { Span } from '../types.ts';
import { hasGrammar, syntaxTree } from './treeSitter.ts';

/**
 * Where a text stops being one of its language: the first place that the parser had to skip, or where it had to
 * imagine something (an empty span). `undefined` where the text parses, or its language has no grammar here. The
 * grammar has to be loaded.
 */
export function firstSyntaxError(doc: Document): Span | undefined {
  if (!hasGrammar(doc.languageId)) return undefined;
  const { rootNode } = doc.model(syntaxTree);
  if (!rootNode.hasError) return undefined;
  let node = rootNode;
  // Downwards along the first child that is broken, as far as there is one.
  for (;;) {
    const inner = node.children.find((child) => child?.isError || child?.isMissing || child?.hasError);
    if (!inner) break;
    node = inner;
    if (node.isError || node.isMissing) break;
  }
  return { start: node.startIndex, end: node.endIndex };
}
