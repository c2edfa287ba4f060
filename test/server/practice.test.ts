import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PRACTICE, type PracticeParams, type PracticeResult } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { TestClient } from './support.ts';

const DRAFT = 'untitled:Untitled-1';
const RULE = 'demo/no-danger';

let client: TestClient;
beforeEach(async () => {
  client = await new TestClient().start();
});
afterEach(() => client.dispose());

const PRACTICE_OF = { language: 'typescriptreact', mustMention: [], mustNotMention: [] };
const ask = (rules = [RULE], more: Partial<PracticeParams['practice']> = {}): Promise<PracticeResult> =>
  request(client.connection, PRACTICE, { uri: DRAFT, practice: { ...PRACTICE_OF, rules, ...more } });
const kinds = ({ unmet }: PracticeResult) => unmet.map(({ kind, line }) => [kind, line]);

describe('the state of a practice', () => {
  it('is that of the newest version, for the rules that are asked for', async () => {
    await client.open(DRAFT, 'danger(1);\n');
    const first = await ask();
    assert.equal(first.version, 1);
    assert.deepEqual(kinds(first), [['rule', 1]]);
    assert.deepEqual(kinds(await ask(['demo/slow-call'])), []);
    await client.edit(DRAFT, 0, 6, 'safe');
    const second = await ask();
    assert.equal(second.version, 2);
    assert.deepEqual(kinds(second), []);
  });

  it('ignores comments, settings, what is known, or a mark of generated code', async () => {
    await client.open(DRAFT, '// @generated\n// hindsight-ignore-file demo/no-danger\ndanger(1);\n');
    const settings = { rules: { 'demo/no-danger': 'off' }, known: ['demo/first'] };
    assert.deepEqual((await client.configure(DRAFT, settings)).hints, []);
    assert.deepEqual(kinds(await ask()), [['rule', 3]]);
  });

  it('says where the text is broken', async () => {
    await client.open(DRAFT, 'const a = 1;\nconst b = (;\n');
    assert.deepEqual(kinds(await ask()), [['broken', 2]]);
    await client.edit(DRAFT, 13, 25, 'const b = 2;');
    assert.deepEqual(kinds(await ask()), []);
  });

  it('names the code that has to be there, and the code that must not', async () => {
    await client.open(DRAFT, '// safe(1)\nwild(2);\n');
    const more = { mustMention: [{ code: ['safe('] }], mustNotMention: [{ code: ['wild('] }] };
    assert.deepEqual(kinds(await ask([], more)), [
      ['unwanted', 2],
      ['missing', undefined],
    ]);
    await client.edit(DRAFT, 0, 20, 'safe(1)');
    assert.deepEqual(kinds(await ask([], more)), []);
  });

  it('reads the text in the language of the practice, whatever the editor calls it', async () => {
    await client.open(DRAFT, 'safe(1);\n');
    const more = { language: 'dockerfile', mustMention: [{ code: ['USER app'] }] };
    assert.deepEqual(kinds(await ask([], more)), [['missing', undefined]]);
  });

  it('says when it cannot know', async () => {
    assert.equal((await ask()).version, null);
    await client.open(DRAFT, 'a\u0000b');
    const { unmet } = await ask();
    assert.match(unmet[0]?.text ?? '', /cannot be checked: it is binary/);
  });

  it('is refused when a rule fails: its silence would say nothing', async () => {
    await client.open(DRAFT, 'boom();\n');
    await assert.rejects(ask(['demo/throws']), /demo\/throws failed/);
  });
});
