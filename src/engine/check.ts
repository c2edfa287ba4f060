import { ownValue } from '../base/own.ts';
import { inWorkspace, isGenerated } from './context.ts';
import type { Document } from './document.ts';
import { FactStore, type FactsView } from './facts.ts';
import { withPart } from './group.ts';
import { withoutReplaced } from './insteadOf.ts';
import { isInDoubt } from './kinds.ts';
import { fillMessage } from './message.ts';
import { narrowed } from './peers.ts';
import { type FactCollector, type Finding, factOwner, type Rule } from './rule.ts';
import { levelOf, lower, type RuleSettings } from './settings.ts';
import { isSilenced } from './silence.ts';
import { storyOf } from './steps.ts';
import type { Hint, Severity } from './types.ts';

export interface CheckerOptions {
  readonly rules: readonly Rule[];
  readonly settings?: RuleSettings;
  /** A store that outlives this checker, for hosts that make a new one when settings change. */
  readonly facts?: FactStore;
  /**
   * URIs of the folders that are the workspace. What a path says of a file's role (a test, for production) counts from
   * there: a project that lies below a folder called `docs` is no documentation.
   */
  readonly roots?: readonly string[];
  /** Files whose hints are one step lower: they stand beside the program that users run. None without it. */
  readonly isAside?: (doc: Document) => boolean;
  /** Called when a rule threw; the other rules go on. */
  readonly onRuleError?: (rule: Rule, doc: Document, error: unknown) => void;
  /**
   * Whether hints are kept that another rule of these stands for. For hosts that learn later which rules are off: these
   * call `withoutReplaced` themselves.
   */
  readonly keepsReplaced?: boolean;
  /** Hints that the host does not show, for a reason that is its own. They replace no other hint. */
  readonly isHidden?: (hint: Hint) => boolean;
  /**
   * Whether hints that a comment hides, and those of texts that say a program wrote them, are found all the same. A
   * practice needs it: it is not passed by silencing its rule.
   */
  readonly ignoreSuppressions?: boolean;
}

/** The hints of one document, and the fact keys that its rules asked for on the way. */
interface CheckResult {
  readonly hints: readonly Hint[];
  readonly reads: ReadonlySet<string>;
}

/**
 * Runs rules over documents and keeps the facts that files tell each other. It holds no documents: hosts collect a
 * file's facts whenever its text changes, check the files they show, and ask which others an edit concerns.
 */
export class Checker {
  readonly facts: FactStore;
  readonly #options: CheckerOptions;
  readonly #byLanguage = new Map<string, Rule[]>();
  readonly #collectors = new Map<string, (FactCollector & { readonly rule: Rule })[]>();
  /** What each file's rules asked for, and the other way round. */
  readonly #reads = new Map<string, ReadonlySet<string>>();
  readonly #readers = new Map<string, Set<string>>();
  /** The ids that the rules which are on stand for. */
  readonly #insteadOf = new Map<string, readonly string[]>();
  readonly #rulesOfLast = ofLastText<Rule>();
  readonly #collectorsOfLast = ofLastText<FactCollector & { readonly rule: Rule }>();

  constructor(options: CheckerOptions) {
    this.#options = options;
    this.facts = options.facts ?? new FactStore();
    for (const rule of options.rules) {
      if (levelOf(options.settings ?? {}, rule) === 'off') continue;
      for (const language of rule.languages) {
        const rules = this.#byLanguage.get(language);
        if (rules) rules.push(rule);
        else this.#byLanguage.set(language, [rule]);
      }
      this.#addCollector(rule);
      if (rule.insteadOf) this.#insteadOf.set(rule.id, rule.insteadOf);
    }
  }

  /** The rules that may find something in a text of this language, by their words. */
  rulesFor(languageId: string, text: string): Rule[] {
    return this.#rulesOfLast(this.#byLanguage.get(languageId) ?? NONE, text);
  }

  /** What collects facts from a text of this language, by its words: rules of their own, and what several share. */
  collectorsFor(languageId: string, text: string): FactCollector[] {
    return this.#collectorsOfLast(this.#collectors.get(languageId) ?? NONE, text);
  }

  /** All words that make `check` or `collect` worth calling for a language, for hosts that search bytes. */
  wordsFor(languageId: string): { check: string[]; collect: string[] } {
    const words = (all: readonly { readonly looksFor: readonly string[] }[] | undefined) => [
      ...new Set((all ?? []).flatMap(({ looksFor }) => looksFor)),
    ];
    return {
      check: words(this.#byLanguage.get(languageId)),
      collect: words(this.#collectors.get(languageId)),
    };
  }

  #addCollector(rule: Rule): void {
    const own = rule.collect?.bind(rule);
    const collector =
      rule.shares ??
      (own && {
        id: rule.id,
        languages: rule.languages,
        looksFor: rule.collectsFor ?? rule.looksFor,
        collect: own,
      });
    for (const language of collector?.languages ?? []) {
      const all = this.#collectors.get(language) ?? [];
      if (!collector || all.some(({ id }) => id === collector.id)) continue;
      all.push({ ...collector, collect: (doc) => collector.collect(doc), rule });
      this.#collectors.set(language, all);
    }
  }

  /** Reads a document's facts anew. @returns the fact keys that changed, for `affectedBy`. */
  collect(doc: Document): string[] {
    doc.path = inWorkspace(doc.uri, this.#options.roots ?? []);
    const all = this.#collectors.get(doc.languageId) ?? NONE;
    const worth = new Set(this.#collectorsOfLast(all, doc.text));
    return all.flatMap((collector) => {
      const facts = worth.has(collector)
        ? this.#guard(collector.rule, doc, () => collector.collect(doc))
        : undefined;
      return this.facts.set(doc.uri, collector.id, facts);
    });
  }

  /** Checks a document against its rules, with the facts as they are now. Hints come in source order. */
  check(doc: Document): CheckResult {
    const reads = new Set<string>();
    const hints: Hint[] = [];
    const rules = this.rulesFor(doc.languageId, doc.text);
    const { ignoreSuppressions = false } = this.#options;
    if (rules.length > 0 && (ignoreSuppressions || !isGenerated(doc.uri, doc.text))) {
      doc.path = inWorkspace(doc.uri, this.#options.roots ?? []);
      const isAside = this.#options.isAside?.(doc) ?? false;
      for (const rule of rules) {
        const facts: FactsView = this.facts.view(factOwner(rule), reads);
        for (const finding of this.#guard(rule, doc, () => [...rule.check(doc, facts)]) ?? []) {
          // Rules need not ask each for itself whether a text is one that the programs it is for would take.
          if (isInDoubt(doc, finding.at)) continue;
          if (ignoreSuppressions || !isSilenced(doc, rule, finding))
            hints.push(this.#hint(rule, doc, finding, isAside));
        }
      }
      hints.sort((a, b) => a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : 1));
    }
    this.#setReads(doc.uri, reads);
    return { hints: this.#shown(hints), reads };
  }

  #shown(found: readonly Hint[]): readonly Hint[] {
    const { isHidden, keepsReplaced } = this.#options;
    const hints = isHidden ? found.filter((hint) => !isHidden(hint)) : found;
    if (keepsReplaced || this.#insteadOf.size === 0) return hints;
    return withoutReplaced(
      hints,
      (rule) => this.#insteadOf.get(rule) ?? NONE,
      ({ start, end }) => `${start} ${end}`,
    );
  }

  /** The checked documents, by URI, whose last check asked for one of the changed keys. */
  affectedBy(changed: readonly string[]): string[] {
    const affected = new Set<string>();
    for (const key of changed) for (const uri of this.#readers.get(key) ?? NONE) affected.add(uri);
    return [...affected];
  }

  /** Forgets a file that is gone. @returns the fact keys that changed by it. */
  forget(uri: string): string[] {
    this.#setReads(uri, undefined);
    return this.facts.delete(uri);
  }

  #setReads(uri: string, reads: ReadonlySet<string> | undefined): void {
    for (const key of this.#reads.get(uri) ?? NONE) {
      if (reads?.has(key)) continue;
      const readers = this.#readers.get(key);
      if (readers?.delete(uri) && readers.size === 0) this.#readers.delete(key);
    }
    for (const key of reads ?? NONE) {
      const readers = this.#readers.get(key);
      if (readers) readers.add(uri);
      else this.#readers.set(key, new Set([uri]));
    }
    if (reads) this.#reads.set(uri, reads);
    else this.#reads.delete(uri);
  }

  #guard<T>(rule: Rule, doc: Document, run: () => T): T | undefined {
    try {
      return run();
    } catch (error) {
      this.#options.onRuleError?.(rule, doc, error);
      return undefined;
    }
  }

  #hint(
    rule: Rule,
    doc: Document,
    finding: Finding<string, string, string, unknown>,
    isAside: boolean,
  ): Hint {
    const names = given(finding.names);
    const level = levelOf(this.#options.settings ?? {}, rule);
    let severity: Severity = finding.severity ?? rule.severity;
    if (level && level !== 'off') severity = level;
    else if (isAside) severity = lower(severity);
    const story = storyOf(rule, finding);
    const sameAs = narrowed(rule, finding);
    const hint: Hint = {
      rule: rule.id,
      lesson: rule.lesson,
      severity,
      message: fillMessage(ownValue(rule.messages, finding.message) ?? rule.title, names),
      start: finding.at.start,
      end: finding.at.end,
      names,
      fixes: finding.fixes ?? [],
      related: finding.related ?? [],
      notes: finding.notes ?? [],
      ...(story && { story }),
      ...(sameAs && { sameAs }),
    };
    const { part } = finding;
    return part && rule.group ? withPart(hint, doc, { ...part, group: rule.group }) : hint;
  }
}

/** The values that there are. */
function given(names: Finding['names'] = {}): Readonly<Record<string, string>> {
  return names as Readonly<Record<string, string>>;
}

const NONE: never[] = [];

/** `matching` for hosts that ask about one text several times in a row: whether it is worth parsing, and then for what. */
function ofLastText<T extends { readonly looksFor: readonly string[] }>() {
  let last: { readonly all: readonly T[]; readonly text: string; readonly found: T[] } | undefined;
  return (all: readonly T[], text: string): T[] => {
    if (last?.all !== all || last.text !== text) last = { all, text, found: matching(all, text) };
    return last.found;
  };
}

/** Those of which a text holds at least one word; every word is searched once. */
function matching<T extends { readonly looksFor: readonly string[] }>(all: readonly T[], text: string): T[] {
  const seen = new Map<string, boolean>();
  const holds = (word: string) => {
    let found = seen.get(word);
    if (found === undefined) {
      found = text.includes(word);
      seen.set(word, found);
    }
    return found;
  };
  return all.filter(({ looksFor }) => looksFor.some(holds));
}
