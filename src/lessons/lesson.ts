import { type Case, parseCases } from './cases.ts';
import { type Fence, parseFences } from './fences.ts';
import { type FrontMatter, parseFrontMatter } from './frontMatter.ts';
import { type Problem, placeOf, unifyLineBreaks } from './problem.ts';
import { type RenderOptions, renderMarkdown } from './render.ts';
import { SECTIONS } from './sections.ts';
import type { Level, Question, Section, SectionId, Source } from './types.ts';

/**
 * Places in code, in the form of the kind of their languages: a tree-sitter `query`, or what is written under the kind's
 * name, `yaml: { path: spec.selector }`.
 */
export interface PlacesHead {
  readonly languages: readonly string[];
  readonly looksFor?: readonly string[];
  readonly not?: readonly unknown[];
  readonly [kind: string]: unknown;
}

/** A lesson's front matter once it has passed the schema. */
export interface LessonHead {
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly level: Level;
  readonly needs?: readonly string[];
  readonly about?: readonly PlacesHead[];
  readonly well?: readonly PlacesHead[];
  readonly names?: Readonly<Record<string, string>>;
  readonly sources: readonly Source[];
  /** How the code runs when it is right, a sentence per step; shown only with the reader's own names. */
  readonly sequence?: readonly string[];
  readonly quiz?: readonly Question[];
}

/** A lesson.md taken apart; nothing of it is validated against the schema yet. */
export interface ParsedLesson {
  readonly front: FrontMatter;
  /** Markdown of each section, without its heading. */
  readonly sections: readonly { readonly id: SectionId; readonly title: string; readonly markdown: string }[];
  readonly fences: readonly Fence[];
  readonly cases: readonly Case[];
  readonly problems: readonly Problem[];
}

/**
 * Takes a lesson.md apart. Faults are returned, not thrown, each with its place in the file.
 * @param isCode whether a fence's language is one that rules read, so that its examples have to be tagged
 */
export function parseLesson(source: string, isCode: (language: string) => boolean): ParsedLesson {
  const text = unifyLineBreaks(source);
  const front = parseFrontMatter(text);
  const firstLine = placeOf(text, front.bodyOffset).line;
  const { fences, problems: fenceProblems } = parseFences(front.body, firstLine);
  const { cases, problems: caseProblems } = parseCases(fences, { headings: false, isCode });
  const { sections, problems: headingProblems } = splitSections(front.body, fences, firstLine);
  return {
    front,
    sections,
    fences,
    cases,
    problems: [...front.problems, ...headingProblems, ...fenceProblems, ...caseProblems],
  };
}

/** The cases of a `<rule>.cases.md`: a level-2 heading for each, which says in plain words what it shows. */
export function parseCasesFile(
  source: string,
  isCode: (language: string) => boolean,
): { cases: Case[]; problems: Problem[] } {
  const { fences, problems } = parseFences(unifyLineBreaks(source));
  const { cases, problems: caseProblems } = parseCases(fences, { headings: true, isCode });
  const nameless = fences
    .filter((fence) => fence.heading === undefined && !fence.tags.plain)
    .map((fence) => ({
      line: fence.line,
      column: 1,
      message: 'This case needs a heading above it (## …) that says what it shows.',
    }));
  return { cases, problems: [...problems, ...caseProblems, ...nameless] };
}

/** The rendered sections of a lesson. */
export function renderSections(lesson: ParsedLesson, options: RenderOptions): Section[] {
  return lesson.sections.map(({ id, title, markdown }) => ({
    id,
    title,
    html: renderMarkdown(markdown, options),
  }));
}

function splitSections(body: string, fences: readonly Fence[], firstLine: number) {
  const problems: Problem[] = [];
  const lines = body.split('\n');
  const inFence = new Set<number>();
  for (const fence of fences) for (let line = fence.line; line <= fence.endLine; line++) inFence.add(line);
  const starts: { title: string; line: number; index: number }[] = [];
  lines.forEach((line, index) => {
    if (inFence.has(firstLine + index)) return;
    const match = /^(#{1,2}) +(.*?)(?: +#+)? *$/.exec(line);
    if (!match) return;
    if (match[1] === '#')
      problems.push({
        line: firstLine + index,
        column: 1,
        message: 'The title stands in the front matter; headings in the text begin with ##.',
      });
    else starts.push({ title: match[2] as string, line: firstLine + index, index });
  });
  const before = lines.slice(0, starts[0]?.index ?? lines.length);
  const stray = before.findIndex((line) => line.trim() !== '');
  if (stray >= 0)
    problems.push({
      line: firstLine + stray,
      column: 1,
      message: `Text has to stand under a heading; the first one is "## ${SECTIONS[0]?.title}".`,
    });
  const found = starts.map((start) => start.title);
  const wanted = SECTIONS.map((section) => section.title);
  const wrong = wanted.findIndex((title, index) => found[index] !== title);
  if (wrong >= 0 || found.length > wanted.length) {
    const at = starts[wrong >= 0 ? wrong : wanted.length];
    const here = wrong >= 0 ? `"## ${wanted[wrong]}" is expected` : 'no further heading is expected';
    const message = `${here}${at ? `, and "## ${at.title}" found` : ''}. Every lesson has these headings in this order: ${wanted.join(', ')}.`;
    problems.push({
      line: at?.line ?? firstLine + lines.length - 1,
      column: 1,
      message: message[0]?.toUpperCase() + message.slice(1),
    });
  }
  const sections = starts.flatMap((start, position) => {
    const section = SECTIONS.find((each) => each.title === start.title);
    if (!section) return [];
    const markdown = lines
      .slice(start.index + 1, starts[position + 1]?.index ?? lines.length)
      .join('\n')
      .trim();
    if (markdown === '')
      problems.push({ line: start.line, column: 1, message: `"${start.title}" is empty.` });
    return [{ ...section, markdown }];
  });
  return { sections, problems };
}
