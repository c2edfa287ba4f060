import type { DiffRow } from '../protocol/panel.ts';
import { lineNodes } from './code.ts';
import { h } from './dom.ts';
import { type Token, tokenLines } from './highlight.ts';

const signs = { same: ' ', removed: '−', added: '+', gap: '' } as const;
const words = { same: '', removed: 'removed: ', added: 'added: ', gap: '' } as const;

/** A diff as a table of lines: numbers, sign, code; words that differ stand out within their line. */
export function diffView(rows: readonly DiffRow[], language: string, label: string): HTMLElement {
  const old = rows.filter(({ kind }) => kind === 'same' || kind === 'removed');
  const fresh = rows.filter(({ kind }) => kind === 'same' || kind === 'added');
  // Each side is coloured as a whole, so that a string over several lines keeps its colour.
  const coloured = new Map<DiffRow, Token[]>();
  for (const side of [old, fresh]) {
    const lines = tokenLines(side.map(({ text }) => text).join('\n'), language);
    side.forEach((row, at) => {
      coloured.set(row, lines[at] ?? []);
    });
  }
  const lines = rows.map((row) => {
    if (row.kind === 'gap') return h('div', { class: 'line gap' }, h('span', { class: 'number' }, '⋯'));
    const marks = row.words.map((word) => ({ ...word, kind: row.kind }));
    return h(
      'div',
      { class: `line ${row.kind}` },
      h('span', { class: 'number', 'aria-hidden': 'true' }, String(row.newLine ?? row.oldLine ?? '')),
      h('span', { class: 'sign', 'aria-hidden': 'true' }, signs[row.kind]),
      h(
        'code',
        {},
        words[row.kind] && h('span', { class: 'sr' }, words[row.kind]),
        ...lineNodes(coloured.get(row) ?? [], marks),
      ),
    );
  });
  return h(
    'div',
    { class: 'listing diff', tabindex: '0', role: 'group', 'aria-label': label },
    h('div', { class: 'lines' }, ...lines),
  );
}
