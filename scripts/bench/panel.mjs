/**
 * The lesson panel in the real editor: how long it takes from the command to the painted lesson, beside a bare webview in the
 * same run, and what a hundred lessons leave in memory.
 */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readContent } from '../lib/content.mjs';
import { PlainError } from '../lib/log.mjs';
import { PanelEditor, until } from './panelEditor.mjs';
import { median } from './processes.mjs';

const openLesson = 'hindsight.openLesson';
const bare = 'hindsight-bench.bare';

/** @typedef {{ median: number, p95: number, runs: number }} Times milliseconds */
/** @typedef {Awaited<ReturnType<PanelEditor['memory']>>} Memory */
/** @typedef {{ lesson: string, title: string, args: object, place: string }} Opening a lesson, how to ask for it, and the place that it shows */

/**
 * @param {{ vsix: string, runs?: number, rounds?: number, onRun?: (line: string) => void }} options
 *   `runs` of every kind of opening, `rounds` of opening and closing
 */
export async function measurePanel({ vsix, runs = 21, rounds = 100, onRun = () => undefined }) {
  const editor = await PanelEditor.open({ vsix });
  try {
    const openings = await prepare(editor);
    const plain = openings.filter(({ place }) => !place);
    const placed = openings.filter(({ place }) => place);
    const show = (/** @type {Opening} */ opening) =>
      editor.paint(
        openLesson,
        [opening.args],
        (painted) => painted.title === opening.title && painted.place === opening.place,
      );
    /** @type {Record<'bare' | 'fresh' | 'freshPlace' | 'next' | 'nextPlace', number[]>} */
    const times = { bare: [], fresh: [], freshPlace: [], next: [], nextPlace: [] };
    // In turns, so that whatever else the machine does meets all of them alike. The first turn warms up.
    for (let run = -1; run < runs; run++) {
      const note = (/** @type {keyof typeof times} */ kind, /** @type {number} */ time) => {
        if (run >= 0) times[kind].push(time);
        onRun(`${kind}: ${time} ms${run < 0 ? ', not counted' : ''}`);
      };
      note('bare', await editor.paint(bare, [], ({ title }) => title.startsWith('Bare')));
      await rest(editor);
      note('fresh', await show(at(plain, run)));
      await wait(300);
      note('next', await show(at(plain, run + 1)));
      await wait(300);
      note('nextPlace', await show(at(placed, run)));
      await rest(editor);
      note('freshPlace', await show(at(placed, run)));
      await rest(editor);
    }

    const memory = {
      bare: await round(editor, rounds, async () => {
        await editor.paint(bare, [], ({ title }) => title.startsWith('Bare'));
        await editor.closePanels();
      }),
      opened: await round(editor, rounds, async (i) => {
        await show(at(openings, i));
        await editor.closePanels();
      }),
      changed: await round(editor, rounds, async (i) => void (await show(at(openings, i)))),
      rounds,
    };
    return {
      lessons: plain.length,
      bare: spread(times.bare),
      fresh: spread(times.fresh),
      freshPlace: spread(times.freshPlace),
      next: spread(times.next),
      nextPlace: spread(times.nextPlace),
      memory,
    };
  } finally {
    await editor.close();
  }
}

/**
 * Brings the editor to where a person is who reads code: the sample's files checked and open, one without hints in front, so
 * that a lesson opened from a list is told without a place.
 * @param {PanelEditor} editor
 * @returns {Promise<Opening[]>}
 */
async function prepare(editor) {
  const { lessons, rules } = await catalogue();
  const file = 'src/Profile.tsx';
  const path = join(editor.folder, file);
  await editor.ask('show', { path });
  /** @type {{ rule: string, uri: string, range: { start: { line: number } } }[]} */
  const problems = await until(`${file} has hints`, async () => {
    const found = await editor.ask('problems', { path, source: 'Hindsight' });
    return found.length > 0 && found;
  });
  const placed = problems.map((problem) => {
    const lesson = rules.get(problem.rule) ?? '';
    const title = lessons.get(lesson);
    if (title === undefined) throw new PlainError(`No lesson explains the rule ${problem.rule}.`);
    return { lesson, title, args: problem, place: `${file}:${problem.range.start.line + 1}` };
  });
  await editor.ask('show', { path: join(editor.folder, 'src', 'api.ts') });
  await wait(2_000);
  return [
    ...[...lessons].map(([lesson, title]) => ({ lesson, title, args: { lesson }, place: '' })),
    // One hint of each lesson, or the same lesson would follow itself.
    ...new Map(placed.map((opening) => [opening.lesson, opening])).values(),
  ];
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

/** Lets the page come to rest with no panel in it. @param {PanelEditor} editor */
async function rest(editor) {
  await editor.closePanels();
  await wait(300);
}

/**
 * @param {PanelEditor} editor
 * @param {number} rounds
 * @param {(i: number) => Promise<void>} once
 * @returns {Promise<{ before: Memory, after: Memory }>}
 */
async function round(editor, rounds, once) {
  // What the first openings build for all later ones is no leak.
  for (let i = 0; i < 10; i++) await once(i);
  const before = await editor.memory();
  for (let i = 0; i < rounds; i++) await once(i);
  return { before, after: await editor.memory() };
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
