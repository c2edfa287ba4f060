import { ownValue } from '../base/own.ts';

/** A name in prose that the reader's own name may replace: `{{setter|setUser}}`, or `{{setter}}` with the lesson's default. */
interface Placeholder {
  readonly name: string;
  /** What is shown where the reader has no name of their own; `undefined` when neither the text nor the lesson gives one. */
  readonly shown: string | undefined;
}

const PLACEHOLDER = /\{\{(\w+)(?:\|([^{}]+))?\}\}/;

/** Reads the placeholder at the beginning of a text. */
export function placeholderAt(
  text: string,
  names: Readonly<Record<string, string>>,
): (Placeholder & { raw: string }) | undefined {
  const match = PLACEHOLDER.exec(text);
  if (match?.index !== 0) return undefined;
  return { raw: match[0], ...read(match, names) };
}

/**
 * Splits a text at its placeholders. In code `{{x}}` may be code (an object with a shorthand property), so there only
 * names that have a default are placeholders.
 */
export function splitPlaceholders(
  text: string,
  names: Readonly<Record<string, string>>,
): (string | Placeholder)[] {
  const parts: (string | Placeholder)[] = [];
  let rest = '';
  let at = 0;
  for (const match of text.matchAll(new RegExp(PLACEHOLDER, 'g'))) {
    const found = read(match, names);
    rest += text.slice(at, match.index);
    at = match.index + match[0].length;
    if (found.shown === undefined) {
      rest += match[0];
      continue;
    }
    if (rest) parts.push(rest);
    rest = '';
    parts.push(found);
  }
  rest += text.slice(at);
  if (rest) parts.push(rest);
  return parts;
}

/** Puts names into a text: the reader's, else the placeholder's own default, else the lesson's. */
export function fillPlaceholders(
  text: string,
  names: Readonly<Record<string, string>>,
  own?: Readonly<Record<string, string>>,
): string {
  return text.replace(new RegExp(PLACEHOLDER, 'g'), (whole, name: string, shown: string | undefined) => {
    return ownValue(own, name) ?? shown ?? ownValue(names, name) ?? whole;
  });
}

function read(
  match: RegExpExecArray | RegExpMatchArray,
  names: Readonly<Record<string, string>>,
): Placeholder {
  const name = match[1] as string;
  return { name, shown: match[2] ?? ownValue(names, name) };
}
