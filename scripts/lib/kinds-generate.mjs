/** What follows from `src/engine/kinds/`: their plain data, the list of parsers, colouring, and parts of the lessons' schema. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from './content-modules.mjs';
import { PlainError } from './log.mjs';
import { root } from './paths.mjs';

/** @typedef {import('../../src/engine/kind.ts').Kind} Kind */
/** @typedef {{ file: string, kind: Kind }} KindFile `file`: its name without the extension */

const HEADER =
  '// Written by scripts/generate.mjs from src/engine/kinds/: run `npm run generate` instead of editing.\n';

/** Parts of a kind that only its parser, the build or the schema asks for. */
const NOT_DATA = new Set(['packages', 'subject', 'ignoreComments', 'readLines']);

/**
 * All kinds, by the order of their files' names.
 * @param {string} [base] the repository's root
 * @returns {Promise<KindFile[]>}
 * @throws {PlainError} naming what is wrong with one
 */
export function loadKinds(base = root) {
  const before = loaded.get(base);
  if (before) return before;
  const kinds = readKinds(base);
  loaded.set(base, kinds);
  return kinds;
}

/** @type {Map<string, Promise<KindFile[]>>} */
const loaded = new Map();

/** @param {string} base @returns {Promise<KindFile[]>} */
async function readKinds(base) {
  const folder = join(base, 'src', 'engine', 'kinds');
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -3))
    .sort();
  const module = await importTypeScript(
    names
      .map(
        (name, index) =>
          `export { default as k${index} } from ${JSON.stringify(join(folder, `${name}.ts`))};`,
      )
      .join('\n'),
  );
  const kinds = names.map((file, index) => ({ file, kind: /** @type {Kind} */ (module[`k${index}`]) }));
  const complaints = kinds.flatMap(({ file, kind }) => complaintsAbout(file, kind, kinds, base));
  if (complaints.length > 0) throw new PlainError(complaints.join('\n'));
  return kinds;
}

/** The runtime of all grammars, as Node resolves it. */
export const RUNTIME = 'web-tree-sitter/web-tree-sitter.wasm';

/** The file beside the bundles for Node that holds a package of a parser. @param {string} name */
export function packageFile(name) {
  return `parser.${name}.cjs`;
}

/**
 * What the parsers of some languages load.
 * @param {readonly string[]} ids
 * @returns {Promise<string[]>} as Node resolves them
 */
export async function grammarsOf(ids) {
  const kinds = (await loadKinds()).map(({ kind }) => kind);
  const used = kinds.flatMap(({ languages }) =>
    languages.flatMap(({ id, grammar }) => (grammar && ids.includes(id) ? [grammar] : [])),
  );
  return [...new Set(used)];
}

/**
 * @param {string} file
 * @param {Kind} kind
 * @param {readonly KindFile[]} all
 * @param {string} base
 */
function complaintsAbout(file, kind, all, base) {
  const where = `src/engine/kinds/${file}.ts`;
  if (!kind || !Array.isArray(kind.languages))
    return [`${where} has no \`export default defineKind({ … })\`.`];
  const others = all.filter((each) => each.kind !== kind && each.kind);
  const ids = (/** @type {Kind} */ each) =>
    each.languages.flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  const twice = ids(kind).find((id) => others.some((each) => ids(each.kind).includes(id)));
  return [
    ...(kind.name === file ? [] : [`${where} has the name "${kind.name}"; it is that of its file.`]),
    ...(twice === undefined ? [] : [`${where} reads "${twice}", which another kind reads.`]),
    ...(existsSync(join(base, 'src', 'engine', 'parsers', kind.parser, 'kind.ts'))
      ? []
      : [
          `${where} names the parser "${kind.parser}", and there is no src/engine/parsers/${kind.parser}/kind.ts.`,
        ]),
    ...(kind.parser === 'lines' && !kind.readLines ? [`${where} needs \`readLines\`.`] : []),
  ];
}

/**
 * @param {(path: string) => string | undefined} read gives the present text of a file, by its path from the root
 * @returns {Promise<[path: string, text: string][]>}
 */
export async function generateKinds(read) {
  const kinds = await loadKinds();
  /** @type {[string, string][]} */
  const files = [
    ['src/generated/kinds.ts', dataModule(kinds)],
    ['src/generated/parsers.ts', parsersModule(kinds)],
    ['src/generated/highlight.ts', highlightModule(kinds)],
  ];
  const schema = read('content/lesson.schema.json');
  if (schema !== undefined) files.push(['content/lesson.schema.json', updateSchema(schema, kinds)]);
  return files;
}

/** @param {readonly KindFile[]} kinds */
function dataModule(kinds) {
  const texts = kinds.map(({ kind }) =>
    literal(Object.fromEntries(Object.entries(kind).filter(([key]) => !NOT_DATA.has(key)))),
  );
  return [
    HEADER,
    "import type { KindData } from '../engine/kind.ts';\n",
    '\n/** What hosts without parsers know of the kinds. */\n',
    `export const kinds: readonly KindData[] = [\n${texts.map((text) => `  ${text},\n`).join('')}];\n`,
  ].join('');
}

/** @param {readonly KindFile[]} kinds */
function parsersModule(kinds) {
  const parsers = [...new Set(kinds.map(({ kind }) => kind.parser))].sort();
  return [
    HEADER,
    "import type { KindAtWork } from '../engine/kind.ts';\n",
    ...kinds.map(({ file }) => `import ${name(file)} from '../engine/kinds/${file}.ts';\n`),
    ...parsers.map((parser) => `import ${name(parser)}Parser from '../engine/parsers/${parser}/kind.ts';\n`),
    '\n/** The kinds with their parsers, for hosts that check texts. */\n',
    'export const parsers: readonly KindAtWork[] = [\n',
    ...kinds.map(
      ({ file, kind }) => `  { kind: ${name(file)}, parser: ${name(kind.parser)}Parser(${name(file)}) },\n`,
    ),
    '];\n',
  ].join('');
}

/** @param {readonly KindFile[]} kinds */
function highlightModule(kinds) {
  const languages = kinds.flatMap(({ kind }) => kind.languages);
  const grammars = [...new Set(languages.flatMap(({ highlight }) => highlight ?? []))].sort();
  const names = languages.flatMap(({ id, aliases = [], fences = [], highlight }) =>
    highlight ? [id, ...aliases, ...fences].map((each) => [each, highlight]) : [],
  );
  const plain = kinds.flatMap(({ kind }) =>
    kind.hasPlainNames ? kind.languages.flatMap(({ highlight }) => highlight ?? []) : [],
  );
  return [
    HEADER,
    ...grammars.map((each) => `import ${name(each)} from 'highlight.js/lib/languages/${each}';\n`),
    '\n/** The grammars of highlight.js that colour code of the kinds. */\n',
    `export const grammars = { ${grammars.map((each) => (name(each) === each ? each : `'${each}': ${name(each)}`)).join(', ')} };\n`,
    '\n/** The grammar of a language, by its identifiers and by what fences call it. */\n',
    `export const grammarOf: ReadonlyMap<string, string> = new Map(${literal(names)});\n`,
    '\n/** Grammars that leave plain the names that editors colour. */\n',
    `export const plainNames: ReadonlySet<string> = new Set(${literal([...new Set(plain)])});\n`,
  ].join('');
}

/**
 * Writes what `about` and `well` may hold for each kind; everything else of the schema stays.
 * @param {string} text
 * @param {readonly KindFile[]} kinds
 */
function updateSchema(text, kinds) {
  const schema = JSON.parse(text);
  const { about, well } = schema.properties;
  const subjects = kinds.flatMap(({ kind }) => (kind.subject ? [kind] : []));
  for (const list of [about, well]) {
    const { query, languages, looksFor } = list.items.properties;
    list.items.oneOf = ['query', ...subjects.map((kind) => kind.name)].map((key) => ({ required: [key] }));
    list.items.properties = { languages, ...(looksFor ? { looksFor } : {}), query };
    for (const kind of subjects) list.items.properties[kind.name] = kind.subject;
  }
  well.items.required = ['languages', 'looksFor'];
  well.items.properties.not = {
    type: 'array',
    minItems: 1,
    description:
      'Places that spoil one that holds them or lies in them, each as under the name of the kind; a query says so itself, by @not.',
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** An identifier for a file's name. @param {string} file */
function name(file) {
  return file.replace(/[^A-Za-z0-9]+(.)?/g, (_, c) => (c ?? '').toUpperCase());
}

/**
 * A value as TypeScript writes it: JSON, and regular expressions.
 * @param {unknown} value
 * @returns {string}
 */
function literal(value) {
  if (value instanceof RegExp) return `${value}`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${JSON.stringify(key)}: ${literal(each)}`)
      .join(', ')} }`;
  return JSON.stringify(value);
}
