import type { Fix, Rule } from '../../../src/engine/index.ts';
import { applyFix, checkTexts, type State } from './state.ts';
import { describe } from './words.ts';

const withReturns = (texts: ReadonlyMap<string, string>) =>
  new Map([...texts].map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));

/**
 * Texts whose lines end in CRLF get the same hints, and fixes that end their lines in the same way.
 * @param state of the texts with LF
 */
export function lineBreakFailures(state: State, rules: readonly Rule[]): string[] {
  const returned = checkTexts(withReturns(state.texts), rules);
  const said = (each: State) => each.hints.map(({ path, hint }) => `${path} ${hint.rule}: ${hint.message}`);
  const [before, after] = [said(state), said(returned)];
  if (before.join('\n') !== after.join('\n'))
    return [`With CRLF other hints come:\n${after.join('\n') || 'none'}\ninstead of:\n${before.join('\n')}`];
  return state.hints.flatMap(({ path, hint }, index) => {
    const other = returned.hints[index]?.hint.fixes ?? [];
    const titles = (fixes: readonly Fix[]) => fixes.map(({ title }) => title).join(', ');
    const line = describe(state, path, hint);
    if (titles(hint.fixes) !== titles(other))
      return [`With CRLF it has the fixes ${titles(other)} instead of ${titles(hint.fixes)}: ${line}`];
    return hint.fixes.flatMap((fix, at) => {
      const wanted = withReturns(applyFix(state.texts, path, fix));
      const got = applyFix(returned.texts, path, other[at] as Fix);
      return [...wanted].flatMap(([target, text]) =>
        got.get(target) === text
          ? []
          : [
              `With CRLF the fix "${fix.title}" gives\n${JSON.stringify(got.get(target))}\ninstead of\n${JSON.stringify(text)}\n${line}`,
            ],
      );
    });
  });
}
