/** What the sidebar says of the steps of a lesson. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ClientLessonState } from '../../src/client/progress.ts';
import { lessonSteps } from '../../src/client/views/lessonSteps.ts';
import type { LessonMeta } from '../../src/lessons/types.ts';

const meta = {
  id: 'a/b',
  minutes: 4,
  hasQuiz: true,
  hasPractice: true,
  rules: ['a/c'],
} as unknown as LessonMeta;
const nothing = { read: false, answered: false, practised: false, repaired: false, repairs: 0 };
const said = (done: Partial<ClientLessonState>, known?: number, of = meta) =>
  lessonSteps(of, { ...nothing, ...done } as ClientLessonState, known).map(
    ({ id, isDone, state, heard }) =>
      `${id}, ${isDone ? 'done' : 'open'}: ${[state, heard].filter(Boolean).join(' / ')}`,
  );

it('each step says whether it is done', () => {
  assert.deepEqual(said({}), [
    'read, open: to do, 4 min',
    'answer, open: to do',
    'practise, open: to do',
    'repair, open: not checked yet',
  ]);
  assert.equal(said({ read: true })[0], 'read, done: done');
  assert.deepEqual(said({ answered: true }).slice(1, 3), ['answer, done: done', 'practise, open: to do']);
  assert.deepEqual(said({ practised: true }).slice(1, 3), ['answer, open: to do', 'practise, done: done']);
});

it('a repair says what is left, where somebody has looked', () => {
  const repair = (done: Partial<ClientLessonState>, known?: number) => said(done, known)[3];
  assert.equal(repair({}, 0), 'repair, open: no hints here');
  assert.equal(repair({}, 2), 'repair, open: 2 places / to do, 2 places');
  assert.equal(repair({ repaired: true, repairs: 1 }), 'repair, done: 1 done');
  assert.equal(repair({ repaired: true, repairs: 1 }, 2), 'repair, done: 1 done, 2 left');
});

it('what a lesson does not have is no step of it', () => {
  const bare = { ...meta, hasQuiz: false, hasPractice: false, rules: [] };
  assert.deepEqual(said({}, undefined, bare), ['read, open: to do, 4 min']);
});
