import { createTwoFilesPatch } from 'diff';
import { type Hint, LineIndex } from '../../../src/engine/index.ts';
import type { State } from './state.ts';

/** The difference of two texts, as a patch without its head. */
export function patch(before: string, after: string, beforeName: string, afterName: string): string {
  const lines = createTwoFilesPatch(beforeName, afterName, before, after, '', '', { context: 2 }).split('\n');
  return lines.slice(1).join('\n').trimEnd();
}

/** A hint in one line: which rule says what, where, about which text. */
export function describe(state: State, path: string, hint: Hint): string {
  const text = state.texts.get(path) as string;
  return `${hint.rule} says at ${path}:${range(text, hint)} (${JSON.stringify(short(text.slice(hint.start, hint.end)))}): ${hint.message}`;
}

/** `line:column-line:column`, 1-based, end exclusive. */
export function range(text: string, span: { start: number; end: number }): string {
  const lines = new LineIndex(text);
  const [start, end] = [lines.positionAt(span.start), lines.positionAt(span.end)];
  return `${start.line + 1}:${start.column + 1}-${end.line + 1}:${end.column + 1}`;
}

/** A text with its middle left out where it is long. */
export function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 28)} … ${text.slice(-28)}`;
}
