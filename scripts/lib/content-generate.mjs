/** What follows from content/: the registry, the catalogue, package.json's generated parts and the rule table. */
import { basename, dirname, join } from 'node:path';
import { fullId, readContent } from './content.mjs';
import { forwardSlashes, relativeTo } from './content-files.mjs';
import { placesOf } from './content-places.mjs';
import { loadRules } from './content-rules.mjs';
import { walkthroughMetas } from './content-walkthroughs.mjs';
import { grammarsOf, loadKinds, RUNTIME } from './kinds-generate.mjs';
import { editorLanguages, updateClauses } from './manifest-clauses.mjs';

const HEADER =
  '// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.\n';
const LEVELS = ['off', 'hint', 'information', 'warning', 'error'];

/**
 * @param {{ contentRoot: string, read: (path: string) => string | undefined }} options
 *   `read` gives the present text of a file, by its path from the repository's root
 * @returns {Promise<{ files: [path: string, text: string][], faults: import('./content-files.mjs').Fault[], note: string }>}
 */
export async function generate({ contentRoot, read }) {
  const content = await readContent(contentRoot);
  const faults = [...content.faults];
  const loaded = await loadRules(
    content.topics.flatMap((topic) => topic.rules),
    contentRoot,
  );
  faults.push(...loaded.faults, ...danglingNeeds(content), ...danglingRules(content, loaded.rules));
  const catalogue = makeCatalogue(content, loaded.rules);
  const kinds = (await loadKinds()).map(({ kind }) => kind);
  /** @type {[string, string][]} */
  const files = [
    ['src/generated/rules.ts', rulesModule(content, loaded.rules)],
    ['src/generated/catalogue.ts', catalogueModule(catalogue, content)],
    ['src/generated/parserFiles.ts', await parserFilesModule(content, loaded.rules)],
  ];
  const manifest = read('package.json');
  if (manifest !== undefined)
    files.push(['package.json', updateManifest(manifest, content, catalogue, kinds)]);
  const readme = read('README.md');
  if (readme !== undefined) files.push(['README.md', updateTable(readme, catalogue)]);
  const { topics, lessons, rules } = catalogue;
  return { files, faults, note: `${topics.length} topics, ${lessons.length} lessons, ${rules.length} rules` };
}

/**
 * @param {import('./content.mjs').Content} content
 * @returns {import('./content-files.mjs').Fault[]}
 */
function danglingNeeds(content) {
  const known = new Set(content.topics.flatMap((topic) => topic.lessons.map((lesson) => lesson.id)));
  return content.topics.flatMap((topic) =>
    topic.lessons.flatMap((lesson) =>
      (lesson.head.needs ?? []).flatMap((name, index) => {
        if (known.has(fullId(topic.id, name))) return [];
        const place = lesson.parsed.front.placeOf(['needs', index]);
        return [{ file: lesson.file, ...place, message: `"needs" names "${name}", which is no lesson.` }];
      }),
    ),
  );
}

/**
 * Rules that stand for one that its topic does not have, or for one of their own topic. Topics that are not there are
 * no fault: a pack may come without them.
 * @param {import('./content.mjs').Content} content
 * @param {readonly import('./content-rules.mjs').LoadedRule[]} rules
 * @returns {import('./content-files.mjs').Fault[]}
 */
function danglingRules(content, rules) {
  const topics = new Set(content.topics.map(({ id }) => id));
  const known = new Set(content.topics.flatMap((topic) => topic.rules.map(({ id }) => id)));
  return rules.flatMap(({ rule, definition }) =>
    (definition.insteadOf ?? []).flatMap((id) => {
      const [topic = ''] = id.split('/');
      const isOwn = topic === rule.topic;
      if (!isOwn && (known.has(id) || !topics.has(topic))) return [];
      const what = isOwn ? 'a rule of its own topic' : 'no rule';
      return [
        { file: rule.file, line: 1, column: 1, message: `"insteadOf" names "${id}", which is ${what}.` },
      ];
    }),
  );
}

/**
 * @param {import('./content.mjs').Content} content
 * @param {readonly import('./content-rules.mjs').LoadedRule[]} rules
 * @returns {import('../../src/lessons/types.ts').Catalogue}
 */
function makeCatalogue(content, rules) {
  return {
    topics: content.topics.flatMap(({ id, head, lessons }) => {
      if (!head) return [];
      const { title, summary, icon, files } = head;
      return [{ id, title, summary, icon, lessons: lessons.map((lesson) => lesson.id), files }];
    }),
    lessons: content.topics.flatMap((topic) =>
      topic.lessons.map(({ id, head, practice }) => ({
        id,
        topic: topic.id,
        title: head.title,
        summary: head.summary,
        minutes: head.minutes,
        level: head.level,
        needs: (head.needs ?? []).map((name) => fullId(topic.id, name)),
        // A lesson that a group opens explains what its rules say together.
        rules: [
          ...rules.filter(({ rule }) => rule.lesson === id).map(({ rule }) => rule.id),
          ...groupsOf(rules).flatMap((group) => (group.lesson === id ? group.members : [])),
        ],
        names: head.names ?? {},
        sources: head.sources.map(({ title, url }) => ({ title, url })),
        hasQuiz: (head.quiz ?? []).length > 0,
        hasPractice: practice !== undefined,
      })),
    ),
    rules: rules.map(({ rule, definition }) => ({
      id: rule.id,
      title: definition.title,
      topic: rule.topic,
      lesson: rule.lesson,
      languages: definition.languages,
      severity: definition.severity,
      fix: definition.fix,
      explains: [...new Set([...(definition.explains ?? []), ...codesOf(definition.sameAs)])],
      sameAs: codesOf(definition.sameAs),
      ...(definition.insteadOf ? { insteadOf: definition.insteadOf } : {}),
    })),
    groups: groupsOf(rules),
  };
}

/**
 * Codes of other tools, without what each is about.
 * @param {readonly import('../../src/engine/index.ts').Peer[]} [peers]
 */
function codesOf(peers = []) {
  return [...new Set(peers.map((peer) => (typeof peer === 'string' ? peer : peer.code)))];
}

/**
 * The groups that rules name, without their code.
 * @param {readonly import('./content-rules.mjs').LoadedRule[]} rules
 */
function groupsOf(rules) {
  const groups = new Map(rules.flatMap(({ definition: { group } }) => (group ? [[group.id, group]] : [])));
  return [...groups.values()].map(({ id, lesson, members, message, fixTitle }) => ({
    id,
    lesson,
    members,
    message,
    fixTitle,
  }));
}

/**
 * @param {import('./content.mjs').Content} content
 * @param {readonly import('./content-rules.mjs').LoadedRule[]} rules
 */
function rulesModule(content, rules) {
  const name = (/** @type {string} */ id) =>
    id.replace(/[^A-Za-z0-9]+(.)?/g, (_, c) => (c ?? '').toUpperCase());
  const imports = rules.map(({ rule }) => {
    const path = forwardSlashes(relativeTo(content.root, rule.file));
    return `import ${name(rule.id)} from '../../content/${path}';\n`;
  });
  const entries = rules.map(
    ({ rule }) =>
      `  { ...${name(rule.id)}, id: ${quote(rule.id)}, topic: ${quote(rule.topic)}, lesson: ${quote(rule.lesson)} },\n`,
  );
  const subjects = content.topics.flatMap((topic) =>
    topic.lessons.flatMap((lesson) => (lesson.head.about ?? []).map((entry) => placesText(lesson.id, entry))),
  );
  const goodForms = content.topics.flatMap((topic) =>
    topic.lessons.flatMap((lesson) => (lesson.head.well ?? []).map((entry) => placesText(lesson.id, entry))),
  );
  return [
    HEADER,
    "import type { GoodForm, Rule, Subject } from '../engine/index.ts';\n",
    ...imports,
    '\n/** All rules, in the order of their lessons. */\n',
    `export const rules: readonly Rule[] = [${entries.length > 0 ? '\n' : ''}${entries.join('')}];\n`,
    '\n/** What the lessons are about, in their order. */\n',
    `export const subjects: readonly Subject[] = [${subjects.length > 0 ? '\n' : ''}${subjects.join('')}];\n`,
    '\n/** Their good forms. */\n',
    `export const goodForms: readonly GoodForm[] = [${goodForms.length > 0 ? '\n' : ''}${goodForms.join('')}];\n`,
  ].join('');
}

/**
 * @param {import('../../src/lessons/types.ts').Catalogue} catalogue
 * @param {import('./content.mjs').Content} content
 */
function catalogueModule(catalogue, content) {
  return [
    HEADER,
    "import type { Catalogue, WalkthroughMeta } from '../lessons/types.ts';\n",
    '\n/** Everything known of the built-in pack without loading a lesson. */\n',
    `export const catalogue: Catalogue = ${JSON.stringify(catalogue, null, 2)};\n`,
    '\n/** The walkthroughs, for the sidebar of editors that have no page for them. */\n',
    `export const walkthroughs: readonly WalkthroughMeta[] = ${JSON.stringify(walkthroughMetas(content), null, 2)};\n`,
  ].join('');
}

/**
 * The files of parsers that the build puts beside the bundles: those of languages that rules read, lessons are about, or
 * practices are written in, and of those that occur within them.
 * @param {import('./content.mjs').Content} content
 * @param {readonly import('./content-rules.mjs').LoadedRule[]} rules
 */
async function parserFilesModule(content, rules) {
  const lessons = content.topics.flatMap((topic) => topic.lessons);
  const needed = new Set([
    ...rules.flatMap(({ definition }) => [...definition.languages, ...(definition.embeds ?? [])]),
    ...lessons.flatMap(({ head }) =>
      [...(head.about ?? []), ...(head.well ?? [])].flatMap(({ languages }) => languages),
    ),
    ...lessons.flatMap(({ practice }) => practice?.head.language ?? []),
  ]);
  const grammars = await grammarsOf([...needed]);
  const files = [...(grammars.length > 0 ? [RUNTIME] : []), ...grammars];
  return [
    HEADER,
    '\n/** Files of WASM, as Node resolves them; the build puts them beside the bundles under their last part. */\n',
    `export const wasmFiles: readonly string[] = ${JSON.stringify(files)};\n`,
  ].join('');
}

/** @param {string} text */
function quote(text) {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

/** @param {string} text */
function template(text) {
  return `\`${text.trim().replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}

/**
 * Puts the generated parts into package.json; everything else, and the order of all keys, stays.
 * @param {string} text
 * @param {import('./content.mjs').Content} content
 * @param {import('../../src/lessons/types.ts').Catalogue} catalogue
 * @param {readonly import('../../src/engine/kind.ts').Kind[]} kinds
 */
function updateManifest(text, content, catalogue, kinds) {
  const manifest = JSON.parse(text);
  manifest.contributes ??= {};
  const { contributes } = manifest;
  const read = catalogue.rules.flatMap((rule) => rule.languages);
  const inPackage = (/** @type {string} */ file) =>
    `./content/${forwardSlashes(relativeTo(content.root, file))}`;
  set(
    contributes,
    'snippets',
    content.topics.flatMap(({ snippets }) =>
      snippets.flatMap(({ file, languages }) =>
        languages.map((language) => ({ language, path: inPackage(file) })),
      ),
    ),
  );
  set(
    contributes,
    'walkthroughs',
    content.walkthroughs.map(({ file, head }) =>
      walkthrough(head, (path) => inPackage(join(dirname(file), path)).slice(2)),
    ),
  );
  if (manifest.activationEvents) {
    /** @type {string[]} */
    const others = manifest.activationEvents.filter(
      (/** @type {string} */ event) => !event.startsWith('onLanguage:'),
    );
    const ids = editorLanguages(read, kinds);
    manifest.activationEvents = [...others, ...ids.map((id) => `onLanguage:${id}`)];
  }
  updateClauses(contributes, read, kinds);
  contributes.configuration ??= { title: 'Hindsight', properties: {} };
  const sections = [contributes.configuration].flat();
  const section = sections.find((each) => each.properties?.['hindsight.rules']) ?? sections[0];
  section.properties ??= {};
  section.properties['hindsight.rules'] = rulesSetting(catalogue);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/**
 * @param {Record<string, any>} object
 * @param {string} key
 * @param {any[]} list left out where it is empty
 */
function set(object, key, list) {
  if (list.length > 0) object[key] = list;
  else delete object[key];
}

/**
 * @param {any} head
 * @param {(path: string) => string} place
 */
function walkthrough(head, place) {
  const { $schema: _, steps, ...rest } = head;
  const paths = (/** @type {string | Record<string, string>} */ value) =>
    typeof value === 'string'
      ? place(value)
      : Object.fromEntries(Object.entries(value).map(([theme, path]) => [theme, place(path)]));
  return {
    ...rest,
    ...(rest.icon ? { icon: place(rest.icon) } : {}),
    steps: steps.map((/** @type {any} */ step) => ({
      ...step,
      media: Object.fromEntries(
        Object.entries(step.media).map(([key, value]) => [key, key === 'altText' ? value : paths(value)]),
      ),
      // The editor ticks no step whose event held before it read the walkthrough; src/client/walkthroughTicks.ts
      // has it tick such a step by a second event.
      completionEvents: (step.completionEvents ?? []).flatMap((/** @type {string} */ event) =>
        event.startsWith('onContext:') ? [event, `${event} && hindsight.tickWalkthrough`] : [event],
      ),
    })),
  };
}

/**
 * A subject or a good form. What a kind looks for is written under its name, or as a query.
 * @param {string} lesson
 * @param {import('../../src/lessons/lesson.ts').PlacesHead} entry of `about` or `well`
 */
function placesText(lesson, entry) {
  const { languages, looksFor, not } = entry;
  const places = placesOf(entry);
  const lines = [
    `lesson: ${quote(lesson)}`,
    `languages: [${languages.map(quote).join(', ')}]`,
    ...(looksFor ? [`looksFor: [${looksFor.map(quote).join(', ')}]`] : []),
    `places: ${typeof places === 'string' ? template(places) : JSON.stringify(places)}`,
    ...(not ? [`not: ${JSON.stringify(not)}`] : []),
  ];
  return `  {\n${lines.map((line) => `    ${line},\n`).join('')}  },\n`;
}

/** @param {import('../../src/lessons/types.ts').Catalogue} catalogue */
function rulesSetting(catalogue) {
  const entry = (/** @type {string} */ description) => ({ type: 'string', enum: LEVELS, description });
  return {
    type: 'object',
    scope: 'window',
    default: {},
    markdownDescription:
      'Levels of rules and topics, by id: `"react-effects/effect-chain": "off"`. A rule’s own entry wins over its topic’s; without one the rule’s default holds. Workspace settings hold on the command line too.',
    properties: Object.fromEntries([
      ...catalogue.topics.map(({ id, title }) => [id, entry(`All rules of “${title}”.`)]),
      ...catalogue.rules.map(({ id, title, severity }) => [id, entry(`${title}. Default: ${severity}.`)]),
    ]),
    additionalProperties: false,
  };
}

const BEGIN = '<!-- rules:begin -->';
const END = '<!-- rules:end -->';

/**
 * Writes the rule table between its markers, where the file has them.
 * @param {string} text
 * @param {import('../../src/lessons/types.ts').Catalogue} catalogue
 */
function updateTable(text, catalogue) {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) return text;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const cell = (/** @type {string} */ value) => value.replaceAll('|', '\\|');
  const tables = catalogue.topics.map((topic) => {
    const rows = catalogue.rules
      .filter((rule) => rule.topic === topic.id)
      .map((rule) => {
        const lesson = catalogue.lessons.find((each) => each.id === rule.lesson);
        return `| \`${rule.id}\` | ${cell(rule.title)} | ${rule.severity} | ${rule.fix} | ${cell(lesson?.title ?? basename(rule.lesson))} |`;
      });
    return [
      `**${topic.title}**`,
      '',
      '| Rule | Finds | Level | Fix | Lesson |',
      '|---|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  const table = `\n${tables.join('\n\n')}\n`.replaceAll('\n', newline);
  return text.slice(0, begin + BEGIN.length) + table + text.slice(end);
}
