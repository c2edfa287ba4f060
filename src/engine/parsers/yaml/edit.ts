import type { Edit } from '../../types.ts';
import type { YamlNode, YamlPair, YamlValue } from './node.ts';
import {
  columnOf,
  Flow,
  flowText,
  isList,
  isMapping,
  itemLines,
  pairLines,
  quoted,
  scalarText,
  valueLines,
  writingAt,
  type YamlInput,
} from './style.ts';

/** Edits of the text, in offsets of the file; or none, with the reason as the end of a sentence ("because …"). */
export type YamlEdit =
  | { readonly edits: readonly Edit[]; readonly refused?: undefined }
  | { readonly edits: readonly []; readonly refused: string };

const done = (...edits: Edit[]): YamlEdit => ({ edits });
export const refuse = (reason: string): YamlEdit => ({ edits: [], refused: reason });
const insert = (at: number, newText: string): Edit => ({ start: at, end: at, newText });

/** Why a node cannot be edited with certainty, or `undefined`. */
export function obstacleAt(node: YamlNode): string | undefined {
  const { document } = node;
  if (document.holdsTemplate) return 'a template fills the document in';
  if (document.isBroken) return 'the document cannot be read to its end';
  if (document.isShared(node)) return 'an alias uses it elsewhere, too';
  return undefined;
}

function obstacleInMap(map: YamlNode): string | undefined {
  const obstacle = obstacleAt(map);
  if (obstacle) return obstacle;
  if (map.kind !== 'map') return 'it is no mapping';
  const pairs = map.pairs();
  if (pairs.some((pair) => pair.isExplicit)) return 'its keys are written with a question mark';
  const names = pairs.filter((pair) => !pair.isMerge).map((pair) => pair.name);
  if (new Set(names).size < names.length) return 'a key stands there twice';
  if (map.style === 'block' && !/^[\uFEFF ]*(?:- *)*$/.test(beforeOnLine(map, pairs[0]?.start ?? map.start)))
    return 'it does not begin its line';
  return undefined;
}

function beforeOnLine({ document }: YamlNode, offset: number): string {
  return document.slice({ start: document.lineStart(offset), end: offset });
}

/**
 * Writes another value in the place of a scalar or an alias. Its quotes stay where the new value is a text, too; anchor,
 * tag and comments stay.
 */
export function setScalar(node: YamlNode, value: YamlValue): YamlEdit {
  const obstacle = obstacleAt(node);
  if (obstacle) return refuse(obstacle);
  if (node.kind === 'scalar' && node.value === value) return done();
  if (node.kind !== 'scalar' && node.kind !== 'alias') return refuse('it is a collection');
  if (node.style === 'literal' || node.style === 'folded') return refuse('it is a text of several lines');
  if (node.isEmpty)
    return node.pair && node === node.pair.value ? fill(node.pair, value) : refuse('it is empty');
  if (
    node.tag !== undefined &&
    /^!|\/\//.test(node.document.slice({ start: node.outerStart, end: node.start }))
  )
    return refuse('it has a tag');
  const writing = writingAt(node.parent ?? node, { quoteValues: false });
  const quote = node.style === 'single' ? "'" : node.style === 'double' ? '"' : undefined;
  const isQuoted = typeof value === 'string' && quote;
  const newText = isQuoted ? quoted(value, quote) : scalarText(value, writing);
  return done({ start: node.start, end: node.end, newText });
}

/** Writes a value behind a colon behind which nothing stands yet. */
function fill(pair: YamlPair, value: YamlInput): YamlEdit {
  const { map, colon } = pair;
  const { document } = map;
  if (colon === undefined) return refuse('there is no colon');
  if (pair.value && pair.value.outerStart < pair.value.start)
    return refuse('an anchor or a tag stands there');
  if (document.slice({ start: colon + 1, end: pair.value?.start ?? colon + 1 }).trim() !== '')
    return refuse('a comment stands there');
  const writing = writingAt(map);
  if (map.style === 'flow') return done(insert(colon + 1, ` ${flowText(value, writing)}`));
  const [first, ...rest] = valueLines(value, columnOf(map), writing);
  const edits: Edit[] = [];
  if (first !== undefined) edits.push(insert(colon + 1, ` ${first}`));
  if (rest.length > 0)
    edits.push(insert(document.lineEnd(colon), rest.map((line) => writing.lineBreak + line).join('')));
  return done(...edits);
}

export interface AddOptions {
  /** Keys behind which new ones should come, where some are there; otherwise they come last. */
  readonly after?: readonly string[];
  /** Puts new ones before all others; comments above the first key stay above. */
  readonly first?: boolean;
}

/**
 * Adds what a mapping lacks, and leaves alone what it has: `addMissing(container, { securityContext: { privileged: false } })`
 * adds the whole, or one key to a `securityContext` that is there.
 */
export function addMissing(
  map: YamlNode,
  values: { readonly [key: string]: YamlInput },
  options: AddOptions = {},
): YamlEdit {
  const obstacle = obstacleInMap(map);
  if (obstacle) return refuse(obstacle);
  const edits: Edit[] = [];
  const missing: [string, YamlInput][] = [];
  for (const [key, value] of Object.entries(values)) {
    const own = map.own(key);
    if (!own) {
      if (map.find(key)) return refuse(`${key} comes from a merge key`);
      missing.push([key, value]);
      continue;
    }
    const there = own.value;
    const wanted = value instanceof Flow ? value.value : value;
    let edit: YamlEdit | undefined;
    if (!there || there.isEmpty) edit = fill(own, value);
    else if (there.kind === 'alias' && isMapping(wanted)) return refuse(`${key} is an alias`);
    else if (there.kind === 'map' && isMapping(wanted)) edit = addMissing(there, wanted);
    else if (there.value === null && isScalar(wanted)) edit = setScalar(there, wanted);
    else if (there.value === null || isMapping(wanted)) return refuse(`${key} is no mapping`);
    if (edit?.refused !== undefined) return edit;
    edits.push(...(edit?.edits ?? []));
  }
  if (missing.length > 0) {
    const edit = options.first ? addPairsFirst(map, missing) : addPairs(map, missing, options.after ?? []);
    if (edit.refused !== undefined) return edit;
    edits.push(...edit.edits);
  }
  return done(...edits);
}

function isScalar(value: unknown): value is YamlValue {
  return value === null || typeof value !== 'object';
}

/** Sets the value at a path: an existing scalar is replaced, missing mappings on the way are made. */
export function setAt(map: YamlNode, path: readonly string[], value: YamlInput): YamlEdit {
  const found = map.find(...path);
  if (found && found.via.length > 0 && found.written.kind !== 'alias')
    return refuse('it comes from elsewhere');
  if (found) {
    const wanted = value instanceof Flow ? value.value : value;
    if (typeof wanted === 'object' && wanted !== null) {
      return JSON.stringify(found.node.toValue()) === JSON.stringify(plain(wanted))
        ? done()
        : refuse('a collection stands there');
    }
    return setScalar(found.written, wanted as YamlValue);
  }
  let values: YamlInput = value;
  for (const key of [...path].reverse().slice(0, -1)) values = { [key]: values };
  const [first] = path;
  if (first === undefined) return refuse('the path is empty');
  for (let i = path.length - 1; i > 0; i--) {
    const on = map.get(...path.slice(0, i));
    if (on && on.kind !== 'map' && !on.isEmpty) return refuse(`${path[i - 1]} is no mapping`);
  }
  return addMissing(map, { [first]: values });
}

/** A value to be written as plain data. */
function plain(value: YamlInput): unknown {
  const inner = value instanceof Flow ? value.value : value;
  if (isList(inner)) return inner.map(plain);
  if (isMapping(inner))
    return Object.fromEntries(Object.entries(inner).map(([key, each]) => [key, plain(each)]));
  return inner;
}

function addPairs(map: YamlNode, values: readonly [string, YamlInput][], after: readonly string[]): YamlEdit {
  const { document } = map;
  const writing = writingAt(map);
  const pairs = map.pairs();
  const before = pairs.filter((pair) => after.includes(pair.name)).at(-1) ?? pairs.at(-1);
  if (map.style === 'flow') {
    const texts = values.map(
      ([key, value]) => `${scalarText(key, writing, true)}: ${flowText(value, writing)}`,
    );
    return addInFlow(map, before, texts);
  }
  if (!before) return refuse('the mapping is empty');
  const at = insertionAfter(before);
  if (at === undefined) return refuse('a text that reaches to the end of the file stands before');
  const column = columnOf(map);
  const lines = values.flatMap(([key, value]) => {
    const [first, ...rest] = pairLines(key, value, column, writing);
    return [' '.repeat(column) + first, ...rest];
  });
  return done(insertLines(document.charAt(at - 1) === '\n' && at > before.end, at, lines, writing.lineBreak));
}

function addPairsFirst(map: YamlNode, values: readonly [string, YamlInput][]): YamlEdit {
  const [first] = map.pairs();
  if (!first) return addPairs(map, values, []);
  const writing = writingAt(map);
  if (map.style === 'flow') {
    const texts = values.map(
      ([key, value]) => `${scalarText(key, writing, true)}: ${flowText(value, writing)}, `,
    );
    return done(insert(first.start, texts.join('')));
  }
  const column = columnOf(map);
  const lines = values.flatMap(([key, value]) => {
    const [head = '', ...rest] = pairLines(key, value, column, writing);
    return [head, ...rest.map((line) => line.slice(column))];
  });
  const glue = writing.lineBreak + ' '.repeat(column);
  return done(insert(first.start, lines.map((line) => line + glue).join('')));
}

function insertLines(isLineStart: boolean, at: number, lines: readonly string[], lineBreak: string): Edit {
  return insert(at, lines.map((line) => (isLineStart ? line + lineBreak : lineBreak + line)).join(''));
}

/**
 * Where a line after a pair or an item can be put in: the end of its last line, comments included. A text whose trailing
 * line breaks count is passed whole; `undefined` where a line break more would lengthen one.
 */
function insertionAfter(entry: YamlPair | YamlNode): number | undefined {
  const leaf = lastLeaf(entry);
  const { document } = leaf;
  if (leaf.kind === 'scalar' && (leaf.style === 'literal' || leaf.style === 'folded')) {
    const header = document.slice({ start: leaf.start, end: document.lineEnd(leaf.start) });
    const keep = /^[|>][1-9]?\+/.test(header);
    const strip = /^[|>][1-9]?-/.test(header);
    if (keep) return document.charAt(leaf.fullEnd - 1) === '\n' ? leaf.fullEnd : undefined;
    if (!strip && document.charAt(leaf.fullEnd - 1) !== '\n') return undefined;
  }
  return document.lineEnd(entry.end);
}

function lastLeaf(entry: YamlPair | YamlNode): YamlNode {
  let node: YamlNode = 'map' in entry ? (entry.value ?? entry.key) : entry;
  for (;;) {
    if (node.style !== 'block') return node;
    const last = node.kind === 'map' ? node.pairs().at(-1) : node.items().at(-1);
    if (!last) return node;
    node = 'map' in last ? (last.value ?? last.key) : last;
  }
}

/** Puts entries into a flow collection, behind one of them, or as the first. */
function addInFlow(
  collection: YamlNode,
  before: YamlPair | YamlNode | undefined,
  texts: readonly string[],
): YamlEdit {
  const { document } = collection;
  if (document.charAt(collection.end - 1) !== (collection.kind === 'map' ? '}' : ']'))
    return refuse('its bracket is not closed');
  if (!before) {
    const inside = document.slice({ start: collection.start + 1, end: collection.end - 1 });
    if (inside.trim() !== '') return refuse('a comment stands in it');
    const pad = collection.kind === 'map' && writingAt(collection).spaced ? ' ' : '';
    const edit = {
      start: collection.start + 1,
      end: collection.end - 1,
      newText: pad + texts.join(', ') + pad,
    };
    return done(edit);
  }
  const line = beforeOnLine(collection, before.start);
  const end = document.lineEnd(before.end);
  const rest = document.slice({ start: before.end, end });
  // One entry on each line: so is the new one.
  if (
    /^\s+$/.test(line) &&
    /^,?\s*(?:#.*)?$/.test(rest) &&
    document.lineStart(before.end) === document.lineStart(before.start)
  ) {
    const hasComma = rest.startsWith(',');
    const isLast = document.slice({ start: end, end: collection.end }).trim().length === 1;
    const lines = texts.map(
      (text, i) => `${line}${text}${i < texts.length - 1 || hasComma || !isLast ? ',' : ''}`,
    );
    const edits = [insert(end, lines.map((text) => document.lineBreak + text).join(''))];
    if (!hasComma && isLast) edits.unshift(insert(before.end, ','));
    else if (!hasComma) return refuse('its commas begin the lines');
    return done(...edits);
  }
  return done(insert(before.end, texts.map((text) => `, ${text}`).join('')));
}

/** Adds an item at the end of a sequence, unless an equal one is there. */
export function addItem(sequence: YamlNode, item: YamlInput): YamlEdit {
  const obstacle = obstacleAt(sequence);
  if (obstacle) return refuse(obstacle);
  if (sequence.kind !== 'sequence') return refuse('it is no sequence');
  const { document } = sequence;
  const wanted = JSON.stringify(plain(item));
  const items = sequence.items();
  if (items.some((each) => JSON.stringify(each.toValue()) === wanted)) return done();
  const strings = items.filter((each) => typeof each.value === 'string');
  const isQuoted = (each: YamlNode) => each.style === 'double' || each.style === 'single';
  const writing = writingAt(sequence, { quoteValues: strings.length > 0 && strings.every(isQuoted) });
  if (sequence.style === 'flow') return addInFlow(sequence, items.at(-1), [flowText(item, writing)]);
  const last = items.at(-1);
  const dash = sequence.dashOf(items.length - 1);
  if (!last || dash === undefined) return refuse('the sequence is empty');
  if (!/^[\uFEFF ]*(?:- *)*$/.test(beforeOnLine(sequence, dash))) return refuse('it does not begin its line');
  const at = last.isEmpty ? document.lineEnd(dash) : insertionAfter(last);
  if (at === undefined) return refuse('a text that reaches to the end of the file stands before');
  const column = dash - document.lineStart(dash);
  const gap = /^ +(?=\S)/.exec(document.slice({ start: dash + 1, end: document.lineEnd(dash) }))?.[0] ?? ' ';
  const [first, ...rest] = itemLines(item, column, writing, gap);
  const lines = [' '.repeat(column) + first, ...rest];
  return done(insertLines(document.charAt(at - 1) === '\n' && at > last.end, at, lines, writing.lineBreak));
}
