import { holdsComment, isCommentLine } from './comments.ts';
import type { Document } from './document.ts';
import { kindOf } from './languages.ts';
import { defineModel } from './model.ts';
import { codesOf, narrowed } from './peers.ts';
import type { Finding, Rule } from './rule.ts';
import { peerDisables } from './silencePeers.ts';
import type { Span } from './types.ts';

/** A comment that switches a tool's rules off for some lines. */
export interface Disable {
  /** `hindsight`, `eslint`, `oxlint`, `biome`, or one of `silencePeers.ts`. */
  readonly tool: string;
  /** The codes it names, without the tool; empty means all of that tool's. */
  readonly codes: readonly string[];
  /** What was given as the reason, or ''. */
  readonly reason: string;
  /** Lines it holds for, 0-based, end-exclusive. */
  readonly firstLine: number;
  readonly lastLine: number;
  /** The directive in the text. */
  readonly at: Span;
}

const DIRECTIVE =
  /\b(hindsight-ignore|(?:eslint|oxlint)-disable|biome-ignore)(-next-line|-line|-file|-all)?\b([^\n\r]*)/g;

/** All disable comments of a document, in source order. */
export const disables = defineModel<readonly Disable[]>({
  name: 'disables',
  // Three plain searches take a fraction of what one pattern for the three does.
  build: (doc) => {
    const own = doc.mentions(['hindsight-ignore', '-disable', 'biome-ignore']) ? findDisables(doc) : [];
    const peers = peerDisables(doc, (line) => nextCodeLine(doc, line));
    return peers.length === 0 ? own : [...own, ...peers].sort((a, b) => a.at.start - b.at.start);
  },
});

function findDisables(doc: Document): Disable[] {
  const found: Disable[] = [];
  for (const match of doc.text.matchAll(DIRECTIVE)) {
    const start = match.index;
    if (!isInComment(doc, start)) continue;
    const word = match[1] as string;
    const tool = word.slice(0, word.indexOf('-'));
    const scope = match[2] ?? '';
    const rest = (match[3] as string).replace(/\*\/.*$/, '').replace(/-->.*$/, '');
    const { codes, reason } = tool === 'biome' ? biomeWords(rest) : eslintWords(rest);
    if (tool === 'hindsight' && (codes.length === 0 || scope === '')) continue;
    const line = doc.lines.positionAt(start).line;
    found.push({
      tool,
      codes,
      reason,
      at: { start, end: start + match[0].trimEnd().length },
      ...linesOf(doc, tool, scope, line, start),
    });
  }
  return found;
}

function linesOf(doc: Document, tool: string, scope: string, line: number, start: number) {
  if (scope === '-file' || scope === '-all') return { firstLine: 0, lastLine: doc.lines.lineCount };
  if (scope === '-line') return { firstLine: line, lastLine: line + 1 };
  if (scope === '-next-line' || tool === 'biome') {
    const next = nextCodeLine(doc, line);
    return { firstLine: next, lastLine: next + 1 };
  }
  // `eslint-disable` holds until `eslint-enable` or the end of the file.
  const enable = doc.text.indexOf(`${tool}-enable`, start);
  return { firstLine: line, lastLine: enable < 0 ? doc.lines.lineCount : doc.lines.positionAt(enable).line };
}

/** The line after a comment that is neither blank nor another comment: directives may be stacked. */
function nextCodeLine(doc: Document, line: number): number {
  const comments = commentsOf(doc);
  let next = line + 1;
  while (next < doc.lines.lineCount) {
    const text = doc.text.slice(doc.lines.lineStart(next), doc.lines.lineEnd(next)).trim();
    if (text !== '' && !isCommentLine(text, comments)) break;
    next++;
  }
  return next;
}

function isInComment(doc: Document, offset: number): boolean {
  const before = doc.text.slice(doc.lines.lineStart(doc.lines.positionAt(offset).line), offset);
  return holdsComment(before, commentsOf(doc)) || /^\s*\*?\s*$/.test(before);
}

function commentsOf({ languageId }: Document) {
  return kindOf(languageId)?.comments ?? [];
}

/** `a, b -- because` as ESLint and oxlint write it, and we do. */
function eslintWords(rest: string): { codes: string[]; reason: string } {
  const [list = '', ...reason] = rest.split(/\s--+\s?/);
  return { codes: list.split(/[\s,]+/).filter(Boolean), reason: reason.join(' ').trim() };
}

/** `lint/group/rule: because` as Biome writes it. */
function biomeWords(rest: string): { codes: string[]; reason: string } {
  const match = /^\s*([\w/]+)(?:\([^)]*\))?\s*:?\s*(.*)$/.exec(rest);
  return { codes: match?.[1] ? [match[1]] : [], reason: match?.[2]?.trim() ?? '' };
}

/** Whether a finding of a rule is switched off by one of our comments, or by a peer's for the same fault. */
export function isSilenced(
  doc: Document,
  rule: Rule,
  finding: Pick<Finding, 'at' | 'message' | 'names'>,
): boolean {
  const all = doc.model(disables);
  if (all.length === 0) return false;
  const line = doc.lines.positionAt(finding.at.start).line;
  const peers = narrowed(rule, finding);
  return all.some(
    (disable) => line >= disable.firstLine && line < disable.lastLine && concerns(disable, rule, peers),
  );
}

/**
 * Whether a comment switches off a rule, or what a peer calls the same fault, wherever it holds.
 * @param peers codes of the fault at hand, where it is not all that the rule finds
 */
export function concerns(
  disable: Disable,
  rule: Rule,
  peers: readonly string[] = codesOf(rule.sameAs ?? []),
): boolean {
  if (disable.tool === 'hindsight')
    return disable.codes.some((code) => code === rule.id || code === rule.topic);
  return peers.some((code) => {
    const [tool, name] = [code.slice(0, code.indexOf(':')), code.slice(code.indexOf(':') + 1)];
    // oxlint reads ESLint's comments as its own.
    const reads = tool === disable.tool || (tool === 'oxlint' && disable.tool === 'eslint');
    return reads && (disable.codes.length === 0 || disable.codes.includes(name));
  });
}
