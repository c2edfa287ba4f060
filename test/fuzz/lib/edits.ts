import assert from 'node:assert/strict';
import type { RangeChange } from '../../../src/base/editedText.ts';
import type { TextChange } from '../../../src/base/text.ts';
import { contentChecker } from '../../../src/domains/environment/index.ts';
import {
  type Checker,
  Document,
  grouped,
  LineIndex,
  parsersFor,
  prepareLanguage,
  unreadParts,
} from '../../../src/engine/index.ts';
import { rules } from '../../../src/generated/rules.ts';
import { readWasm } from '../../engine/lib/engine.ts';
import { seeded } from '../../engine/lib/mutate.ts';
import { type Example, exampleTexts } from './texts.ts';

type Change = TextChange | RangeChange;
type Below = (count: number) => number;

const STEPS = 8;
const TYPED = [
  ' ',
  '\n',
  '  ',
  '\r\n',
  '\t',
  '-',
  ':',
  '#',
  "'",
  '"',
  '{',
  '}',
  '(',
  ')',
  '`',
  '$',
  'x',
  '\r',
  '🙂',
];

/**
 * Edits texts of all kinds as editors do, some of it many changes in one message, and compares after each message what a
 * document that was edited says with what a new one of the same text says.
 * @param seed the same one makes the same edits
 * @param count how many texts are edited, each in several messages
 * @returns how many messages were compared
 * @throws AssertionError with the seed, the text and the changes where the two differ
 */
export async function fuzzEdits(seed: number, count: number): Promise<number> {
  const examples = exampleTexts();
  const kinds = [...new Set(examples.map(({ language }) => language))];
  for (const language of kinds)
    for (const each of parsersFor(language, rules)) await prepareLanguage(each, readWasm);
  let compared = 0;
  for (let at = 0; at < count; at++) {
    const random = seeded(seed * 1_000_003 + at);
    const below: Below = (limit) => Math.floor(random() * limit);
    // Kinds with few examples come as often as the others.
    const kind = kinds[at % kinds.length];
    const own = examples.filter(({ language }) => language === kind);
    compared += editOne(own[below(own.length)] as Example, examples, below, `seed ${seed}, text ${at}`);
  }
  return compared;
}

function editOne(example: Example, all: readonly Example[], below: Below, what: string): number {
  const uri = `file:///workspace/src/${example.name}`;
  const doc = new Document(uri, example.language, example.text);
  const checker = contentChecker({ rules, onRuleError: (rule, _, error) => fail(rule.id, error, what) });
  const before: string[] = [];
  try {
    said(checker, doc);
    for (let step = 0; step < STEPS; step++) {
      const changes = message(doc.text, before, all, below);
      before.push(doc.text);
      doc.update(changes);
      const fresh = new Document(uri, example.language, doc.text);
      const own = contentChecker({ rules, onRuleError: (rule, _, error) => fail(rule.id, error, what) });
      try {
        const expected = said(own, fresh);
        assert.deepEqual(
          said(checker, doc),
          expected,
          `${what}, message ${step}: ${JSON.stringify({ before: before.at(-1), changes })}`,
        );
      } finally {
        fresh.dispose();
      }
    }
  } finally {
    doc.dispose();
  }
  return STEPS;
}

function fail(rule: string, error: unknown, what: string): never {
  assert.fail(`${what}: ${rule} failed: ${String(error)}`);
}

/** All that is shown of a document, and what it tells others. */
function said(checker: Checker, doc: Document) {
  checker.collect(doc);
  const { hints, reads } = checker.check(doc);
  return {
    text: doc.text,
    lines: doc.lines.lineCount,
    hints: grouped(doc, hints),
    reads: [...reads].sort(),
    facts: checker.facts.of(doc.uri).sort(([a], [b]) => (a < b ? -1 : 1)),
    unread: unreadParts(doc),
  };
}

/** The changes of one message of an editor. */
function message(text: string, before: readonly string[], all: readonly Example[], below: Below): Change[] {
  const whole = (newText: string): Change => ({ start: 0, end: Number.POSITIVE_INFINITY, newText });
  switch (below(8)) {
    case 0:
      return indentation(text, below);
    case 1: {
      // Undo, and back again.
      const earlier = before[below(before.length)];
      return earlier === undefined ? [typed(text, below)] : [whole(earlier)];
    }
    case 2: {
      // Something pasted.
      const lines = (all[below(all.length)] as Example).text.split('\n');
      const from = below(lines.length);
      const pasted = lines.slice(from, from + 1 + below(8)).join('\n');
      return [{ ...typed(text, below), newText: `${pasted}\n` }];
    }
    case 3:
      return lineMoved(text, below);
    case 4:
      return everywhere(text, below);
    case 5: {
      // Several, each of the text that the one before has left.
      const changes: Change[] = [];
      let now = text;
      for (let left = 1 + below(5); left > 0; left--) {
        const change = typed(now, below);
        changes.push(change);
        now = now.slice(0, change.start) + change.newText + now.slice(change.end);
      }
      return changes;
    }
    default:
      return [typed(text, below)];
  }
}

function typed(text: string, below: Below): TextChange {
  const start = below(text.length + 1);
  const end = Math.min(text.length, start + (below(3) === 0 ? below(12) : 0));
  const newText = end > start && below(2) === 0 ? '' : (TYPED[below(TYPED.length)] as string);
  return { start, end, newText };
}

/** Lines are indented or taken back, by ranges, from the last one up or from the first one down. */
function indentation(text: string, below: Below): Change[] {
  const lines = new LineIndex(text);
  const first = below(lines.lineCount);
  const last = Math.min(lines.lineCount, first + 1 + below(lines.lineCount));
  const isOut = below(2) === 0;
  const changes: Change[] = [];
  for (let line = first; line < last; line++) {
    const start = lines.lineStart(line);
    const width = isOut ? Math.min(2, text.slice(start).search(/[^ ]|$/)) : 0;
    changes.push({
      from: { line, column: 0 },
      to: { line, column: width },
      newText: isOut ? '' : '  ',
    });
  }
  return below(2) === 0 ? changes : changes.reverse();
}

function lineMoved(text: string, below: Below): Change[] {
  const lines = new LineIndex(text);
  const line = below(lines.lineCount);
  const moved = text.slice(lines.lineStart(line), lines.lineEnd(line));
  const from = { line, column: 0 };
  const to = below(lines.lineCount);
  return [
    { from, to: { line: line + 1, column: 0 }, newText: '' },
    { from: { line: to, column: 0 }, to: { line: to, column: 0 }, newText: moved },
  ];
}

/** A word is replaced in all places, as a rename does. */
function everywhere(text: string, below: Below): Change[] {
  const words = [...text.matchAll(/\w+/g)];
  const word = words[below(words.length)]?.[0];
  if (word === undefined) return [typed(text, below)];
  const newText = below(3) === 0 ? '' : `${word}s`;
  return words
    .filter((match) => match[0] === word)
    .map((match) => ({ start: match.index, end: match.index + word.length, newText }))
    .reverse();
}
