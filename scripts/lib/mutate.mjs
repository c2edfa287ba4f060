/** Places in our own code where a small change should make a test fail. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { findFiles } from './bundle.mjs';
import { forwardSlashes } from './content-files.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {object} Mutant
 * @property {string} path from the root, with `/`
 * @property {number} line 1-based
 * @property {number} start offset of what is replaced, in UTF-16 units
 * @property {number} end exclusive
 * @property {string} was
 * @property {string} becomes
 */

/** @type {Readonly<Record<string, string>>} */
const OPERATORS = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
};

/**
 * Every place below `src` and `content` whose operator, condition or return can be changed.
 * @param {string} root
 * @returns {Promise<Mutant[]>} in the order of paths and offsets
 */
export async function candidates(root) {
  await Parser.init();
  const wasm = require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(readFileSync(wasm)));
  const files = ['src', 'content'].flatMap((folder) =>
    findFiles(join(root, folder), /(?<!\.d)\.ts$/, /(^|\/)(generated|sample|practice|protocol)\//),
  );
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const path = forwardSlashes(file.slice(root.length + 1));
    const tree = parser.parse(text);
    if (!tree) return [];
    // A node is worth nothing once its tree is gone.
    const found = [...changesIn(tree.rootNode)].map(({ node, becomes }) => ({
      path,
      line: node.startPosition.row + 1,
      start: node.startIndex,
      end: node.endIndex,
      was: node.text,
      becomes,
    }));
    tree.delete();
    return found;
  });
}

/**
 * @param {import('web-tree-sitter').Node} node
 * @returns {Generator<{ node: import('web-tree-sitter').Node, becomes: string }>}
 */
function* changesIn(node) {
  const operator = node.type === 'binary_expression' ? node.childForFieldName('operator') : null;
  const other = operator ? OPERATORS[operator.type] : undefined;
  if (operator && other) yield { node: operator, becomes: other };
  const condition = node.type === 'if_statement' ? node.childForFieldName('condition') : null;
  if (condition) yield { node: condition, becomes: `(!${condition.text})` };
  const test = node.type === 'ternary_expression' ? node.childForFieldName('condition') : null;
  if (test) yield { node: test, becomes: `!(${test.text})` };
  const value = node.type === 'return_statement' ? node.namedChild(0) : null;
  if (value && value.text !== 'undefined') yield { node: value, becomes: 'undefined' };
  for (const child of node.namedChildren) if (child) yield* changesIn(child);
}

/**
 * Picks places at random, at most one in a file, half of them below `content`.
 * @param {readonly Mutant[]} all
 * @param {number} count
 * @param {number} seed the same gives the same places
 * @returns {Mutant[]} fewer where there are not so many files
 */
export function chosen(all, count, seed) {
  const random = randomFrom(seed);
  const shuffled = all
    .map((mutant) => ({ mutant, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ mutant }) => mutant);
  const seen = new Set();
  const single = shuffled.filter(({ path }) => !seen.has(path) && seen.add(path));
  const content = single.filter(({ path }) => path.startsWith('content/')).slice(0, Math.floor(count / 2));
  const rest = single.filter(({ path }) => !path.startsWith('content/')).slice(0, count - content.length);
  return [...content, ...rest];
}

/**
 * Numbers in [0, 1), the same for the same seed (mulberry32).
 * @param {number} seed
 * @returns {() => number}
 */
function randomFrom(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
}
