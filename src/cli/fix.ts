import { isUtf8 } from 'node:buffer';
import { pathToFileURL } from 'node:url';
import type { Checker } from '../engine/check.ts';
import { Document } from '../engine/document.ts';
import { FactStore } from '../engine/facts.ts';
import { FixMemory, fixAll, type WhyLeft } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';
import type { RuleSettings } from '../engine/settings.ts';
import type { FixKind, Hint, Severity } from '../engine/types.ts';
import { prepare } from './analyst.ts';
import type { Checked, Outcome } from './check.ts';
import { checkerFor } from './checker.ts';
import { causeOf } from './failure.ts';
import { readBounded } from './readBounded.ts';
import { decodeText } from './readFiles.ts';
import { applySettings, rangePlace } from './report/report.ts';
import type { Target } from './types.ts';
import { replaceFile } from './writeFile.ts';

/** A file whose text the fixes change. */
export interface Fixed {
  readonly shown: string;
  readonly before: string;
  readonly after: string;
  /** Titles of the fixes, as often as each was applied. */
  readonly applied: readonly string[];
}

/** A hint that remains. */
export interface Remaining {
  readonly rule: string;
  readonly severity: Severity;
  /** Unlike that of any other place of its file. */
  readonly place: string;
  /** The id of the group that it belongs to. */
  readonly group: string | undefined;
  /** `unwritten`: its file cannot be changed. */
  readonly why: WhyLeft | 'unwritten';
  /** As `path:line`, with the title of its fix; for those that could be looked up. */
  readonly at?: { readonly shown: string; readonly line: number; readonly fix: string };
}

interface FixOutcome {
  readonly fixed: readonly Fixed[];
  /** Files that could not be written, with the reason. */
  readonly failed: readonly { readonly shown: string; readonly reason: string }[];
  /** By file. */
  readonly remaining: readonly (readonly Remaining[])[];
  /** Sentences about rules that threw. */
  readonly faults: readonly string[];
}

interface FixRequest {
  readonly rules: readonly string[];
  readonly settings: readonly RuleSettings[];
  readonly kinds: readonly FixKind[];
  readonly dryRun: boolean;
}

/**
 * Applies fixes to the checked files, one file after the other. A file whose rules asked for something that a fix has
 * changed is looked at again, so that what remains is what a check would find. Fixes that change other files are left to
 * a person.
 */
export async function fixFiles(outcome: Outcome, request: FixRequest): Promise<FixOutcome> {
  const { rules } = await import('../generated/rules.ts');
  const chosen = rules.filter((rule) => request.rules.includes(rule.id));
  const run = new FixRun(outcome, request, chosen);
  await run.all();
  return run.outcome();
}

/** Times that fixes are applied to one file. Files that change each other for longer are left as they are then. */
const MOST_VISITS = 10;

/** A file, as far as fixing has come. */
interface Work {
  readonly target: Target;
  readonly settings: RuleSettings;
  readonly memory: FixMemory;
  readonly applied: string[];
  remaining: readonly Remaining[];
  /** The fact keys that its rules asked for. */
  reads: ReadonlySet<string>;
  visits: number;
  /** Set once it was changed. */
  text?: { readonly before: string; now: string; bytes: Buffer };
  /** Why it cannot be changed. */
  failure?: string;
}

class FixRun {
  readonly #request: FixRequest;
  readonly #rules: readonly Rule[];
  readonly #checker: Checker;
  readonly #files: readonly Work[];
  readonly #faults = new Set<string>();
  /** Files to look at; more are added on the way. */
  readonly #open = new Set<Work>();

  constructor(outcome: Outcome, request: FixRequest, rules: readonly Rule[]) {
    this.#request = request;
    this.#rules = rules;
    const facts = new FactStore();
    for (const { result } of outcome.checked) {
      for (const [rule, values] of result?.facts ?? []) facts.set(result?.uri ?? '', rule, values);
    }
    this.#checker = checkerFor({
      rules,
      given: outcome.given,
      facts,
      onFault: (sentence) => this.#faults.add(sentence),
    });
    this.#files = outcome.checked.map((checked) => this.#begin(checked));
  }

  #begin({ target, result }: Checked): Work {
    const settings = this.#request.settings[target.root] ?? {};
    const hints = applySettings(result?.hints ?? [], settings, rangePlace);
    const file: Work = {
      target,
      settings,
      memory: new FixMemory(),
      applied: [],
      remaining: hints.map((hint) => ({
        rule: hint.rule,
        severity: hint.severity,
        place: rangePlace(hint),
        group: hint.group?.id,
        why: hint.fixes.length > 0 ? 'kind' : 'none',
      })),
      reads: new Set(result?.reads),
      visits: 0,
    };
    const { kinds } = this.#request;
    if (hints.some(({ fixes }) => fixes.some(({ kind }) => kinds.includes(kind)))) this.#open.add(file);
    return file;
  }

  async all(): Promise<void> {
    for (const file of this.#open) {
      this.#open.delete(file);
      try {
        await this.#visit(file);
      } catch (error) {
        file.failure ??= causeOf(error);
      }
    }
  }

  outcome(): FixOutcome {
    const fixed = this.#files.flatMap(({ target: { shown }, applied, text }): Fixed[] =>
      text && text.now !== text.before ? [{ shown, before: text.before, after: text.now, applied }] : [],
    );
    const failed = this.#files.flatMap(({ target: { shown }, failure }) =>
      failure === undefined ? [] : [{ shown, reason: failure }],
    );
    const remaining = this.#files.map(({ remaining: own, failure }) =>
      failure === undefined
        ? own
        : own.map((each): Remaining => (each.why === 'none' ? each : { ...each, why: 'unwritten' })),
    );
    return { fixed, failed, remaining, faults: [...this.#faults] };
  }

  async #visit(file: Work): Promise<void> {
    const { target, settings, memory } = file;
    await prepare(target.language, this.#rules);
    const bytes = file.text?.bytes ?? readBounded(target.path);
    if (!isUtf8(bytes)) throw new Error('it is no longer valid UTF-8');
    const before = file.text?.now ?? decodeText(bytes);
    const mayChange = file.failure === undefined && file.visits++ < MOST_VISITS;
    const doc = new Document(pathToFileURL(target.path).href, target.language, before);
    const placeOf = ({ start, end }: Hint) => `${start} ${end}`;
    const shown = (hints: readonly Hint[]) => applySettings(hints, settings, placeOf);
    try {
      const fixed = fixAll(doc, this.#checker, this.#request.kinds, {
        memory,
        shown,
        ...(mayChange ? {} : { rounds: 0 }),
      });
      if (fixed.text !== before) this.#keep(file, { before, bytes, now: fixed.text, mark: markOf(bytes) });
      file.applied.push(...fixed.applied);
      file.remaining = fixed.left.map(({ hint, why, fix }) => ({
        rule: hint.rule,
        severity: hint.severity,
        place: placeOf(hint),
        group: hint.part?.group.id,
        why,
        ...(fix !== undefined && {
          at: { shown: target.shown, line: doc.lines.positionAt(hint.start).line + 1, fix },
        }),
      }));
      file.reads = fixed.reads;
      this.#reopen(file, fixed.changed);
    } catch (error) {
      // It stays as it was, and so does what it tells.
      doc.update([{ start: 0, end: doc.text.length, newText: before }]);
      this.#reopen(file, this.#checker.collect(doc));
      throw error;
    } finally {
      doc.dispose();
    }
  }

  /** Writes a changed text, unless nothing is to be written. @throws where it cannot be written */
  #keep(file: Work, text: { before: string; now: string; bytes: Buffer; mark: Buffer }): void {
    const bytes = Buffer.concat([text.mark, Buffer.from(text.now, 'utf8')]);
    if (!this.#request.dryRun) replaceFile(file.target.path, text.bytes, bytes);
    if (file.text) Object.assign(file.text, { now: text.now, bytes });
    else file.text = { before: text.before, now: text.now, bytes };
  }

  /** Has the other files looked at again whose rules asked for what has changed. */
  #reopen(changed: Work, keys: readonly string[]): void {
    if (keys.length === 0) return;
    for (const file of this.#files)
      if (file !== changed && keys.some((key) => file.reads.has(key))) this.#open.add(file);
  }
}

/** The byte order mark of a text, or nothing. */
function markOf(bytes: Buffer): Buffer {
  const text = decodeText(bytes);
  return bytes.subarray(0, bytes.length - Buffer.byteLength(text));
}
