import type { Steps, StepTemplate } from '../../../src/engine/index.ts';

/**
 * How an effect leaves something running. `again` is there where the effect can run again, `more` where that adds another
 * one to the same, `apart` where it opens it for another target; see `secondRun` in the model.
 */

/** The setter of a component that is gone does nothing: https://github.com/reactwg/react-18/discussions/82 */
const GONE = [
  {
    text: 'Where it calls `{setter}`, there is nothing left to set. Since React 18 nothing says so, and what the callback holds stays in memory.',
    at: 'write',
    when: 'setter',
  },
  { text: 'Everything that its callback holds stays in memory with it.', unless: 'setter' },
] as const satisfies Steps;

/** Strict Mode runs every new effect twice in development: https://react.dev/reference/react/StrictMode */
const strict = <const T extends string>(two: T) =>
  ({
    text: `In development Strict Mode shows it at once: it runs the effect twice, and ${two}.`,
    unless: 'again',
  }) as const satisfies StepTemplate;

export const missingCleanupSteps = {
  listener: [
    { text: 'The effect runs and adds a listener for {event} to `{target}`.', at: 'hint', when: 'event' },
    { text: 'The effect runs and adds a listener to `{target}`.', at: 'hint', unless: 'event' },
    {
      text: '{again}. The effect runs again and adds another one; nobody has removed the first.',
      at: 'again',
      when: ['again', 'more'],
    },
    {
      text: 'From now on each event calls both, one of them with the values of an old render.',
      at: 'hint',
      when: ['again', 'more'],
    },
    {
      text: '{again}. The effect runs again and listens to the new one; nobody has removed the listener from the old.',
      at: 'again',
      when: ['again', 'apart'],
    },
    '{Owner} goes away. React removes what it made; the listener is not among it, and `{target}` goes on calling it.',
    ...GONE,
    { text: 'Whoever comes back to it adds one more.', when: 'more' },
  ],
  interval: [
    { text: 'The effect runs and starts an interval.', at: 'hint' },
    {
      text: '{again}. The effect runs again and starts a second interval; nobody has cleared the first.',
      at: 'again',
      when: 'again',
    },
    {
      text: 'Both tick now: `{setter}` runs twice as often, every other time with the values of an old render.',
      at: 'write',
      when: ['again', 'setter'],
    },
    '{Owner} goes away. React removes what it made; the interval is not among it, and goes on ticking.',
    ...GONE,
    strict('two intervals tick'),
  ],
  timeout: [
    { text: 'The effect runs and starts a timeout.', at: 'hint' },
    {
      text: '{again} before it is over. The effect runs again and starts another; nobody has cleared the first.',
      at: 'again',
      when: 'again',
    },
    {
      text: 'The first timeout is over: `{setter}` runs, on behalf of the render that started it.',
      at: 'write',
      when: 'setter',
    },
    {
      text: 'The second is over, and `{setter}` runs again. Every change in between is one run more.',
      at: 'write',
      when: 'setter',
    },
    'Should {owner} go away first, the timeout fires all the same.',
  ],
  polling: [
    { text: 'The effect runs and `{call}` starts the first wait.', at: 'hint' },
    {
      text: 'It is over, and the callback starts the next one. From here on it keeps itself going.',
      at: 'inner',
    },
    {
      text: '{again}. The effect runs again and starts a second round; the first goes on beside it.',
      at: 'again',
      when: 'again',
    },
    '{Owner} goes away. No cleanup stops the rounds: they go on until the page is closed.',
    strict('two rounds are under way'),
  ],
  frames: [
    { text: 'The effect runs and asks for the next frame.', at: 'hint' },
    {
      text: 'The frame comes, and the callback asks for the one after it. From here on it keeps itself going.',
      at: 'inner',
    },
    {
      text: '{again}. The effect runs again and starts a second loop; both work in every frame.',
      at: 'again',
      when: 'again',
    },
    '{Owner} goes away. No cleanup stops the loop: it works in every frame, for nothing, until the page is closed.',
    strict('two loops run'),
  ],
  observer: [
    { text: 'The effect runs, and `{call}` begins to observe.', at: 'hint' },
    {
      text: '{again}. The effect runs again and makes a second observer; nobody has disconnected the first.',
      at: 'again',
      when: 'again',
    },
    { text: 'From now on both call back for one change.', at: 'hint', when: ['again', 'more'] },
    { text: 'The first goes on observing for the old `{apart}`.', at: 'hint', when: ['again', 'apart'] },
    '{Owner} goes away. The observer stays as long as what it observes, and can still call back.',
    ...GONE,
    strict('two observers look at the same place'),
  ],
  connection: [
    { text: 'The effect runs, and `{call}` opens a connection.', at: 'hint' },
    {
      text: '{again}. The effect runs again and opens a second one; nobody has closed the first.',
      at: 'again',
      when: 'again',
    },
    { text: 'Messages come over both, and call both callbacks.', at: 'hint', when: ['again', 'more'] },
    {
      text: 'Messages for the old `{apart}` go on coming, beside those for the new one.',
      at: 'hint',
      when: ['again', 'apart'],
    },
    '{Owner} goes away. The connection stays open, and the other side goes on sending.',
    strict('two connections are open'),
    'Whoever comes and goes leaves one more open, until the page is closed.',
  ],
  subscription: [
    { text: 'The effect runs, and `{call}` takes the callback.', at: 'hint' },
    {
      text: '{again}. The effect runs again and subscribes once more; nobody has ended the first subscription.',
      at: 'again',
      when: 'again',
    },
    {
      text: 'From now on each message calls both, one of them with the values of an old render.',
      at: 'hint',
      when: ['again', 'more'],
    },
    {
      text: 'Messages of the old `{apart}` go on coming, beside those of the new one.',
      at: 'hint',
      when: ['again', 'apart'],
    },
    '{Owner} goes away. Its callback is still on the list, and goes on being called.',
    ...GONE,
    strict('each message calls it twice'),
  ],
} as const satisfies Record<string, Steps>;
