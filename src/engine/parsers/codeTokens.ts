/**
 * Code as words and signs, from the text alone: enough to say whether it contains a piece of code. Comments are left
 * out, and the content of a string is one token, so neither counts as code. Spaces, line breaks, the kind of quotes and
 * a comma before a closing bracket make no difference.
 */
import { GAP } from '../../base/pattern.ts';
import type { KindData } from '../kind.ts';

/** The part of a kind that says how its words are separated. */
export type WordForm = Pick<KindData, 'comments' | 'words'>;

export interface Token {
  /** Strings begin with `"`, whatever their quotes; words and signs are as written. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

const WORD = /[\p{L}\p{N}_$]+/uy;
/** A regular expression; it ends on its line, and a slash inside a character class does not end it. */
const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** After these a slash begins a regular expression, unless it closes a JSX tag. */
const BEFORE_REGEX = /^(?:[=(,:;!&|?{[+*%~^-]|=>|return|typeof|case|in|of)$/;
const QUOTES = ["'", '"'];

/** The tokens of a text, by the rules of its kind. */
export function codeTokens(text: string, { comments, words = {} }: WordForm): Token[] {
  const { quotes = QUOTES, raw = [], hasTemplates = false, hasRegularExpressions = false } = words;
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  /** Depths of `{` at which a template's `${` began. */
  const templates: number[] = [];
  let depth = 0;
  const push = (token: string, length: number) => {
    tokens.push({ text: token, line });
    skip(length);
  };
  const skip = (length: number) => {
    for (let end = at + length; at < end; at++) if (text[at] === '\n') line++;
  };
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  /** The part of a template up to its end or its next `${`; `at` is its first character. */
  const template = () => {
    let end = at;
    while (end < text.length && text[end] !== '`' && !text.startsWith('${', end))
      end += text[end] === '\\' ? 2 : 1;
    end = Math.min(end, text.length);
    push(`"${text.slice(at, end)}`, end - at);
    if (text[at] === '`') skip(1);
    else if (at < text.length) {
      templates.push(depth++);
      push('${', 2);
    }
  };
  while (at < text.length) {
    const char = text[at] as string;
    const comment = /\s/.test(char) ? undefined : comments.find(([open]) => isComment(text, at, open));
    if (/\s/.test(char)) {
      skip(1);
    } else if (comment) {
      const [open, close = '\n'] = comment;
      const end = text.indexOf(close, at + open.length);
      skip((end < 0 ? text.length : close === '\n' ? end : end + close.length) - at);
    } else if (quotes.includes(char)) {
      const found = quoted(text, at, char);
      // A quote that is not closed on its line is an apostrophe in prose.
      if (found === undefined) push(char, 1);
      else push(`"${found}`, found.length + 2);
    } else if (raw.includes(char)) {
      const end = text.indexOf(char, at + 1);
      const inside = text.slice(at + 1, end < 0 ? text.length : end);
      push(`"${inside}`, inside.length + (end < 0 ? 1 : 2));
    } else if (char === '`' && hasTemplates) {
      skip(1);
      template();
    } else if (char === '}' && templates.at(-1) === depth - 1) {
      templates.pop();
      depth--;
      push('}', 1);
      template();
    } else if (char === '/' && hasRegularExpressions && BEFORE_REGEX.test(tokens.at(-1)?.text ?? '(')) {
      const found = match(REGEX);
      push(found ? `"${found[0]}` : '/', found?.[0].length ?? 1);
    } else {
      const word = match(WORD);
      const sign = text.startsWith('=>', at) ? '=>' : String.fromCodePoint(text.codePointAt(at) as number);
      if (char === '{') depth++;
      if (char === '}') depth--;
      push(word?.[0] ?? sign, (word?.[0] ?? sign).length);
    }
  }
  return tokens.filter(
    (token, index) => token.text !== ',' || !/^[)\]}]$/.test(tokens[index + 1]?.text ?? ''),
  );
}

/** The text between two quotes on one line, with escapes as written; `undefined` when no second quote follows. */
function quoted(text: string, at: number, quote: string): string | undefined {
  for (let end = at + 1; end < text.length; end++) {
    const char = text[end];
    if (char === quote) return text.slice(at + 1, end);
    if (char === '\n') return undefined;
    // The escaped character may be a line break.
    if (char === '\\') end++;
  }
  return undefined;
}

/** Whether a comment begins: `#` only after a space, and not the `//` of a URL in the text between tags. */
function isComment(text: string, at: number, open: string): boolean {
  if (!text.startsWith(open, at)) return false;
  if (open === '#') return !/\S/.test(text[at - 1] ?? ' ');
  return open !== '//' || !/[a-z]:$/i.test(text.slice(Math.max(0, at - 2), at));
}

/** The tokens of a piece of code to search for; `…` in it matches anything within one tag or expression. */
export function patternOf(code: string, form: WordForm): string[] {
  return codeTokens(code, form).map((token) => token.text);
}

/** The first place where a pattern occurs as code. */
export function findCode(tokens: readonly Token[], pattern: readonly string[]): Token | undefined {
  const holds = (at: number, index: number): boolean => {
    for (; index < pattern.length; index++, at++) {
      if (pattern[index] === GAP) {
        for (let next = at; ; next++) {
          if (holds(next, index + 1)) return true;
          const token = tokens[next]?.text;
          if (token === undefined || token === '<' || token === '>') return false;
        }
      }
      if (tokens[at]?.text !== pattern[index]) return false;
    }
    return true;
  };
  return pattern.length === 0 ? undefined : tokens.find((_, at) => holds(at, 0));
}
