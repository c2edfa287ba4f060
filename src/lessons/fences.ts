import type { Problem } from './problem.ts';

/** A fenced code block at the top level of a Markdown text. */
export interface Fence {
  /** The first word after the fence: `tsx`. */
  readonly language: string;
  readonly tags: FenceTags;
  /** The code, each line with its line break. */
  readonly code: string;
  /** 1-based line of the opening fence, in the file. */
  readonly line: number;
  /** 1-based line of the closing fence. */
  readonly endLine: number;
  /** Whether only blank lines lie between this fence and the one before it. */
  readonly adjacent: boolean;
  /** The nearest level-2 heading above. */
  readonly heading: string | undefined;
  /** 1-based line of that heading; 0 where there is none. */
  readonly headingLine: number;
}

interface FenceTags {
  /** Rules that have to find something; without their topic. */
  readonly bad?: readonly string[];
  readonly good?: boolean;
  readonly plain?: boolean;
  /** Why a plain example is not tested. */
  readonly reason?: string;
  readonly broken?: boolean;
  /** No fix is compared: the good form is what a person writes. */
  readonly nofix?: boolean;
  /** Title or 1-based number of the fix that leads to this text. */
  readonly fix?: string;
  /** Path of the file that the code stands for. */
  readonly file?: string;
}

const FLAGS: ReadonlySet<string> = new Set(['good', 'plain', 'broken', 'nofix']);

/** Reads what stands behind a fence's backticks: ` ```tsx bad=effect-chain file="src/a.tsx" `. */
export function parseFenceInfo(info: string): { language: string; tags: FenceTags; problems: string[] } {
  const [, language = '', rest = ''] = /^\s*(\S*)([\s\S]*)$/.exec(info) ?? [];
  const tags: { -readonly [K in keyof FenceTags]: FenceTags[K] } = {};
  const problems: string[] = [];
  for (const match of rest.matchAll(/([^\s=]+)(?:=(?:"([^"]*)"|(\S*)))?/g)) {
    const key = match[1] as string;
    const value = match[2] ?? match[3];
    if (FLAGS.has(key) && value === undefined) {
      tags[key as 'good' | 'plain' | 'broken' | 'nofix'] = true;
    } else if (key === 'bad' && value) {
      tags.bad = value.split(',').filter(Boolean);
    } else if (key === 'plain' && value) {
      tags.plain = true;
      tags.reason = value;
    } else if ((key === 'fix' || key === 'file') && value) {
      tags[key] = value;
    } else {
      problems.push(
        `A code fence cannot be tagged "${match[0]}". Use bad=<rule>, good, plain="<reason>", broken, nofix, fix=<title or number>, file=<path>.`,
      );
    }
  }
  if (tags.bad && tags.good) problems.push('A code fence is either bad or good.');
  if (tags.fix && !tags.good)
    problems.push('fix=… belongs on the good fence: it names the fix that leads there.');
  if (tags.nofix && !tags.good) problems.push('nofix belongs on the good fence: no fix leads there.');
  return { language, tags, problems };
}

/**
 * Finds the fences of a Markdown text.
 * @param text with `\n` line breaks
 * @param firstLine 1-based line in the file at which `text` begins
 */
export function parseFences(text: string, firstLine = 1): { fences: Fence[]; problems: Problem[] } {
  const fences: Fence[] = [];
  const problems: Problem[] = [];
  const lines = text.split('\n');
  let heading: string | undefined;
  let headingLine = 0;
  let adjacent = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const open = /^( {0,3})(`{3,}|~{3,})(.*)$/.exec(line);
    if (!open || (open[2]?.startsWith('`') && open[3]?.includes('`'))) {
      const title = /^## +(.*?)(?: +#+)? *$/.exec(line);
      if (title) {
        heading = title[1];
        headingLine = firstLine + i;
      }
      if (line.trim() !== '') adjacent = false;
      continue;
    }
    const [, indent = '', fence = '', info = ''] = open;
    const close = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}[ \\t]*$`);
    let end = i + 1;
    while (end < lines.length && !close.test(lines[end] as string)) end++;
    const at = firstLine + i;
    if (end === lines.length)
      problems.push({ line: at, column: 1, message: 'This code fence is never closed.' });
    const { language, tags, problems: faults } = parseFenceInfo(info);
    for (const message of faults) problems.push({ line: at, column: 1, message });
    const code = lines
      .slice(i + 1, end)
      .map((codeLine) => `${codeLine.replace(new RegExp(`^ {0,${indent.length}}`), '')}\n`)
      .join('');
    fences.push({ language, tags, code, line: at, endLine: firstLine + end, adjacent, heading, headingLine });
    adjacent = true;
    i = end;
  }
  return { fences, problems };
}
