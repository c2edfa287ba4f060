/** The client and its server in the extension host: hints, actions, commands, progress, and what goes wrong. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import { OtherTools } from '../../src/client/otherTools.ts';
import { Overlap } from '../../src/client/overlap.ts';
import { ProgressStore } from '../../src/client/progress.ts';
import { catalogue } from '../../src/generated/catalogue.ts';
import { after, afterEach, assert, before, describe, it, waitFor } from '../harness/suite.ts';

declare global {
  var HINDSIGHT_WEB: boolean;
}

let api: TestApi;
let folder: vscode.Uri;

const file = (name: string) => vscode.Uri.joinPath(folder, 'src', name);

async function show(name: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(
    await vscode.workspace.openTextDocument(file(name)),
    vscode.ViewColumn.One,
  );
}

function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === 'Hindsight');
}

function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

async function oursWith(uri: vscode.Uri, rule: string): Promise<vscode.Diagnostic> {
  return waitFor(`a hint of ${rule}`, () => ours(uri).find((diagnostic) => ruleOf(diagnostic) === rule));
}

async function goneFrom(uri: vscode.Uri, rule: string): Promise<void> {
  await waitFor(`no hint of ${rule}`, () => !ours(uri).some((diagnostic) => ruleOf(diagnostic) === rule));
}

async function actionsAt(uri: vscode.Uri, range: vscode.Range, kind?: string): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind);
}

/** Does what the light bulb does when an action is chosen: its edit, then its command. */
async function choose(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action, 'the action is offered');
  // Nothing but the edit says that a fix was taken.
  if (action.edit) assert.ok(await vscode.workspace.applyEdit(action.edit), 'the edit is taken');
  else if (action.command) {
    await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
  }
}

/** Brings every file back to what is on disk. */
async function revert(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isClosed) continue;
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
}

async function lessonTab(): Promise<string | undefined> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.find(
    (tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes('hindsight.lesson'),
  )?.label;
}

async function closeLesson(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(tabs.filter((tab) => tab.input instanceof vscode.TabInputWebview));
}

after(() => console.log(`The extension's log:\n${api.lines.join('\n')}`));

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>('hindsight.hindsight');
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  folder = vscode.workspace.workspaceFolders?.[0]?.uri as vscode.Uri;
});

describe('hints', () => {
  afterEach(revert);

  it('stand in an open file, with a link behind the code', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document.uri, 'react-effects/effect-stale-response');
    assert.equal(hint.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(document.getText(hint.range).startsWith('setUser'), true);
    const { code } = hint;
    assert.ok(typeof code === 'object', 'the code has a link');
    assert.equal(code.target.scheme, vscode.env.uriScheme);
    assert.equal(code.target.authority, 'hindsight.hindsight');
  });

  it('are none in calm code', async () => {
    const { document } = await show('Calm.tsx');
    await waitFor('a check', () => api.hints.of(document.uri.toString()));
    assert.deepEqual(ours(document.uri), []);
  });
});

const STALE = 'react-effects/effect-stale-response';
const CLOSURE = 'react-effects/effect-stale-closure';
const ASYNC = 'react-effects/effect-async-callback';
const LATE_ANSWER = 'react-effects/late-answer';
const CLOSURES = 'react-effects/closures-and-dependencies';

function titleOf(lesson: string): string {
  return catalogue.lessons.find((each) => each.id === lesson)?.title ?? '';
}

async function lessonIsOpen(lesson: string): Promise<void> {
  await waitFor(`the lesson ${lesson}`, async () => (await lessonTab()) === titleOf(lesson));
}

function write(text: string, before: string, after: string): { range: vscode.Range; newText: string } {
  const at = text.indexOf(before);
  const lines = text.slice(0, at).split('\n');
  const start = new vscode.Position(lines.length - 1, lines.at(-1)?.length ?? 0);
  const inner = before.split('\n');
  const end = new vscode.Position(
    start.line + inner.length - 1,
    (inner.length === 1 ? start.character : 0) + (inner.at(-1)?.length ?? 0),
  );
  return { range: new vscode.Range(start, end), newText: after };
}

describe('the light bulb', () => {
  afterEach(revert);

  it('offers the fix, the lesson, and the ways to be left alone', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document.uri, STALE);
    const titles = (await actionsAt(document.uri, hint.range, 'quickfix')).map((action) => action.title);
    assert.deepEqual(
      titles.filter((title) => /stale|lesson|Ignore|Turn/.test(title)),
      [
        'Ignore stale answers',
        `Open lesson: ${titleOf(LATE_ANSWER)}`,
        'Ignore effect-stale-response on this line',
        'Ignore effect-stale-response in this file',
        'Turn effect-stale-response off in the workspace settings',
        `I know this lesson: ${titleOf(LATE_ANSWER)}`,
      ],
    );
  });

  it('fixes, counts the place as repaired, and takes that back when the fix is undone', async () => {
    const { document } = await show('Clock.tsx');
    const hint = await oursWith(document.uri, CLOSURE);
    const text = document.getText();
    const before = api.progress.state(CLOSURES).repairs;
    const actions = await actionsAt(document.uri, hint.range, 'quickfix');
    await choose(actions.find((action) => action.title === 'Compute from the state of the moment'));
    await goneFrom(document.uri, CLOSURE);
    await waitFor('the repair', () => api.progress.state(CLOSURES).repairs === before + 1);
    assert.equal(api.progress.snapshot().events.appliedFix, true);
    await show('Clock.tsx');
    await vscode.commands.executeCommand('undo');
    await oursWith(document.uri, CLOSURE);
    assert.equal(document.getText(), text);
    await waitFor('the mark taken back', () => api.progress.state(CLOSURES).repairs === before);
    await vscode.commands.executeCommand('redo');
    await waitFor('the mark set again', () => api.progress.state(CLOSURES).repairs === before + 1);
    await vscode.commands.executeCommand('undo');
    await waitFor('the mark taken back again', () => api.progress.state(CLOSURES).repairs === before);
  });

  it('fixes everything safe on source.fixAll and by the command', async () => {
    const { document } = await show('Clock.tsx');
    await oursWith(document.uri, CLOSURE);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const [action] = await actionsAt(document.uri, whole, 'source.fixAll.hindsight');
    assert.equal(action?.title, 'Fix 2 safe hints');
    const text = document.getText();
    await vscode.commands.executeCommand('hindsight.fixAll');
    await goneFrom(document.uri, CLOSURE);
    await goneFrom(document.uri, ASYNC);
    const lesson = api.progress.state(LATE_ANSWER).repairs;
    await vscode.commands.executeCommand('undo');
    await oursWith(document.uri, ASYNC);
    assert.equal(document.getText(), text, 'one undo brings everything back');
    await waitFor(
      'the marks taken back',
      () => api.progress.state(LATE_ANSWER).repairs === Math.max(0, lesson - 1),
    );
  });
});

describe('the doors to a lesson', () => {
  afterEach(async () => {
    await closeLesson();
    await revert();
  });

  it('are the light bulb, the hover, the link of the code, and the palette', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document.uri, STALE);
    const doors: [string, () => Promise<unknown>][] = [
      [
        'light bulb',
        async () => {
          const actions = await actionsAt(document.uri, hint.range, 'quickfix');
          await choose(actions.find((action) => action.title.startsWith('Open lesson')));
        },
      ],
      [
        'hover',
        async () => {
          const hovers: vscode.Hover[] = await vscode.commands.executeCommand(
            'vscode.executeHoverProvider',
            document.uri,
            hint.range.start,
          );
          const texts = hovers.flatMap((hover) => hover.contents) as vscode.MarkdownString[];
          const ours = texts.find((text) => text.value.includes('command:hindsight.openLesson'));
          assert.ok(ours, 'the hover links to the lesson');
          assert.deepEqual(ours.isTrusted, { enabledCommands: ['hindsight.openLesson'] });
          const link = /command:hindsight\.openLesson\?([^ )]+)/.exec(ours.value)?.[1] ?? '';
          const [argument] = JSON.parse(decodeURIComponent(link)) as unknown[];
          await vscode.commands.executeCommand('hindsight.openLesson', argument);
        },
      ],
      [
        'link of the code',
        async () => {
          const { code } = hint;
          assert.ok(typeof code === 'object');
          await vscode.commands.executeCommand('vscode.open', code.target);
        },
      ],
      [
        'palette',
        async () => {
          const editor = await show('Profile.tsx');
          editor.selection = new vscode.Selection(hint.range.start, hint.range.start);
          await vscode.commands.executeCommand('hindsight.openLesson');
        },
      ],
    ];
    for (const [name, open] of doors) {
      await open();
      await waitFor(
        `the lesson through the ${name}`,
        async () => (await lessonTab()) === titleOf(LATE_ANSWER),
      );
      await closeLesson();
      await waitFor('no lesson', async () => (await lessonTab()) === undefined);
    }
    assert.equal(api.progress.snapshot().events.openedLesson, true);
  }, 40_000);

  it('open from clean code that a lesson is about', async () => {
    const editor = await show('Calm.tsx');
    const at = editor.document.positionAt(editor.document.getText().indexOf('fetchUser(userId)'));
    editor.selection = new vscode.Selection(at, at);
    await vscode.commands.executeCommand('hindsight.openLesson');
    await waitFor('a lesson', lessonTab);
  });

  it('say so where no lesson is about the code', async () => {
    const editor = await show('Calm.tsx');
    editor.selection = new vscode.Selection(0, 2, 0, 2);
    // The command waits for the answer to its message, so it is not awaited here.
    void vscode.commands.executeCommand('hindsight.openLesson');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    assert.equal(await lessonTab(), undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('take a list of lessons too, and refuse what is none', async () => {
    await vscode.commands.executeCommand('hindsight.openLesson', { lesson: CLOSURES });
    await lessonIsOpen(CLOSURES);
    void vscode.commands.executeCommand('hindsight.openLesson', { lesson: '../../../etc/passwd' });
    void vscode.commands.executeCommand('hindsight.openLesson', { lesson: 7, range: 'x', uri: {} });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await lessonIsOpen(CLOSURES);
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});

describe('silencing', () => {
  afterEach(revert);

  it('a line, and undoing it', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document.uri, STALE);
    const actions = await actionsAt(document.uri, hint.range, 'quickfix');
    await choose(actions.find((action) => action.title === 'Ignore effect-stale-response on this line'));
    await goneFrom(document.uri, STALE);
    assert.match(
      document.getText(),
      /^ {6}\/\/ hindsight-ignore-next-line react-effects\/effect-stale-response$/m,
    );
    await show('Profile.tsx');
    await vscode.commands.executeCommand('undo');
    await oursWith(document.uri, STALE);
  });

  it('a file, and the action that takes the comment away', async () => {
    const { document } = await show('Profile.tsx');
    const hint = await oursWith(document.uri, STALE);
    const text = document.getText();
    const actions = await actionsAt(document.uri, hint.range, 'quickfix');
    await choose(actions.find((action) => action.title === 'Ignore effect-stale-response in this file'));
    await goneFrom(document.uri, STALE);
    const back = await actionsAt(document.uri, new vscode.Range(0, 5, 0, 5), 'quickfix');
    await choose(back.find((action) => action.title === 'Show hints of effect-stale-response again'));
    await oursWith(document.uri, STALE);
    assert.equal(document.getText(), text);
  });

  it('a rule in the workspace settings, and turning it on again', async () => {
    const { document } = await show('Profile.tsx');
    await oursWith(document.uri, STALE);
    void vscode.commands.executeCommand('hindsight.turnRuleOff', { rule: STALE });
    await goneFrom(document.uri, STALE);
    const rules = () => vscode.workspace.getConfiguration('hindsight').inspect('rules')?.workspaceValue;
    assert.deepEqual(rules(), { [STALE]: 'off' });
    assert.ok(api.silencing.isOff(LATE_ANSWER), 'the view knows');
    await vscode.commands.executeCommand('hindsight.turnRuleOn', { lesson: LATE_ANSWER });
    await oursWith(document.uri, STALE);
    assert.equal(rules(), undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('a known lesson, and forgetting that', async () => {
    const { document } = await show('Profile.tsx');
    await oursWith(document.uri, STALE);
    void vscode.commands.executeCommand('hindsight.knowLesson', { lesson: LATE_ANSWER });
    await goneFrom(document.uri, STALE);
    assert.ok(api.progress.state(LATE_ANSWER).known);
    await vscode.commands.executeCommand('hindsight.forgetLesson', { lesson: LATE_ANSWER });
    await oursWith(document.uri, STALE);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('with a setting that cannot be used is one line in the log, and the hints stay', async () => {
    const { document } = await show('Profile.tsx');
    await oursWith(document.uri, STALE);
    const configuration = vscode.workspace.getConfiguration('hindsight');
    try {
      const before = api.lines.length;
      await configuration.update(
        'rules',
        { [STALE]: 'loud', nonsense: 'off' },
        vscode.ConfigurationTarget.Workspace,
      );
      await waitFor('the complaint', () => api.lines.length >= before + 2);
      await oursWith(document.uri, STALE);
      const said = api.lines.slice(before);
      assert.equal(said.length, 2, 'one line for each entry');
      assert.ok(said.some((line) => line.includes('"loud"')));
      assert.ok(said.some((line) => line.includes('"nonsense"')));
    } finally {
      await configuration.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand('notifications.clearAll');
    }
  });
});

describe('other tools', () => {
  const collection = vscode.languages.createDiagnosticCollection('other-tools');
  afterEach(async () => {
    collection.clear();
    await revert();
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

  it('get the lesson at their diagnostics, whatever shape their code has, and no second squiggle', async () => {
    const { document } = await show('Calm.tsx');
    await waitFor('a check', () => api.hints.of(document.uri.toString()));
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
      const actions = await waitFor(`the lesson at ${source} ${JSON.stringify(code)}`, async () => {
        const found = await actionsAt(document.uri, range, 'quickfix');
        return found.some((action) => action.title.startsWith('Open lesson')) && found;
      });
      assert.deepEqual(
        actions.filter((action) => action.title.startsWith('Open lesson')).map((action) => action.title),
        [`Open lesson: ${titleOf(CLOSURES)}`],
      );
      assert.deepEqual(ours(document.uri), []);
    }
    collection.set(document.uri, [other(range, 'eslint', 'no-unused-vars'), other(range, 'ts', 2345)]);
    const actions = await actionsAt(document.uri, range, 'quickfix');
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
    try {
      overlap.handle(uri, [hint], (at, diagnostics) => mine.set(at, diagnostics));
      assert.equal(shown(), 1);
      collection.set(uri, [other(new vscode.Range(9, 0, 9, 3), 'eslint', 'demo/same')]);
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(shown(), 1, 'elsewhere in the file it says nothing about this place');
      collection.set(uri, [
        other(new vscode.Range(3, 0, 3, 10), 'eslint', { value: 'demo/same', target: uri }),
      ]);
      await waitFor('our hint hidden', () => shown() === 0);
      collection.clear();
      await waitFor('our hint back', () => shown() === 1);
    } finally {
      overlap.dispose();
      mine.dispose();
    }
  });
});

describe('checking the workspace', () => {
  it('lists hints of files that are not open, and says that it was done', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('hindsight.checkWorkspace');
    assert.equal(api.hints.checkedFiles, 4);
    const lessons = api.workspaceHints.getChildren();
    assert.deepEqual(
      lessons.map((item) => [item.lesson, api.workspaceHints.getTreeItem(item).description]),
      [
        [LATE_ANSWER, '2'],
        [CLOSURES, '1'],
      ],
    );
    const [late] = lessons;
    assert.ok(late);
    const files = api.workspaceHints.getChildren(late).map((item) => api.workspaceHints.getTreeItem(item));
    assert.deepEqual(
      files.map((item) => [item.resourceUri?.path.split('/').at(-1), item.description]),
      [
        ['Clock.tsx', 'src · 1'],
        ['Profile.tsx', 'src · 1'],
      ],
    );
    await waitFor('the badge', () => api.workspaceHints.tree.badge?.value === 3);
    assert.equal(api.progress.snapshot().events.checkedWorkspace, true);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('follows open documents afterwards', async () => {
    const { document } = await show('Profile.tsx');
    await oursWith(document.uri, STALE);
    const edit = new vscode.WorkspaceEdit();
    const { range, newText } = write(document.getText(), '      setUser(answer);\n', '');
    edit.replace(document.uri, range, newText);
    await vscode.workspace.applyEdit(edit);
    await waitFor('two hints left', () => api.workspaceHints.tree.badge?.value === 2);
    await revert();
    await waitFor('three again', () => api.workspaceHints.tree.badge?.value === 3);
  });
});

describe('progress', () => {
  class Memory implements vscode.Memento {
    readonly values = new Map<string, unknown>();
    synced: readonly string[] = [];
    keys = () => [...this.values.keys()];
    get<T>(key: string, otherwise?: T): T {
      return (this.values.has(key) ? this.values.get(key) : otherwise) as T;
    }
    async update(key: string, value: unknown): Promise<void> {
      if (value === undefined) this.values.delete(key);
      else this.values.set(key, structuredClone(value));
    }
    setKeysForSync(keys: readonly string[]): void {
      this.synced = keys;
    }
  }
  const storeOver = (memory: Memory) => {
    const context = { globalState: memory } as unknown as vscode.ExtensionContext;
    const log = { warn() {}, error() {}, info() {} } as unknown as vscode.LogOutputChannel;
    return new ProgressStore(context, catalogue, log);
  };

  it('is kept, synchronised, and the same in the next window', async () => {
    const memory = new Memory();
    const store = storeOver(memory);
    await store.mark(CLOSURES, 'read');
    await store.mark(CLOSURES, 'answered');
    await store.countRepair(CLOSURES, 1);
    assert.deepEqual(memory.synced, ['hindsight.progress']);
    const again = storeOver(memory).state(CLOSURES);
    assert.deepEqual(again, {
      read: true,
      answered: true,
      practised: false,
      repaired: true,
      repairs: 1,
      known: false,
      learned: true,
    });
  });

  it('that cannot be read is set aside whole, and a new one begins', async () => {
    for (const damaged of [
      'nonsense',
      [1],
      { version: 1 },
      { version: 1, lessons: { x: 7 } },
      { version: 'a', lessons: {} },
    ]) {
      const memory = new Memory();
      memory.values.set('hindsight.progress', damaged);
      const store = storeOver(memory);
      await waitFor('the copy', () =>
        memory.keys().some((key) => key.startsWith('hindsight.progress.damaged.')),
      );
      const aside = memory.keys().find((key) => key.includes('damaged')) ?? '';
      assert.deepEqual(memory.values.get(aside), damaged);
      await store.mark(CLOSURES, 'read');
      assert.ok(storeOver(memory).state(CLOSURES).read, 'the new one is kept');
    }
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('of a newer version is left as it is', async () => {
    const memory = new Memory();
    const newer = { version: 2, lessons: { a: 'in a way we do not know' } };
    memory.values.set('hindsight.progress', newer);
    await storeOver(memory).mark(CLOSURES, 'read');
    assert.deepEqual(memory.values.get('hindsight.progress'), newer);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('can be reset and brought in again', async () => {
    const memory = new Memory();
    const store = storeOver(memory);
    await store.mark(CLOSURES, 'practised');
    const copy: unknown = JSON.parse(JSON.stringify(store.snapshot()));
    await store.reset();
    assert.equal(store.state(CLOSURES).practised, false);
    assert.equal(await store.import(copy), undefined);
    assert.equal(store.state(CLOSURES).practised, true);
    for (const wrong of [null, undefined, 3, {}, { version: 1, lessons: [] }]) {
      assert.ok(await store.import(wrong), 'it says why not');
    }
    assert.equal(store.state(CLOSURES).practised, true, 'a refused import changes nothing');
  });
});

describe('a server that is killed while somebody types', () => {
  afterEach(revert);

  it('comes back; no text is lost, and the log has one line more', async () => {
    const editor = await show('Profile.tsx');
    const { document } = editor;
    await oursWith(document.uri, STALE);
    const before = api.lines.length;
    const pid = api.server.pid;
    const typed = '// what was typed while the server went away';
    const text = document.getText();
    for (const [index, character] of [...typed].entries()) {
      await editor.edit((edit) => edit.insert(document.positionAt(index), character), {
        undoStopBefore: false,
        undoStopAfter: false,
      });
      if (index === 12) api.server.kill();
    }
    await editor.edit((edit) => edit.insert(document.positionAt(typed.length), '\n'));
    const { version } = document;
    await waitFor('the hints of the text as it is', () => {
      const known = api.hints.of(document.uri.toString());
      return known?.version === version && known.hints.length > 0;
    });
    await oursWith(document.uri, STALE);
    assert.equal(document.getText(), `${typed}\n${text}`);
    if (!globalThis.HINDSIGHT_WEB) assert.ok(api.server.pid !== pid, 'it is another process');
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.deepEqual(
      api.lines.slice(before).filter((line) => !line.startsWith('info: Checked')),
      ['info: The language server ended and was started again.'],
    );
  });
});

describe('activation', () => {
  it('is measured', () => {
    // How long it may take is the benchmark's matter: a test machine may be busy.
    console.log(`activate() took ${api.activation.toFixed(1)} ms`);
    assert.ok(api.activation > 0);
  });
});
