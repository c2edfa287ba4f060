/** Rules, lessons and sightings that stand in for the real ones in the tests of the server. */
import type { Document, Rule } from '../../src/engine/index.ts';
import type { Catalogue } from '../../src/lessons/types.ts';
import type { Content } from '../../src/server/host.ts';

/** A place that nothing can be asked of. */
const CROOKED = [
  {
    get uri(): string {
      throw new Error('crooked place');
    },
  },
];

const LANGUAGES = ['typescriptreact', 'typescript', 'javascript'];

function rule(
  id: string,
  lesson: string,
  definition: Partial<Rule> & Pick<Rule, 'check' | 'looksFor'>,
): Rule {
  return {
    id: `demo/${id}`,
    topic: 'demo',
    lesson: `demo/${lesson}`,
    title: `Title of ${id}`,
    languages: LANGUAGES,
    severity: 'warning',
    fix: 'none',
    messages: {},
    ...definition,
  };
}

/** Finds calls of `danger(` and can make them `safe(`. */
const noDanger = rule('no-danger', 'first', {
  looksFor: ['danger('],
  fix: 'safe',
  messages: { found: '`{callee}` is dangerous.' },
  steps: {
    found: [
      { text: '`{callee}` is called.', at: 'hint' },
      { text: 'It is given `{given}`.', at: 'given', when: 'given' },
      'Nobody knows what happens then.',
    ],
  },
  *check(doc: Document) {
    for (const match of doc.text.matchAll(/danger\(/g)) {
      const at = { start: match.index, end: match.index + 'danger'.length };
      yield {
        at,
        message: 'found',
        names: { callee: 'danger' },
        words: { given: doc.text[at.end + 1] === ')' ? undefined : doc.text[at.end + 1] },
        places: { given: { start: at.end + 1, end: at.end + 2 } },
        // What is worked out when a hint is shown may fail as well.
        get related(): readonly [] {
          return doc.text.includes('crooked') ? (CROOKED as unknown as readonly []) : [];
        },
        fixes: [
          { title: 'Call safe instead', kind: 'safe', edits: [{ ...at, newText: 'safe' }] },
          { title: 'Call unsure instead', kind: 'suggested', edits: [{ ...at, newText: 'unsure' }] },
        ],
      };
    }
  },
});

/** Throws on texts that hold `boom`. */
const throws = rule('throws', 'second', {
  looksFor: ['boom'],
  // biome-ignore lint/correctness/useYield: it throws before it could.
  *check() {
    throw new Error('this rule is broken');
  },
});

/** Finds calls of functions that another file marks with `@slow`. */
const slowCall = rule('slow-call', 'second', {
  looksFor: ['use'],
  collectsFor: ['@slow'],
  messages: { found: '`{callee}` is slow.' },
  collect(doc: Document) {
    const marked = [...doc.text.matchAll(/@slow\s*\*\/\s*export function (\w+)/g)];
    return Object.fromEntries(
      marked.map((match) => [match[1], { start: match.index, end: match.index + match[0].length }]),
    );
  },
  *check(doc: Document, facts) {
    for (const match of doc.text.matchAll(/\b(use\w+)\(/g)) {
      const callee = match[1] as string;
      for (const { uri, value } of facts.get(callee)) {
        if (uri === doc.uri) continue;
        const place = value as { start: number; end: number };
        yield {
          at: { start: match.index, end: match.index + callee.length },
          message: 'found',
          names: { callee },
          related: [{ uri, ...place, message: '`{callee}` is marked here.' }],
        };
      }
    }
  },
});

const lesson = (id: string, title: string) => ({
  id: `demo/${id}`,
  topic: 'demo',
  title,
  summary: `About *${id}* [things](x).`,
  minutes: 3,
  level: 'beginner' as const,
  needs: [],
  rules: [],
  names: {},
  sources: [],
  hasQuiz: false,
  hasPractice: false,
});

const catalogue: Catalogue = {
  topics: [
    {
      id: 'demo',
      title: 'Demo',
      summary: '',
      icon: 'book',
      lessons: ['demo/first', 'demo/second'],
      files: [],
    },
  ],
  lessons: [lesson('first', 'First lesson'), lesson('second', 'Second lesson')],
  rules: [],
};

export const content: Content = {
  rules: [noDanger, throws, slowCall],
  subjects: [
    {
      lesson: 'demo/second',
      languages: LANGUAGES,
      places: '(call_expression function: (identifier) @callee) @at',
    },
    {
      lesson: 'demo/first',
      languages: LANGUAGES,
      places: '(call_expression function: (identifier) @callee) @at',
    },
    {
      lesson: 'demo/first',
      languages: LANGUAGES,
      places: '(function_declaration name: (identifier) @name) @at',
    },
  ],
  goodForms: [],
  catalogue,
};
