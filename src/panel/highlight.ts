import xml from 'highlight.js/lib/languages/xml';
import { createLowlight } from 'lowlight';
import { ownValue } from '../base/own.ts';
import { grammarOf, grammars, plainNames } from '../generated/highlight.ts';

/** Colours code: a text becomes pieces with a kind, and the kinds are classes in the style sheet. */

const lowlight = createLowlight({ ...grammars, xml });

/** Lessons show HTML, which no kind reads. */
const others: Readonly<Record<string, string>> = { html: 'xml', xml: 'xml' };

function grammarFor(language: string): string | undefined {
  return grammarOf.get(language) ?? ownValue(others, language);
}

/** A piece of code that has one colour; `kind` is a class without its prefix, or empty for plain text. */
export interface Token {
  readonly text: string;
  readonly kind: string;
}

/** The library's names that have a colour of their own here, by the first word of its class. */
const kinds: Readonly<Record<string, string>> = {
  keyword: 'keyword',
  built_in: 'type',
  type: 'type',
  title: 'function',
  literal: 'keyword',
  number: 'number',
  string: 'string',
  regexp: 'regexp',
  comment: 'comment',
  doctag: 'comment',
  meta: 'keyword',
  attr: 'variable',
  attribute: 'variable',
  property: 'variable',
  params: '',
  name: 'tag',
  tag: 'punctuation',
  variable: 'variable',
  subst: '',
};

/** Words that steer the flow have a colour of their own in VS Code's themes. */
const flow = new Set(
  'return if else for while do switch case break continue throw try catch finally await yield import export from default as'.split(
    ' ',
  ),
);

/** Longer texts are not coloured: the grammar's time grows with them. */
const longestColoured = 60_000;

/** The code as tokens, whose texts joined are exactly the code. */
function tokens(code: string, language: string): Token[] {
  const grammar = grammarFor(language);
  if (!grammar || code.length > longestColoured) return [{ text: code, kind: '' }];
  const result: Token[] = [];
  walk(lowlight.highlight(grammar, code).children as readonly Node[], '', result);
  return refined(result, language);
}

type Node =
  | { readonly type: 'text'; readonly value: string }
  | {
      readonly type: 'element';
      readonly properties: { readonly className?: readonly string[] };
      readonly children: readonly Node[];
    };

function walk(nodes: readonly Node[], kind: string, into: Token[]): void {
  for (const node of nodes) {
    if (node.type === 'text') {
      into.push({ text: node.value, kind });
      continue;
    }
    const classes = node.properties.className ?? [];
    const name = classes[0]?.replace(/^hljs-/, '') ?? '';
    const isType = name === 'title' && classes.includes('class_');
    walk(node.children, isType ? 'type' : (ownValue(kinds, name) ?? kind), into);
  }
}

/** A name, or a string where an expression may stand: the grammar does not look into the braces of JSX. */
const piece = /[\p{L}_$][\p{L}\p{N}_$]*|(?<=[{(?:,=&|[]\s*)(['"])(?:(?!\1)[^\\\n])*\1/gu;

function refined(tokens: readonly Token[], language: string): Token[] {
  return plainNames.has(grammarFor(language) ?? '') ? tokens.flatMap(refine) : [...tokens];
}

/** The grammar leaves plain names alone; VS Code colours them, calls and types apart. */
function refine(token: Token): Token[] {
  if (token.kind === 'keyword') return [flow.has(token.text) ? { ...token, kind: 'flow' } : token];
  if (token.kind !== '' && token.kind !== 'function') return [token];
  const pieces: Token[] = [];
  let at = 0;
  for (const found of token.text.matchAll(piece)) {
    if (found.index > at) pieces.push({ text: token.text.slice(at, found.index), kind: '' });
    const rest = token.text.slice(found.index + found[0].length);
    const called = /^\s*\(/.test(rest) || token.kind === 'function';
    const kind = found[1]
      ? 'string'
      : called
        ? 'function'
        : /^[A-Z][\w$]*[a-z]/.test(found[0])
          ? 'type'
          : 'variable';
    pieces.push({ text: found[0], kind });
    at = found.index + found[0].length;
  }
  if (at < token.text.length) pieces.push({ text: token.text.slice(at), kind: '' });
  return pieces;
}

/** The same tokens, cut at line breaks: one list per line. */
export function tokenLines(code: string, language: string): Token[][] {
  return cut(tokens(code, language));
}

/**
 * The lines of an element that the same grammars have coloured when the lesson was built: reading that off the page takes
 * a tenth of the time of colouring it. Where nothing is coloured, it is done here.
 */
export function colouredLines(element: Element, language: string): Token[][] {
  if (!element.querySelector('[class^="hljs-"]'))
    return tokenLines((element.textContent ?? '').replace(/\n$/, ''), language);
  const result: Token[] = [];
  walk(nodesIn(element), '', result);
  const lines = cut(refined(result, language));
  if (lines.length > 1 && lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** What is in an element, as the grammars' library gives it. */
function nodesIn(element: Element): Node[] {
  return [...element.childNodes].map((node) =>
    node instanceof Element
      ? { type: 'element', properties: { className: [...node.classList] }, children: nodesIn(node) }
      : { type: 'text', value: node.textContent ?? '' },
  );
}

function cut(tokens: readonly Token[]): Token[][] {
  const lines: Token[][] = [[]];
  for (const { text, kind } of tokens) {
    text.split('\n').forEach((piece, at) => {
      if (at > 0) lines.push([]);
      if (piece) lines.at(-1)?.push({ text: piece, kind });
    });
  }
  return lines;
}
