/**
 * Parsers are loaded by the first check of files that need them. In a file of its own, because what is loaded stays for the
 * whole process.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Document, type Rule, syntax } from '../../src/engine/index.ts';
import { CHECK_WORKSPACE } from '../../src/protocol/server.ts';
import { request } from '../../src/protocol/typed.ts';
import { content, TestClient } from './support.ts';

/** The names that a text calls, by its syntax tree. */
const calls = (doc: Document) =>
  [...doc.model(syntax).walk()]
    .filter(({ type }) => type === 'call_expression')
    .map((call) => call.get('function'))
    .filter((callee) => callee !== undefined);

const rule: Omit<Rule, 'id' | 'looksFor' | 'check'> = {
  topic: 'demo',
  lesson: 'demo/first',
  title: 'Calls',
  languages: ['typescriptreact', 'typescript'],
  severity: 'warning',
  fix: 'none',
  messages: { found: 'Called.' },
};

const rules: Rule[] = [
  {
    ...rule,
    id: 'demo/called',
    looksFor: ['called'],
    *check(doc) {
      for (const at of calls(doc)) yield { at, message: 'found' };
    },
  },
  {
    ...rule,
    id: 'demo/elsewhere',
    looksFor: ['asked'],
    collectsFor: ['shares'],
    collect: (doc) => Object.fromEntries(calls(doc).map((callee) => [doc.slice(callee), true])),
    *check(doc, facts) {
      for (const at of calls(doc)) if (facts.get('shares').length > 0) yield { at, message: 'found' };
    },
  },
];

it('a check of the workspace loads the parser of what may have hints, and of what only tells others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hindsight-loading-'));
  const client = await new TestClient({ ...content, rules }).start();
  try {
    const uris: string[] = [];
    const check = async (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      const own = pathToFileURL(join(folder, name)).href;
      uris.push(own);
      const { files } = await request(client.connection, CHECK_WORKSPACE, { uris });
      return files.flatMap(({ uri, hints }) => (uri === own ? hints.map((hint) => hint.rule) : []));
    };
    assert.deepEqual(await check('hints.tsx', 'called();'), ['demo/called']);
    // TypeScript without JSX has a grammar of its own.
    assert.deepEqual(await check('facts.ts', 'shares();'), []);
    assert.deepEqual(await check('other.tsx', 'asked();'), ['demo/elsewhere']);
    assert.deepEqual(client.problems.flat(), []);
  } finally {
    client.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
});
