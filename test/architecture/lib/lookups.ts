import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readParserFile } from '../../../scripts/lib/parser-files.mjs';
import { programOf } from '../../../scripts/lib/process.mjs';
import { Document, prepareLanguage, syntaxTree } from '../../../src/engine/index.ts';
import { filesBelow, root, textOf } from './imports.ts';

type SyntaxNode = ReturnType<typeof rootOf>;

/**
 * The compiler says which look-ups `object[key]` take any text as a key: in a copy of the sources each of them is a call
 * of `__look`, which does not compile where the object has an index signature for texts and the key is not one of a few
 * known words. Such an object answers `constructor` and `__proto__` although they are no keys of its own.
 */
const DECLARATION = `
declare global {
  type __Refused<T, K> = 0 extends 1 & T ? [asOwnValue: never]
    : T extends unknown ? (string extends keyof T ? (string extends K ? [asOwnValue: never] : []) : []) : never;
  function __look<T, const K extends PropertyKey>(
    object: T, key: K, ...refused: __Refused<NonNullable<T>, K>
  ): NonNullable<T>[K & keyof NonNullable<T>];
  function __slot<T, const K extends PropertyKey>(
    object: T, key: K, ...refused: __Refused<NonNullable<T>, K>
  ): { value: any };
}
export {};
`;

function rootOf(doc: Document) {
  return doc.model(syntaxTree).rootNode;
}

function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of node.namedChildren) if (child) yield* nodesOf(child);
}

/** Whether a look-up is one that is written to, deleted or counted up, and not read. */
function isWritten(node: SyntaxNode): boolean {
  const parent = node.parent;
  if (parent?.type === 'assignment_expression' || parent?.type === 'augmented_assignment_expression')
    return parent.childForFieldName('left')?.id === node.id;
  return parent?.type === 'update_expression' || parent?.text.startsWith('delete ') === true;
}

/** A text in which each look-up is a call, in the same lines. */
function withCalls(doc: Document, tree: SyntaxNode): string {
  const edits: { start: number; end: number; newText: string; order: number }[] = [];
  for (const node of nodesOf(tree)) {
    if (node.type !== 'subscript_expression') continue;
    const object = node.childForFieldName('object');
    const index = node.childForFieldName('index');
    if (!object || !index || /^(?:number|string)$/.test(index.type)) continue;
    const written = isWritten(node);
    edits.push(
      {
        start: node.startIndex,
        end: node.startIndex,
        newText: written ? '__slot(' : '__look(',
        order: -node.endIndex,
      },
      { start: object.endIndex, end: index.startIndex, newText: ', ', order: 0 },
      { start: index.endIndex, end: node.endIndex, newText: written ? ').value' : ')', order: 0 },
    );
  }
  // Where two begin at one place, the outer one comes first.
  edits.sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  let text = '';
  let at = 0;
  for (const edit of edits) {
    text += doc.text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return text + doc.text.slice(at);
}

/** What looks up own keys, for all others. */
const OWN = 'src/base/own.ts';

/** Each look-up of any text on a plain object, as `file: code`, and each `in` whose left side is no word of the code. */
export function looseLookups(): Promise<string[]> {
  const files = [...filesBelow('src'), ...filesBelow('content')].filter((file) => file !== OWN);
  return looseLookupsIn(new Map(files.map((file) => [file, textOf(file)])));
}

/** The same of some files, which may be new ones, among our own. */
export async function looseLookupsIn(files: ReadonlyMap<string, string>): Promise<string[]> {
  await prepareLanguage('typescript', readParserFile);
  const folder = mkdtempSync(join(tmpdir(), 'hindsight-lookups-'));
  try {
    for (const each of ['src', 'content', 'tsconfig.json'])
      cpSync(join(root, each), join(folder, each), { recursive: true });
    symlinkSync(realpathSync(join(root, 'node_modules')), join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, 'src/lookups.d.ts'), DECLARATION);
    const found: string[] = [];
    for (const [file, text] of files) {
      const doc = new Document(`file:///${file}`, 'typescript', text);
      const tree = rootOf(doc);
      writeFileSync(join(folder, file), withCalls(doc, tree));
      found.push(...inOperators(tree).map((code) => `${file}: ${code}`));
      doc.dispose();
    }
    return [...found, ...refusedIn(folder, files)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function inOperators(tree: SyntaxNode): string[] {
  return [...nodesOf(tree)].flatMap((node) =>
    node.type === 'binary_expression' &&
    node.childForFieldName('operator')?.type === 'in' &&
    !/^(?:string|private_property_identifier)$/.test(node.childForFieldName('left')?.type ?? '')
      ? [node.text]
      : [],
  );
}

/** What the compiler refuses of the calls, as it is written in the sources. */
function refusedIn(folder: string, files: ReadonlyMap<string, string>): string[] {
  const args = [programOf('typescript', 'tsc'), '-p', folder, '--pretty', 'false'];
  let output = '';
  try {
    output = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    output = String((error as { stdout?: unknown }).stdout);
  }
  const places = [
    ...output.matchAll(/^(.+)\((\d+),\d+\): error TS2554: Expected 3 arguments, but got 2\./gm),
  ];
  const lines = places.map(([, file = '', line = '']) => {
    const code = files.get(file)?.split('\n')[Number(line) - 1] ?? '';
    return `${file}: ${code.trim()}`;
  });
  return [...new Set(lines)];
}
