import type { Document } from './document.ts';
import type { FactsView } from './facts.ts';
import type { FindingPart, HintGroup } from './group.ts';
import type { Peer } from './peers.ts';
import type { Fix, Note, Related, Severity, Span, Steps } from './types.ts';

/** Values by keys of which each finding has some; any key where none are named. */
type Keyed<K extends string, V> = { readonly [Key in K]?: V };

/**
 * What `check` yields: a hint before the engine adds the rule's id, lesson and worded message. `M` are the keys of its
 * messages, `W` those of its names and words, `P` those of its places, and `A` is what a part adds. The rule's steps
 * may use the keys of `W` and `P` that are named.
 */
export interface Finding<
  M extends string = string,
  W extends string = string,
  P extends string = never,
  A = never,
> {
  readonly at: Span;
  readonly message: M;
  /** Values for the placeholders of the message and of the lesson. */
  readonly names?: Keyed<W, string>;
  /** Overrides the rule's severity for this finding. */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
  readonly related?: readonly Related[];
  readonly notes?: readonly Note[];
  /**
   * Words of the rule's steps that are no names of the lesson. An empty one counts as missing. A step's `when` and
   * `unless` look among names, words and places alike, so their keys differ.
   */
  readonly words?: Keyed<W, string>;
  /** Places that the rule's steps point at, by key. */
  readonly places?: Keyed<P, Span>;
  /** What it brings into the rule's group, which then gives its fix; a finding without one stands by itself. */
  readonly part?: FindingPart<A>;
}

/** A file's facts by key; values are JSON, so that they can be cached, compared and sent between threads. */
export type FileFacts = Readonly<Record<string, unknown>>;

/**
 * What a file tells a family of rules, read once for all of them: the objects of a manifest, say. A rule that names it
 * in `shares` finds these facts in its `check`, whichever topic it belongs to.
 */
export interface FactCollector {
  /** Unlike any rule's id and any other collector's. */
  readonly id: string;
  /** VS Code language identifiers. */
  readonly languages: readonly string[];
  /** Words that decide whether `collect` is called on a text. */
  readonly looksFor: readonly string[];
  collect(doc: Document): FileFacts | undefined;
}

/** A rule but for its steps. `F` is inferred from what `check` yields, so that `defineRule` sees whether it is known yet. */
interface RuleParts<M extends string, W extends string, P extends string, A, F = unknown> {
  /** Names the fault. */
  readonly title: string;
  /** VS Code language identifiers. */
  readonly languages: readonly string[];
  readonly severity: Severity;
  /**
   * What its fixes are, for lists that have no text to check; with `none` no finding brings one. Each fix has a kind of
   * its own, and only that decides whether it is applied in bulk.
   */
  readonly fix: 'safe' | 'suggested' | 'none';
  /** A text with none of these words is never parsed for this rule. Matched as substrings, case-sensitively. */
  readonly looksFor: readonly string[];
  /** Languages of texts that the rule finds inside others and parses; hosts load their grammars with the document's. */
  readonly embeds?: readonly string[];
  /**
   * Ids of rules of other topics, `<topic>/<name>`, that this one stands for: at the same place their hint is not shown. A
   * topic that is not there, or a rule that is off, makes no difference.
   */
  readonly insteadOf?: readonly string[];
  /** Codes of other tools (`eslint:react-hooks/exhaustive-deps`) that get *Open lesson* for this rule's lesson. */
  readonly explains?: readonly string[];
  /**
   * Codes that say exactly the same, of all findings or of some: theirs is shown and ours hides; their disable comments
   * silence ours.
   */
  readonly sameAs?: readonly Peer[];
  /** Message templates by key; `{name}` is replaced by the finding's name of that key. */
  readonly messages: Readonly<Record<M, string>>;
  /** Rules whose findings are shown as one where they meet; those of its findings that have a `part` take part. */
  readonly group?: HintGroup<A>;
  /** Synchronous, without I/O, never throwing on broken text. */
  check(doc: Document, facts: FactsView): Iterable<Finding<M, W, P, NoInfer<A>> & F>;
  /** Facts that several rules read; such a rule collects none of its own, and a `collect` beside it is never called. */
  readonly shares?: FactCollector;
  /** What this file tells the same rule in other files. Called on texts that hold one of `collectsFor`. */
  collect?(doc: Document): FileFacts | undefined;
  /** Words that decide whether `collect` is called on a text; the default is `looksFor`. */
  readonly collectsFor?: readonly string[];
}

/** Steps by message, or the reason why there are none. */
type StepsByMessage<M extends string, S> = Readonly<Record<M, S | { readonly none: string }>>;

export interface RuleDefinition<M extends string = string> extends RuleParts<M, string, string, unknown> {
  /**
   * For each message how the code would run there, from the first thing that happens to the last; or the reason why
   * there is nothing to tell. A finding's `words` and `places` fill them in, besides its names. The tests ask every
   * rule for them.
   */
  readonly steps?: StepsByMessage<M, Steps>;
}

/** The words in braces of a text; any word where its type is plain `string`, so that they are not known. */
type WordsIn<T extends string> = string extends T
  ? string
  : T extends `${string}{${infer Word}}${infer Rest}`
    ? Word | WordsIn<Rest>
    : never;

type Value<S, Key extends string> = S extends { readonly [Each in Key]?: infer V } ? V : never;

/** The keys of words in a step's text. */
type WordsOfStep<S> = WordsIn<S extends string ? S : Extract<Value<S, 'text'>, string>>;

/** The key of the place where a step happens; that of the hint is always there. */
type PlacesOfStep<S> = Exclude<Extract<Value<S, 'at'>, string>, 'hint'>;

/** The keys that a step depends on. */
type ConditionsOfStep<S> = Extract<OneOrMore<Value<S, 'when'> | Value<S, 'unless'>>, string>;

type OneOrMore<V> = V extends readonly (infer Each)[] ? Each : V;

/** The keys that a step uses and findings with the words `W` and the places `P` do not give. */
type Lacking<Step, W extends string, P extends string> =
  | Exclude<WordsOfStep<Step>, W>
  | Exclude<PlacesOfStep<Step>, P>
  | Exclude<ConditionsOfStep<Step>, W | P>;

/**
 * Accepts a step when some finding gives every key that it uses. Otherwise it is a type that no step has, with a name that
 * says what is wrong; the compiler shows it at the step. Findings whose keys may be any text, as in
 * `Finding<'message'>` or with a `Record<string, string>`, serve only steps that use none:
 * `Finding<'message', 'word', 'place'>` names them. Steps that are built need `as const`, so that their texts and keys
 * are known.
 */
type CheckedStep<Step, W extends string, P extends string> = [Lacking<Step, never, never>] extends [never]
  ? unknown
  : string extends Lacking<Step, never, never>
    ? { readonly itsWordsAreNotKnown: 'write the step out, or build it with `as const`' }
    : string extends W | P
      ? { readonly theFindingsDoNotNameTheirKeys: Lacking<Step, never, never> }
      : [Lacking<Step, W, P>] extends [never]
        ? unknown
        : { readonly noFindingGives: Lacking<Step, W, P> };

type CheckedSteps<Each, W extends string, P extends string> = Each extends readonly unknown[]
  ? { readonly [I in keyof Each]: CheckedStep<Each[I], W, P> }
  : Each;

/** The steps of all messages, held against the keys of findings. */
type Checked<S, W extends string, P extends string> = {
  readonly [M in keyof S]: CheckedSteps<S[M], W, P>;
};

/**
 * The type of findings while they are not known: the compiler first infers what it can without a `check` whose parameters
 * have no types, and nothing may be refused by that.
 */
interface Unseen {
  readonly unseen: never;
}

/** A rule with the identity that its path gives it. */
export interface Rule extends RuleDefinition {
  /** `<topic>/<file stem>`. */
  readonly id: string;
  readonly topic: string;
  /** `<topic>/<lesson folder>`. */
  readonly lesson: string;
}

/** The name under which a rule's facts are kept: its own id, or that of the facts it shares. */
export function factOwner(rule: Rule): string {
  return rule.shares?.id ?? rule.id;
}

/** Whether a rule's hints may depend on other files. */
export function readsFacts(rule: Rule): boolean {
  return rule.collect !== undefined || rule.shares !== undefined;
}

/** Declares a rule; its id, topic and lesson come from the path of its file, through the generated registry. */
export function defineRule<
  M extends string,
  W extends string = never,
  P extends string = never,
  A = never,
  const S extends StepsByMessage<NoInfer<M>, Steps> = StepsByMessage<M, never>,
  F = Unseen,
>(
  definition: RuleParts<M, W, P, A, F> & {
    readonly steps?: S & (Unseen extends F ? unknown : Checked<NoInfer<S>, NoInfer<W>, NoInfer<P>>);
  },
): RuleDefinition<M> {
  // What a group's fix takes is known where the rule is written, and nowhere else.
  return definition as unknown as RuleDefinition<M>;
}
