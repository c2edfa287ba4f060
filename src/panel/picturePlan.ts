import type { ContainerPicture, EnclosureItem } from '../protocol/panel.ts';

/** The flat seen from above: walls around, doors at the left, and inside the tenant, meters, keys and house rules. */

const svgName = 'http://www.w3.org/2000/svg';
/** The room within the drawing of 640 by 300 units. */
const room = { left: 150, top: 44, right: 624, bottom: 256 } as const;
const mostDoors = 4;
const mostKeys = 5;

type Item = EnclosureItem;

/** Draws a container. It says nothing to a screen reader: the list beside it does. */
export function plan({ items, privileged }: ContainerPicture): SVGSVGElement {
  const of = (part: Item['part']) => items.filter((item) => item.part === part);
  const drawing = s('svg', { viewBox: '0 0 640 300', class: 'flat', 'aria-hidden': 'true' });
  const walls = of('wall');
  const half = Math.ceil(walls.length / 2);
  drawing.append(
    ...wallRow(walls.slice(0, half), room.top, room.top - 14),
    ...wallRow(walls.slice(half), room.bottom, room.bottom + 24),
    line('wall closed', room.right, room.top, room.right, room.bottom),
    ...doorSide(of('door')),
    ...tenant(of('user')[0], privileged),
    ...meters(of('meter')),
    ...keys(of('key')),
    ...sheet(of('rule')),
  );
  return drawing;
}

/** Walls along the top or the bottom; each has a part of it. */
function wallRow(walls: readonly Item[], y: number, labelY: number): SVGElement[] {
  // A side of which nothing is known is drawn as a plain wall.
  if (walls.length === 0) return [line('wall plain', room.left, y, room.right, y)];
  const width = (room.right - room.left) / walls.length;
  return walls.flatMap(({ state, label }, at) => {
    const from = room.left + at * width;
    const to = from + width;
    const name = text(
      'name',
      from + width / 2,
      labelY,
      short(label.replace(/ namespaces?$/, ''), 18),
      'middle',
    );
    const posts = [line('post', from, y - 5, from, y + 5), line('post', to, y - 5, to, y + 5)];
    return state === 'open'
      ? [...posts, text('gap', from + width / 2, y + 4, 'open', 'middle'), name]
      : [...posts, line(`wall ${state}`, from, y, to, y), name];
  });
}

function doorSide(doors: readonly Item[]): SVGElement[] {
  const drawn: SVGElement[] = [];
  const shown = doors.slice(0, mostDoors);
  const step = (room.bottom - room.top) / Math.max(1, shown.length);
  let y: number = room.top;
  for (const [at, { state, label }] of shown.entries()) {
    const middle = room.top + step * (at + 0.5);
    const [from, to] = [middle - 15, middle + 15];
    drawn.push(line('wall closed', room.left, y, room.left, from));
    // A door that is open has swung out; one that is read only stands ajar.
    const swing = state === 'open' ? 28 : state === 'unset' ? 12 : 0;
    drawn.push(line(`leaf ${state}`, room.left, from, room.left - swing, swing === 28 ? from + 6 : to - 2));
    drawn.push(text('name', room.left - 36, middle + 4, short(lastOf(label), 17), 'end'));
    y = to;
  }
  drawn.push(line('wall closed', room.left, y, room.left, room.bottom));
  const rest = doors.length - shown.length;
  if (rest > 0) drawn.push(text('name', room.left - 36, room.bottom + 24, `and ${rest} more`, 'end'));
  return drawn;
}

function tenant(user: Item | undefined, privileged: boolean): SVGElement[] {
  if (!user) return [];
  const [x, y] = [205, 118];
  return [
    s('circle', { class: `tenant ${user.state}`, cx: x, cy: y, r: 14 }),
    s('path', { class: `tenant ${user.state}`, d: `M${x - 22} ${y + 54}c0-46 44-46 44 0z` }),
    text('name', x, y + 76, short(user.label, 14), 'middle'),
    ...(privileged ? [text('gap', x, y + 92, 'privileged', 'middle')] : []),
  ];
}

function meters(items: readonly Item[]): SVGElement[] {
  return items.slice(0, 3).flatMap(({ state, label }, at) => {
    const y = 90 + at * 52;
    const [x, width] = [266, 96];
    return [
      text('name', x, y - 6, short(label, 17), 'start'),
      s('rect', { class: `meter ${state}`, x, y, width, height: 12 }),
      ...(state === 'closed' ? [s('rect', { class: 'fill', x, y, width: width * 0.6, height: 12 })] : []),
      ...(state === 'closed' ? [line('stop', x + width * 0.6, y - 3, x + width * 0.6, y + 15)] : []),
    ];
  });
}

function keys(items: readonly Item[]): SVGElement[] {
  const shown = items.slice(0, mostKeys);
  const rest = items.length - shown.length;
  return [
    ...shown.flatMap(({ state, label }, at) => {
      const y = 84 + at * 30;
      return [
        s('circle', { class: `key ${state}`, cx: 392, cy: y, r: 6 }),
        line(`key ${state}`, 398, y, 414, y),
        line(`key ${state}`, 410, y, 410, y + 5),
        text('name', 420, y + 4, short(label, 13), 'start'),
      ];
    }),
    ...(rest > 0 ? [text('name', 420, 84 + mostKeys * 30 + 2, `and ${rest} more`, 'start')] : []),
  ];
}

/** The house rules as a sheet on the wall. */
function sheet(rules: readonly Item[]): SVGElement[] {
  if (rules.length === 0) return [];
  const sign = { closed: '✓', open: '✕', unset: '–', unknown: '?' } as const;
  return [
    s('rect', { class: 'sheet', x: 508, y: 70, width: 110, height: 26 + Math.min(rules.length, 5) * 24 }),
    ...rules
      .slice(0, 5)
      .map(({ state, label }, at) =>
        text('name', 513, 94 + at * 24, `${sign[state]} ${short(label, 14)}`, 'start'),
      ),
  ];
}

/** The last part of a path, which tells most. */
function lastOf(label: string): string {
  return label.replace(/\/+$/, '').split('/').at(-1) || label;
}

function short(label: string, longest: number): string {
  const characters = [...label];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : label;
}

function line(name: string, x1: number, y1: number, x2: number, y2: number): SVGElement {
  return s('line', { class: name, x1, y1, x2, y2 });
}

function text(name: string, x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end') {
  const element = s('text', { class: name, x, y, 'text-anchor': anchor });
  element.textContent = words;
  return element;
}

function s<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, string | number>>,
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(svgName, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
