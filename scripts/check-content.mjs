/**
 * `node scripts/check-content.mjs RULE|LESSON… [--content FOLDER]`: runs the examples of one rule (or of one
 * lesson) and prints what was expected and what came instead. For writing rules; `npm test` runs everything.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { faultLine } from './lib/content.mjs';
import { openContent } from './lib/content-runner.mjs';
import { bold, dim, green, PlainError, red, runMain, say, seconds, yellow } from './lib/log.mjs';

process.setSourceMapsEnabled(true);

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { content: { type: 'string' }, verbose: { type: 'boolean', short: 'v' } },
  });
  if (positionals.length === 0)
    throw new PlainError('Name a rule or a lesson: node scripts/check-content.mjs effect-chain');
  const started = performance.now();
  const { content, runner, rules, examples, sources, faults } = await openContent(
    values.content ? resolve(values.content) : undefined,
  );
  let failed = 0;
  for (const wanted of positionals) {
    const name = basename(wanted).replace(/\.(?:ts|cases\.md)$/, '');
    const rule = sources.find((each) => each.id.endsWith(`/${name}`));
    const lesson = rule
      ? undefined
      : content.topics.flatMap((topic) => topic.lessons).find((each) => each.id.endsWith(`/${name}`));
    if (!rule && !lesson) {
      throw new PlainError(
        `There is no rule and no lesson "${name}". Rules: ${sources.map((each) => basename(each.id)).join(', ') || 'none yet'}.`,
      );
    }
    const own = examples.filter((each) =>
      rule
        ? each.owner === name || (each.topic === rule.topic && each.example.rules.includes(name))
        : each.lesson === lesson?.id,
    );
    // The rule's own faults come first; those of its neighbours are another author's.
    const mine = faults.filter((fault) =>
      rule ? basename(fault.file).startsWith(`${name}.`) : fault.file.startsWith(lesson?.folder ?? ''),
    );
    for (const fault of mine) say(`${red('✗')} ${faultLine(fault)}`);
    failed += mine.length;
    if (own.length === 0) {
      say(
        `${red('✗')} ${name} has no examples yet: write ${name}.cases.md beside it, or bad=${name} fences in the lesson.`,
      );
      failed++;
    }
    for (const { file, example, topic } of own) {
      const { failures: wrong, notes, hints } = runner.runCase(topic, example, rules);
      const failures = [...wrong, ...runner.stress(example, rules).map((line) => `Broken text: ${line}`)];
      const kind =
        example.bad.length === 0 ? 'silent' : `${hints.length} hint${hints.length === 1 ? '' : 's'}`;
      say(
        `${failures.length === 0 ? green('✓') : red('✗')} ${example.name} ${dim(`${basename(file)}:${example.line}, ${kind}`)}`,
      );
      for (const failure of failures) say(`${failure.replace(/^/gm, '    ')}\n`);
      for (const note of notes) say(yellow(`    ${note}`));
      if (values.verbose) for (const hint of hints) say(dim(`    ${JSON.stringify(hint)}`));
      if (failures.length > 0) failed++;
    }
  }
  const others = faults.filter(
    (fault) => fault.file.endsWith('.ts') && !positionals.some((name) => fault.file.includes(basename(name))),
  );
  for (const fault of others) say(yellow(`left out: ${faultLine(fault)}`));
  say(
    `${failed === 0 ? green(bold('All right')) : red(bold(`${failed} failed`))} ${dim(seconds(performance.now() - started))}`,
  );
  if (failed > 0) process.exitCode = 1;
});
