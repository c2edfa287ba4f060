import { firstSyntaxError, type Hint } from '../engine/index.ts';
import type { HintData, PracticeResult } from '../protocol/server.ts';
import type { Analysis } from './analysis.ts';
import type { OpenFile } from './openFiles.ts';
import { toRange } from './present.ts';

/**
 * What is wrong with the text of a practice, as it is now.
 * @param file checked already, so that its grammar is loaded; `undefined` when the document is not open
 * @throws Error when a rule fails
 */
export function practiceState(
  file: OpenFile | undefined,
  rules: readonly string[],
  analysis: Analysis,
  toData: (file: OpenFile, hints: readonly Hint[]) => HintData[],
): PracticeResult {
  if (!file) return { version: null, hints: [] };
  const { version, doc, skipped } = file;
  if (skipped) return { version, hints: [], skipped };
  const broken = firstSyntaxError(doc);
  return {
    version,
    hints: toData(file, analysis.checkHeedless(doc, rules)),
    ...(broken ? { broken: toRange(broken, doc.lines) } : {}),
  };
}
