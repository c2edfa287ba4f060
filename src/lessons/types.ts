/** What a lesson is made of once its file has been read. Plain data: it crosses into the client and the panel. */

export type Level = 'beginner' | 'intermediate' | 'advanced';

export interface Source {
  readonly title: string;
  readonly url: string;
}

interface QuizOption {
  /** In a `LessonBody` one line of HTML, with code and placeholders as in a section; Markdown in the lesson's file. */
  readonly text: string;
  readonly right: boolean;
  /** Why this option is right or wrong, shown after it was chosen; HTML or Markdown, like `text`. */
  readonly why: string;
}

export interface Question {
  /** HTML or Markdown, like the options' texts. */
  readonly question: string;
  readonly options: readonly QuizOption[];
}

/** The part of a lesson that lists, trees and links need; all lessons' are loaded together. */
export interface LessonMeta {
  /** `<topic>/<lesson folder>`. */
  readonly id: string;
  readonly topic: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly level: Level;
  /** Lesson ids to know first. */
  readonly needs: readonly string[];
  /** Rule ids that this lesson explains. */
  readonly rules: readonly string[];
  /** Default names of the placeholders. */
  readonly names: Readonly<Record<string, string>>;
  readonly sources: readonly Source[];
  readonly hasQuiz: boolean;
  readonly hasPractice: boolean;
}

export type SectionId = 'see' | 'happens' | 'your-code' | 'way-out' | 'fine' | 'check';

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  /**
   * Rendered at build time from our own Markdown. A placeholder is `<span data-name="setter">setUser</span>`,
   * whose text the panel replaces; a code block is `<pre data-language="tsx" data-kind="bad|good|plain"><code>…`,
   * coloured by `<span class="hljs-…">`; a link to another lesson is `<a href="#" data-lesson="<topic>/<lesson>">`.
   */
  readonly html: string;
}

/** The part of a lesson that is loaded when it is opened. */
export interface LessonBody {
  readonly id: string;
  readonly sections: readonly Section[];
  /** How the code runs when it is right, a line of HTML per step; absent where the lesson does not tell it. */
  readonly sequence?: readonly string[];
  readonly quiz: readonly Question[];
  readonly practice?: Practice;
}

export interface Practice {
  /** What to do, as HTML. */
  readonly task: string;
  readonly language: string;
  readonly fileName: string;
  readonly start: string;
  readonly solved: string;
  /** Rules that must be silent for the practice to be passed. */
  readonly rules: readonly string[];
  /** Code that must still be there: the exercise is not passed by deleting it. */
  readonly mustMention: readonly Mention[];
  /** Code that must not be there: the ways round the lesson that no rule sees. */
  readonly mustNotMention: readonly Mention[];
  /** From a gentle push to nearly the answer, as HTML. */
  readonly hints: readonly string[];
}

/** A condition of a practice on the text itself. */
export interface Mention {
  /** Pieces of code of which one is enough; `…` stands for anything within a tag or an expression. */
  readonly code: readonly string[];
  /** The sentence for the learner where the condition does not hold; code stands between backticks. */
  readonly say?: string;
}

export interface TopicMeta {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** A codicon's name. */
  readonly icon: string;
  /** Lesson ids in their order. */
  readonly lessons: readonly string[];
  /** Glob patterns of files that make the topic relevant to a workspace. */
  readonly files: readonly string[];
}

export interface RuleMeta {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  readonly lesson: string;
  readonly languages: readonly string[];
  readonly severity: string;
  readonly fix: string;
  readonly explains: readonly string[];
  readonly sameAs: readonly string[];
  /** Ids of rules of other topics that it stands for at the same place. */
  readonly insteadOf?: readonly string[];
}

/** Rules whose findings are shown as one where they meet. */
export interface RuleGroup {
  /** `<topic>/<name>`, unlike any rule's id. */
  readonly id: string;
  /** The lesson that their common hint opens. */
  readonly lesson: string;
  /** Rule ids, in the order in which they are named. */
  readonly members: readonly string[];
  /** `{count}`, `{size}`, `{parts}` and names of the hints are filled in. */
  readonly message: string;
  readonly fixTitle: string;
}

/** Everything known of the built-in pack without loading a lesson's text. */
export interface Catalogue {
  readonly topics: readonly TopicMeta[];
  readonly lessons: readonly LessonMeta[];
  readonly rules: readonly RuleMeta[];
  readonly groups?: readonly RuleGroup[];
}

/** A walkthrough as the sidebar shows it, where an editor may have no page for it. */
export interface WalkthroughMeta {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The topic that it leads through; absent for the first steps with Hindsight. */
  readonly topic?: string;
  readonly steps: readonly WalkthroughStep[];
}

export interface WalkthroughStep {
  readonly id: string;
  readonly title: string;
  /** Plain text: links are their words, code is in single quotes. */
  readonly text: string;
  /** The context key that is true once the step is done. */
  readonly done: string;
  /** What the step's first link does. */
  readonly action?: {
    readonly title: string;
    readonly command: string;
    readonly arguments: readonly unknown[];
  };
}
