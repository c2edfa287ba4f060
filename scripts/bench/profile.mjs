/**
 * `node scripts/bench/profile.mjs [--rounds N] [--slowest N] [FOLDER…]`: what the rules cost, in one thread, over the corpus of
 * the benchmark or other folders: the time of each model without the models that it is built from, and of each rule
 * without the models. The first round is what a cold command pays; later rounds show what remains when the code
 * is warm. With `node --cpu-prof scripts/bench/profile.mjs` there is a profile to look into as well.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { runMain, say } from '../lib/log.mjs';
import { readParserFile } from '../lib/parser-files.mjs';
import { loadEngine } from './bundle.mjs';
import { corpusFolder, corpusPaths, ensureCorpus } from './corpus.mjs';

await runMain(async () => {
  const { values, positionals } = parseArgs({
    options: { rounds: { type: 'string' }, slowest: { type: 'string' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) await ensureCorpus();
  const folders = positionals.length > 0 ? positionals : corpusPaths.map((path) => join(corpusFolder, path));
  const engine = await loadEngine();
  for (const language of ['typescriptreact', 'typescript'])
    await engine.prepareLanguage(language, readParserFile);
  const { rules } = engine;
  const words = [
    ...new Set(
      rules.flatMap((rule) => [...rule.looksFor, ...(rule.collect ? (rule.collectsFor ?? []) : [])]),
    ),
  ];
  const texts = folders
    .flatMap((folder) => sources(resolve(folder)))
    .map((path) => ({
      path,
      text: readFileSync(path, 'utf8'),
      language: engine.languageOfPath(path)?.id ?? '',
    }))
    .filter(({ text }) => words.some((word) => text.includes(word)));
  const size = texts.reduce((sum, { text }) => sum + text.length, 0);
  say(
    `${rules.length} rules; ${texts.length} files hold a word they look for, ${(size / 1e6).toFixed(2)} M characters.`,
  );

  const clock = exclusiveClock(engine.Document.prototype);
  timeLifting(engine.SyntaxNode.prototype, clock.time);
  const timed = rules.map((rule) => ({
    ...rule,
    *check(/** @type {any} */ doc, /** @type {any} */ facts) {
      yield* clock.time(`rule ${rule.id}`, () => [...rule.check(doc, facts)]);
    },
    ...(rule.collect
      ? { collect: (/** @type {any} */ doc) => clock.time(`facts ${rule.id}`, () => rule.collect?.(doc)) }
      : {}),
  }));
  for (let round = 1; round <= Number(values.rounds ?? 3); round++) {
    clock.reset();
    const started = performance.now();
    const checker = engine.contentChecker({
      rules: timed,
      onRuleError: (rule, doc, error) =>
        say(`${rule.id} failed in ${doc.uri}: ${error instanceof Error ? error.stack : error}`),
    });
    const docs = texts.map(
      ({ path, text, language }) => new engine.Document(pathToFileURL(path).href, language, text),
    );
    /** @type {{ path: string, milliseconds: number }[]} */
    const files = [];
    for (const doc of docs) checker.collect(doc);
    let hints = 0;
    for (const doc of docs) {
      const before = performance.now();
      hints += checker.check(doc).hints.length;
      files.push({ path: doc.uri, milliseconds: performance.now() - before });
      clock.time('freeing', () => doc.dispose());
    }
    const total = performance.now() - started;
    say(`\nRound ${round}: ${total.toFixed(0)} ms, ${hints} hints`);
    for (const [name, ms] of clock.times()) say(`${ms.toFixed(1).padStart(9)} ms  ${name}`);
    files.sort((a, b) => b.milliseconds - a.milliseconds);
    for (const file of files.slice(0, Number(values.slowest ?? 5)))
      say(
        `${file.milliseconds.toFixed(1).padStart(9)} ms  in ${file.path.slice(file.path.lastIndexOf('/src/') + 1)}`,
      );
  }
});

/**
 * Measures models and whatever is wrapped in `time`, each without what is measured inside of it.
 * @param {{ model: (model: any) => any }} documents the prototype of all documents
 */
function exclusiveClock(documents) {
  /** @type {Map<string, number>} */
  const sums = new Map();
  /** @type {{ name: string, since: number }[]} */
  const stack = [];
  const add = (/** @type {string} */ name, /** @type {number} */ ms) =>
    sums.set(name, (sums.get(name) ?? 0) + ms);
  /**
   * @template T
   * @param {string} name
   * @param {() => T} work
   */
  const time = (name, work) => {
    const now = performance.now();
    const outer = stack.at(-1);
    if (outer) add(outer.name, now - outer.since);
    stack.push({ name, since: now });
    try {
      return work();
    } finally {
      const end = performance.now();
      const own = /** @type {{ name: string, since: number }} */ (stack.pop());
      add(name, end - own.since);
      if (outer) outer.since = end;
    }
  };
  const original = documents.model;
  const wrapped = new WeakSet();
  documents.model = function timedModel(/** @type {any} */ model) {
    if (!wrapped.has(model)) {
      wrapped.add(model);
      const { build } = model;
      model.build = (/** @type {any} */ doc) => time(`model ${model.name}`, () => build.call(model, doc));
    }
    return original.call(this, model);
  };
  return { time, reset: () => sums.clear(), times: () => [...sums].sort((a, b) => b[1] - a[1]) };
}

/**
 * Bodies are lifted at the first look into them. That is not the looking code's own time, so it is counted apart.
 * @param {{ defer: (lift: (node: any) => void) => void }} nodes the prototype of all nodes
 * @param {(name: string, work: () => void) => void} time
 */
function timeLifting(nodes, time) {
  const original = nodes.defer;
  nodes.defer = function timedDefer(lift) {
    original.call(this, (node) => time('lifting of bodies', () => lift(node)));
  };
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:[cm]?[jt]s|[jt]sx)$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !path.includes('node_modules'))
    .sort();
}
