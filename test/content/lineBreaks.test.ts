import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examples, pack } from './lib/open.ts';

interface Changed {
  readonly uri?: string;
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

const ROOT = 'file:///workspace/';

/** The texts after a fix, by path. */
function applied(
  texts: ReadonlyMap<string, string>,
  path: string,
  edits: readonly Changed[],
): Map<string, string> {
  const result = new Map(texts);
  for (const edit of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
    const target = edit.uri?.slice(ROOT.length) ?? path;
    const text = result.get(target) ?? '';
    result.set(target, text.slice(0, edit.start) + edit.newText + text.slice(edit.end));
  }
  return result;
}

const withReturns = (texts: ReadonlyMap<string, string>) =>
  new Map([...texts].map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));

test('manifests with CRLF get the same hints, and fixes that end their lines in the same way', () => {
  let compared = 0;
  for (const { topic, example } of examples) {
    if (topic !== 'kubernetes-services' || example.bad.length === 0) continue;
    const texts = pack.runner.textsOf(example.bad);
    const returned = withReturns(texts);
    const before = pack.runner.checkTexts(texts, pack.rules);
    const after = pack.runner.checkTexts(returned, pack.rules);
    assert.deepEqual(
      after.hints.map(({ path, hint }) => [path, hint.rule, hint.message]),
      before.hints.map(({ path, hint }) => [path, hint.rule, hint.message]),
      example.name,
    );
    before.hints.forEach(({ path, hint }, index) => {
      const other = after.hints[index]?.hint;
      assert.deepEqual(
        other?.fixes.map(({ title }) => title),
        hint.fixes.map(({ title }) => title),
      );
      hint.fixes.forEach((fix, at) => {
        compared++;
        assert.deepEqual(
          applied(returned, path, other?.fixes[at]?.edits ?? []),
          withReturns(applied(texts, path, fix.edits)),
          `${example.name}: ${fix.title}`,
        );
      });
    });
  }
  assert.ok(compared > 20, `only ${compared} fixes`);
});
