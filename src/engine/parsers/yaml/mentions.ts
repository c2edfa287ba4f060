import type { Document, Node, Pair, YAMLMap } from 'yaml';
import { fitsPattern, GAP } from '../../../base/pattern.ts';

/**
 * Whether a text contains a piece of YAML, by its meaning and not by how it is written: comments, quotes, the order of
 * keys, flow or block style, anchors and merge keys make no difference, and a text of several lines contains no keys.
 */

type Library = Pick<
  typeof import('yaml'),
  'isAlias' | 'isMap' | 'isPair' | 'isScalar' | 'isSeq' | 'LineCounter' | 'parseAllDocuments' | 'visit'
>;

/** Aliases and merge keys that are followed one after the other; people write two. */
const MAX_STEPS = 10;

let library: Library | undefined;

/** Loads the parser; call it before `yamlFinder`. */
export async function loadYamlMentions(): Promise<void> {
  library ??= await import('yaml');
}

/**
 * Reads a text once. What it returns gives the 1-based line of the last value of a pattern, where it first occurs: a
 * map has at least the pattern's keys with such values; a list, where the pattern has one, that has at least such
 * items. A text that cannot be read holds nothing beyond what was read.
 * @throws when the parser is not loaded
 */
export function yamlFinder(text: string): (pattern: string) => number | undefined {
  const { LineCounter, visit, isMap, isScalar } = loaded();
  const lines = new LineCounter();
  const places: { readonly node: Node; readonly document: Document }[] = [];
  for (const document of documentsOf(text, lines))
    visit(document, {
      Node(key, node) {
        if (key !== 'key' && (isMap(node) || isScalar(node))) places.push({ node, document });
      },
    });
  return (pattern) => {
    const wanted = documentsOf(pattern)[0]?.contents ?? undefined;
    if (!wanted) return undefined;
    const found = firstAnswer(places, ({ node, document }) => answerOf(wanted, node, document));
    return found && lines.linePos(found.range?.[0] ?? 0).line;
  };
}

function loaded(): Library {
  if (!library) throw new Error('The YAML parser is not loaded; call prepareMentions first.');
  return library;
}

function documentsOf(text: string, lineCounter = new (loaded().LineCounter)()): readonly Document[] {
  try {
    const options = { lineCounter, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
    const documents = loaded().parseAllDocuments(text, options);
    return 'empty' in documents ? [] : documents;
  } catch {
    // Nested beyond what the library can follow; the rules' own parser says so to the learner.
    return [];
  }
}

/**
 * What of a node answers the last value of a pattern, if the node has all that the pattern asks for. The depth is the
 * pattern's.
 */
function answerOf(pattern: unknown, node: unknown, document: Document): Node | undefined {
  const { isMap, isScalar, isSeq } = loaded();
  const value = resolved(node, document);
  let answer: Node | undefined;
  if (isMap(pattern)) {
    if (!isMap(value)) return undefined;
    const pairs = effectivePairs(value, document);
    for (const wanted of pattern.items) {
      answer = firstAnswer(
        pairs.filter(({ key }) => fitsPattern(textOf(wanted.key), textOf(key))),
        (pair) => answerOf(wanted.value, pair.value, document),
      );
      if (!answer) return undefined;
    }
    return answer ?? value;
  }
  if (isSeq(pattern)) {
    if (!isSeq(value)) return undefined;
    for (const each of pattern.items) {
      answer = firstAnswer(value.items, (item) => answerOf(each, item, document));
      if (!answer) return undefined;
    }
    return answer ?? value;
  }
  if (isMap(value) || isSeq(value)) return textOf(pattern) === GAP ? value : undefined;
  if (!isScalar(value)) return undefined;
  return (textOf(pattern) === GAP ? value.value !== null : fitsPattern(textOf(pattern), textOf(value)))
    ? value
    : undefined;
}

function firstAnswer<T>(all: readonly T[], ask: (each: T) => Node | undefined): Node | undefined {
  for (const each of all) {
    const answer = ask(each);
    if (answer) return answer;
  }
  return undefined;
}

function resolved(node: unknown, document: Document): unknown {
  const { isAlias } = loaded();
  let value = node;
  for (let steps = 0; isAlias(value) && steps < MAX_STEPS; steps++) value = value.resolve(document);
  return value;
}

/** The pairs of a map with those that `<<` brings; its own come first and win. */
function effectivePairs(map: YAMLMap, document: Document, steps = 0): Pair[] {
  const { isMap, isSeq } = loaded();
  const own = map.items.filter(({ key }) => textOf(key) !== '<<');
  if (own.length === map.items.length || steps >= MAX_STEPS) return own;
  const keys = new Set(own.map(({ key }) => textOf(key)));
  const merged = map.items
    .filter(({ key }) => textOf(key) === '<<')
    .flatMap(({ value }) => {
      const source = resolved(value, document);
      return isSeq(source) ? source.items.map((item) => resolved(item, document)) : [source];
    })
    .flatMap((source) => (isMap(source) ? effectivePairs(source, document, steps + 1) : []))
    .filter(({ key }) => {
      const isFirst = !keys.has(textOf(key));
      keys.add(textOf(key));
      return isFirst;
    });
  return [...own, ...merged];
}

/** A scalar as it is written, without quotes: `80` and `"80"` are the same to most readers of YAML. */
function textOf(node: unknown): string {
  if (!loaded().isScalar(node)) return '';
  return node.source ?? (node.value === null ? '' : String(node.value));
}
