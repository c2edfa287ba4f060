import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildProbeCli, type ProbeCli, Workspace } from '../cli/support.ts';
import { examples } from './lib/open.ts';
import { pathOf } from './lib/state.ts';

/** Check and fix count the same: before anything is fixed, for a fix that is only shown, and after it. */
describe('check and fix of every example', () => {
  let cli: ProbeCli;
  const open: Workspace[] = [];
  before(async () => {
    cli = await buildProbeCli('product');
  });
  after(() => {
    cli.remove();
    for (const one of open) one.remove();
  });

  /** All examples in one checkout, below a folder whose name says nothing about them. */
  const checkout = () => {
    const made = new Workspace();
    open.push(made);
    examples.forEach(({ example }, at) => {
      const files = example.bad.length > 0 ? example.bad : (example.goods[0]?.files ?? []);
      for (const file of files) made.write(`test/shop/case${at}/${pathOf(file)}`, file.text);
    });
    return made;
  };
  const hintsOf = async (cwd: string) => {
    const { report } = await cli.json(['.'], { cwd });
    return report.files.flatMap(({ path, hints }) => hints.map((hint) => ({ path, ...hint })));
  };
  /** As check says it to people, who are shown the hints of a group as one. */
  const countOf = async (cwd: string) => {
    const { stdout } = await cli.run(['check', '--no-cache', '.'], { cwd });
    return numberIn(/^([\d,]+) hints? \(/m.exec(stdout)?.[1]);
  };
  const numberIn = (text = '0') => Number(text.replaceAll(',', ''));
  const fix = async (cwd: string, ...args: string[]) => {
    const { stdout, stderr, code } = await cli.run(
      ['fix', '--no-cache', '--fail-on', 'warning', ...args, '.'],
      { cwd },
    );
    const said = args.includes('--dry-run') ? stderr : stdout;
    const [, count] = /(?:([\d,]+) hints? remains?|No hints remain)\./.exec(said) ?? [];
    assert.match(said, /remains?\./);
    return { remaining: numberIn(count), code, said };
  };

  for (const kind of ['safe', 'suggested'] as const) {
    const args = kind === 'suggested' ? ['--suggested'] : [];
    it(`is the same with ${kind} fixes`, async () => {
      const made = checkout();
      const cwd = made.path('test/shop');
      const first = await hintsOf(cwd);
      assert.ok(first.length > 100);
      const dry = await fix(cwd, '--dry-run', ...args);
      assert.deepEqual(await hintsOf(cwd), first, 'nothing is written by --dry-run');
      const real = await fix(cwd, ...args);
      assert.deepEqual([dry.remaining, dry.code], [real.remaining, real.code]);
      const left = await hintsOf(cwd);
      const count = await countOf(cwd);
      assert.equal(real.remaining, count);
      assert.equal(real.code, left.some(({ severity }) => /warning|error/.test(severity)) ? 1 : 0);
      assert.ok(left.length < first.length);
      const again = await fix(cwd, ...args);
      assert.equal(again.remaining, count);
      assert.match(again.said, /^Nothing to fix/);
    });
  }

  it('is the same before anything is fixed', async () => {
    const made = checkout();
    const cwd = made.path('test/shop');
    const dry = await fix(cwd, '--dry-run');
    const applied = numberIn(/^([\d,]+) fix(?:es)? would be applied/m.exec(dry.said)?.[1]);
    assert.ok(applied > 0);
    const safe = (await hintsOf(cwd)).filter(({ fixes }) => fixes.some(({ kind }) => kind === 'safe'));
    assert.equal(applied, safe.length);
  });

  it('is the same where nothing is to be fixed', async () => {
    const made = checkout();
    const rules = ['--rule', 'docker-socket-mounted', '--rule', 'effect-stale-response'];
    const cwd = made.path('test/shop');
    const { report } = await cli.json([...rules, '.'], { cwd });
    const { remaining } = await fix(cwd, '--dry-run', ...rules);
    assert.equal(remaining, report.summary.hints);
  });
});
