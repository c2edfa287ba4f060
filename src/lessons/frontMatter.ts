import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Problem } from './problem.ts';

/** The YAML at the head of a Markdown file, and where in the file its values stand. */
export interface FrontMatter {
  /** The values as YAML gives them, not validated; `undefined` where the YAML could not be read. */
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** The rest of the file. */
  readonly body: string;
  /** 0-based offset of `body` in the file. */
  readonly bodyOffset: number;
  /** Place of the value at a path (`['quiz', 0, 'options']`), or of its nearest parent that exists; 1-based. */
  placeOf(path: readonly (string | number)[]): { line: number; column: number };
}

/** An alias may stand for much text; lessons need none, so a handful is plenty. */
const MOST_HEAD_ALIASES = 20;

/**
 * Splits a Markdown file at its front matter (`---`, YAML, `---` from the first line on) and reads the YAML.
 * @param text with `\n` line breaks (see `unifyLineBreaks`)
 */
export function parseFrontMatter(text: string): FrontMatter {
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!match) {
    const message = 'The file has to begin with front matter: a line ---, YAML, and a line --- again.';
    return {
      data: undefined,
      problems: [{ line: 1, column: 1, message }],
      body: text,
      bodyOffset: 0,
      placeOf: () => ({ line: 1, column: 1 }),
    };
  }
  const source = match[1] as string;
  const counter = new LineCounter();
  const doc = parseDocument(source, { lineCounter: counter, prettyErrors: false });
  // The YAML begins on the file's second line.
  const place = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: line + 1, column: col };
  };
  const problems: Problem[] = [...doc.errors, ...doc.warnings].map((error) => ({
    ...place(error.pos[0]),
    message: `The front matter is not valid YAML: ${error.message}`,
  }));
  let data: unknown;
  if (doc.errors.length === 0) {
    try {
      data = doc.toJS({ maxAliasCount: MOST_HEAD_ALIASES });
    } catch (error) {
      problems.push({
        line: 2,
        column: 1,
        message: `The front matter cannot be read: ${(error as Error).message}`,
      });
    }
  }
  return {
    data,
    problems,
    body: text.slice(match[0].length),
    bodyOffset: match[0].length,
    placeOf(path) {
      for (let length = path.length; length > 0; length--) {
        const node = doc.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return place(node.range[0]);
      }
      return { line: 2, column: 1 };
    },
  };
}
