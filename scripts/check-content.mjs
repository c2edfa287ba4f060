/**
 * `node scripts/check-content.mjs RULE|LESSON… [--content FOLDER] [--verbose]`: runs the examples of one rule (or
 * of one lesson) and prints what was expected and what came instead; of a lesson also what is wrong with its text.
 * For writing rules and lessons; `npm test` runs everything.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { commandLine } from './lib/command-line.mjs';
import { chosen } from './lib/content-choice.mjs';
import { faultLine } from './lib/content-files.mjs';
import { openContent } from './lib/content-runner.mjs';
import { checkLesson } from './lib/lesson-check.mjs';
import { bold, dim, green, PlainError, red, runMain, say, seconds, yellow } from './lib/log.mjs';
import { ruleFaults } from './lib/rule-check.mjs';
import { unfinishedLine, unfinishedPlaces } from './lib/unfinished.mjs';

process.setSourceMapsEnabled(true);
// `… | head` closes the pipe when it has seen enough.
process.stdout.on('error', (error) =>
  process.exit(/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE' ? 0 : 1),
);

/** @typedef {import('./lib/content-choice.mjs').Pack} Pack */
/** @typedef {import('./lib/content-files.mjs').Fault} Fault */
/** @typedef {ReturnType<Pack['runner']['runCase']>} Outcome */
/** @typedef {Map<Pack['examples'][number], NonNullable<Outcome['bad']>>} Checked */

const USAGE = `node scripts/check-content.mjs RULE|LESSON… [--content FOLDER] [--verbose]

Runs the examples of a rule, or of a lesson with all its rules, and prints what was expected and what came instead.
A lesson is read as a text as well.

  --content FOLDER   another content folder than content/
  --verbose, -v      every hint, and each hint of another topic's rules
`;
/** A longer headline is cut: the whole is above it. */
const LONGEST_HEADLINE = 200;

await runMain(async () => {
  const given = commandLine({ content: { type: 'string' }, verbose: { type: 'boolean', short: 'v' } }, USAGE);
  if (!given) return;
  const { values, positionals } = given;
  if (positionals.length === 0)
    throw new PlainError('Name a rule or a lesson: node scripts/check-content.mjs effect-chain');
  const started = performance.now();
  const pack = await openContent(values.content ? resolve(values.content) : undefined);
  /** @type {Set<Fault>} */
  const reported = new Set();
  /** @type {string[]} one line for each fault: the last screen names them all, however many examples came after them */
  const headlines = [];
  const fail = (/** @type {string} */ line) => {
    headlines.push(line);
    say(`${red('✗')} ${line}`);
  };
  const report = (/** @type {readonly Fault[]} */ faults) => {
    for (const fault of faults) {
      reported.add(fault);
      fail(faultLine(fault));
    }
    return faults.length;
  };
  let failed = 0;
  /** @type {Map<string, { hints: number, examples: Set<Pack['examples'][number]> }>} */
  const elsewhere = new Map();
  /** @type {Set<import('./lib/content.mjs').RuleSource>} */
  const looked = new Set();
  /** What a check of the bad state of an example has found. @type {Checked} */
  const checked = new Map();
  for (const wanted of positionals) {
    const { name, rules, faults, examples, lesson } = chosen(pack, wanted);
    failed += report(faults);
    for (const each of rules) looked.add(each);
    if (lesson) failed += report(await checkLesson(lesson, pack.content));
    else if (rules.length > 0 && examples.length === 0 && !pack.left.has(rules[0]?.id ?? '')) {
      fail(`${name} has no examples yet: write ${name}.cases.md beside it, and bad=${name} in its lesson.`);
      failed++;
    }
    for (const example of examples) {
      const { failures, foreign, bad } = runOne(pack, example, values.verbose ?? false);
      if (bad) checked.set(example, bad);
      if (failures.length > 0) failed++;
      const { name: title, line } = example.example;
      headlines.push(
        ...failures.map((failure) => cut(`${basename(example.file)}:${line} ${title}: ${headOf(failure)}`)),
      );
      for (const { rule } of foreign) {
        const seen = elsewhere.get(rule) ?? { hints: 0, examples: new Set() };
        elsewhere.set(rule, { hints: seen.hints + 1, examples: seen.examples.add(example) });
      }
    }
  }
  for (const source of looked) {
    const definition = pack.rules.find(({ id }) => id === source.id);
    if (definition) failed += report(ruleFaults(source, definition, keysOf(pack, source, checked)));
  }
  if (elsewhere.size > 0 && !values.verbose) say(yellow(elsewhereLine(elsewhere)));
  // Their examples are not run, but a neighbour that is left out cannot speak up on a good form either.
  for (const [id, faults] of pack.left) {
    const [first] = faults;
    if (first && !faults.some((fault) => reported.has(fault)))
      say(yellow(`${id} is left out: ${faultLine(first)}`));
  }
  const open = unfinishedOf(pack, positionals);
  for (const place of open) say(`${yellow('!')} ${unfinishedLine(place)}`);
  if (open.length > 0)
    say(
      yellow(
        `${open.length} ${open.length === 1 ? 'place is' : 'places are'} left to write, and \`npm run package\` stops at them.`,
      ),
    );
  if (headlines.length > 0) say(['', ...headlines.map((line) => `${red('✗')} ${line}`)].join('\n'));
  say(
    `${failed === 0 ? green(bold('All right')) : red(bold(`${failed} failed`))} ${dim(seconds(performance.now() - started))}`,
  );
  if (failed > 0) process.exitCode = 1;
});

/**
 * @param {Pack} pack
 * @param {Pack['examples'][number]} entry
 * @param {boolean} verbose
 * @returns {Pick<Outcome, 'failures' | 'foreign' | 'bad'>}
 */
function runOne(pack, { file, example, topic }, verbose) {
  const { failures: wrong, foreign, hints, bad } = pack.runner.runCase(topic, example, pack.rules);
  const failures = [
    ...wrong,
    ...(bad ? pack.runner.lineBreakFailures(bad, pack.rules) : []),
    ...pack.runner.stress(example, pack.rules).map((line) => `Broken text: ${line}`),
  ];
  const kind = example.bad.length === 0 ? 'silent' : `${hints.length} hint${hints.length === 1 ? '' : 's'}`;
  const mark = failures.length === 0 ? green('✓') : red('✗');
  say(`${mark} ${example.name} ${dim(`${basename(file)}:${example.line}, ${kind}`)}`);
  for (const failure of failures) say(`${failure.replace(/^/gm, '    ')}\n`);
  if (verbose) {
    for (const { note } of foreign) say(yellow(`    ${note}`));
    for (const hint of hints) say(dim(`    ${JSON.stringify(hint)}`));
  }
  return { failures, foreign, bad };
}

/**
 * The keys of a rule's findings in every example that names it, those in other places included.
 * @param {Pack} pack
 * @param {import('./lib/content.mjs').RuleSource} rule
 * @param {Checked} checked the examples that were run; the others are checked here
 */
function keysOf(pack, rule, checked) {
  return new Set(
    pack.examples
      .filter(({ topic, example }) => topic === rule.topic && example.rules.includes(basename(rule.id)))
      .map(
        (each) =>
          checked.get(each) ?? pack.runner.checkTexts(pack.runner.textsOf(each.example.bad), pack.rules),
      )
      .flatMap(({ keys }) => [...(keys.get(rule.id) ?? [])]),
  );
}

/** @param {string} failure @returns {string} what it says before it goes into details */
function headOf(failure) {
  return failure.trim().split('\n')[0]?.replace(/:$/, '') ?? '';
}

/** @param {string} line */
function cut(line) {
  return line.length <= LONGEST_HEADLINE ? line : `${line.slice(0, LONGEST_HEADLINE - 2)} …`;
}

/**
 * @param {ReadonlyMap<string, { hints: number, examples: ReadonlySet<unknown> }>} elsewhere by rule
 * @returns {string} one line, however many examples are so short that other topics find much missing in them
 */
function elsewhereLine(elsewhere) {
  const count = (/** @type {number} */ n, /** @type {string} */ what) => `${n} ${what}${n === 1 ? '' : 's'}`;
  const rules = [...elsewhere].sort(([, a], [, b]) => b.hints - a.hints);
  const hints = rules.reduce((sum, [, each]) => sum + each.hints, 0);
  const examples = new Set(rules.flatMap(([, each]) => [...each.examples])).size;
  const names = rules.map(([rule, each]) => `${rule} (${each.hints})`).join(', ');
  return `! Rules of other topics have ${count(hints, 'hint')} in ${count(examples, 'example')}: ${names}. --verbose prints each.`;
}

/**
 * What is left to write in the files of rules, with the texts of their lessons, and of lessons.
 * @param {Pack} pack
 * @param {readonly string[]} wanted their names
 */
function unfinishedOf({ content, sources }, wanted) {
  const names = wanted.map((each) => basename(each).replace(/\.(?:ts|cases\.md)$/, ''));
  const texts = sources
    .filter(({ id }) => names.includes(basename(id)))
    .map(({ file }) => join(dirname(file), 'lesson.md'));
  return unfinishedPlaces(content.root).filter(
    ({ file }) =>
      texts.includes(file) ||
      names.some((name) => basename(file).startsWith(`${name}.`) || basename(dirname(file)) === name),
  );
}
