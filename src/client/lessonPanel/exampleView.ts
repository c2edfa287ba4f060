import type { ExampleView, ExcerptLine } from '../../protocol/panel.ts';
import type { ExampleData } from '../../protocol/server.ts';
import { excerptLine } from './excerpt.ts';
import { Lines } from './lines.ts';

/**
 * An example as the page shows it: its lines without the indentation that all of them have. Pure.
 * @param file its path as a person knows it
 */
export function exampleView({ language, range, excerpt, good }: ExampleData, file: string): ExampleView {
  const lines = new Lines(excerpt.text);
  const texts = Array.from({ length: lines.count }, (_, line) => lines.text(line));
  const indent = commonIndent(texts);
  const inner = new Lines(texts.map((text) => text.slice(indent)).join('\n'));
  const place = ({ line, character }: { line: number; character: number }) => ({
    line: line - excerpt.line,
    character: Math.max(0, character - indent),
  });
  const marked = good.map(({ start, end }) => ({
    span: inner.spanOf({ start: place(start), end: place(end) }),
    kind: 'note' as const,
  }));
  return {
    file,
    line: range.start.line + 1,
    language,
    lines: texts.map((_, line): ExcerptLine => {
      const shown = excerptLine(inner, line, marked);
      return { ...shown, number: excerpt.line + line + 1 };
    }),
  };
}

/** Characters of white space that begin every line that is not blank. */
function commonIndent(texts: readonly string[]): number {
  const indents = texts.filter((text) => text.trim() !== '').map((text) => /^[ \t]*/.exec(text)?.[0] ?? '');
  const [first = '', ...rest] = indents;
  let length = first.length;
  for (const indent of rest) {
    while (!indent.startsWith(first.slice(0, length))) length--;
  }
  return length;
}
