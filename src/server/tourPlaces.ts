import type { CancellationToken } from 'vscode-languageserver';
import {
  Document,
  findSightings,
  isGenerated,
  isTemplate,
  mayHaveExamples,
  mayHoldSubject,
} from '../engine/index.ts';
import type { ExampleData, TourFindingData, TourParams, TourResult } from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import { type Examples, isModel } from './examples.ts';
import type { Content } from './host.ts';
import type { OpenFiles } from './openFiles.ts';
import { toRange } from './present.ts';
import { rankExamples } from './rankExamples.ts';
import type { Workspace } from './workspace.ts';

/** Places of one lesson after which no more are looked for. */
const ENOUGH_GOOD = 3;
const ENOUGH_SEEN = 6;
/** Milliseconds that one search may last at most, whatever it was granted. */
const LONGEST_SEARCH = 4000;
/** Lines up to which a place is taken in at a glance. */
const GLANCE = 40;

interface TourPlacesOptions {
  readonly content: Content;
  readonly analysis: Analysis;
  readonly openFiles: OpenFiles;
  readonly workspace: Workspace;
  readonly examples: Pick<Examples, 'look'>;
  /** In milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/** What was found of one lesson until now. */
interface Found {
  readonly lesson: string;
  readonly good: ExampleData[];
  readonly seen: TourFindingData[];
}

/**
 * Places for lessons without a hint: where each is done well, and else where its subject occurs. All lessons are
 * looked for in one pass, which parses no file twice, goes through the folders in turns, and ends with its time.
 */
export class TourPlaces {
  readonly #options: TourPlacesOptions;
  readonly #now: () => number;

  constructor(options: TourPlacesOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** Ends early, with what was found until then, when the token is cancelled or the time is over. */
  async find({ lessons, uris, hinted, budget }: TourParams, token: CancellationToken): Promise<TourResult> {
    const { analysis, openFiles, workspace } = this.#options;
    const isAside = (uri: string) => !isModel(analysis.inWorkspace(uri));
    const searches = lessons.map((lesson): Found => ({ lesson, good: [], seen: [] }));
    const files = inTurns(uris.filter((uri) => !isAside(uri)));
    const end = this.#now() + Math.min(LONGEST_SEARCH, budget);
    let open = searches.filter((search) => this.#isOpen(search));
    const isOver = () => token.isCancellationRequested || open.length === 0 || this.#now() > end;
    const look = async (languageId: string, text: string, docOf: () => Document) => {
      const concerned = open.filter(({ lesson }) => this.#mayOccur(lesson, languageId, text));
      if (concerned.length === 0) return;
      await analysis.prepare(languageId);
      const doc = docOf();
      analysis.working(doc.uri, 'answer');
      for (const search of concerned) this.#lookFor(search, doc);
      open = open.filter((search) => this.#isOpen(search));
    };
    for (const uri of files) {
      if (isOver()) break;
      const file = openFiles.get(uri);
      if (file && !file.skipped) await look(file.doc.languageId, file.doc.text, () => file.doc);
    }
    const closed = files.filter((uri) => !openFiles.get(uri));
    let read = 0;
    await workspace.files.readAll(
      closed,
      {
        get isCancellationRequested() {
          return isOver();
        },
      },
      async (uri, language, content) => {
        read++;
        if ('reason' in content) return;
        let doc: Document | undefined;
        try {
          await look(language.id, content.text, () => {
            doc = new Document(uri, language.id, content.text);
            return doc;
          });
        } finally {
          doc?.dispose();
        }
      },
    );
    return {
      found: searches.flatMap(best),
      aside: hinted.filter(isAside),
      complete: !token.isCancellationRequested && (open.length === 0 || read >= closed.length),
    };
  }

  #isOpen({ lesson, good, seen }: Found): boolean {
    const { goodForms, subjects } = this.#options.content;
    if (goodForms.some((form) => form.lesson === lesson)) return good.length < ENOUGH_GOOD;
    return subjects.some((subject) => subject.lesson === lesson) && seen.length < ENOUGH_SEEN;
  }

  /** Whether a text may hold a place of a lesson, by its words. */
  #mayOccur(lesson: string, languageId: string, text: string): boolean {
    const { goodForms, subjects } = this.#options.content;
    const own = goodForms.filter((form) => form.lesson === lesson);
    if (mayHaveExamples(own, languageId, text)) return true;
    return subjects.some((subject) => {
      if (subject.lesson !== lesson) return false;
      return mayHoldSubject(languageId, text, subject) ?? this.#mayBeHinted(lesson, languageId, text);
    });
  }

  /** Whether a rule near the lesson would look at a text: one that none looks at is about something else. */
  #mayBeHinted(lesson: string, languageId: string, text: string): boolean {
    return this.#options.analysis
      .rulesBeside(lesson)
      .some(
        (rule) => rule.languages.includes(languageId) && rule.looksFor.some((word) => text.includes(word)),
      );
  }

  #lookFor({ lesson, good, seen }: Found, doc: Document): void {
    const { content, examples } = this.#options;
    const examplesHere = examples.look(lesson, doc);
    good.push(...examplesHere);
    if (examplesHere.length > 0 || good.length > 0 || seen.length >= ENOUGH_SEEN) return;
    // Where a comment silences a rule, something is not as it should be; that is nothing to show first.
    if (isGenerated(doc.uri, doc.text) || doc.text.includes('hindsight-ignore')) return;
    // A template is filled in before it is anything.
    if (isTemplate(doc)) return;
    const own = content.subjects.filter((subject) => subject.lesson === lesson);
    const [place] = findSightings(doc, own)
      .map(({ start, end, names }): TourFindingData => {
        const range = toRange({ start, end }, doc.lines);
        return { lesson, kind: 'sighting', uri: doc.uri, range, names: { ...names } };
      })
      .sort(clearer);
    if (place) seen.push(place);
  }
}

function best({ lesson, good, seen }: Found): TourFindingData[] {
  const [example] = rankExamples(good, {});
  if (example) {
    const { uri, range, names } = example;
    return [{ lesson, kind: 'good', uri, range, names }];
  }
  return seen.toSorted(clearer).slice(0, 1);
}

/** Short places before long ones, those that say more before others, those near the root before those below. */
function clearer(a: TourFindingData, b: TourFindingData): number {
  const lines = ({ range }: TourFindingData) => range.end.line - range.start.line;
  const names = (each: TourFindingData) => Object.keys(each.names).length;
  const depth = ({ uri }: TourFindingData) => uri.split('/').length;
  return (
    Number(lines(a) > GLANCE) - Number(lines(b) > GLANCE) ||
    names(b) - names(a) ||
    depth(a) - depth(b) ||
    (a.uri < b.uri ? -1 : a.uri > b.uri ? 1 : a.range.start.line - b.range.start.line)
  );
}

/** Files in an order that visits all folders before it comes back to one, so that a search may end at any time. */
export function inTurns(uris: readonly string[]): string[] {
  const folders = new Map<string, string[]>();
  for (const uri of uris) {
    const folder = uri.slice(0, uri.lastIndexOf('/'));
    const list = folders.get(folder);
    if (list) list.push(uri);
    else folders.set(folder, [uri]);
  }
  const lists = [...folders.values()];
  const result: string[] = [];
  for (let turn = 0; result.length < uris.length; turn++)
    for (const list of lists) {
      const uri = list[turn];
      if (uri !== undefined) result.push(uri);
    }
  return result;
}
