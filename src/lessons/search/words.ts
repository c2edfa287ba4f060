/** How texts and questions are cut into the terms that search compares. */

/** One word of a text. */
interface Word {
  /** As it stands in the text. */
  readonly text: string;
  /** UTF-16 offset of its first unit. */
  readonly start: number;
  /** UTF-16 offset behind its last unit. */
  readonly end: number;
}

// Names of code stay whole (`signal.aborted`, `exhaustive-deps`, `$ref`), and so do contractions (`don't`).
const WORD = /[\p{L}\p{N}_$]+(?:['’.-][\p{L}\p{N}_$]+)*/gu;

/** The words of a text, in order. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The lower-case form in which words are compared; a possessive 's is no part of it. */
export function plain(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/’/g, "'")
    .replace(/'s$/i, '')
    .toLowerCase();
}

/**
 * The parts of a name of code: `addEventListener` has three, `exhaustive-deps` two, `signal.aborted` two.
 * @returns the parts in lower case; empty for a word that is not put together
 */
export function partsOf(word: string): string[] {
  const parts = word
    .split(/[^\p{L}\p{N}]+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .filter((part) => part !== '' && !/^['’]/.test(part));
  if (parts.length < 2 || /['’]/.test(word)) return [];
  return parts.map(plain);
}

/** Whether a word can only be a name of code: it has parts, and is no ordinary compound with a hyphen. */
export function isName(word: string): boolean {
  return /[\p{Ll}\p{N}]\p{Lu}|[_$]|\p{L}\.\p{L}/u.test(word);
}

/**
 * Takes off the endings that most often stand between a question and a text: plural, -ed, -ing. It is careful rather
 * than complete; what it misses, the prefix and typo searches mostly find.
 * @param term a `plain` word
 */
export function stem(term: string): string {
  if (term.length < 5 || !/^[a-z]+$/.test(term))
    return term.length === 4 ? term.replace(/([^isu])s$/, '$1') : term;
  if (term.endsWith('ies')) return `${term.slice(0, -3)}y`;
  let base = term;
  if (/(?:s|x|z|ch|sh)es$/.test(base)) base = base.slice(0, -2);
  else if (/[^siu]s$/.test(base)) base = base.slice(0, -1);
  const verb = /^(.*[aeiouy].*?)(?:ing|ed)$/.exec(base);
  if (verb?.[1] && verb[1].length >= 3) {
    base = verb[1];
    // "running" and "stopped" double the consonant; "calling" and "passing" have two of their own.
    if (/([bdgkmnprt])\1$/.test(base) || /.{4}ll$/.test(base)) base = base.slice(0, -1);
  }
  // "cause", "causing" and "caused" meet without the e.
  return base.length > 4 && base.endsWith('e') ? base.slice(0, -1) : base;
}

/** Every term that a word of a text is found by: itself, its parts, and the stems of these. */
export function termsOf(word: string): string[] {
  const own = plain(word);
  const terms = new Set([own, stem(own)]);
  // "re-render" is typed in one word as well.
  if (own.includes('-')) terms.add(own.replaceAll('-', ''));
  for (const part of [...plain(word).split('.'), ...partsOf(word)]) {
    if (part.length < 2) continue;
    terms.add(part);
    terms.add(stem(part));
  }
  return [...terms];
}

const list = (words: string) => new Set(words.split(/\s+/));

/** Words of a question that say nothing about what is asked. */
export const STOP_WORDS: ReadonlySet<string> = list(
  `a about all also am an and any are aren't as at be been being but by can can't cannot could couldn't did didn't do
  does doesn't doing don't dont each either for from get gets getting give had has have having he her here his how i i'd i'm
  i've if im in into is isn't it its it's just let like make makes me mean means more most my need needs no of off on
  only or other our out over own please she should shouldn't show so some than that that's the their them then there
  these they this those to too up us very was wasn't we were what what's whats when where which while who whom whose why
  will with without won't would wouldn't you your`,
);

/** Words so common where people ask about code that finding them proves little, and missing them little more. */
export const WEAK_WORDS: ReadonlySet<string> = list(
  `app best better between bug code component components correct correctly difference error every example explain fix
  function functions good happen happens hook hooks idea issue javascript js jsx last learn page practice problem program react
  reactjs right run running runs same stop thing things tsx twice two typescript understand use used uses using value values
  vs warning way work working works write wrong`,
);

/** Names of languages and tools: an answer to a question that says one has to speak of it. */
export const PROPER_NAMES: ReadonlySet<string> = list(
  `angular ansible aws azure bash bitcoin c# css django docker dockerfile excel flutter gcp git github gitlab golang
  graphql haskell helm html java jenkins jest jquery k8s kafka kotlin kubernetes laravel linux mongodb mysql nginx npm
  php podman postgres postgresql python rails redis redux ruby rust scala spring sql svelte swift tailwind terraform
  vite vue webpack yaml`,
);
