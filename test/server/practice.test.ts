import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { PRACTICE, type PracticeResult } from '../../src/protocol/server.ts';
import { TestClient } from './support.ts';

const DRAFT = 'untitled:Untitled-1';
const RULE = 'demo/no-danger';

let client: TestClient;
beforeEach(async () => {
  client = await new TestClient().start();
});
afterEach(() => client.dispose());

const ask = (rules = [RULE]): Promise<PracticeResult> =>
  client.connection.sendRequest(PRACTICE, { uri: DRAFT, rules });

describe('the state of a practice', () => {
  it('is that of the newest version, for the rules that are asked for', async () => {
    await client.open(DRAFT, 'danger(1);\n');
    const first = await ask();
    assert.equal(first.version, 1);
    assert.deepEqual(
      first.hints.map(({ rule, range }) => [rule, range.start.line]),
      [[RULE, 0]],
    );
    assert.deepEqual((await ask(['demo/slow-call'])).hints, []);
    await client.edit(DRAFT, 0, 6, 'safe');
    const second = await ask();
    assert.equal(second.version, 2);
    assert.deepEqual(second.hints, []);
    assert.equal(second.broken, undefined);
  });

  it('does not heed comments, settings, what is known, or a mark of generated code', async () => {
    await client.open(DRAFT, '// @generated\n// hindsight-ignore-file demo/no-danger\ndanger(1);\n');
    const settings = { rules: { 'demo/no-danger': 'off' }, known: ['demo/first'] };
    assert.deepEqual((await client.configure(DRAFT, settings)).hints, []);
    assert.equal((await ask()).hints.length, 1);
  });

  it('says where the text is broken', async () => {
    await client.open(DRAFT, 'const a = 1;\nconst b = (;\n');
    assert.equal((await ask()).broken?.start.line, 1);
    await client.edit(DRAFT, 13, 25, 'const b = 2;');
    assert.equal((await ask()).broken, undefined);
  });

  it('says when it cannot know', async () => {
    assert.equal((await ask()).version, null);
    await client.open(DRAFT, 'a\u0000b');
    assert.equal((await ask()).skipped, 'binary');
  });

  it('is refused when a rule fails: its silence would say nothing', async () => {
    await client.open(DRAFT, 'boom();\n');
    await assert.rejects(ask(['demo/throws']), /demo\/throws failed/);
  });
});
