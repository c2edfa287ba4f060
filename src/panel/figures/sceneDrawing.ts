import type { Cell, Link, Scene } from './scene.ts';

/**
 * A scene drawn as SVG, boxes in rows with lines between them. Made of elements and attributes alone: the
 * page's policy allows no styles in attributes, and names from the reader's code may not become markup.
 */

/** All in CSS pixels. */
const size = 12;
const line = 16;
const pad = 7;
/** Between boxes side by side, between rows, and between rows that a line joins. */
const aside = 6;
const apart = 6;
const joined = 24;
/** Of one entry of a box. */
const mostEntryLines = 3;

interface Drawing {
  readonly element: SVGSVGElement;
  /** Draws a scene for a width in CSS pixels. */
  draw(scene: Scene, width: number): void;
  /** The box under an element that the pointer is on, where it does something. */
  cellOf(target: EventTarget | null): Cell | undefined;
}

interface Placed {
  readonly cell: Cell;
  readonly row: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function s(name: string, attributes: Readonly<Record<string, string | number>>, text?: string): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** @param labelledBy ids of the elements that name and describe the picture */
export function drawing(labelledBy: string, describedBy: string): Drawing {
  const element = s('svg', {
    class: 'scene',
    role: 'img',
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
  }) as SVGSVGElement;
  const cells = new WeakMap<Element, Cell>();

  return {
    element,
    draw(scene, width) {
      const measure = measurer(element);
      const links = scene.links;
      const placed = new Map<string, Placed>();
      let y = 1;
      for (const [row, boxes] of scene.rows.entries()) {
        const texts = boxes.map((cell) => textsOf(cell, inner(cell, width), measure));
        const height = Math.max(...texts.map((lines) => lines.length)) * line + 2 * pad - 3;
        for (const cell of boxes)
          placed.set(cell.id, {
            cell,
            row,
            x: left(cell, width),
            y,
            width: Math.max(1, right(cell, width) - left(cell, width)),
            height,
          });
        const isJoined = links.some((link) =>
          boxes.some(
            ({ id }) => id === link.from && scene.rows[row + 1]?.some((next) => next.id === link.to),
          ),
        );
        y += height + (isJoined ? joined : apart);
      }
      const height = y - apart + 2;
      element.setAttribute('viewBox', `0 0 ${width} ${height}`);
      element.setAttribute('width', String(width));
      element.setAttribute('height', String(height));
      const boxes = [...placed.values()].map((box) => {
        const group = drawBox(box, textsOf(box.cell, inner(box.cell, width), measure));
        if (box.cell.set) cells.set(group, box.cell);
        return group;
      });
      element.replaceChildren(
        ...links.flatMap((link, at) => {
          const from = placed.get(link.from);
          const to = placed.get(link.to);
          return from && to ? [drawLink(link, from, to, at)] : [];
        }),
        ...boxes,
      );
    },
    cellOf(target) {
      const group = target instanceof Element ? target.closest('.press') : null;
      return group ? cells.get(group) : undefined;
    },
  };
}

const left = ({ from }: Cell, width: number) => 1 + from * (width - 2) + (from > 0 ? aside / 2 : 0);
const right = ({ to }: Cell, width: number) => 1 + to * (width - 2) - (to < 1 ? aside / 2 : 0);
/** The room for text in a box. */
const inner = (cell: Cell, width: number) =>
  Math.max(0, right(cell, width) - left(cell, width) - 2 * sides(cell));
const sides = ({ isCentred }: Cell) => (isCentred ? 3 : pad);

/** Widths of texts as the picture's own font has them. */
function measurer(element: Element): (text: string, isBold: boolean) => number {
  const context = document.createElement('canvas').getContext('2d');
  const family = getComputedStyle(element).fontFamily || 'sans-serif';
  return (text, isBold) => {
    // About right for most fonts, where there is nothing to measure with.
    if (!context) return text.length * 6.6;
    context.font = `${isBold ? '600 ' : ''}${size}px ${family}`;
    return context.measureText(text).width;
  };
}

interface Text {
  readonly text: string;
  readonly isTitle: boolean;
}

/** What a box says, broken into lines that fit; nothing where not even one letter does. */
function textsOf(cell: Cell, room: number, measure: (text: string, isBold: boolean) => number): Text[] {
  const titleRoom = room - (cell.sign ? 20 : 0);
  const title = cell.title ? wrapped(cell.title, titleRoom, 1, (text) => measure(text, true)) : [];
  return [
    ...title.map((text) => ({ text, isTitle: true })),
    ...cell.lines.flatMap((entry) =>
      wrapped(entry, room, mostEntryLines, (text) => measure(text, false)).map((text) => ({
        text,
        isTitle: false,
      })),
    ),
  ];
}

/** Breaks a text between words, and within one that is wider than the box. */
function wrapped(text: string, room: number, most: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let now = '';
  const words = text.split(' ').flatMap((word) => pieces(word, room, measure));
  for (const word of words) {
    const longer = now ? `${now} ${word}` : word;
    if (now && measure(longer) > room) {
      lines.push(now);
      now = word;
    } else now = longer;
  }
  if (now) lines.push(now);
  if (lines.length <= most) return lines.filter((item) => measure(item) <= room);
  return [...lines.slice(0, most - 1), shortened(lines.slice(most - 1).join(' '), room, measure)];
}

function pieces(word: string, room: number, measure: (text: string) => number): string[] {
  if (measure(word) <= room) return [word];
  const result: string[] = [];
  let now = '';
  for (const letter of word) {
    if (now && measure(now + letter) > room) {
      result.push(now);
      now = '';
    }
    now += letter;
  }
  return [...result, now];
}

function shortened(text: string, room: number, measure: (text: string) => number): string {
  const letters = [...text];
  while (letters.length > 0 && measure(`${letters.join('')}…`) > room) letters.pop();
  return letters.length > 0 ? `${letters.join('').trimEnd()}…` : '';
}

function drawBox({ cell, x, y, width, height }: Placed, texts: readonly Text[]): SVGElement {
  const { tone, look, sign, set, isCurrent, isCentred } = cell;
  const group = s('g', {
    class: `box tone-${tone} look-${look}${set ? ' press' : ''}${isCurrent ? ' current' : ''}`,
  });
  group.append(s('rect', { class: 'back', x, y, width, height, rx: look === 'wall' ? 0 : 4 }));
  if (look === 'wall') group.append(bricks(x, y, width, height));
  const top = y + pad + 9 + (isCentred ? (height - texts.length * line - 2 * pad + 3) / 2 : 0);
  for (const [at, { text, isTitle }] of texts.entries())
    group.append(
      s(
        'text',
        {
          class: isTitle ? 'title' : 'line',
          x: isCentred ? x + width / 2 : x + pad,
          y: top + at * line,
          ...(isCentred && { 'text-anchor': 'middle' }),
        },
        text,
      ),
    );
  if (sign && width > 30)
    group.append(
      s('circle', { class: 'sign', cx: x + width - 14, cy: y + 13, r: 8 }),
      s('text', { class: 'title', x: x + width - 14, y: y + 17, 'text-anchor': 'middle' }, sign),
    );
  return group;
}

/** Courses of bricks, each moved by half a brick from the one above. */
function bricks(x: number, y: number, width: number, height: number): SVGElement {
  const course = 9;
  const brick = 20;
  const parts: string[] = [];
  for (let row = 0; row * course < height; row++) {
    const top = y + row * course;
    const bottom = Math.min(y + height, top + course);
    if (row > 0) parts.push(`M${x} ${top}h${width}`);
    for (let at = row % 2 === 0 ? brick : brick / 2; at < width; at += brick)
      parts.push(`M${x + at} ${top}V${bottom}`);
  }
  return s('path', { class: 'bricks', d: parts.join('') });
}

function drawLink({ tone, look }: Link, from: Placed, to: Placed, at: number): SVGElement {
  const x = acrossAt(from, to);
  const top = from.y + from.height;
  const bottom = to.y;
  const group = s('g', { class: `link tone-${tone} look-${look} hop-${Math.min(at, 5)}` });
  const end = look === 'cut' ? (top + bottom) / 2 : bottom - (look === 'call' ? 6 : 0);
  group.append(s('line', { x1: x, x2: x, y1: top, y2: end }));
  if (look === 'call') group.append(s('path', { class: 'head', d: `M${x - 5} ${bottom - 8}h10l-5 8z` }));
  if (look === 'cut')
    group.append(s('path', { class: 'cross', d: `M${x - 5} ${end - 5}l10 10m0-10l-10 10` }));
  return group;
}

/** Where a line from one box to another runs straight down: at the middle of what they have in common. */
function acrossAt(from: Placed, to: Placed): number {
  const start = Math.max(from.x, to.x);
  const end = Math.min(from.x + from.width, to.x + to.width);
  return (start + end) / 2;
}
