/**
 * The lesson panel in the real editor: how long it takes from the command to the painted lesson, beside a bare webview in the
 * same run, and what a hundred lessons leave in memory.
 */
import { join } from 'node:path';
import { readContent } from '../lib/content.mjs';
import { PlainError } from '../lib/log.mjs';
import { PanelEditor } from './panelEditor.mjs';
import { Failures, repeat } from './repeat.mjs';
import { median } from './spread.mjs';

const openLesson = 'hindsight.openLesson';
const bare = 'hindsight-bench.bare';

/** @typedef {{ median: number, p95: number, runs: number }} Times milliseconds */
/** @typedef {Awaited<ReturnType<PanelEditor['memory']>>} Memory */
/** @typedef {{ before: Memory, after: Memory, rounds: number }} Growth */
/** @typedef {{ lesson: string, title: string, args: object, place: string }} Opening a lesson, how to ask for it, and the place that it shows */

/**
 * How long it takes from the command to the painted lesson, in turns, so that whatever else the machine does meets all kinds
 * of openings alike.
 * @param {{ vsix: string, runs?: number, say?: (line: string) => void }} options `runs` of every kind of opening
 */
export async function measurePanelTimes({ vsix, runs = 21, say = () => undefined }) {
  const editor = await PanelEditor.open({ vsix });
  try {
    const { openings, show } = await prepare(editor);
    const plain = openings.filter(({ place }) => !place);
    const placed = openings.filter(({ place }) => place);
    /** @type {Record<'bare' | 'fresh' | 'freshPlace' | 'next' | 'nextPlace', number[]>} */
    const times = { bare: [], fresh: [], freshPlace: [], next: [], nextPlace: [] };
    const failures = new Failures(say);
    // The first turn warms up.
    for (let run = -1; run < runs && !failures.areTooMany; run++) {
      const note = (/** @type {keyof typeof times} */ kind, /** @type {number} */ time) => {
        if (run >= 0) times[kind].push(time);
        say(`${kind}: ${time} ms${run < 0 ? ', not counted' : ''}`);
      };
      await failures.watch(`turn ${run + 1} of ${runs}`, async () => {
        await rest(editor);
        note('bare', await openBare(editor));
        await rest(editor);
        note('fresh', await show(at(plain, run)));
        await editor.rest();
        note('next', await show(at(plain, run + 1)));
        await editor.rest();
        note('nextPlace', await show(at(placed, run)));
        await rest(editor);
        note('freshPlace', await show(at(placed, run)));
      });
    }
    if (Object.values(times).some((each) => each.length === 0)) throw failures.first;
    return {
      lessons: plain.length,
      asked: runs,
      bare: spread(times.bare),
      fresh: spread(times.fresh),
      freshPlace: spread(times.freshPlace),
      next: spread(times.next),
      nextPlace: spread(times.nextPlace),
    };
  } finally {
    await editor.close();
  }
}

/**
 * What lessons leave in memory.
 * @param {{ vsix: string, rounds?: number, say?: (line: string) => void }} options `rounds` of opening and closing
 */
export async function measurePanelMemory({ vsix, rounds = 100, say = () => undefined }) {
  const editor = await PanelEditor.open({ vsix });
  try {
    const { openings, show } = await prepare(editor);
    const growth = (/** @type {string} */ name, /** @type {(i: number) => Promise<unknown>} */ once) =>
      round(editor, { name, rounds, once, say });
    return {
      bare: await growth('bare', async () => {
        await openBare(editor);
        await editor.closePanels();
      }),
      opened: await growth('opened', async (i) => {
        await show(at(openings, i));
        await editor.closePanels();
      }),
      changed: await growth('changed', (i) => show(at(openings, i))),
    };
  } finally {
    await editor.close();
  }
}

/** @param {PanelEditor} editor */
function openBare(editor) {
  return editor.paint(bare, [], ({ title }) => title.startsWith('Bare'));
}

/**
 * Brings the editor to where a reader of code is: the sample's files checked and open, one without hints in front, so
 * that a lesson opened from a list is shown without a place.
 * @param {PanelEditor} editor
 * @returns {Promise<{ openings: Opening[], show: (opening: Opening) => Promise<number> }>} and how to open one
 */
async function prepare(editor) {
  const { lessons, rules } = await catalogue();
  const file = 'src/Profile.tsx';
  const path = join(editor.folder, file);
  await editor.ask('show', { path });
  /** @type {{ rule: string, uri: string, range: { start: { line: number } } }[]} */
  const problems = await editor.until(`${file} has hints`, async () => {
    const found = await editor.ask('problems', { path, source: 'Hindsight' });
    return found.length > 0 && found;
  });
  const placed = problems.map((problem) => {
    const lesson = rules.get(problem.rule) ?? '';
    const title = lessons.get(lesson);
    if (title === undefined) throw new PlainError(`No lesson explains the rule ${problem.rule}.`);
    return { lesson, title, args: problem, place: `${file}:${problem.range.start.line + 1}` };
  });
  const front = join(editor.folder, 'src', 'api.ts');
  await editor.ask('show', { path: front });
  await editor.until(`${front} is checked`, () => editor.ask('checked', { path: front }));
  await editor.rest();
  const openings = [
    ...[...lessons].map(([lesson, title]) => ({ lesson, title, args: { lesson }, place: '' })),
    // One hint of each lesson, or the same lesson would follow itself.
    ...new Map(placed.map((opening) => [opening.lesson, opening])).values(),
  ];
  const show = (/** @type {Opening} */ opening) =>
    editor.paint(
      openLesson,
      [opening.args],
      (painted) => painted.title === opening.title && painted.place === opening.place,
    );
  return { openings, show };
}

/** @returns {Promise<{ lessons: Map<string, string>, rules: Map<string, string> }>} titles of lessons, and lessons of rules */
async function catalogue() {
  const { topics } = await readContent();
  const lessons = topics.flatMap((topic) => topic.lessons);
  const rules = topics.flatMap((topic) => topic.rules);
  return {
    lessons: new Map(lessons.map(({ id, head }) => [id, head.title])),
    rules: new Map(rules.map(({ id, lesson }) => [id, lesson])),
  };
}

/** Lets the editor come to rest with no panel in it. @param {PanelEditor} editor */
async function rest(editor) {
  await editor.closePanels();
  await editor.rest();
}

/**
 * @param {PanelEditor} editor
 * @param {{ name: string, rounds: number, once: (i: number) => Promise<unknown>, say: (line: string) => void }} options
 * @returns {Promise<Growth>} over the rounds that came through
 */
async function round(editor, { name, rounds, once, say }) {
  // What the first openings build for all later ones is no leak.
  for (let i = 0; i < 10; i++) await once(i);
  const before = await editor.memory();
  const done = await repeat(
    rounds,
    async (i) => {
      await once(i);
      if (i % 10 === 9) say(`${name}: ${i + 1} of ${rounds}`);
      return i;
    },
    say,
  );
  return { before, after: await editor.memory(), rounds: done.length };
}

/**
 * @template T
 * @param {readonly T[]} list
 * @param {number} i any whole number
 */
function at(list, i) {
  return /** @type {T} */ (list[((i % list.length) + list.length) % list.length]);
}

/**
 * @param {readonly number[]} values
 * @returns {Times}
 */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const p95 = at(sorted, Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95)));
  return { median: median(sorted), p95, runs: sorted.length };
}
