/**
 * The prose of the project's files: what people read, without the code around it. Each text keeps its length and its
 * lines, with everything else blanked out, so that a place in the prose is a place in the file.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { readText } from './content-files.mjs';

const require = createRequire(import.meta.url);

/** @typedef {{ file: string, prose: string }} Prose `prose` has the file's length (with `\n` line breaks); what is no prose is blank */
/** @typedef {(path: readonly (string | number)[]) => boolean} IsProse */

/** @param {string} text the same length, with blanks for everything but the line breaks */
function blank(text) {
  return text.replace(/[^\n]/g, ' ');
}

/**
 * Keeps ranges of a text and blanks the rest.
 * @param {string} text
 * @param {readonly (readonly [start: number, end: number])[]} ranges 0-based, end exclusive, in their order
 */
function only(text, ranges) {
  let kept = '';
  for (const [start, end] of ranges) kept += blank(text.slice(kept.length, start)) + text.slice(start, end);
  return kept + blank(text.slice(kept.length));
}

/** @param {string} text */
function withoutBlocks(text) {
  // The table of measurements is written by a program and names other programs.
  const lines = text.replace(/<!-- bench:begin -->[\s\S]*?<!-- bench:end -->/g, blank).split('\n');
  /** @type {string | undefined} */
  let fence;
  let isCode = false;
  let afterBlank = true;
  return lines
    .map((line) => {
      const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
      if (fence !== undefined) {
        if (mark && mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark)
          fence = undefined;
        return blank(line);
      }
      if (mark) {
        fence = mark;
        return blank(line);
      }
      // Lines that are indented by four after a blank one are code; so are those that follow them.
      isCode = /^ {4,}\S/.test(line) && (isCode || afterBlank);
      afterBlank = line.trim() === '';
      return isCode ? blank(line) : line;
    })
    .join('\n');
}

/** @param {string} text without code blocks */
function withoutInlineCode(text) {
  return text
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/(?<!`)(`+)(?!`)(?:(?!\n\s*\n)[\s\S])*?(?<!`)\1(?!`)/g, blank);
}

/**
 * One line of Markdown, or a text in which all blocks are prose.
 * @param {string} text
 */
function inlineProse(text) {
  return (
    withoutInlineCode(text)
      .replace(/\]\((?:[^()\n]|\([^()\n]*\))*\)/g, (target) => `]${blank(target.slice(1))}`)
      .replace(/^\[[^\]\n]+\]: .*$/gm, blank)
      .replace(/<[^<>\n]*>/g, blank)
      .replace(/\b(?:https?|vscode|command|lesson):[^\s)\]]+/g, blank)
      .replace(/\{\{[^{}]*\}\}/g, blank)
      // Names of files and hosts, and the title of a cases file, which is its rule's name.
      .replace(/(?<![\w/.])\.[a-z]{3,}\b|\b[a-z-]+\.(?:com|dev|org)\b/g, blank)
      .replace(/(?<![\w/.])[\w./-]+\.(?:json|md|mjs|tsx?|jsx?|ya?ml)\b/g, blank)
      .replace(/^# [a-z-]+$/gm, blank)
      // A message's name for something of the reader's code.
      .replace(/\{\w+\}/g, blank)
  );
}

/**
 * The values of a YAML or JSON text that are prose.
 * @param {string} text
 * @param {IsProse} isProse
 */
function yamlValues(text, isProse) {
  /** @type {[number, number][]} */
  const ranges = [];
  /** @type {(node: unknown, path: (string | number)[]) => void} */
  const visit = (node, path) => {
    if (isMap(node)) {
      for (const { key, value } of node.items)
        visit(value, [...path, String(isScalar(key) ? key.value : key)]);
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(item, [...path, index]);
    } else if (isScalar(node) && typeof node.value === 'string' && node.range && isProse(path)) {
      ranges.push([node.range[0], node.range[1]]);
    }
  };
  visit(parseDocument(text, { prettyErrors: false }).contents, []);
  return only(text, ranges).replace(/\\[nt"]/g, '  ');
}

/** What people read of a lesson's front matter. The titles of sources are the words of others. @type {IsProse} */
const ofLessonHead = (path) => {
  const [top] = path;
  const last = path.at(-1);
  if (path.length === 1) return top === 'title' || top === 'summary';
  return top === 'quiz' && (last === 'question' || last === 'text' || last === 'why');
};

/**
 * The Markdown of a text and of its front matter, without code; links and placeholders are still there.
 * @param {string} text
 */
export function markdownWithoutCode(text) {
  const head = /^---\n[\s\S]*?\n---(?=\n|$)/.exec(text)?.[0] ?? '';
  const front = head === '' ? '' : `   \n${yamlValues(head.slice(4, -4), ofLessonHead)}\n   `;
  return withoutInlineCode(front + withoutBlocks(text.slice(head.length)));
}

/**
 * A Markdown file with its front matter: a lesson, a task, cases, or a page of the project.
 * @param {string} file
 * @returns {Prose}
 */
export function proseOfMarkdown(file) {
  return { file, prose: inlineProse(markdownWithoutCode(readText(file))) };
}

/**
 * @param {string} file
 * @param {IsProse} isProse
 * @returns {Prose}
 */
export function proseOfJson(file, isProse) {
  return { file, prose: inlineProse(yamlValues(readText(file), isProse)) };
}

/** @type {Promise<Parser> | undefined} */
let parser;

async function typescriptParser() {
  await Parser.init();
  const made = new Parser();
  made.setLanguage(
    await Language.load(readFileSync(require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm'))),
  );
  return made;
}

/**
 * The strings of a TypeScript file that are sentences or titles: those of several words that are no code.
 * @param {string} file
 * @returns {Promise<Prose>}
 */
export async function proseOfStrings(file) {
  parser ??= typescriptParser();
  const text = readText(file);
  const tree = (await parser).parse(text);
  if (!tree) throw new Error(`${file} could not be parsed.`);
  let prose = '';
  try {
    const strings = tree.rootNode.descendantsOfType(['string', 'template_string']);
    for (const node of strings.filter((each) => each !== null).sort((a, b) => a.startIndex - b.startIndex)) {
      // A string inside a template's `${…}` is part of it already.
      if (node.startIndex < prose.length) continue;
      const parts = node.namedChildren.filter((child) => /fragment|escape/.test(child?.type ?? ''));
      const literal = only(
        text.slice(0, node.endIndex),
        parts.flatMap((child) => (child ? [[child.startIndex, child.endIndex]] : [])),
      ).slice(node.startIndex);
      const plain = literal.replace(/\\[`'"nt]/g, (pair) => (pair === '\\`' ? ' `' : '  '));
      const kept = isSentence(plain.trim().replace(/ {2,}/g, ' … ')) ? inlineProse(plain) : blank(plain);
      prose += blank(text.slice(prose.length, node.startIndex)) + kept;
    }
  } finally {
    tree.delete();
  }
  return { file, prose: prose + blank(text.slice(prose.length)) };
}

/**
 * Whether a string is meant for people: two words beside each other, and nothing that only code has.
 * @param {string} value
 */
function isSentence(value) {
  const prose = value.replace(/`[^`\n]*`/g, 'code').replace(/\{\w+\}/g, 'name');
  if (!/\p{L}{2,}[,.:;…?]? +["'“‘(]?[\p{L}]{2,}/u.test(prose)) return false;
  // A list of bare words is a selector or an enumeration.
  if (/^[a-z]+(?:, ?[a-z]+)+$/.test(prose)) return false;
  return !/[{};]\s*$|=>|&&|\|\||[=!]=|-(?:src|uri) |[,\s]\.[a-z]+,|\s=\s|<\/|\/>|\$\{|\(\)|^[.#[@]|^<|::/m.test(
    prose,
  );
}
