import { ownValue } from '../../base/own.ts';

/**
 * Text that a terminal or a log may be given. Names of files, messages, settings, arguments and code are the workspace's
 * and may hold anything: each becomes part of it by `line` or `block` alone, which show control characters instead of
 * passing them on. A plain string is no `Shown`, so that the compiler finds what was forgotten.
 */
class ShownText {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** How many columns it takes, without styling. */
  get length(): number {
    return this.#text.replace(/\u001b\[\d+m/g, '').length;
  }

  toString(): string {
    return this.#text;
  }
}

export type Shown = ShownText;

/** Controls but for tabs, marks that change the direction of a text or end a line, and halves of characters. */
const UNSEEN =
  /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;
/** How lines begin that build servers obey, wherever on the line it stands: `##[error]`, `##vso[…]`. */
const ORDER = /##(?=\w*\[)/g;
/** Two colons at the beginning of a line, which GitHub Actions obeys, also behind blanks; styling is not seen. */
const COMMAND = /^((?:[^\S\n]|\u001b\[\d+m)*):(?=:)/gm;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r' };

/** A text with what cannot be seen as escapes: one line, whatever it held. */
export function printable(text: string): string {
  return text.replace(UNSEEN, escapeOf).replace(ORDER, '#\\x23');
}

function escapeOf(character: string): string {
  const short = ownValue(SHORT, character);
  return short ?? escaped(character.charCodeAt(0));
}

function escaped(code: number): string {
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** A template whose own text is ours; what is put into it is shown on the same line. */
export function line(ours: TemplateStringsArray, ...values: readonly (string | number | Shown)[]): Shown {
  let text = ours[0] ?? '';
  values.forEach((value, at) => {
    text += value instanceof ShownText ? value.toString() : printable(String(value));
    text += ours[at + 1] ?? '';
  });
  return new ShownText(text);
}

/** A text of several lines, each shown as `line` shows it. A carriage return before the end of a line stays. */
export function block(text: string): Shown {
  const lines = text.split('\n').map((each) => {
    const isDos = each.endsWith('\r');
    return isDos ? `${printable(each.slice(0, -1))}\r` : printable(each);
  });
  return new ShownText(lines.join('\n'));
}

/** Puts texts behind each other. */
export function joined(parts: readonly Shown[], between: '' | '\n' | '\n\n' | '; ' | ', '): Shown {
  return new ShownText(parts.join(between));
}

/** Adds blanks up to a width. */
export function padded(text: Shown, width: number): Shown {
  return new ShownText(`${text}${' '.repeat(Math.max(0, width - text.length))}`);
}

/** Puts a text into one of the terminal's styles. */
export function painted(style: number, text: string | Shown): Shown {
  return new ShownText(`\u001b[${style}m${line`${text}`}\u001b[0m`);
}

/** Data as JSON, exactly: what cannot be seen is escaped as JSON does. */
export function json(value: unknown, indent?: number): Shown {
  const text = JSON.stringify(value, null, indent);
  return new ShownText(
    text.replace(UNSEEN, (character) =>
      character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
}

/** The characters that are written, in which no line begins as an order to a build server. */
export function written(text: Shown): string {
  return text.toString().replace(COMMAND, '$1\\x3a');
}
