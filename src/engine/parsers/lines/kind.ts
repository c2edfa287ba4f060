import { fitsPattern } from '../../../base/pattern.ts';
import type { Span } from '../../../base/span.ts';
import type { Document } from '../../document.ts';
import type { Kind, KindParser, LineEntry, Place } from '../../kind.ts';
import { formsBy } from '../forms.ts';
import { linesOf } from './index.ts';

/** An `about` entry of such a kind; `LINE_SUBJECT` is its schema. */
interface LineAbout {
  readonly key: string | readonly string[];
  readonly section?: string | readonly string[];
  readonly value?: string | readonly string[];
  readonly names?: Readonly<Record<string, 'key' | 'value' | 'section'>>;
}

/** The parser of kinds with a line reader of their own: nothing to load, and no part of a text is ever unread. */
export default function linesParser(kind: Kind): KindParser {
  const entries = linesOf(kind);
  const placesOf = (doc: Document, subject: unknown) =>
    doc.model(entries).flatMap((entry) => placeOf(entry, subject as LineAbout));
  return {
    isLoaded: () => true,
    load: async () => {},
    mayHold(text, subject) {
      const keys = listOf((subject as LineAbout).key);
      return keys.includes('*') || keys.some((key) => text.includes(key));
    },
    placesOf,
    formsOf: formsBy(placesOf),
    around: (doc, place) => around(doc.model(entries), place),
    commentPlace: () => 'code',
    mentions: (text) => mentions(kind, text),
  };
}

function listOf(words: string | readonly string[]): readonly string[] {
  return typeof words === 'string' ? [words] : words;
}

function placeOf(entry: LineEntry, { key, section, value, names = {} }: LineAbout): Place[] {
  const keys = listOf(key);
  if (!keys.includes('*') && !keys.includes(entry.key)) return [];
  if (section !== undefined && !listOf(section).includes(entry.section)) return [];
  if (value !== undefined && !listOf(value).includes(entry.value)) return [];
  const found = Object.entries(names).flatMap(([name, part]) => (entry[part] ? [[name, entry[part]]] : []));
  return [{ start: entry.start, end: entry.end, names: Object.fromEntries(found) }];
}

/** The line, and the lines of its section. */
function* around(entries: readonly LineEntry[], place: Span): Iterable<Span> {
  const own = entries.find(({ start, end }) => start <= place.start && place.end <= end);
  if (!own) return;
  yield { start: own.start, end: own.end };
  const section = entries.filter((each) => each.section === own.section);
  yield { start: (section[0] ?? own).start, end: (section.at(-1) ?? own).end };
}

function mentions(kind: Kind, text: string): (code: string) => number | undefined {
  const entries = kind.readLines?.(text) ?? [];
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  return (code) => {
    const [wanted] = kind.readLines?.(code) ?? [];
    const found =
      wanted && entries.find(({ key, value }) => key === wanted.key && fitsPattern(wanted.value, value));
    return found && lineAt(found.start);
  };
}
