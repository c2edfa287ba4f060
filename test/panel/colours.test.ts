import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Theme, themes } from './themes.ts';

/**
 * The contrast of everything that is coloured, computed as WCAG 2.2 defines it
 * (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio): 4.5 to 1 for text, 7 to 1 in high contrast, on every
 * background that it can stand on, the marks of a diff laid over its lines included.
 */

type Colour = readonly [red: number, green: number, blue: number, alpha: number];

const sheet = readFileSync(join(process.cwd(), 'media', 'panel-colours.css'), 'utf8').replace(
  /\/\*[\s\S]*?\*\//g,
  '',
);

/** The custom properties of every rule that holds for a body with these classes, later ones over earlier ones. */
function paletteOf({ name: theme, classes, variables }: Theme): Map<string, string> {
  const own = new Set(classes.split(' ').filter(Boolean));
  const palette = new Map<string, string>();
  const rules = theme === 'paper' ? sheet.slice(0, sheet.indexOf('@media screen')) : sheet;
  for (const [, selector, body] of rules.matchAll(/([\w.-]+)\s*\{([^{}]*)\}/g)) {
    const [element, ...needed] = (selector as string).split('.');
    if (element !== 'body' || !needed.every((name) => own.has(name))) continue;
    for (const [, name, value] of (body as string).matchAll(/(--[\w-]+):\s*([^;]+);/g))
      palette.set(name as string, value as string);
  }
  const resolve = (value: string): string =>
    value.replace(/var\(--vscode-([\w.-]+)(?:,\s*([^()]+))?\)/g, (_, name: string, other?: string) => {
      const known = variables[name] ?? other;
      assert.ok(known, `the theme gives no ${name}, and there is nothing to fall back on`);
      return known;
    });
  return new Map([...palette].map(([name, value]) => [name, resolve(value)]));
}

function parse(text: string): Colour {
  if (text === 'transparent') return [0, 0, 0, 0];
  const hex = /^#([\da-f]{3,8})$/i.exec(text.trim())?.[1];
  assert.ok(hex, `${text} is a colour`);
  const long = hex.length < 6 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const part = (at: number) => Number.parseInt(long.slice(at, at + 2), 16);
  return [part(0), part(2), part(4), long.length > 6 ? part(6) / 255 : 1];
}

function over([r, g, b, a]: Colour, below: Colour): Colour {
  const mix = (top: number, bottom: number) => top * a + bottom * (1 - a);
  return [mix(r, below[0]), mix(g, below[1]), mix(b, below[2]), 1];
}

function luminance([r, g, b]: Colour): number {
  const [x, y, z] = [r, g, b].map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
}

function contrast(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Whatever the theme: the rules for screens do not hold there, and the others ask no variable for a colour. */
const paper: Theme = {
  name: 'paper',
  kind: 'vscode-dark',
  classes: 'vscode-dark',
  variables: { 'editor-font-family': 'monospace' },
};

describe('The colours of the panel', () => {
  test('the formula gives the known ends', () => {
    assert.equal(contrast(parse('#000'), parse('#fff')).toFixed(2), '21.00');
    assert.equal(contrast(parse('#777'), parse('#ffffff')).toFixed(2), '4.48');
  });

  for (const theme of [...themes, paper])
    test(`${theme.name}: text and code are read on every background`, () => {
      const colours = paletteOf(theme);
      const colour = (name: string) => parse(colours.get(name) ?? assert.fail(`${name} is missing`));
      const wanted = theme.name.startsWith('high') ? 7 : 4.5;
      const page = colour('--back');
      const code = over(colour('--code-back'), page);
      const hover = over(colour('--hover'), page);
      const added = over(colour('--added-back'), code);
      const removed = over(colour('--removed-back'), code);
      const behindCode: Record<string, Colour> = {
        code,
        'a line that is pointed at': over(colour('--hover'), code),
        'the hint': over(colour('--hint-back'), code),
        'a related place': over(colour('--related-back'), code),
        'an added line': added,
        'an added word': over(colour('--added-word'), added),
        'a removed line': removed,
        'a removed word': over(colour('--removed-word'), removed),
      };
      const tokens = [...colours.keys()].filter((name) => name.startsWith('--t-'));
      assert.ok(tokens.length >= 11);
      const poor: string[] = [];
      const check = (name: string, back: Colour, where: string, least = wanted) => {
        const ratio = contrast(over(colour(name), back), back);
        if (ratio < least) poor.push(`${name} on ${where}: ${ratio.toFixed(2)}`);
      };
      for (const [where, back] of Object.entries(behindCode))
        for (const name of [...tokens, '--text']) check(name, back, where);
      for (const name of ['--strong', '--text', '--soft', '--link', '--good', '--bad', '--hint'])
        check(name, page, 'the page');
      for (const name of ['--strong', '--text', '--soft']) check(name, hover, 'what is pointed at');
      for (const name of ['--soft', '--good', '--bad', '--hint']) check(name, code, 'code');
      for (const name of ['--soft', '--good']) check(name, added, 'an added line');
      for (const name of ['--soft', '--bad']) check(name, removed, 'a removed line');
      check('--on-good', colour('--good'), 'a done step');
      // Borders that say where a control is, and focus: 3 to 1.
      for (const name of ['--border', '--focus']) check(name, page, 'the page', 3);
      assert.deepEqual(poor, []);
    });
});
