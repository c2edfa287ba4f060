import type { Fence } from './fences.ts';
import type { Question } from './types.ts';

/** Words of explaining prose that people read in a minute; slower than fiction, because they stop to think. */
const WORDS_PER_MINUTE = 180;
const SECONDS_PER_CODE_LINE = 2;
const SECONDS_PER_QUESTION = 20;

/** Estimated minutes to read a lesson and answer its quiz; not rounded. */
export function readingMinutes(body: string, fences: readonly Fence[], quiz: readonly Question[]): number {
  const prose = body.replace(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ {0,3}\1[ \t]*$/gm, ' ');
  const words = prose.match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
  const codeLines = fences.reduce(
    (sum, fence) => sum + fence.code.split('\n').filter((line) => line.trim()).length,
    0,
  );
  return (
    words / WORDS_PER_MINUTE + (codeLines * SECONDS_PER_CODE_LINE + quiz.length * SECONDS_PER_QUESTION) / 60
  );
}

/** The whole minutes that a lesson may claim for an estimate: people differ, but not without end. */
export function minutesBounds(estimate: number): { least: number; most: number } {
  return { least: Math.max(1, Math.floor(estimate * 0.7)), most: Math.ceil(estimate * 1.6) };
}
