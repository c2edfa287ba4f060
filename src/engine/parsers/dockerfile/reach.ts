import type { Document } from '../../document.ts';
import type { Lines } from '../../kind.ts';
import { isBlank, lineAt } from '../hashLines.ts';

/** How far a comment reaches, by the lines alone: the search for comments must not need a parsed text. */

/** The lines of the Dockerfile instruction that begins on a line, with its continuations and heredocs. */
export function instructionAt(doc: Document, line: number): Lines {
  const goesOnWith = /^(?:#[^\n]*\n)*#[ \t]*escape[ \t]*=[ \t]*`/i.test(doc.text) ? '`' : '\\';
  const waiting: string[] = [];
  let next = line;
  let goesOn = true;
  while (goesOn && next < doc.lines.lineCount) {
    const text = lineAt(doc, next++);
    if (waiting.length > 0) {
      if (text.trim() === waiting[0]) waiting.shift();
      goesOn = false;
    } else if (next - 1 === line || !isBlank(text)) {
      if (/^\s*(?:RUN|COPY|ADD)\b/i.test(text))
        for (const [, word = ''] of text.matchAll(/(?<!<)<<-?["']?([A-Za-z_]\w*)["']?/g)) waiting.push(word);
      goesOn = text.trimEnd().endsWith(goesOnWith);
    }
    goesOn ||= waiting.length > 0;
  }
  return { firstLine: line, lastLine: next };
}
