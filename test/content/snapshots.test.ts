import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { inContent, pack } from './lib/open.ts';

const { runner, rules, examples } = pack;
const update = Boolean(process.env['UPDATE_SNAPSHOTS']);
const advice =
  'Where the change is meant, run UPDATE_SNAPSHOTS=1 node scripts/test.mjs --only content and read the diff.';

type Snapshot = Record<string, Record<string, unknown>>;

describe('hints.snap.json', () => {
  for (const folder of new Set(examples.map((each) => each.folder))) {
    const file = join(folder, 'hints.snap.json');
    const own = examples.filter((each) => each.folder === folder && each.example.bad.length > 0);
    test(inContent(file), () => {
      const now: Snapshot = {};
      for (const { file: source, topic, example } of own) {
        const cases = now[basename(source)] ?? {};
        now[basename(source)] = cases;
        cases[example.name] = runner.runCase(topic, example, rules).hints;
      }
      if (update) {
        if (own.length > 0) writeFileSync(file, `${JSON.stringify(now, null, 2)}\n`);
        else rmSync(file, { force: true });
        return;
      }
      if (own.length === 0) return assert.ok(!existsSync(file), `Nothing belongs in it any more. ${advice}`);
      assert.ok(existsSync(file), `It is missing. ${advice}`);
      const kept = JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
      for (const source of new Set([...Object.keys(kept), ...Object.keys(now)])) {
        for (const name of new Set([...Object.keys(kept[source] ?? {}), ...Object.keys(now[source] ?? {})])) {
          const [was, is] = [kept[source]?.[name], now[source]?.[name]].map(
            (value) => JSON.stringify(value, null, 2) ?? 'nothing',
          );
          assert.equal(is, was, `The hints of "${name}" in ${source} changed. ${advice}`);
        }
      }
    });
  }
});
