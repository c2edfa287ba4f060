/** What can be wrong with a rule beside what its examples show: fields that exclude each other, codes, keys of its steps. */
import { readText } from './content-files.mjs';
import { placeIn } from './wording.mjs';

/** @typedef {import('./content-files.mjs').Fault} Fault */
/** @typedef {import('../../src/engine/rule.ts').RuleDefinition} RuleDefinition */

/** A code of another tool; what is behind the colon is the tool's own affair. */
const CODE = /^[a-z][a-z0-9-]*:\S+$/;

/**
 * Keys that a step asks for and that no example gives yet, by rule. A test fails where one of them is no longer needed
 * here.
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const WITHOUT_EXAMPLE = {
  'react-effects/effect-chain': ['set4'],
  'react-effects/effect-unstable-dep': ['fetches', 'timer'],
};

/**
 * @param {{ id: string, file: string }} source
 * @param {RuleDefinition} definition
 * @param {ReadonlySet<string>} given the keys of names, words and places that its findings have in all its examples
 * @returns {Fault[]}
 */
export function ruleFaults({ id, file }, definition, given) {
  const text = readText(file);
  // A key may be built, and then it is nowhere in the text.
  const at = (/** @type {string} */ near) => ({ file, ...placeIn(text, Math.max(0, text.indexOf(near))) });
  return [
    ...(definition.shares && definition.collect
      ? [
          {
            ...at('shares:'),
            message:
              '"collect" is never called where a rule has "shares": leave out one of the two, "shares" where the facts are the rule\'s own.',
          },
        ]
      : []),
    ...codesOf(definition).map(([field, code]) => ({
      ...at(code),
      message: `"${code}" in "${field}" is no code of another tool: write <tool>:<code>, such as eslint:react-hooks/exhaustive-deps.`,
    })),
    ...unknownKeys(definition, given)
      .filter(([, key]) => !WITHOUT_EXAMPLE[id]?.includes(key))
      .map(([field, key, message]) => ({
        ...at(`'${key}'`),
        message: `A step of "${message}" has "${key}" in "${field}", and no finding of any example has a name, a word or a place of that key: correct it, or add an example whose finding has it.`,
      })),
  ];
}

/**
 * @param {RuleDefinition} definition
 * @returns {[field: string, code: string][]} codes that are none
 */
function codesOf({ explains = [], sameAs = [] }) {
  const same = sameAs.map((peer) => (typeof peer === 'string' ? peer : peer.code));
  const all = /** @type {const} */ ([
    ['explains', explains],
    ['sameAs', same],
  ]);
  return all.flatMap(([field, codes]) =>
    [...new Set(codes)]
      .filter((code) => !CODE.test(code))
      .map((code) => /** @type {[string, string]} */ ([field, code])),
  );
}

/**
 * Keys that decide whether a step is shown, and that nothing ever gives: the step is shown always, or never. A key that
 * comes only with some findings is as it should be, so all of the rule's findings are looked at together.
 * @param {RuleDefinition} definition
 * @param {ReadonlySet<string>} given
 * @returns {[field: 'when' | 'unless', key: string, message: string][]}
 */
function unknownKeys({ steps = {} }, given) {
  /** @type {Map<string, [field: 'when' | 'unless', key: string, message: string]>} */
  const unknown = new Map();
  const stories =
    /** @type {Readonly<Record<string, import('../../src/engine/types.ts').Steps | { none: string }>>} */ (
      steps
    );
  for (const [message, story] of Object.entries(stories)) {
    for (const step of 'none' in story ? [] : story) {
      if (typeof step === 'string') continue;
      for (const field of /** @type {const} */ (['when', 'unless']))
        for (const key of [step[field] ?? []].flat())
          if (!given.has(key) && !unknown.has(key)) unknown.set(key, [field, key, message]);
    }
  }
  return [...unknown.values()];
}
