import type { Edit, Span } from '../../types.ts';
import { obstacleAt, refuse, type YamlEdit } from './edit.ts';
import type { YamlNode, YamlPair } from './node.ts';

type Entry = YamlPair | YamlNode;

const done = (...edits: Edit[]): YamlEdit => ({ edits });
const cut = (start: number, end: number): Edit => ({ start, end, newText: '' });

export interface RemoveOptions {
  /** Whether collections that would be left empty go, too; otherwise `{}` or `[]` stays. */
  readonly prune?: boolean;
}

/** Removes the pair at a path with its value; nothing happens where there is none. */
export function removeAt(map: YamlNode, path: readonly string[], options: RemoveOptions = {}): YamlEdit {
  const name = path.at(-1);
  if (name === undefined) return refuse('the path is empty');
  const found = map.find(...path.slice(0, -1));
  if (found?.node.kind !== 'map' || !found.node.find(name)) return { edits: [] };
  const pair = found.node.own(name);
  if (found.via.length > 0 || !pair) return refuse('it comes from elsewhere');
  return removeEntry(pair, options);
}

/** Removes an item of a sequence. */
export function removeItem(item: YamlNode, options: RemoveOptions = {}): YamlEdit {
  return item.parent?.kind === 'sequence' ? removeEntry(item, options) : refuse('it is no item');
}

function removeEntry(first: Entry, { prune = false }: RemoveOptions): YamlEdit {
  let entry = first;
  let collection = collectionOf(entry);
  // A collection that holds nothing else is removed as a whole.
  while (prune && entriesOf(collection).length === 1 && collection.pair?.value === collection) {
    entry = collection.pair;
    collection = collection.pair.map;
  }
  const obstacle = obstacleAt(collection) ?? obstacleIn(entry);
  if (obstacle) return refuse(obstacle);
  return collection.style === 'flow' ? removeFromFlow(collection, entry) : removeLines(collection, entry);
}

function collectionOf(entry: Entry): YamlNode {
  return 'map' in entry ? entry.map : (entry.parent as YamlNode);
}

function entriesOf(collection: YamlNode): readonly Entry[] {
  return collection.kind === 'map' ? collection.pairs() : collection.items();
}

/** Anchors that others need, and ways of writing that are too rare to be worth it. */
function obstacleIn(entry: Entry): string | undefined {
  const { document } = collectionOf(entry);
  if ('map' in entry) {
    if (entry.isExplicit) return 'its key is written with a question mark';
    if (entry.map.pairs().filter((pair) => pair.name === entry.name).length > 1)
      return 'the key stands there twice';
  }
  const aliases = document.aliasNames;
  const roots = 'map' in entry ? [entry.key, ...(entry.value ? [entry.value] : [])] : [entry];
  for (const root of roots)
    for (const node of document.walk(root))
      if (node.anchor !== undefined && aliases.has(node.anchor)) return 'an alias uses it elsewhere';
  return undefined;
}

function removeFromFlow(collection: YamlNode, entry: Entry): YamlEdit {
  const { document } = collection;
  const entries = entriesOf(collection);
  const index = entries.indexOf(entry as never);
  const next = entries[index + 1];
  const previous = entries[index - 1];
  const start = outerStart(entry);
  const span: Span = next
    ? { start, end: outerStart(next) }
    : previous
      ? { start: previous.end, end: entry.end }
      : { start: collection.start + 1, end: collection.end - 1 };
  const gone = { start, end: entry.end };
  const holdsComment = document.comments.some(
    (comment) =>
      comment.start >= span.start &&
      comment.end <= span.end &&
      !(comment.start > gone.start && comment.end < gone.end),
  );
  return holdsComment ? refuse('a comment stands beside it') : done(cut(span.start, span.end));
}

function outerStart(entry: Entry): number {
  return 'map' in entry ? entry.start : entry.outerStart;
}

function removeLines(collection: YamlNode, entry: Entry): YamlEdit {
  const { document } = collection;
  const entries = entriesOf(collection);
  const index = entries.indexOf(entry as never);
  const start = 'map' in entry ? entry.start : collection.dashOf(index);
  if (start === undefined) return refuse('its dash was not found');
  const end = textEnd(entry, start);
  const lineStart = document.lineStart(start);
  const before = document.slice({ start: lineStart, end: start }).replace('\uFEFF', '');
  if (entries.length === 1) return emptied(collection, start, end);
  if (before.trim() === '') {
    const from = start - before.length;
    const lineEnd = document.lineEnd(end);
    const after = lineEnd + lineBreakAt(document, lineEnd);
    // The last line of a file without a line break at its end: the one before it goes.
    if (after === lineEnd && from > document.start)
      return done(cut(from - lineBreakBefore(document, from), lineEnd));
    return done(cut(from, after));
  }
  // The first entry behind a dash: `- name: web`.
  const next = entries[index + 1];
  if (index !== 0 || !next || !/^ *(?:- +)+$/.test(before)) return refuse('it does not begin its line');
  const nextStart = 'map' in next ? next.start : (collection.dashOf(1) as number);
  const between = document.comments.some(
    (comment) => comment.start >= document.lineEnd(end) && comment.end <= nextStart,
  );
  if (between) return done(cut(start - /\s*$/.exec(before)![0].length, document.lineEnd(end)));
  return done(cut(start, nextStart));
}

/** Where the text of an entry ends; a block scalar whose trailing line breaks count takes them with it. */
function textEnd(entry: Entry, start: number): number {
  return Math.max(entry.end, start + 1);
}

function lineBreakAt(document: YamlNode['document'], offset: number): number {
  if (document.charAt(offset) === '\r') return document.charAt(offset + 1) === '\n' ? 2 : 0;
  return document.charAt(offset) === '\n' ? 1 : 0;
}

function lineBreakBefore(document: YamlNode['document'], offset: number): number {
  if (document.charAt(offset - 1) !== '\n') return 0;
  return document.charAt(offset - 2) === '\r' ? 2 : 1;
}

/** Leaves `{}` or `[]` where a block collection was. */
function emptied(collection: YamlNode, start: number, end: number): YamlEdit {
  const { document, pair } = collection;
  const empty = collection.kind === 'map' ? '{}' : '[]';
  const lineStart = document.lineStart(start);
  const before = document.slice({ start: lineStart, end: start });
  if (/^ *(?:- +)+$/.test(before) && collection.kind === 'map') {
    if (document.commentAfter({ start, end })) return refuse('a comment stands beside it');
    return done({ start, end, newText: empty });
  }
  if (before.trim() !== '' || !pair || pair.value !== collection || pair.colon === undefined)
    return refuse('nothing would be left of the document');
  if (collection.outerStart < collection.start) return refuse('an anchor or a tag stands there');
  const lineEnd = document.lineEnd(end);
  const after = lineEnd + lineBreakAt(document, lineEnd);
  const from = after === lineEnd ? lineStart - lineBreakBefore(document, lineStart) : lineStart;
  return done({ start: pair.colon + 1, end: pair.colon + 1, newText: ` ${empty}` }, cut(from, after));
}
