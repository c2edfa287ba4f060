import type { PlaceView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { lineNodes } from './code.ts';
import { h, icon, withCode } from './dom.ts';
import { tokenLines } from './highlight.ts';

/**
 * The reader's lines. Numbers are buttons that lead to the line in the editor; in the tab order they are one
 * stop, and the arrow keys go from one to the next.
 * @param revision the revision that is shown when a line is clicked, which may be later than `place`
 */
export function excerptView(place: PlaceView, revision: () => number | undefined): HTMLElement {
  const { lines, language } = place;
  const coloured = tokenLines(lines.map(({ text }) => text).join('\n'), language);
  const stop = place.line ?? lines[0]?.number;
  const rows: HTMLElement[] = [];
  lines.forEach((line, at) => {
    const previous = lines[at - 1];
    if (previous && previous.number + 1 < line.number)
      rows.push(h('div', { class: 'line gap' }, h('span', { class: 'number' }, '⋯')));
    const number = h(
      'button',
      {
        class: 'number',
        type: 'button',
        tabindex: line.number === stop ? '0' : '-1',
        'aria-label': `Line ${line.number}: show in the editor`,
        'data-line': String(line.number),
      },
      String(line.number),
    );
    const isHint = line.marks.some(({ kind }) => kind === 'hint');
    const row = h(
      'div',
      { class: `line ${isHint ? 'hint' : line.marks.length > 0 ? 'related' : ''}` },
      number,
      h('span', { class: 'sign', 'aria-hidden': 'true' }, isHint ? '▸' : ' '),
      h(
        'code',
        {},
        isHint && h('span', { class: 'sr' }, 'the hint is here: '),
        line.before > 0 && more(line.before),
        ...lineNodes(coloured[at] ?? [], line.marks),
        line.after > 0 && more(line.after),
      ),
    );
    row.addEventListener('click', () => {
      // Selecting code with the mouse is not asking for the editor.
      if (getSelection()?.isCollapsed === false) return;
      const current = revision();
      if (current !== undefined) send({ type: 'reveal', revision: current, line: line.number });
    });
    rows.push(row);
    for (const note of line.notes)
      rows.push(
        h(
          'div',
          { class: 'line remark' },
          h('span', { class: 'number' }),
          h('span', { class: 'sign' }),
          h('p', {}, icon('note'), h('span', {}, ...withCode(note))),
        ),
      );
  });
  const listing = h(
    'div',
    { class: 'listing excerpt', role: 'group', 'aria-label': `Your code, ${place.file}` },
    h('div', { class: 'lines' }, ...rows),
  );
  listing.addEventListener('keydown', (event) => moveBetweenLines(listing, event));
  return listing;
}

function more(units: number): HTMLElement {
  return h('span', { class: 'more', title: `${units} more characters` }, '…');
}

function moveBetweenLines(listing: HTMLElement, event: KeyboardEvent): void {
  const numbers = [...listing.querySelectorAll<HTMLButtonElement>('button.number')];
  const at = numbers.indexOf(event.target as HTMLButtonElement);
  if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: numbers.length - 1 }[event.key];
  const next = to === undefined ? undefined : numbers[to];
  if (!next) return;
  event.preventDefault();
  for (const number of numbers) number.tabIndex = number === next ? 0 : -1;
  next.focus();
}
