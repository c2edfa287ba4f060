import type { CancellationToken } from 'vscode-languageserver';
import { isAside } from '../domains/environment/index.ts';
import { Document, findExamples, isGenerated, mayHaveExamples, type Rule } from '../engine/index.ts';
import type { ExampleData, ExamplesParams, ExamplesResult, LspRange } from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import type { Content } from './host.ts';
import type { OpenFiles } from './openFiles.ts';
import { toRange } from './present.ts';
import { nearestFirst, rankExamples } from './rankExamples.ts';
import type { Workspace } from './workspace.ts';

/** Places that are found before the search ends early; the best few of them are answered. */
const ENOUGH = 12;
/** Milliseconds of work that one request may cost, and of waiting for files on top of it. */
const LONGEST_WORK = 2000;
const LONGEST_WAIT = 8000;

interface ExamplesOptions {
  readonly content: Content;
  readonly analysis: Analysis;
  readonly openFiles: OpenFiles;
  readonly workspace: Workspace;
  /** In milliseconds; tests bring their own. */
  readonly now?: () => number;
}

/**
 * Finds places of the workspace that do well what a lesson is about. What was found in a file is kept until the file
 * changes, so that only the first question of a lesson reads many.
 */
export class Examples {
  readonly #options: ExamplesOptions;
  readonly #now: () => number;
  /** lesson → URI → what was found in the file as it was read last */
  readonly #found = new Map<string, Map<string, readonly ExampleData[]>>();

  constructor(options: ExamplesOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /** A file has changed, or what others tell it; without a URI all may have. */
  forget(uri?: string): void {
    if (uri === undefined) this.#found.clear();
    else for (const files of this.#found.values()) files.delete(uri);
  }

  /** Up to three places, the best first. Ends early, with what was found until then, when the token is cancelled. */
  async find(params: ExamplesParams, token: CancellationToken): Promise<ExamplesResult> {
    const { content, openFiles, workspace } = this.#options;
    const { lesson, near } = params;
    if (!content.goodForms.some((form) => form.lesson === lesson)) return { examples: [], complete: true };
    const files = this.#found.get(lesson) ?? new Map<string, readonly ExampleData[]>();
    this.#found.set(lesson, files);
    const uris = nearestFirst(
      params.uris.filter((uri) => isModel(this.#options.analysis.inWorkspace(uri))),
      near,
    );
    const good: ExampleData[] = [];
    const started = this.#now();
    let worked = 0;
    const isOver = () =>
      token.isCancellationRequested ||
      good.length >= ENOUGH ||
      worked > LONGEST_WORK ||
      this.#now() - started > LONGEST_WAIT;
    const take = (found: readonly ExampleData[]) =>
      good.push(...found.filter((each) => !isReaders(each, params)));
    const look = async (uri: string, languageId: string, doc: () => Document) => {
      await this.#options.analysis.prepare(languageId);
      const begun = this.#now();
      const found = this.look(lesson, doc());
      worked += this.#now() - begun;
      files.set(uri, found);
      take(found);
    };
    // In the order of nearness, also between files that are read, open and known.
    for (let at = 0; at < uris.length && !isOver(); ) {
      const batch: string[] = [];
      for (; at < uris.length && batch.length < 64; at++) {
        const uri = uris[at] as string;
        const known = files.get(uri);
        const open = openFiles.get(uri);
        if (known) take(known);
        else if (!open) batch.push(uri);
        else if (open.skipped) files.set(uri, []);
        else await look(uri, open.doc.languageId, () => open.doc);
        if (isOver()) break;
      }
      await workspace.files.readAll(
        batch,
        {
          get isCancellationRequested() {
            return isOver();
          },
        },
        async (uri, language, content) => {
          if ('reason' in content) {
            // A file that is gone is asked for again when it is back.
            files.delete(uri);
            return;
          }
          if (!mayHaveExamples(this.#goodForms(lesson), language.id, content.text)) {
            files.set(uri, NONE);
            return;
          }
          const doc = new Document(uri, language.id, content.text);
          try {
            await look(uri, language.id, () => doc);
          } finally {
            doc.dispose();
          }
        },
      );
    }
    const complete = !token.isCancellationRequested && uris.every((uri) => files.has(uri));
    return { examples: rankExamples(good, params).slice(0, 3), complete };
  }

  #goodForms(lesson: string) {
    return this.#options.content.goodForms.filter((form) => form.lesson === lesson);
  }

  /** What one document does well of a lesson; nothing is kept of it. */
  look(lesson: string, doc: Document): readonly ExampleData[] {
    const { analysis, content } = this.#options;
    analysis.working(doc.uri, 'answer');
    if (isGenerated(doc.uri, doc.text)) return NONE;
    const rules: readonly Rule[] = analysis.rulesBeside(lesson);
    return findExamples(doc, {
      lesson,
      subjects: content.subjects,
      goodForms: this.#goodForms(lesson),
      rules,
      faults: () => analysis.faultsOf(lesson, doc),
    }).map((example) => ({
      uri: doc.uri,
      language: doc.languageId,
      range: toRange(example, doc.lines),
      good: example.good.map((span) => toRange(span, doc.lines)),
      names: { ...example.names },
      excerpt: {
        line: doc.lines.positionAt(example.excerpt.start).line,
        text: doc.slice(example.excerpt),
      },
    }));
  }
}

/** Folders whose code is on its way out, was written by others, or only shows something. */
const NO_MODEL =
  /(?:^|\/)(?:deprecated|legacy|vendor|third[-_]party|playgrounds?|generated|__generated__)\//i;

/** Whether a file may stand as a model: code that runs, written by the people who work on it. `path` is the workspace's. */
export function isModel(path: string): boolean {
  return !isAside({ path }) && !NO_MODEL.test(path);
}

const NONE: readonly ExampleData[] = [];

/** The reader's own place is no example to the reader. */
function isReaders(example: ExampleData, { near, range }: ExamplesParams): boolean {
  if (near === undefined || !range || example.uri !== near) return false;
  return isBefore(range.start, example.range.end) && isBefore(example.range.start, range.end);
}

function isBefore(a: LspRange['start'], b: LspRange['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
