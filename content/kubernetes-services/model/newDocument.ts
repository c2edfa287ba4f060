import { holds } from '../../../src/base/span.ts';
import type { YamlEdit, YamlInput, YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { isMapping, pairLines, writingAt } from '../../../src/engine/parsers/yaml/style.ts';

/** An object to be written. */
export type NewObject = { readonly [key: string]: YamlInput };

const refuse = (refused: string): YamlEdit => ({ edits: [], refused });

/** Why no document can be put behind that of an object, or `undefined`. */
function obstacle(root: YamlNode): string | undefined {
  const { document } = root;
  if (document.root !== root || root.kind !== 'map') return 'it is one item of a list';
  if (root.style === 'flow') return 'the document is written in one bracket';
  if (document.isBroken || document.holdsTemplate) return 'the document cannot be read to its end';
  // Where directives or document ends occur, a line more may change what follows.
  if (/^(?:%|\.\.\.(?=\s|$))/m.test(document.text)) return 'the document has marks of its own';
  return undefined;
}

/** Writes objects as documents of their own behind the one of an object, in its style. */
export function addDocuments(root: YamlNode, objects: readonly NewObject[]): YamlEdit {
  const reason = obstacle(root);
  if (reason) return refuse(reason);
  const { document } = root;
  const { lineBreak } = document;
  const ends = document.charAt(document.end - 1) === '\n';
  const text = objects.map((each) => `---${lineBreak}${textOf(root, each)}`).join('');
  const newText = ends ? text : lineBreak + text.slice(0, -lineBreak.length);
  return { edits: [{ start: document.end, end: document.end, newText }] };
}

/** Writes objects in the place of one that fills its document; refused where comments would be lost. */
export function replaceObject(root: YamlNode, objects: readonly NewObject[]): YamlEdit {
  const reason = obstacle(root);
  if (reason) return refuse(reason);
  const { document } = root;
  if (document.comments.some((comment) => holds(root, comment))) return refuse('a comment stands in it');
  const { lineBreak } = document;
  const text = objects.map((each) => textOf(root, each)).join(`---${lineBreak}`);
  return { edits: [{ start: root.start, end: root.end, newText: text.slice(0, -lineBreak.length) }] };
}

function textOf(root: YamlNode, object: NewObject): string {
  const writing = writingAt(root, { quoteValues: false, quoteKeys: false });
  return Object.entries(object)
    .filter(([, value]) => !isMapping(value) || Object.keys(value).length > 0)
    .flatMap(([key, value]) => pairLines(key, value, 0, writing))
    .map((line) => line + root.document.lineBreak)
    .join('');
}
