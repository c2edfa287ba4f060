import type { Steps, StepTemplate } from '../../../src/engine/index.ts';

/** How a cleanup removes something else than what its effect added; `again`, `more` and `apart` as `secondRun` gives them. */

const ADDED = {
  text: 'The effect runs and adds a listener for {event} to `{target}`.',
  at: 'add',
} as const satisfies StepTemplate;

const CLEANED = [
  { text: '{again}, so React runs the cleanup, and then the effect again.', at: 'again', when: 'again' },
  { text: '{Owner} goes away, so React runs the cleanup.', unless: 'again' },
] as const satisfies Steps;

/** What comes of a cleanup that removed nothing. */
const LEFT = [
  {
    text: 'The next run adds a further listener beside the old one: from now on {event} calls both.',
    at: 'add',
    when: ['again', 'more'],
  },
  {
    text: 'The next run listens to the new `{apart}`. On the old one the listener is still there.',
    at: 'add',
    when: ['again', 'apart'],
  },
  'When {owner} is gone, `{target}` still calls what was added, and all that this function holds stays in memory.',
] as const satisfies Steps;

/** The story with what this cleanup asks for in its middle; its text is kept as a type, so that its words are checked. */
const stepsWith = <const T extends string>(asked: T) =>
  [ADDED, ...CLEANED, { text: asked, at: 'hint' }, ...LEFT] as const satisfies Steps;

export const cleanupMismatchSteps = {
  fresh: stepsWith(
    'The cleanup makes a function anew and asks to remove that one. It was never added: nothing is removed, and nothing complains.',
  ),
  handler: stepsWith('The cleanup asks to remove `{removed}`. What was added is `{handler}`, and it stays.'),
  unnamed: stepsWith(
    'The cleanup asks to remove `{removed}`. What was added is another function, and it stays.',
  ),
  event: stepsWith(
    'The cleanup asks for a listener for {removed}. The one for {event} stays, and nothing complains.',
  ),
  capture: stepsWith(
    'The cleanup asks for a listener with another `capture`. To the browser that is another listener: nothing is removed.',
  ),
  target: stepsWith('The cleanup asks `{removed}`, which has no such listener. The one on `{target}` stays.'),
  query: stepsWith(
    'The cleanup calls `matchMedia()` once more and gets another list, which has no listener. Nothing is removed.',
  ),
  unobserve: [
    { text: 'The effect runs, and the observer begins to observe `{target}`.', at: 'add' },
    ...CLEANED,
    {
      text: 'The cleanup ends the observing of `{removed}`. `{target}` was meant, and is still observed.',
      at: 'hint',
    },
    'When {owner} is gone, the observer still calls back for `{target}`, as long as that exists.',
  ],
} as const satisfies Record<string, Steps>;
