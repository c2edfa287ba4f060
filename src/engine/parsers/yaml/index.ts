import type { Document } from '../../document.ts';
import { kindOf } from '../../languages.ts';
import { defineModel } from '../../model.ts';
import { Reading, YamlDocument } from './document.ts';
import { MAX_YAML_LENGTH } from './read.ts';
import { type Piece, splitStream } from './split.ts';

export { YamlDocument, type YamlDoubt } from './document.ts';
export { addItem, addMissing, setAt, setScalar, type YamlEdit } from './edit.ts';
export {
  YamlNode,
  YamlPair,
  type YamlPath,
  type YamlValue,
} from './node.ts';
export { MAX_YAML_DEPTH, MAX_YAML_LENGTH } from './read.ts';
export { removeAt, removeItem } from './remove.ts';
export { look } from './split.ts';
export { onOneLine, type YamlInput } from './style.ts';

/** Whether an editor takes a document for a Compose file, whatever its name. */
export function isCalledCompose({ languageId }: Document): boolean {
  return languageId === 'dockercompose';
}

/** In one file. The longest that programs write, every object of a cluster in one stream, reach a few thousand. */
const MAX_YAML_DOCUMENTS = 10_000;

/** The documents of a YAML file. */
export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  /** Why nothing of it is read, as the end of a sentence ("it is …"), or `undefined`. */
  readonly unreadable: string | undefined;
}

interface Held extends YamlFile {
  readonly pieces: readonly (readonly [Piece, Reading])[];
}

/**
 * The documents of a YAML file, each parsed on first use. After an edit, documents whose text is the same are kept,
 * wherever they are now.
 */
export const yamlFile = defineModel<YamlFile>({
  name: 'yaml',
  build: (doc) => read(doc, []),
  update: (previous, doc) => read(doc, (previous as Held).pieces),
});

function read(doc: Document, before: Held['pieces']): Held {
  const { text, languageId } = doc;
  // Rules of several languages look at all of them; a text that is no YAML has no documents.
  if (kindOf(languageId)?.parser !== 'yaml') return { documents: [], unreadable: undefined, pieces: [] };
  if (text.length > MAX_YAML_LENGTH) return { documents: [], unreadable: 'larger than 1 MB', pieces: [] };
  const pieces = splitStream(text);
  if (Math.max(pieces.length, markCount(pieces)) > MAX_YAML_DOCUMENTS)
    return {
      documents: [],
      unreadable: `made of more than ${MAX_YAML_DOCUMENTS.toLocaleString('en')} documents`,
      pieces: [],
    };
  const same = (a: Piece | undefined, b: Piece | undefined) => a !== undefined && a.text === b?.text;
  let first = 0;
  while (first < pieces.length && same(pieces[first], before[first]?.[0])) first++;
  let last = 0;
  while (
    last < Math.min(pieces.length, before.length) - first &&
    same(pieces[pieces.length - 1 - last], before[before.length - 1 - last]?.[0])
  )
    last++;
  const readings = pieces.map((piece, index): Reading => {
    if (index < first) return (before[index] as [Piece, Reading])[1];
    if (index >= pieces.length - last)
      return (before[index - pieces.length + before.length] as [Piece, Reading])[1];
    return new Reading(pieces.length > 1 ? ownCopy(piece.text) : piece.text);
  });
  const documents: YamlDocument[] = [];
  pieces.forEach((piece, index) => {
    const reading = readings[index] as Reading;
    if (pieces.length === 1 && /^(?:%|\.\.\.(?=\s|$))/m.test(piece.text))
      documents.push(...several(piece, reading));
    else if (!isBlank(piece.text)) documents.push(new YamlDocument(piece, reading, documents.length, 0));
  });
  return {
    documents,
    unreadable: undefined,
    pieces: pieces.map((piece, i) => [piece, readings[i] as Reading]),
  };
}

/** How many documents a stream that was not cut may hold. */
function markCount([piece, ...rest]: readonly Piece[]): number {
  let count = 0;
  if (!piece || rest.length > 0) return count;
  for (let at = piece.text.indexOf('\n---'); at >= 0; at = piece.text.indexOf('\n---', at + 4)) count++;
  return count;
}

/** The documents of a stream that could not be cut without parsing it. */
function several(piece: Piece, reading: Reading): YamlDocument[] {
  const { documents, unreadable } = reading.result;
  if (unreadable !== undefined) return [new YamlDocument(piece, reading, 0, 0)];
  return documents.map(({ document }, index) => {
    const start = index === 0 ? piece.start : piece.start + (documents[index - 1]?.document.range[2] ?? 0);
    const end = index === documents.length - 1 ? piece.end : piece.start + document.range[2];
    return new YamlDocument(piece, reading, index, index, { start, end });
  });
}

/** A text of its own: a slice would keep the whole text of its version alive for as long as the piece stays the same. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}

/** Whether a piece holds nothing but blanks and comments, and so no document. */
function isBlank(text: string): boolean {
  return /^\uFEFF?(?:[ \t]*(?:#[^\n]*)?\r?(?:\n|$))*$/.test(text);
}
