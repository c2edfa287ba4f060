/**
 * Code as words and signs, from the text alone: enough to say whether a piece of code stands in it. Comments are
 * left out, and what stands inside a string is one token, so neither counts as code. Spaces, line breaks, the kind of
 * quotes and a comma before a closing bracket make no difference.
 */

export interface Token {
  /** Strings begin with `"`, whatever their quotes; words and signs are as written. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** In a pattern: any tokens but `<` and `>`, also none. */
const GAP = '…';

const HASH_COMMENTS = new Set([
  ...['dockerfile', 'dockercompose', 'makefile', 'perl', 'python', 'r', 'ruby', 'shellscript', 'terraform'],
  ...['toml', 'yaml'],
]);

const WORD = /[\p{L}\p{N}_$]+/uy;
/** A regular expression; it ends on its line, and a slash in a class does not end it. */
const REGEX = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
/** After these a slash begins a regular expression, unless it closes a JSX tag. */
const BEFORE_REGEX = /^(?:[=(,:;!&|?{[+*%~^-]|=>|return|typeof|case|in|of)$/;
const QUOTED = { "'": /'((?:\\.|[^'\\\n])*)'/y, '"': /"((?:\\.|[^"\\\n])*)"/y } as const;

/**
 * The tokens of a text.
 * @param language VS Code's language identifier; it says how comments look
 */
export function codeTokens(text: string, language: string): Token[] {
  const tokens: Token[] = [];
  const hash = HASH_COMMENTS.has(language);
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
  /** The part of a template up to its end or its next `${`; `at` stands on its first character. */
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
    if (/\s/.test(char)) {
      skip(1);
    } else if (hash ? char === '#' && !/\S/.test(text[at - 1] ?? ' ') : isLineComment(text, at)) {
      const end = text.indexOf('\n', at);
      skip((end < 0 ? text.length : end) - at);
    } else if (!hash && text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      skip((end < 0 ? text.length : end + 2) - at);
    } else if (char === "'" || char === '"') {
      // A quote that nothing closes on its line is an apostrophe of some text.
      const found = match(QUOTED[char]);
      if (found) push(`"${found[1]}`, found[0].length);
      else push(char, 1);
    } else if (char === '`' && !hash) {
      skip(1);
      template();
    } else if (char === '}' && templates.at(-1) === depth - 1) {
      templates.pop();
      depth--;
      push('}', 1);
      template();
    } else if (char === '/' && !hash && BEFORE_REGEX.test(tokens.at(-1)?.text ?? '(')) {
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

/** `//` begins a comment, except in an address that stands as text between tags. */
function isLineComment(text: string, at: number): boolean {
  return text.startsWith('//', at) && !/[a-z]:$/i.test(text.slice(Math.max(0, at - 2), at));
}

/** The tokens of a piece of code that is looked for; `…` in it stands for anything within one tag or expression. */
export function patternOf(code: string, language: string): string[] {
  return codeTokens(code, language).map((token) => token.text);
}

/** The first place where a pattern stands as code. */
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
