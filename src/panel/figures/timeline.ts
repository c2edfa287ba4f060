import type { Bar, Mark, Story } from './model.ts';

/**
 * A story drawn as SVG, each lane under its label. Made of elements and attributes alone: the page's policy
 * allows no styles in attributes, and names from the reader's code may not become markup.
 */

/** Room at both ends of the plot, CSS pixels: half the thumb of the range input that stands under it. */
const inset = 8;
const lane = 40;
const labelled = 17;
const bar = 18;
/** Average width of a letter at the size of bar texts, to leave out what would not fit. */
const letter = 6.6;

interface Timeline {
  readonly element: SVGSVGElement;
  /** Draws a story for a width in CSS pixels. */
  draw(story: Story, width: number): void;
  /** Moves the line that stands for now. */
  point(t: number): void;
  /** The time under a horizontal position, CSS pixels from the left of the window; outside the plot its ends. */
  timeAt(clientX: number): number;
  /** The mark under an element that the pointer is on. */
  markOf(target: EventTarget | null): Mark | undefined;
}

function s(name: string, attributes: Readonly<Record<string, string | number>>, text?: string): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

/** @param labelledBy ids of the elements that name and describe the picture */
export function timeline(labelledBy: string, describedBy: string): Timeline {
  const element = s('svg', {
    class: 'timeline',
    role: 'img',
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
  }) as SVGSVGElement;
  const marks = new WeakMap<Element, Mark>();
  const veil = s('rect', { class: 'veil', y: 0 });
  const now = s('line', { class: 'now', y1: 0 });
  let end = 1;
  let inner = 1;
  let drawn: { readonly at: number; readonly group: SVGElement }[] = [];
  const x = (t: number) => inset + (t / end) * inner;

  const drawBar = ({ from, to, text, tone, idle }: Bar, y: number) => {
    const width = Math.max(2, x(to) - x(from));
    const group = s('g', { class: `bar tone-${tone}${idle ? ' idle' : ''}` });
    group.append(s('rect', { x: x(from), y, width, height: bar, rx: 3 }));
    const fits = text.length * letter + 10 <= width ? text : tone === 'bad' && width > 14 ? '×' : '';
    if (fits) group.append(s('text', { x: x(from) + 5, y: y + bar - 5 }, fits));
    return group;
  };
  const drawMark = (mark: Mark, y: number) => {
    const { at, sign, tone, hollow, drag } = mark;
    const group = s('g', {
      class: `mark tone-${tone}${hollow ? ' hollow' : ''}${drag ? ' drag' : ''}`,
      transform: `translate(${x(at)} ${y + bar / 2})`,
    });
    // A handle is met more easily than its size would allow.
    if (drag) group.append(s('circle', { class: 'reach', r: 16 }));
    group.append(
      drag && !/\w/.test(sign)
        ? s('rect', { x: -9, y: -11, width: 18, height: 22, rx: 4 })
        : s('circle', { r: 9 }),
      s('text', { y: 4, 'text-anchor': 'middle' }, sign),
    );
    marks.set(group, mark);
    return group;
  };

  return {
    element,
    draw(story, width) {
      end = story.end;
      inner = Math.max(1, width - 2 * inset);
      const bottom = story.lanes.length * lane + 4;
      const height = bottom + 18;
      element.setAttribute('viewBox', `0 0 ${width} ${height}`);
      element.setAttribute('width', String(width));
      element.setAttribute('height', String(height));
      const ticks = story.ticks.map(({ at }) =>
        s('line', { class: 'tick', x1: x(at), x2: x(at), y1: 0, y2: bottom }),
      );
      // Where the picture is narrow, a label that would run into the one before it is left out.
      let free = 0;
      const ticked = story.ticks.flatMap(({ at, text }) => {
        const anchor = x(at) < 30 ? 'start' : x(at) > width - 30 ? 'end' : 'middle';
        const near = anchor === 'start' ? 0 : anchor === 'end' ? width : x(at);
        const long = text.length * letter;
        const left = near - { start: 0, middle: long / 2, end: long }[anchor];
        if (left < free) return [];
        free = left + long + 6;
        return s('text', { class: 'label', x: near, y: height - 4, 'text-anchor': anchor }, text);
      });
      const lanes = story.lanes.map(({ bars }, row) => {
        const y = row * lane + labelled;
        const group = s('g', {});
        group.append(
          s('line', { class: 'rail', x1: inset, x2: inset + inner, y1: y + bar / 2, y2: y + bar / 2 }),
          ...bars.map((item) => drawBar(item, y)),
        );
        return group;
      });
      drawn = story.lanes.flatMap(({ marks: signs }, row) =>
        signs.map((item) => ({ at: item.at, group: drawMark(item, row * lane + labelled) })),
      );
      const fits = Math.max(4, Math.floor(width / letter));
      const labels = story.lanes.map(({ label }, row) => {
        const letters = [...label];
        const text = letters.length > fits ? `${letters.slice(0, fits - 1).join('')}…` : label;
        return s('text', { class: 'label', x: 0, y: row * lane + 12 }, text);
      });
      veil.setAttribute('height', String(bottom));
      now.setAttribute('y2', String(bottom));
      // The line that stands for now runs behind what is to be read.
      const signs = drawn.map(({ group }) => group);
      element.replaceChildren(...ticks, ...lanes, veil, now, ...signs, ...labels, ...ticked);
    },
    point(t) {
      const at = x(t);
      veil.setAttribute('x', String(at));
      veil.setAttribute('width', String(Math.max(0, inner + 2 * inset - at)));
      now.setAttribute('x1', String(at));
      now.setAttribute('x2', String(at));
      for (const mark of drawn) mark.group.classList.toggle('ahead', mark.at > t);
    },
    timeAt(clientX) {
      const { left, width } = element.getBoundingClientRect();
      // The page may be zoomed, so positions are taken relative to what is drawn.
      const scale = width > 0 ? (inner + 2 * inset) / width : 1;
      return Math.min(end, Math.max(0, (((clientX - left) * scale - inset) / inner) * end));
    },
    markOf(target) {
      const group = target instanceof Element ? target.closest('.drag') : null;
      return group ? marks.get(group) : undefined;
    },
  };
}
