/** What the page of a lesson gets of its quiz, and which answers are kept. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { LessonProgressOptions } from '../../src/client/lessonPanel/lessonProgress.ts';
import { LessonProgress } from '../../src/client/lessonPanel/lessonProgress.ts';
import type { LessonBody } from '../../src/lessons/types.ts';
import type { ToPanel } from '../../src/protocol/panel.ts';

/** The lesson `a/b` with some questions, the second of whose two options is the right one, and a reader who has read it. */
function reader(questions: number) {
  const quiz = Array.from({ length: questions }, () => ({ options: [{ right: false }, { right: true }] }));
  const body = { id: 'a/b', quiz } as unknown as LessonBody;
  const state = { read: true, answered: false, practised: false, repaired: false, known: false };
  const kept = new Map<string, unknown>();
  const posted: unknown[] = [];
  let changed: () => void = () => undefined;
  const progress = new LessonProgress({
    catalogue: { lessons: [{ id: 'a/b' }] },
    progress: {
      state: () => state,
      mark: async (_lesson: string, what: 'answered') => {
        // Something else of the progress comes in before this is kept.
        changed();
        state[what] = true;
        changed();
      },
      onDidChange: (listener: () => void) => {
        changed = listener;
        return { dispose: () => undefined };
      },
    },
    store: {
      get: (key: string) => kept.get(key),
      update: async (key: string, value: unknown) => {
        kept.set(key, value);
        changed();
      },
    },
    shown: () => body,
    post: (message: ToPanel) => posted.push(message.type === 'progress' && message.progress.answers),
    log: assert.fail,
  } as unknown as LessonProgressOptions);
  return { body, state, posted, progress, answers: () => progress.of(body).answers };
}

it('the last right answer is told as chosen, whatever changes before the quiz counts as answered', async () => {
  const { body, state, posted, progress, answers } = reader(1);
  await progress.answer(body, { question: 0, option: 1 });
  assert.ok(posted.length >= 3);
  for (const each of posted) assert.deepEqual(each, [1]);
  // Progress that was taken back takes the answers with it.
  state.answered = false;
  assert.deepEqual(answers(), [null]);
  progress.dispose();
});

it('numbers that the quiz does not have are ignored, and a choice may be taken back', async () => {
  const { body, state, posted, progress, answers } = reader(2);
  for (const [question, option] of [
    [0, 2],
    [0, -1],
    [2, 0],
    [-1, 0],
    [2, null],
  ] as const)
    await progress.answer(body, { question, option });
  assert.deepEqual(posted, []);
  await progress.answer(body, { question: 0, option: 1 });
  await progress.answer(body, { question: 1, option: 0 });
  assert.deepEqual([answers(), state.answered], [[1, 0], false]);
  await progress.answer(body, { question: 1, option: null });
  assert.deepEqual(answers(), [1, null]);
  progress.dispose();
});
