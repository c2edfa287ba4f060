import { Edit, Language, Parser, type Tree } from 'web-tree-sitter';
import type { PlacedChange, Position } from '../../base/text.ts';
import type { Document } from '../document.ts';
import type { ReadParserFile } from '../kind.ts';
import { languageById } from '../languages.ts';
import { defineModel } from '../model.ts';
import { type CursorFunctions, useCursorFunctions } from './cursor.ts';

/** The runtime of all grammars, beside the bundles. */
const RUNTIME = 'web-tree-sitter.wasm';
const grammars = new Map<string, Language>();
const loading = new Map<string, Promise<Language>>();
let runtime: Promise<void> | undefined;
let parser: Parser | undefined;

/** The file of a language's grammar beside the bundles; `undefined` when the language has none. */
function grammarFile(languageId: string): string | undefined {
  const grammar = languageById(languageId)?.grammar;
  return grammar?.slice(grammar.lastIndexOf('/') + 1);
}

/** Whether the grammar of a language is loaded, so that `parseText` can be called. */
export function isGrammarLoaded(languageId: string): boolean {
  return grammars.has(grammarFile(languageId) ?? '');
}

/**
 * Loads the runtime and the grammar of a language; call it before documents of that language are checked.
 * @throws when a WASM file cannot be read or is invalid; a later call tries again.
 */
export async function prepareGrammar(languageId: string, read: ReadParserFile): Promise<void> {
  const file = grammarFile(languageId);
  if (!file || grammars.has(file)) return;
  runtime ??= read(RUNTIME).then(startRuntime);
  try {
    await runtime;
  } catch (error) {
    runtime = undefined;
    throw error;
  }
  let grammar = loading.get(file);
  if (!grammar) {
    grammar = read(file).then((bytes) => Language.load(bytes));
    loading.set(file, grammar);
  }
  try {
    grammars.set(file, await grammar);
  } finally {
    loading.delete(file);
  }
}

async function startRuntime(wasmBinary: Uint8Array): Promise<void> {
  // The runtime puts its exports into the object that is passed in.
  const exports = { wasmBinary };
  await Parser.init(exports);
  useCursorFunctions(exports as unknown as CursorFunctions);
}

function parse(doc: Document, old?: Tree): Tree {
  const tree = parseText(doc.languageId, doc.text, old);
  if (!tree) throw new Error(`${doc.uri} could not be parsed.`);
  return tree;
}

/**
 * Parses a text that is not a document; the caller frees the tree.
 * @throws when the grammar is not loaded
 */
export function parseText(languageId: string, text: string, old?: Tree): Tree | null {
  const file = grammarFile(languageId);
  const language = file ? grammars.get(file) : undefined;
  if (!language) throw new Error(`The grammar for ${languageId} is not loaded; call prepareGrammar first.`);
  parser ??= new Parser();
  if (parser.language !== language) parser.setLanguage(language);
  return parser.parse(text, old);
}

/** The tree that each tree was made from, when an edit made it. */
const madeFrom = new WeakMap<Tree, Tree>();

/** Whether a tree was made from another one in one step, so that nodes in both share memory. */
export function isMadeFrom(tree: Tree, previous: Tree): boolean {
  return madeFrom.get(tree) === previous;
}

/** The concrete syntax tree of a document; error-tolerant, re-parsed incrementally, freed with the document. */
export const syntaxTree = defineModel<Tree>({
  name: 'tree-sitter',
  build: (doc) => parse(doc),
  update(previous, doc, changes) {
    for (const change of changes) previous.edit(asEdit(change));
    const next = parse(doc, previous);
    madeFrom.set(next, previous);
    previous.delete();
    return next;
  },
  dispose: (tree) => tree.delete(),
});

function asEdit(change: PlacedChange): Edit {
  return new Edit({
    startIndex: change.start,
    oldEndIndex: change.end,
    newEndIndex: change.start + change.newText.length,
    startPosition: asPoint(change.startPosition),
    oldEndPosition: asPoint(change.oldEndPosition),
    newEndPosition: asPoint(change.newEndPosition),
  });
}

function asPoint({ line, column }: Position) {
  return { row: line, column };
}
