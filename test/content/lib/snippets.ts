/**
 * The text that a snippet inserts when its defaults are accepted: placeholders give their default, choices their
 * first, a repeated tab stop what its first place gave (without a transformation), variables nothing.
 * @throws when a placeholder is not closed
 */
export function expandSnippet(body: string): string {
  const values = new Map<string, string>();
  // A tab stop may be used above the place that gives its default, so defaults are gathered first.
  expand(body, 0, values, '');
  return expand(body, 0, values, '').text;
}

/** Expands from `at` to the end or to a closing brace. */
function expand(
  body: string,
  at: number,
  values: Map<string, string>,
  until: string,
): { text: string; at: number } {
  let text = '';
  while (at < body.length) {
    const rest = body.slice(at);
    if (until && rest.startsWith(until)) return { text, at };
    const escaped = /^\\([$}\\])/.exec(rest);
    const bare = /^\$(\d+|[A-Z_]+)/.exec(rest);
    const open = /^\$\{(\d+|[A-Z_]+)/.exec(rest);
    if (escaped) {
      text += escaped[1];
      at += 2;
    } else if (bare) {
      text += values.get(bare[1] as string) ?? '';
      at += bare[0].length;
    } else if (open) {
      const name = open[1] as string;
      const inside = readPlaceholder(body, at + open[0].length, values);
      if (inside.text !== undefined) values.set(name, inside.text);
      text += inside.text ?? values.get(name) ?? '';
      at = inside.at;
    } else {
      text += body[at];
      at++;
    }
  }
  if (until) throw new Error(`A placeholder is not closed with ${until}: ${body}`);
  return { text, at };
}

/** Reads `:default}`, `|one,two|}`, `/regex/replacement/flags}` or `}`; `at` stands behind the name. */
function readPlaceholder(
  body: string,
  at: number,
  values: Map<string, string>,
): { text: string | undefined; at: number } {
  const kind = body[at];
  if (kind === '}') return { text: undefined, at: at + 1 };
  if (kind === ':') {
    const inner = expand(body, at + 1, values, '}');
    return { text: inner.text, at: inner.at + 1 };
  }
  const choice = /^\|((?:\\.|[^|\\])*)\|\}/.exec(body.slice(at));
  if (choice) {
    const first = (choice[1] as string).split(/(?<!\\),/)[0] as string;
    return { text: first.replace(/\\(.)/g, '$1'), at: at + choice[0].length };
  }
  const transform = /^\/(?:\\.|[^/\\])*\/(?:\\.|\$\{[^}]*\}|[^/\\])*\/[a-z]*\}/.exec(body.slice(at));
  if (transform) return { text: undefined, at: at + transform[0].length };
  throw new Error(`A placeholder has neither a default nor choices: ${body.slice(at, at + 20)}`);
}
