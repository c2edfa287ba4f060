/** Reads `content/`: topics, lessons, rules, snippets and walkthroughs, with every fault placed in its file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { compileErrors, importTypeScript, languageOfFence, lessonFormat } from './content-modules.mjs';
import { root } from './paths.mjs';

/** The built-in pack. */
export const contentFolder = join(root, 'content');

/** @typedef {{ file: string, line: number, column: number, message: string }} Fault a content file's fault; lines and columns 1-based */

/**
 * @typedef {object} LessonSource
 * @property {string} id `<topic>/<folder>`
 * @property {string} topic
 * @property {string} folder absolute
 * @property {string} file its lesson.md
 * @property {import('../../src/lessons/index.ts').ParsedLesson} parsed
 * @property {import('../../src/lessons/index.ts').LessonHead} head
 * @property {PracticeSource | undefined} practice
 */
/**
 * @typedef {object} PracticeSource
 * @property {string} file its task.md
 * @property {import('../../src/lessons/index.ts').PracticeHead} head
 * @property {string} markdown
 * @property {string} start
 * @property {string} solved
 */
/** @typedef {{ id: string, topic: string, lesson: string, file: string }} RuleSource */
/** @typedef {{ rule: RuleSource, definition: import('../../src/engine/rule.ts').RuleDefinition }} LoadedRule */
/**
 * @typedef {object} TopicSource
 * @property {string} id
 * @property {string} folder
 * @property {{ title: string, summary: string, icon: string, lessons: string[], files: string[] } | undefined} head
 * @property {LessonSource[]} lessons in the topic's order
 * @property {RuleSource[]} rules in the order of their lessons, then by name
 * @property {{ file: string, languages: string[] }[]} snippets
 */
/** @typedef {{ file: string, head: any }} WalkthroughSource */
/** @typedef {{ root: string, topics: TopicSource[], walkthroughs: WalkthroughSource[], faults: Fault[] }} Content */

/**
 * Reads a pack's files. Faults are collected; what is whole is returned beside them.
 * @param {string} [contentRoot]
 * @returns {Promise<Content>}
 */
export async function readContent(contentRoot = contentFolder) {
  const format = await lessonFormat();
  /** @type {Fault[]} */
  const faults = [];
  const topics = folders(contentRoot)
    .filter((name) => name !== 'sample' && name !== 'walkthrough')
    .map((name) => readTopic(format, join(contentRoot, name), name, faults))
    .filter((topic) => topic !== undefined);
  const walkthroughs = [contentRoot, ...topics.map((topic) => topic.folder)]
    .map((folder) => join(folder, 'walkthrough', 'walkthrough.json'))
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      const head = readJson(file, 'topic.schema.json#/$defs/walkthrough', faults);
      return head ? [{ file, head }] : [];
    });
  return { root: contentRoot, topics, walkthroughs, faults };
}

/** @typedef {Awaited<ReturnType<typeof lessonFormat>>} Format */

/**
 * @param {Format} format
 * @param {string} folder
 * @param {string} id
 * @param {Fault[]} faults
 * @returns {TopicSource | undefined}
 */
function readTopic(format, folder, id, faults) {
  const file = join(folder, 'topic.json');
  const names = folders(folder);
  const isLesson = (/** @type {string} */ name) => looksLikeLesson(join(folder, name));
  if (!existsSync(file)) {
    if (!names.some(isLesson)) return undefined;
    faults.push({ file, line: 1, column: 1, message: 'The topic has no topic.json.' });
  }
  const head = existsSync(file) ? readJson(file, 'topic.schema.json', faults) : undefined;
  /** @type {string[]} */
  const order = head?.lessons ?? [];
  const unlisted = names.filter((name) => isLesson(name) && !order.includes(name));
  for (const name of head ? unlisted : []) {
    faults.push({ file, line: 1, column: 1, message: `"lessons" does not list the lesson "${name}".` });
  }
  /** @type {TopicSource} */
  const topic = { id, folder, head, lessons: [], rules: [], snippets: [] };
  for (const name of [...order, ...unlisted]) {
    const lessonFolder = join(folder, name);
    if (!existsSync(lessonFolder)) {
      faults.push({
        file,
        line: 1,
        column: 1,
        message: `"lessons" lists "${name}", which is no folder here.`,
      });
      continue;
    }
    topic.rules.push(...ruleFiles(lessonFolder, id, name));
    for (const cases of files(lessonFolder, '.cases.md')) {
      if (existsSync(cases.replace(/\.cases\.md$/, '.ts'))) continue;
      const message = `There is no rule ${basename(cases, '.cases.md')}.ts beside these cases.`;
      faults.push({ file: cases, line: 1, column: 1, message });
    }
    const lesson = readLesson(format, lessonFolder, id, name, faults);
    if (lesson) topic.lessons.push(lesson);
  }
  const seen = new Map();
  for (const rule of topic.rules) {
    const other = seen.get(rule.id);
    if (other)
      faults.push({
        file: rule.file,
        line: 1,
        column: 1,
        message: `The rule ${rule.id} exists already: ${other}.`,
      });
    seen.set(rule.id, rule.file);
  }
  topic.snippets = files(join(folder, 'snippets'), '.json').map((each) => ({
    file: each,
    // `javascriptreact+typescriptreact.json` serves both languages.
    languages: basename(each, '.json').split('+'),
  }));
  return topic;
}

/**
 * A lesson may begin with any of its files: its text, a rule, or the cases of one.
 * @param {string} folder
 */
function looksLikeLesson(folder) {
  return readdirSync(folder).some(
    (name) =>
      name === 'lesson.md' ||
      name.endsWith('.cases.md') ||
      (name.endsWith('.ts') && /export default defineRule\(/.test(read(join(folder, name)))),
  );
}

/**
 * @param {Format} format
 * @param {string} folder
 * @param {string} topic
 * @param {string} name
 * @param {Fault[]} faults
 * @returns {LessonSource | undefined}
 */
function readLesson(format, folder, topic, name, faults) {
  const file = join(folder, 'lesson.md');
  if (!existsSync(file)) {
    faults.push({ file, line: 1, column: 1, message: 'The lesson has no lesson.md yet.' });
    return undefined;
  }
  const parsed = format.parseLesson(
    read(file),
    (language) => languageOfFence(format, language) !== undefined,
  );
  faults.push(...parsed.problems.map((problem) => ({ file, ...problem })));
  const valid = parsed.front.data !== undefined && validate(file, parsed.front, 'lesson.schema.json', faults);
  if (!valid) return undefined;
  const head = /** @type {import('../../src/lessons/index.ts').LessonHead} */ (parsed.front.data);
  const practice = readPractice(format, join(folder, 'practice'), faults);
  return { id: `${topic}/${name}`, topic, folder, file, parsed, head, practice };
}

/**
 * @param {Format} format
 * @param {string} folder
 * @param {Fault[]} faults
 * @returns {PracticeSource | undefined}
 */
function readPractice(format, folder, faults) {
  if (!existsSync(folder)) return undefined;
  const file = join(folder, 'task.md');
  const at = { file, line: 1, column: 1 };
  if (!existsSync(file)) {
    faults.push({ ...at, message: 'The practice has no task.md.' });
    return undefined;
  }
  const { front, markdown } = format.parseTask(read(file));
  faults.push(...front.problems.map((problem) => ({ file, ...problem })));
  if (front.data === undefined || !validate(file, front, 'lesson.schema.json#/$defs/task', faults))
    return undefined;
  const head = /** @type {import('../../src/lessons/index.ts').PracticeHead} */ (front.data);
  const extension = extname(head.fileName);
  const [start, solved] = ['start', 'solved'].map((state) => {
    const path = join(folder, state + extension);
    if (existsSync(path)) return read(path);
    faults.push({
      ...at,
      message: `The practice has no ${state}${extension} (its fileName is ${head.fileName}).`,
    });
    return undefined;
  });
  return start === undefined || solved === undefined ? undefined : { file, head, markdown, start, solved };
}

/**
 * The rules of a lesson folder: every TypeScript file there but figures and tests. What rules share lives in a
 * folder of the topic.
 * @param {string} folder
 * @param {string} topic
 * @param {string} lesson
 * @returns {RuleSource[]}
 */
function ruleFiles(folder, topic, lesson) {
  return files(folder, '.ts')
    .filter((file) => !/(?:^figure.*|\.test|\.d)\.ts$/.test(basename(file)))
    .map((file) => ({ id: `${topic}/${basename(file, '.ts')}`, topic, lesson: `${topic}/${lesson}`, file }));
}

/**
 * Imports rules. One that does not compile, throws while loading or exports no rule is left out and named.
 * @param {readonly RuleSource[]} rules
 * @param {string} contentRoot
 * @param {string} [more] further exports of the module that the rules live in, as TypeScript
 * @returns {Promise<{ rules: LoadedRule[], left: Map<string, Fault[]>, faults: Fault[], module: any }>} `left`: why a rule was
 *   left out, by its id; `module`: the exports of `more`, with the same engine as the rules
 */
export async function loadRules(rules, contentRoot, more = '') {
  /** @type {Map<string, Fault[]>} */
  const left = new Map();
  const entry = (/** @type {readonly RuleSource[]} */ chosen) =>
    [
      ...chosen.map((rule, index) => `export * as rule${index} from ${JSON.stringify(rule.file)};`),
      ...(more ? [more] : []),
      ...(chosen.length === 0 && !more ? ['export {};'] : []),
    ].join('\n');
  let loaded = rules;
  let module;
  try {
    module = await importTypeScript(entry(rules), contentRoot);
  } catch {
    // Which rule is at fault shows only when each is tried alone.
    await Promise.all(
      rules.map(async (rule) => {
        const faults = await ruleFaults(rule, contentRoot);
        if (faults.length > 0) left.set(rule.id, faults);
      }),
    );
    loaded = rules.filter((rule) => !left.has(rule.id));
    module = await importTypeScript(entry(loaded), contentRoot);
  }
  const found = loaded.flatMap((rule, index) => {
    const definition = module[`rule${index}`]?.default;
    const complaint = complaintAbout(definition);
    if (complaint === undefined) return [{ rule, definition }];
    left.set(rule.id, [{ file: rule.file, line: 1, column: 1, message: complaint }]);
    return [];
  });
  return { rules: found, left, faults: unique([...left.values()].flat()), module };
}

/**
 * @param {RuleSource} rule
 * @param {string} contentRoot
 */
async function ruleFaults(rule, contentRoot) {
  const errors = await compileErrors(rule.file, contentRoot);
  if (errors.length > 0) return errors;
  try {
    await importTypeScript(`export * from ${JSON.stringify(rule.file)};`, contentRoot);
    return [];
  } catch (error) {
    return [{ file: rule.file, line: 1, column: 1, message: `It throws while it is loaded: ${error}` }];
  }
}

/**
 * @param {any} definition
 * @returns {string | undefined}
 */
function complaintAbout(definition) {
  if (!definition || typeof definition.check !== 'function') {
    return 'Every .ts file of a lesson but figure.ts has `export default defineRule({ … })`; what rules share belongs in a folder of the topic.';
  }
  const texts = ['title', 'severity', 'fix'].filter((key) => typeof definition[key] !== 'string');
  const lists = ['languages', 'looksFor'].filter(
    (key) => !Array.isArray(definition[key]) || definition[key].length === 0,
  );
  const wrong = [...texts, ...lists, ...(definition.messages ? [] : ['messages'])];
  return wrong.length > 0 ? `The rule needs ${wrong.join(', ')}.` : undefined;
}

/**
 * A lesson id as written in `needs` or on a rule's tag, made whole.
 * @param {string} topic
 * @param {string} name
 */
export function fullId(topic, name) {
  return name.includes('/') ? name : `${topic}/${name}`;
}

/**
 * `content/a/b.md:3:1: what is wrong`, with `/` on every platform.
 * @param {Fault} fault
 */
export function faultLine(fault) {
  return `${forwardSlashes(relativeTo(root, fault.file))}:${fault.line}:${fault.column}: ${fault.message}`;
}

/** @param {string} path */
export function forwardSlashes(path) {
  return path.replaceAll('\\', '/');
}

/**
 * @param {string} folder
 * @param {string} path
 */
export function relativeTo(folder, path) {
  return path.startsWith(folder) ? path.slice(folder.length + 1) : path;
}

/** @type {Ajv2020 | undefined} */
let ajv;

/** Compiled schemas of `content/*.schema.json`. */
export function schemas() {
  if (!ajv) {
    ajv = new Ajv2020({
      allErrors: true,
      verbose: true,
      strict: true,
      strictTypes: false,
      strictRequired: false,
    });
    for (const name of ['lesson.schema.json', 'topic.schema.json']) {
      ajv.addSchema(JSON.parse(read(join(contentFolder, name))));
    }
  }
  return ajv;
}

/**
 * @param {string} file
 * @param {Pick<import('../../src/lessons/index.ts').FrontMatter, 'data' | 'placeOf'>} front
 * @param {string} schema
 * @param {Fault[]} faults
 */
function validate(file, front, schema, faults) {
  const check = schemas().getSchema(schema);
  if (!check) throw new Error(`There is no schema ${schema}.`);
  if (check(front.data)) return true;
  for (const error of readable(check.errors ?? [])) {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    faults.push({ file, ...front.placeOf(path), message: schemaMessage(error) });
  }
  return false;
}

/**
 * Branches of `oneOf` complain one by one about what another branch allows; the keyword itself says enough.
 * @param {readonly import('ajv').ErrorObject[]} errors
 */
function readable(errors) {
  return errors.filter((error) => !/\/(?:oneOf\/\d+|contains)\//.test(error.schemaPath));
}

/** @param {import('ajv').ErrorObject} error */
function schemaMessage(error) {
  const where = error.instancePath.slice(1).replaceAll('/', '.') || 'the front matter';
  const params = /** @type {Record<string, any>} */ (error.params);
  if (error.keyword === 'additionalProperties')
    return `${where}: "${params['additionalProperty']}" is not known here.`;
  if (error.keyword === 'enum') return `${where} must be one of ${params['allowedValues'].join(', ')}.`;
  if (error.keyword === 'contains') return `${where} must have exactly one option with "right: true".`;
  if (error.keyword === 'pattern')
    return `${where} is ${JSON.stringify(error.data)}, which does not match ${params['pattern']}.`;
  return `${where} ${error.message}.`;
}

/**
 * @param {string} file
 * @param {string} schema
 * @param {Fault[]} faults
 * @returns {any} `undefined` when it is no JSON or not valid
 */
function readJson(file, schema, faults) {
  const text = read(file);
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    faults.push({
      file,
      line: 1,
      column: 1,
      message: `It is not valid JSON: ${/** @type {Error} */ (error).message}`,
    });
    return undefined;
  }
  return validate(file, { data, placeOf: () => ({ line: 1, column: 1 }) }, schema, faults) ? data : undefined;
}

/** @param {string} file its text with `\n` line breaks */
function read(file) {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
}

/** @param {string} folder @returns {string[]} names, sorted the same on every machine */
function folders(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
}

/** @param {string} folder @param {string} extension @returns {string[]} absolute paths, sorted by name */
function files(folder, extension) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(folder, name));
}

/** @param {readonly Fault[]} faults @returns {Fault[]} */
function unique(faults) {
  return [...new Map(faults.map((fault) => [faultLine(fault), fault])).values()];
}

/** @param {string} file @returns {string} the folder's name */
export function folderName(file) {
  return basename(dirname(file));
}
