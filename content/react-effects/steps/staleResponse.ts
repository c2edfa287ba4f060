import type { Steps } from '../../../src/engine/index.ts';

/**
 * How two requests of one effect race. The steps depend on what the late answer reaches: see `raceOf` in the model
 * for `data`, `flagging` and `failing`, of which one is there.
 */

const TWO_REQUESTS = [
  {
    text: '`{dep}` has its first value. The effect runs, and `{request}` is on its way: request one.',
    at: 'ask',
    unless: ['later', 'fn'],
  },
  {
    text: '`{dep}` has its first value. The effect runs, `{later}` calls back, and `{request}` is on its way: request one.',
    at: 'ask',
    when: 'later',
    unless: 'fn',
  },
  { text: 'The effect runs, and `{request}` is on its way: request one.', at: 'ask', when: 'fn' },
  {
    text: '`{dep}` changes before the answer is there. The effect runs again: request two. Nothing takes request one back.',
    at: 'dep',
    unless: ['cleared', 'fn'],
  },
  {
    text: '`{dep}` changes before the answer is there. The cleanup stops the timer, but request one has left already. The new run sends request two.',
    at: 'dep',
    when: 'cleared',
    unless: 'fn',
  },
  {
    text: '`{dep}` becomes another function before the answer is there. The effect runs again: request two. Nothing takes request one back.',
    at: 'dep',
    when: 'fn',
  },
] as const satisfies Steps;

const STAYS = {
  text: 'The answer for the old `{dep}` stands beside the new one until the effect runs again.',
} as const;

/** The late answer brings data. Which setter has the last word depends on what else the reader sets after it. */
const LATE = [
  {
    text: '`{flag}` has run with it, so nothing shows that an answer is still to come.',
    at: 'last',
    when: 'flag',
  },
  {
    text: 'Request one answers late: `{setter}` runs last, with the answer for the old `{dep}`.',
    at: 'write',
    when: 'data',
    unless: ['flag', 'also'],
  },
  {
    text: 'Request one answers late: `{setter}` runs again, with the answer for the old `{dep}`, and `{flag}` runs last.',
    at: 'write',
    when: 'flag',
  },
  {
    text: 'Request one answers late: `{setter}` runs again, with the answer for the old `{dep}`, and `{also}` runs last, from the same old answer.',
    at: 'write',
    when: 'also',
  },
  {
    text: 'Should it fail instead, `{failure}` reports the error of request one beside the answer of request two.',
    at: 'failure',
    when: 'failure',
  },
  { ...STAYS, when: 'data' },
] as const satisfies Steps;

/** Only a flag is unguarded, most often that of a spinner. */
const FLAGGING = [
  {
    text: 'Request one answers. `{setter}` runs, although request two is still on its way.',
    at: 'write',
    when: 'flagging',
  },
  {
    text: '`{state}` says now what is true for the old `{dep}` only.',
    when: ['flagging', 'state'],
  },
  { text: 'Request two answers, and `{setter}` runs once more.', at: 'write', when: 'flagging' },
] as const satisfies Steps;

/** Only the way of failure is unguarded. */
const FAILING = [
  { text: 'Request two answers first, and the new `{dep}` has its answer.', at: 'ask', when: 'failing' },
  {
    text: 'Request one fails late. On this way nothing asks whether it is still wanted: `{setter}` runs last.',
    at: 'write',
    when: 'failing',
  },
  {
    text: 'The failure of the old `{dep}` stands beside the answer for the new one until the effect runs again.',
    when: 'failing',
  },
] as const satisfies Steps;

export const staleResponseSteps = {
  stale: [
    ...TWO_REQUESTS,
    {
      text: 'Request two answers first: `{setter}` runs, and the new `{dep}` has its answer.',
      at: 'write',
      when: 'data',
      unless: 'fn',
    },
    {
      text: 'Request two answers first: `{setter}` runs, and all is right.',
      at: 'write',
      when: ['data', 'fn'],
    },
    ...LATE,
    ...FLAGGING,
    ...FAILING,
  ],
  ownClosure: [
    ...TWO_REQUESTS,
    {
      text: 'Request two answers first. `{test}` compares two values of its own render: equal. `{setter}` runs, and all is right.',
      at: 'test',
    },
    {
      text: 'Request one answers late. `{test}` compares the values of the first render: equal again, whatever `{dep}` is by now.',
      at: 'test',
    },
    { text: '`{setter}` runs last, with the answer for the old `{dep}`.', at: 'write' },
    STAYS,
  ],
  anyRender: [
    {
      text: 'A render is over. The effect runs, and `{request}` is on its way: request one.',
      at: 'ask',
    },
    {
      text: 'The next render, whatever it was for, runs the effect again: request two. Nothing takes request one back.',
      at: 'effect',
    },
    { text: 'Request two answers first, and `{setter}` runs.', at: 'write' },
    {
      text: 'Request one answers late: `{setter}` runs last, with the answer of the older render.',
      at: 'write',
    },
    { text: '`{state}` stays that of the older render until the effect runs again.', when: 'state' },
  ],
} as const satisfies Record<string, Steps>;
