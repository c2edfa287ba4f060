import { Lexer, type Token, type Tokens } from 'marked';
import { fillPlaceholders } from '../placeholders.ts';
import type { SectionId } from '../types.ts';
import type { SearchEntry } from './entries.ts';

type PassageEntry = Extract<SearchEntry, { block: number }>;

/** Tokens that put no element of their own on the page. */
const unseen = new Set(['space', 'def', 'html']);

/**
 * The passages of a section's Markdown. A list gives one for each item, a table one for each row, all with the block
 * that they stand in.
 * @param names defaults of the placeholders
 */
export function passagesOf(
  lesson: string,
  section: SectionId,
  markdown: string,
  names: Readonly<Record<string, string>>,
): PassageEntry[] {
  const entries: PassageEntry[] = [];
  let block = -1;
  let above: string | undefined;
  const add = (kind: PassageEntry['kind'], text: string, heading = above) => {
    if (text.trim() === '') return;
    entries.push({ kind, lesson, section, block, ...(heading ? { heading } : {}), text: text.trim() });
  };
  for (const token of Lexer.lex(markdown)) {
    if (unseen.has(token.type)) continue;
    block++;
    const inline = (part: Tokens.Generic | Token) => textOf(part, names).replace(/\s+/g, ' ').trim();
    switch (token.type) {
      case 'heading':
        above = inline(token);
        break;
      case 'code':
        add('code', (token as Tokens.Code).text);
        break;
      case 'table': {
        const { header, rows } = token as Tokens.Table;
        const titles = header.map((cell) => inline({ type: 'cell', tokens: cell.tokens, raw: '' }));
        for (const row of rows) {
          const cells = row.map((cell) => inline({ type: 'cell', tokens: cell.tokens, raw: '' }));
          add('table', cells.map((cell, at) => `${titles[at]}: ${cell}`).join('; '));
        }
        break;
      }
      case 'list':
        for (const item of (token as Tokens.List).items) add('text', inline(item));
        break;
      default: {
        const first = 'tokens' in token ? token.tokens?.[0] : undefined;
        add('text', inline(token), first?.type === 'strong' ? inline(first).replace(/[.:]$/, '') : above);
      }
    }
  }
  return entries;
}

/** A line of Markdown as a reader sees it, with its marks taken off. */
export function plainText(markdown: string, names: Readonly<Record<string, string>> = {}): string {
  return Lexer.lexInline(markdown)
    .map((token) => textOf(token, names))
    .join('');
}

function textOf(token: Tokens.Generic | Token, names: Readonly<Record<string, string>>): string {
  if ('tokens' in token && token.tokens && token.tokens.length > 0) {
    const parts = (token.tokens as Token[]).map((each) => textOf(each, names));
    // Blocks inside of a list's item or a quotation are set apart; pieces of a line are not.
    return parts.join(token.type === 'list_item' || token.type === 'blockquote' ? ' ' : '');
  }
  if (token.type === 'list') return (token as Tokens.List).items.map((item) => textOf(item, names)).join(' ');
  if (token.type === 'br') return ' ';
  if (token.type === 'html') return '';
  return fillPlaceholders('text' in token ? String(token.text) : '', names);
}
