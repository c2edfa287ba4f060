import type { Alias, CST, Document as LibraryDocument, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import type { Span } from '../../types.ts';

/** In UTF-16 units. A larger file is left alone: reading it would take longer than anybody waits for a keystroke. */
export const MAX_YAML_LENGTH = 1024 * 1024;
/** Collections within each other. The deepest schemas of custom resources reach about 50. */
export const MAX_YAML_DEPTH = 128;

type Library = Pick<typeof import('yaml'), 'Composer' | 'Lexer' | 'Parser' | 'isAlias' | 'isMap' | 'isSeq'>;

/** A node of the library, told apart. */
export type RawNode =
  | { readonly kind: 'map'; readonly node: YAMLMap }
  | { readonly kind: 'sequence'; readonly node: YAMLSeq }
  | { readonly kind: 'alias'; readonly node: Alias }
  | { readonly kind: 'scalar'; readonly node: Scalar };

/** One document of a stream as the library read it. Offsets count from the text that was read. */
export interface RawDocument {
  readonly document: LibraryDocument.Parsed;
  readonly comments: readonly Span[];
}

/** What came of reading a piece of text. */
export type RawResult =
  | { readonly documents: readonly RawDocument[]; readonly unreadable?: undefined }
  | { readonly documents: readonly []; readonly unreadable: string };

let library: Library | undefined;

/** Loads the parser; call it before documents of its languages are checked. It is not part of a start. */
export async function loadYaml(): Promise<void> {
  library ??= await import('yaml');
}

/** Whether `loadYaml` has come to its end. */
export function hasYaml(): boolean {
  return library !== undefined;
}

/** Says what a node of the library is; where there is none, an empty scalar stands. */
export function classify(node: unknown): RawNode {
  if (library?.isMap(node)) return { kind: 'map', node };
  if (library?.isSeq(node)) return { kind: 'sequence', node };
  if (library?.isAlias(node)) return { kind: 'alias', node };
  return { kind: 'scalar', node: (node ?? { value: null, source: '' }) as Scalar };
}

/**
 * Reads a text. It never throws on a text: faults stand in the documents, and what is beyond the bounds is given up
 * with a reason. Aliases are not followed, so that a text takes time in proportion to its length.
 * @throws when the parser is not loaded
 */
export function readYaml(text: string): RawResult {
  if (!library) throw new Error('The YAML parser is not loaded; call prepareLanguage first.');
  if (text.length > MAX_YAML_LENGTH) return { documents: [], unreadable: 'larger than 1 MB' };
  const parser = new library.Parser();
  const comments: Span[] = [];
  const tokens: CST.Token[] = [];
  let isScalar = false;
  try {
    // The lexer announces a scalar by a mark of its own, so that a `#` in a text is told from a comment.
    for (const lexeme of new library.Lexer().lex(text)) {
      if (!isScalar && lexeme.startsWith('#'))
        comments.push({ start: parser.offset, end: parser.offset + lexeme.length });
      isScalar = !isScalar && lexeme === '\x1f';
      for (const token of parser.next(lexeme)) tokens.push(token);
      if (parser.stack.length > MAX_YAML_DEPTH)
        return { documents: [], unreadable: `nested more than ${MAX_YAML_DEPTH} levels deep` };
    }
    for (const token of parser.end()) tokens.push(token);
    // Keys are compared with each other one by one there; `duplicateKeys` takes a set.
    const composer = new library.Composer({ keepSourceTokens: true, uniqueKeys: false, prettyErrors: false });
    const documents = [...composer.compose(tokens)].map((document) => ({ document, comments }));
    return { documents };
  } catch (error) {
    // The library promises not to throw; a text that makes it do so must not take the other rules with it.
    const cause = error instanceof Error ? error.message : String(error);
    return { documents: [], unreadable: `a text that the YAML parser fails on (${cause})` };
  }
}
