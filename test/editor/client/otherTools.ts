/** Diagnostics of other tools: the lesson at theirs, and ours out of sight where they say the same. */
import * as vscode from 'vscode';
import { OtherTools } from '../../../src/client/otherTools.ts';
import { Overlap } from '../../../src/client/overlap.ts';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { after, afterEach, assert, describe, it } from '../../harness/suite.ts';
import {
  actionsAt,
  CLOSURES,
  checked,
  diagnosticsChanged,
  file,
  STALE,
  show,
  tidyUp,
  titleOf,
} from '../support.ts';

describe('other tools', () => {
  const collection = vscode.languages.createDiagnosticCollection('other-tools');
  afterEach(() => collection.clear());
  after(async () => {
    collection.dispose();
    await tidyUp();
  });
  const other = (range: vscode.Range, source: string, code: vscode.Diagnostic['code']) => {
    const diagnostic = new vscode.Diagnostic(
      range,
      'said by another tool',
      vscode.DiagnosticSeverity.Warning,
    );
    diagnostic.source = source;
    if (code !== undefined) diagnostic.code = code;
    return diagnostic;
  };

  it('get the lesson at their diagnostics, whatever shape their code has', async () => {
    const { document } = await show('Calm.tsx');
    assert.deepEqual(await checked(document), []);
    const range = new vscode.Range(16, 2, 16, 8);
    const target = vscode.Uri.parse('https://example.com');
    const codes: [string, vscode.Diagnostic['code']][] = [
      ['eslint', 'react-hooks/exhaustive-deps'],
      ['eslint', { value: 'react-hooks/exhaustive-deps', target }],
      ['biome', { value: 'lint/correctness/useExhaustiveDependencies', target }],
      ['oxc', 'eslint-plugin-react-hooks(exhaustive-deps)'],
      ['oxc', { value: 'react-hooks(exhaustive-deps)', target }],
    ];
    for (const [source, code] of codes) {
      collection.set(document.uri, [other(range, source, code)]);
      const actions = await actionsAt(document.uri, range);
      assert.deepEqual(
        actions.filter((action) => action.title.startsWith('Open lesson')).map((action) => action.title),
        [`Open lesson: ${titleOf(CLOSURES)}`],
        `${source} ${JSON.stringify(code)}`,
      );
    }
    collection.set(document.uri, [other(range, 'eslint', 'no-unused-vars'), other(range, 'ts', 2345)]);
    const actions = await actionsAt(document.uri, range);
    assert.ok(!actions.some((action) => action.title.startsWith('Open lesson')), 'other codes get nothing');
  });

  it('hide our hint while they say the same there, and bring it back', async () => {
    const rule = catalogue.rules.find((each) => each.id === STALE);
    assert.ok(rule);
    const same = { ...rule, sameAs: ['eslint:demo/same'], explains: [] };
    const overlap = new Overlap(new OtherTools({ topics: [], lessons: [], rules: [same] }));
    const mine = vscode.languages.createDiagnosticCollection('overlap-under-test');
    const uri = file('Calm.tsx');
    const hint = other(new vscode.Range(3, 0, 3, 10), 'Hindsight', { value: STALE, target: uri });
    const shown = () => (mine.get(uri) ?? []).length;
    // The overlap hears of a change first, because it has listened for longer, and it acts at once.
    const changed = (act: () => void) => diagnosticsChanged(uri, act);
    try {
      await changed(() => overlap.handle(uri, [hint], (at, diagnostics) => mine.set(at, diagnostics)));
      assert.equal(shown(), 1);
      await changed(() => collection.set(uri, [other(new vscode.Range(9, 0, 9, 3), 'eslint', 'demo/same')]));
      assert.equal(shown(), 1, 'elsewhere in the file it says nothing about this place');
      const there = other(new vscode.Range(3, 0, 3, 10), 'eslint', { value: 'demo/same', target: uri });
      await changed(() => collection.set(uri, [there]));
      assert.equal(shown(), 0, 'our hint is hidden');
      await changed(() => collection.clear());
      assert.equal(shown(), 1, 'our hint is back');
    } finally {
      overlap.dispose();
      mine.dispose();
    }
  });
});
