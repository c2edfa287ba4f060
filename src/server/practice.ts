import { firstSyntaxError } from '../engine/index.ts';
import type { PracticeParams, PracticeResult } from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import type { OpenFile } from './openFiles.ts';
import { unmetOf } from './practiceCheck.ts';

/**
 * What is wrong with the text of a practice, as it is now.
 * @param file checked already, so that its parser is loaded; `undefined` when the document is not open
 * @throws Error when a rule fails
 */
export async function practiceState(
  file: OpenFile | undefined,
  practice: PracticeParams['practice'],
  analysis: Analysis,
): Promise<PracticeResult> {
  if (!file) return { version: null, unmet: [] };
  // The language of an open document may have been changed by hand.
  await analysis.prepare(practice.language);
  const { version, doc, skipped } = file;
  if (skipped) return { version, unmet: unmetOf(practice, doc.text, { hints: [], skipped }) };
  const line = (offset: number) => doc.lines.positionAt(offset).line + 1;
  const broken = firstSyntaxError(doc);
  const hints = analysis.checkIgnoringSuppressions(doc, practice.rules);
  const unmet = unmetOf(practice, doc.text, {
    hints: hints.map(({ message, start }) => ({ message, line: line(start) })),
    ...(broken ? { brokenAt: line(broken.start) } : {}),
  });
  return { version, unmet };
}
