import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputsOf } from '../../scripts/lib/bundle.mjs';

const PARSER =
  /^src\/engine\/(?:parsers|kinds)\/|(?:^|\/)node_modules\/(?:web-tree-sitter|yaml|dockerfile-ast)\//;

for (const [outfile, entry] of [
  ['client.node.cjs', 'src/client/node.ts'],
  ['client.browser.cjs', 'src/client/browser.ts'],
  ['panel.js', 'src/panel/main.ts'],
] as const) {
  test(`${outfile} holds no kind and no parser`, async () => {
    const inputs = await inputsOf(outfile);
    assert.ok(inputs.includes(entry));
    assert.deepEqual(
      inputs.filter((file) => PARSER.test(file)),
      [],
    );
  });
}

test('the server holds them, as the search sees', async () => {
  const held = (await inputsOf('server.node.cjs')).filter((file) => PARSER.test(file));
  for (const part of ['src/engine/kinds/', 'src/engine/parsers/', 'web-tree-sitter/'])
    assert.ok(
      held.some((file) => file.includes(part)),
      part,
    );
});
