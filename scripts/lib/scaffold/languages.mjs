/** What a new rule is written in: one template for each language, and which of them suits a lesson. */
import { readText } from '../content-files.mjs';
import { loadRules } from '../content-rules.mjs';
import { PlainError } from '../log.mjs';
import { dockercompose } from './compose.mjs';
import { dockerfile } from './dockerfile.mjs';
import { typescript, typescriptreact } from './javascript.mjs';
import { kubernetes } from './kubernetes.mjs';
import { shellscript } from './shell.mjs';
import { yaml } from './yaml.mjs';

/**
 * A small rule that works, about something made up whose name holds the rule's, with examples that hold it. `bad` and `good`
 * go into the lesson, `more` and `silent` into the cases file; the rule's fix turns each bad text into its good one.
 * @typedef {object} Template
 * @property {string} id what `--language` takes; a language of VS Code, or a part of one
 * @property {readonly string[]} languages the rule's languages, the most usual one first; `--language` takes them too
 * @property {RegExp} [imports] what rules of this template import, where others read the same language without it
 * @property {string} fence the language of the examples, as it is written on a fence
 * @property {string} [file] the name of the examples' file, where the fence does not say the language
 * @property {(rule: string) => string} rule the text of `<rule>.ts`
 * @property {(rule: string) => string} bad
 * @property {(rule: string) => string} good
 * @property {{ title: string, bad: (rule: string) => string, good: (rule: string) => string }} more
 * @property {{ title: string, code: (rule: string) => string }} silent
 * @property {readonly string[]} files the globs of a new topic
 * @property {RegExp} globs what the globs of a topic hold that is about this language
 * @property {string} icon of a new topic, a codicon
 */

/**
 * A further language is one entry here, once `src/engine/languages.ts` knows it. Where the globs of a topic suit several,
 * the first one is taken.
 * @type {readonly Template[]}
 */
export const templates = [
  typescriptreact,
  typescript,
  dockerfile,
  dockercompose,
  kubernetes,
  yaml,
  shellscript,
];

/**
 * @param {string} id as it was given with `--language`
 * @returns {Template}
 * @throws {PlainError} when there is none
 */
export function templateOf(id) {
  const found =
    templates.find((each) => each.id === id) ?? templates.find(({ languages }) => languages.includes(id));
  if (found) return found;
  throw new PlainError(
    `There is no template for rules in "${id}" yet. There is one for ${templates.map((each) => each.id).join(', ')}. To add one, write an entry in scripts/lib/scaffold/languages.mjs.`,
  );
}

/**
 * The template that suits a lesson best: that of most of its rules; where it has none, of the places that it is about; then
 * the same of its topic; where the topic has neither, its globs.
 * @param {import('../content.mjs').Content} content
 * @param {string} topic
 * @param {string} lesson its folder
 * @returns {Promise<Template>}
 * @throws {PlainError} when nothing says which
 */
export async function templateFor(content, topic, lesson) {
  const source = content.topics.find(({ id }) => id === topic);
  const { rules } = await loadRules(source?.rules ?? [], content.root);
  const isOwn = (/** @type {Use} */ use) => use.lesson === `${topic}/${lesson}`;
  const ofRules = rules.map(({ rule, definition }) => ({
    lesson: rule.lesson,
    language: definition.languages[0] ?? '',
    text: readText(rule.file),
  }));
  const ofPlaces = (source?.lessons ?? []).flatMap(({ id, head }) =>
    (head.about ?? []).map((entry) => ({
      lesson: id,
      language: entry.languages[0] ?? '',
      // A kind is one of Kubernetes.
      text:
        /** @type {{ kind?: unknown } | undefined} */ (entry['yaml'])?.kind === undefined
          ? ''
          : "'/manifests/'",
    })),
  );
  const uses = [ofRules.filter(isOwn), ofPlaces.filter(isOwn), ofRules, ofPlaces];
  const used = uses.find((each) => each.length > 0);
  if (used) return mostUsed(used);
  const globs = source?.head?.files ?? [];
  const found = templates.find((each) => globs.some((glob) => each.globs.test(glob)));
  if (found) return found;
  throw new PlainError(
    `Nothing in ${topic} says which language its rules read. Say it: --language ${templates.map((each) => each.id).join('|')}`,
  );
}

/** @typedef {{ lesson: string, language: string, text: string }} Use of a language, by a rule with this text */

/**
 * @param {readonly Use[]} uses at least one
 * @returns {Template}
 */
function mostUsed(uses) {
  const count = (/** @type {string} */ id) => uses.filter(({ language }) => language === id).length;
  const [language = ''] = uses.map((use) => use.language).sort((a, b) => count(b) - count(a));
  const able = templates.filter(({ languages }) => languages[0] === language);
  const texts = uses.filter((use) => use.language === language).map(({ text }) => text);
  const special = able.find(
    ({ imports }) => imports && texts.filter((text) => imports.test(text)).length * 2 > texts.length,
  );
  return special ?? able.find(({ imports }) => imports === undefined) ?? templateOf(language);
}
