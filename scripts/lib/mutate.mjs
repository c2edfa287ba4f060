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
 * @param {number} seed the same picks the same places of the files that have not changed
 * @returns {Mutant[]} fewer where there are not so many files
 */
export function chosen(all, count, seed) {
  /** @type {Map<string, { mutant: Mutant, lot: number }>} */
  const best = new Map();
  const inFile = new Map();
  for (const mutant of all) {
    const { path } = mutant;
    const at = inFile.get(path) ?? 0;
    inFile.set(path, at + 1);
    const lot = lotOf(`${seed} ${path} ${at}`);
    const other = best.get(path);
    if (!other || lot < other.lot) best.set(path, { mutant, lot });
  }
  // Drawn once more, because a file with many places has a low lot among them.
  const files = [...best.values()].sort(
    (a, b) => lotOf(`${seed} ${a.mutant.path}`) - lotOf(`${seed} ${b.mutant.path}`),
  );
  const single = files.map(({ mutant }) => mutant);
  const content = single.filter(({ path }) => path.startsWith('content/')).slice(0, Math.floor(count / 2));
  const rest = single.filter(({ path }) => !path.startsWith('content/')).slice(0, count - content.length);
  return [...content, ...rest];
}

/**
 * A number that only a text decides, evenly spread (FNV-1a, finished as murmur3 does it).
 * @param {string} text
 * @returns {number} an unsigned 32-bit integer
 */
function lotOf(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
