import { isUtf8 } from 'node:buffer';
import { pathToFileURL } from 'node:url';
import { contentChecker } from '../domains/environment/index.ts';
import type { Checker } from '../engine/check.ts';
import { Document } from '../engine/document.ts';
import { FactStore } from '../engine/facts.ts';
import { fixAll } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';
import type { RuleSettings } from '../engine/settings.ts';
import type { FixKind, Hint, Severity } from '../engine/types.ts';
import { prepare, rootsOf } from './analyst.ts';
import type { Checked, Outcome } from './check.ts';
import { causeOf } from './failure.ts';
import { readBounded } from './readBounded.ts';
import { decodeText } from './readFiles.ts';
import { applySettings } from './report/report.ts';
import { replaceFile } from './writeFile.ts';

/** A file whose text the fixes change. */
interface Fixed {
  readonly shown: string;
  readonly before: string;
  readonly after: string;
  /** Titles of the fixes, as often as each was applied. */
  readonly applied: readonly string[];
}

interface FixOutcome {
  readonly fixed: readonly Fixed[];
  /** Files that could not be written, with the reason. */
  readonly failed: readonly { readonly shown: string; readonly reason: string }[];
  /** Severities of the hints that remain. */
  readonly remaining: readonly Severity[];
}

interface FixRequest {
  readonly rules: readonly string[];
  readonly settings: readonly RuleSettings[];
  readonly kinds: readonly FixKind[];
  readonly dryRun: boolean;
}

/**
 * Applies fixes to the checked files, one file after the other, each checked again after every round and with what the
 * files before it tell now. Fixes that change other files are left to a person.
 */
export async function fixFiles(outcome: Outcome, request: FixRequest): Promise<FixOutcome> {
  const { rules } = await import('../generated/rules.ts');
  const facts = new FactStore();
  for (const { result } of outcome.checked) {
    for (const [rule, values] of result?.facts ?? []) facts.set(result?.uri ?? '', rule, values);
  }
  const chosen = rules.filter((rule) => request.rules.includes(rule.id));
  const roots = rootsOf(outcome.given);
  const checkers = request.settings.map((settings) =>
    contentChecker({ rules: chosen, settings, facts, roots }),
  );
  const fixed: Fixed[] = [];
  const failed: { shown: string; reason: string }[] = [];
  const remaining: Severity[] = [];
  for (const file of outcome.checked) {
    const hints = applySettings(file.result?.hints ?? [], request.settings[file.target.root] ?? {});
    const isFixable = hints.some((hint) => hint.fixes.some((fix) => request.kinds.includes(fix.kind)));
    const checker = checkers[file.target.root];
    if (!isFixable || !checker) {
      remaining.push(...hints.map((hint) => hint.severity));
      continue;
    }
    try {
      const { change, left } = await fixFile(file, checker, chosen, request);
      if (change) fixed.push(change);
      remaining.push(...left.map((hint) => hint.severity));
    } catch (error) {
      failed.push({
        shown: file.target.shown,
        reason: causeOf(error),
      });
      remaining.push(...hints.map((hint) => hint.severity));
    }
  }
  return { fixed, failed, remaining };
}

async function fixFile(
  { target }: Checked,
  checker: Checker,
  rules: readonly Rule[],
  request: FixRequest,
): Promise<{ change: Fixed | undefined; left: readonly Hint[] }> {
  await prepare(target.language, rules);
  const bytes = readBounded(target.path);
  if (!isUtf8(bytes)) throw new Error('it is no longer valid UTF-8');
  const before = decodeText(bytes);
  const doc = new Document(pathToFileURL(target.path).href, target.language, before);
  try {
    const { text, applied } = fixAll(doc, checker, request.kinds);
    checker.collect(doc);
    const left = checker.check(doc).hints;
    if (text === before) return { change: undefined, left };
    if (!request.dryRun) {
      const mark = bytes.length - Buffer.byteLength(before);
      replaceFile(target.path, bytes, Buffer.concat([bytes.subarray(0, mark), Buffer.from(text, 'utf8')]));
    }
    return { change: { shown: target.shown, before, after: text, applied }, left };
  } finally {
    doc.dispose();
  }
}
