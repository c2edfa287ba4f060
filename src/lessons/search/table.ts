import MiniSearch, { type AsPlainObject, type Options } from 'minisearch';
import type { SearchData, SearchEntry } from './entries.ts';
import { isName, partsOf, plain, termsOf, wordsOf } from './words.ts';

/** How much a hit in a field counts. */
export const BOOST = { title: 5, names: 5, also: 3, heading: 2.5, text: 1, code: 0.8, parts: 0.3 } as const;
type Field = keyof typeof BOOST;
const FIELDS = Object.keys(BOOST) as Field[];

/** An entry as the library sees it: its number, and the terms of each field. */
type Row = { readonly id: number } & Partial<Record<Field, readonly string[]>>;

const OPTIONS: Options<Row> = {
  fields: [...FIELDS],
  // Terms are made here, once; the library gets lists of them.
  stringifyField: (value) => value as string,
  tokenize: (value) => value as unknown as string[],
  processTerm: (term) => term,
};

/**
 * Indexes the entries. The build does it: reading an index back takes a tenth of the time that making it does.
 */
export function indexEntries(entries: readonly SearchEntry[]): SearchData {
  const table = new MiniSearch<Row>(OPTIONS);
  table.addAll(entries.map((entry, id) => ({ id, ...fieldsOf(entry) })));
  return { entries, index: table.toJSON() };
}

/** @throws when the index is none that this version reads */
export function readIndex(data: SearchData): MiniSearch<Row> {
  return MiniSearch.loadJS<Row>(data.index as AsPlainObject, OPTIONS);
}

function fieldsOf(entry: SearchEntry): Partial<Record<Field, string[]>> {
  switch (entry.kind) {
    case 'lesson':
      return {
        title: allTerms(entry.title),
        names: idTerms(entry.lesson),
        text: allTerms(entry.text),
      };
    case 'rule':
      return {
        heading: allTerms(entry.title),
        names: idTerms(entry.rule),
        text: entry.messages.flatMap(allTerms),
      };
    case 'term':
      return { title: allTerms(entry.title), also: entry.also.flatMap(allTerms), text: allTerms(entry.text) };
    case 'code': {
      const words = wordsOf(entry.text).map(({ text }) => text);
      return {
        code: words
          .flatMap((word) => [word, ...namesIn(word)])
          .filter(isName)
          .map(plain),
        parts: words.flatMap((word) => (isName(word) ? partsOf(word) : termsOf(word))),
      };
    }
    default:
      return { heading: allTerms(entry.heading ?? ''), text: allTerms(entry.text) };
  }
}

/** The names in a dotted one: `window.addEventListener` has two. */
function namesIn(word: string): string[] {
  return word.includes('.') ? word.split('.') : [];
}

/** `topic/name` is typed as two words; of the topic only the whole counts, for it is in every id. */
function idTerms(id: string): string[] {
  const [topic = '', name = ''] = id.split('/');
  return [plain(topic), ...termsOf(name)];
}

function allTerms(text: string): string[] {
  return wordsOf(text).flatMap(({ text: word }) => termsOf(word));
}
