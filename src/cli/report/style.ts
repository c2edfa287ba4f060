import { line, painted, type Shown } from './shown.ts';

type Paint = (text: string | Shown) => Shown;

/** Colours for a terminal; without one, or with NO_COLOR, text stays as it is. */
export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly yellow: Paint;
  readonly blue: Paint;
  readonly green: Paint;
}

/** @param isTerminal whether the text goes to one */
export function styleFor(isTerminal: boolean): Style {
  const { env } = process;
  const forced = env['FORCE_COLOR'] !== undefined && env['FORCE_COLOR'] !== '0';
  const on = !env['NO_COLOR'] && (forced || (isTerminal && env['TERM'] !== 'dumb'));
  const paint = (code: number) => (text: string | Shown) => (on ? painted(code, text) : line`${text}`);
  return {
    bold: paint(1),
    dim: paint(2),
    red: paint(31),
    yellow: paint(33),
    blue: paint(34),
    green: paint(32),
  };
}

/** A count with its noun: `1 file`, `2 files`, `12,345 files`. */
export function counted(count: number, noun: string): string {
  return `${inThousands(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A whole number with its thousands apart. `toLocaleString` loads the data of all languages first, for 15 ms. */
function inThousands(count: number): string {
  const digits = String(count);
  const first = digits.length % 3 || 3;
  const parts = [digits.slice(0, first)];
  for (let at = first; at < digits.length; at += 3) parts.push(digits.slice(at, at + 3));
  return parts.join(',');
}
