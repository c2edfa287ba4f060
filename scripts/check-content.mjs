/**
 * `node scripts/check-content.mjs RULE|LESSON… [--content FOLDER] [--verbose]`: runs the examples of one rule (or
 * of one lesson) and prints what was expected and what came instead; of a lesson also what is wrong with its text.
 * For writing rules and lessons; `npm test` runs everything.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chosen } from './lib/content-choice.mjs';
import { faultLine } from './lib/content-files.mjs';
import { openContent } from './lib/content-runner.mjs';
import { checkLesson } from './lib/lesson-check.mjs';
import { bold, dim, green, PlainError, red, runMain, say, seconds, yellow } from './lib/log.mjs';
import { unfinishedLine, unfinishedPlaces } from './lib/unfinished.mjs';

process.setSourceMapsEnabled(true);
// `… | head` closes the pipe when it has seen enough.
process.stdout.on('error', (error) =>
  process.exit(/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE' ? 0 : 1),
);

/** @typedef {import('./lib/content-choice.mjs').Pack} Pack */
/** @typedef {import('./lib/content-files.mjs').Fault} Fault */

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { content: { type: 'string' }, verbose: { type: 'boolean', short: 'v' } },
  });
  if (positionals.length === 0)
    throw new PlainError('Name a rule or a lesson: node scripts/check-content.mjs effect-chain');
  const started = performance.now();
  const pack = await openContent(values.content ? resolve(values.content) : undefined);
  /** @type {Set<Fault>} */
  const told = new Set();
  const tell = (/** @type {readonly Fault[]} */ faults) => {
    for (const fault of faults) {
      told.add(fault);
      say(`${red('✗')} ${faultLine(fault)}`);
    }
    return faults.length;
  };
  let failed = 0;
  for (const wanted of positionals) {
    const { name, rules, faults, examples, lesson } = chosen(pack, wanted);
    failed += tell(faults);
    if (lesson) failed += tell(await checkLesson(lesson, pack.content));
    else if (rules.length > 0 && examples.length === 0 && !pack.left.has(rules[0]?.id ?? '')) {
      say(
        `${red('✗')} ${name} has no examples yet: write ${name}.cases.md beside it, and bad=${name} in its lesson.`,
      );
      failed++;
    }
    for (const example of examples) if (!runOne(pack, example, values.verbose ?? false)) failed++;
  }
  // Their examples are not run, but a neighbour that is left out cannot speak up on a good form either.
  for (const [id, faults] of pack.left) {
    const [first] = faults;
    if (first && !faults.some((fault) => told.has(fault)))
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
  say(
    `${failed === 0 ? green(bold('All right')) : red(bold(`${failed} failed`))} ${dim(seconds(performance.now() - started))}`,
  );
  if (failed > 0) process.exitCode = 1;
});

/**
 * @param {Pack} pack
 * @param {Pack['examples'][number]} entry
 * @param {boolean} verbose
 * @returns {boolean} whether it says what it should
 */
function runOne(pack, { file, example, topic }, verbose) {
  const { failures: wrong, notes, hints, bad } = pack.runner.runCase(topic, example, pack.rules);
  const failures = [
    ...wrong,
    ...(bad ? pack.runner.lineBreakFailures(bad, pack.rules) : []),
    ...pack.runner.stress(example, pack.rules).map((line) => `Broken text: ${line}`),
  ];
  const kind = example.bad.length === 0 ? 'silent' : `${hints.length} hint${hints.length === 1 ? '' : 's'}`;
  const mark = failures.length === 0 ? green('✓') : red('✗');
  say(`${mark} ${example.name} ${dim(`${basename(file)}:${example.line}, ${kind}`)}`);
  for (const failure of failures) say(`${failure.replace(/^/gm, '    ')}\n`);
  for (const note of notes) say(yellow(`    ${note}`));
  if (verbose) for (const hint of hints) say(dim(`    ${JSON.stringify(hint)}`));
  return failures.length === 0;
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
