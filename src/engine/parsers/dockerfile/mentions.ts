/**
 * Whether a Dockerfile contains an instruction, by its words: comments, line breaks, quotes, the case of the keyword
 * and options before the words make no difference. An instruction that is only mentioned in a heredoc or in another
 * instruction does not count.
 */

import { fitsPattern, GAP } from '../../../base/pattern.ts';

interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  readonly words: readonly string[];
  /** 1-based. */
  readonly line: number;
}

/** Instructions whose words are commands, where a name that is only an argument does not count. */
const COMMANDS = new Set(['RUN', 'CMD', 'ENTRYPOINT', 'HEALTHCHECK']);
/** After these words another command begins. */
const BEFORE_COMMAND = new Set([
  '&&',
  '||',
  '|',
  ';',
  '(',
  '{',
  '!',
  'then',
  'do',
  'else',
  'exec',
  'time',
  'env',
  'CMD',
]);
const WORD =
  /&&|\|\||[|;(){}]|(?:[^\s"'\\|;&(){}]|\$\{[^}]*\}|\$\(|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|&(?!&)|["'])+/g;

/**
 * Reads a text once. The returned function gives the 1-based line of the first instruction that contains a pattern,
 * such as `USER 10001` or `RUN npm ci`.
 */
export function dockerfileFinder(text: string): (pattern: string) => number | undefined {
  const instructions = instructionsOf(text);
  return (pattern) => {
    const [wanted] = instructionsOf(pattern);
    return wanted && instructions.find((each) => holds(wanted, each))?.line;
  };
}

function holds(wanted: Instruction, { keyword, words }: Instruction): boolean {
  if (wanted.keyword !== keyword) return false;
  if (wanted.words.length === 0) return true;
  const isCommands = COMMANDS.has(keyword);
  return words.some((_, at) => (!isCommands || beginsCommand(words, at)) && follows(wanted.words, words, at));
}

/** Whether a command begins at a word: only options and variables come before it. */
function beginsCommand(words: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    const word = words[before] as string;
    if (BEFORE_COMMAND.has(word)) return true;
    if (!word.startsWith('--') && !/^\w+=/.test(word)) return false;
  }
  return true;
}

function follows(pattern: readonly string[], words: readonly string[], at: number): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return true;
  if (first === GAP) {
    for (let next = at; next <= words.length; next++) if (follows(rest, words, next)) return true;
    return false;
  }
  const word = words[at];
  return word !== undefined && fitsPattern(first, word) && follows(rest, words, at + 1);
}

/** The instructions of a text; anything outside them, such as text before the first word, is left out. */
function instructionsOf(text: string): Instruction[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const continues = /^#[ \t]*escape[ \t]*=[ \t]*`/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  const found: Instruction[] = [];
  for (let at = 0; at < lines.length; at++) {
    if (isBlank(lines[at] as string)) continue;
    const line = at + 1;
    let whole = '';
    for (; at < lines.length; at++) {
      const part = (lines[at] as string).trimEnd();
      // Comments and empty lines within a continued instruction are removed before it is read.
      if (whole !== '' && isBlank(part)) continue;
      if (!part.endsWith(continues)) {
        whole += part;
        break;
      }
      whole += `${part.slice(0, -1)} `;
    }
    const [, keyword = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(whole) ?? [];
    const heredocs = [...rest.matchAll(/<<-?(["']?)([A-Za-z_]\w*)\1/g)].map((each) => each[2] as string);
    const body: string[] = [];
    for (const name of /^(?:RUN|COPY|ADD)$/i.test(keyword) ? heredocs : [])
      for (at++; at < lines.length && (lines[at] as string).trim() !== name; at++)
        body.push(lines[at] as string);
    found.push(toInstruction(keyword, rest, body, line));
  }
  return found;
}

function isBlank(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

function toInstruction(name: string, rest: string, heredoc: readonly string[], line: number): Instruction {
  const keyword = name.toUpperCase();
  // A heredoc of a RUN without a command holds the commands; any other heredoc is a file.
  const script = keyword === 'RUN' && /^(?:--\S+\s+)*<<-?["']?\w+["']?\s*$/.test(rest) ? heredoc : undefined;
  const words = script
    ? script.flatMap((each) => [...wordsOf(each, true), ';'])
    : (listOf(rest) ?? wordsOf(rest, COMMANDS.has(keyword)));
  return { keyword, words, line };
}

/** The words of `["npm", "ci"]`, after any options; `undefined` when the rest is in shell form. */
function listOf(rest: string): string[] | undefined {
  const [, options = '', list] = /^((?:--\S+\s+)*(?:CMD\s+)?)(\[[\s\S]*\])\s*$/.exec(rest) ?? [];
  if (list === undefined) return undefined;
  try {
    const words: unknown = JSON.parse(list);
    if (Array.isArray(words) && words.every((word) => typeof word === 'string'))
      return [...wordsOf(options, false), ...words];
  } catch {
    // Docker also reads a list that is not valid JSON as shell form.
  }
  return undefined;
}

/** @param isShell a `#` after a blank begins a comment there */
function wordsOf(text: string, isShell: boolean): string[] {
  const all = [...text.matchAll(WORD)].map(([word]) => word);
  const end = isShell ? all.findIndex((word) => word.startsWith('#')) : -1;
  return (end < 0 ? all : all.slice(0, end)).map((word) =>
    word.replace(/"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'/g, (_, double, single) => double ?? single ?? ''),
  );
}
