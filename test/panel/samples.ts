/** A lesson and the reader's code for the tests of the panel: made by the parts that make them in the product. */
import { excerpt, type Marked } from '../../src/client/lessonPanel/excerpt.ts';
import { fixDiff } from '../../src/client/lessonPanel/fixDiff.ts';
import { Lines } from '../../src/client/lessonPanel/lines.ts';
import type { LessonView, PlaceView, ProgressView, ToPanel } from '../../src/protocol/panel.ts';

const bad = `function Profile({ userId }: { userId: string }) {
  const [user, setUser] = useState&#60;User | null&#62;(null);

  useEffect(() =&#62; {
    fetchUser(userId).then((next) =&#62; {
      setUser(next); // whoever comes last wins
    });
  }, [userId]);

  return &#60;h1 className="name"&#62;{user?.name ?? 'Nobody'}&#60;/h1&#62;;
}`;

const good = bad
  .replace('fetchUser', 'let ignore = false;\n    fetchUser')
  .replace('setUser(next); // whoever comes last wins', 'if (!ignore) setUser(next);')
  .replace('});\n  }, [', '});\n    return () =&#62; {\n      ignore = true;\n    };\n  }, [');

const name = (id: string, text: string) => `<code><span data-name="${id}">${text}</span></code>`;

export const lesson: LessonView = {
  id: 'react-effects/late-answer',
  title: 'The answer that arrived too late',
  summary: 'A component does not wait: two requests race, and the slower one has the last word.',
  minutes: 5,
  level: 'intermediate',
  topic: 'React effects',
  number: 2,
  count: 7,
  needs: [
    { id: 'react-effects/unsubscribe', title: 'Whoever subscribes must unsubscribe', learned: true },
    { id: 'react-effects/key-resets', title: 'A new person is a new component', learned: false },
  ],
  previous: { id: 'react-effects/unsubscribe', title: 'Whoever subscribes must unsubscribe', learned: true },
  next: { id: 'react-effects/key-resets', title: 'A new person is a new component: key', learned: false },
  sources: [
    {
      title: 'React: You Might Not Need an Effect',
      url: 'https://react.dev/learn/you-might-not-need-an-effect',
    },
    {
      title: 'MDN: AbortController',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/AbortController',
    },
  ],
  sections: [
    {
      id: 'see',
      title: 'What you see',
      html: `<p>You click Ada, change your mind and click Grace. Half a second later Ada's name stands on Grace's page. There is no error and no warning, and at your desk it never happens.</p><pre data-language="tsx" data-kind="bad"><code>${bad}</code></pre>`,
    },
    {
      id: 'happens',
      title: 'What happens',
      html: `<p>The effect starts a request and is done; ${name('component', 'Profile')} does not wait for ${name('call', 'fetchUser')}. Follow the clock:</p><table><thead><tr><th>time</th><th>what runs</th><th>on the screen</th></tr></thead><tbody><tr><td>0 ms</td><td>${name('dep', 'userId')} has its first value, the effect asks</td><td>nothing yet</td></tr><tr><td>900 ms</td><td>the first answer calls ${name('setter', 'setUser')}</td><td>the old one</td></tr></tbody></table><p>State does not remember who wrote it. <em>The last write wins</em>, and the last write belongs to the slowest request. See also <a href="#" data-lesson="react-effects/unsubscribe">the lesson on cleanup</a> and <a href="https://react.dev/reference/react/useEffect">the reference</a>.</p><ul><li>Every run of an effect has variables of its own.</li><li>The cleanup of one run comes before the next.</li></ul>`,
    },
    {
      id: 'your-code',
      title: 'In your code',
      html: `<p>Look for the two ends of the wait: the call that asks, and ${name('setter', 'setUser')} when the answer is there. Between them ${name('dep', 'userId')} can change.</p>`,
    },
    {
      id: 'way-out',
      title: 'The way out',
      html: `<p>Each run gets a flag, and its own cleanup raises it.</p><pre data-language="tsx" data-kind="good"><code>${good}</code></pre><h3>Stopping the download as well</h3><blockquote><p>A controller is a flag that also stops what listens to its signal.</p></blockquote><pre data-language="tsx" data-kind="plain" data-file="src/api.ts"><code>const controller = new AbortController();
await fetch(\`/api/users/\${userId}?with=everything&amp;that=makes&amp;this=line&amp;very=long&amp;indeed=yes\`, { signal: controller.signal });</code></pre>`,
    },
    {
      id: 'fine',
      title: 'When it is fine',
      html: '<p>An empty array asks once and gets one answer. Press <kbd>Ctrl</kbd>+<kbd>Z</kbd> to undo.</p>',
    },
    {
      id: 'check',
      title: 'Check yourself',
      html: '<p>Two questions about guards that look right and are not.</p>',
    },
  ],
  sequence: [
    `${name('dep', 'userId')} gets its first value: the effect runs and calls ${name('call', 'fetchUser')}.`,
    `${name('dep', 'userId')} changes. The cleanup of the first run raises its flag, and the second run asks.`,
    `The first answer comes late, finds its flag raised, and ${name('setter', 'setUser')} is not called.`,
  ],
  quiz: [
    {
      question:
        'A ref <code>isMounted</code> is tested before <code>setUser</code>. Does it stop the late answer?',
      options: [
        {
          text: 'Yes. It is read at the last moment.',
          right: false,
          why: 'The component never left; only its <code>userId</code> changed.',
        },
        {
          text: 'No. The component is still mounted.',
          right: true,
          why: 'The question is whether it still asks <em>this</em>.',
        },
        { text: 'No, but a module variable would do.', right: false, why: 'That is shared even further.' },
      ],
    },
    {
      question: 'When is the flag of the first run raised?',
      options: [
        {
          text: 'Before the second run starts.',
          right: true,
          why: 'React cleans up one run before the next.',
        },
        { text: 'On unmount only.', right: false, why: 'Cleanup runs before every further run as well.' },
      ],
    },
  ],
  hasPractice: true,
  hasRules: true,
};

export const nothingDone: ProgressView = {
  read: false,
  answered: false,
  practised: false,
  repaired: false,
  known: false,
  answers: [null, null],
};

export const readersText = `import { useEffect, useState } from 'react';
import { loadAccount } from '../api/accounts';

export function AccountCard({ accountId, onReady }: Props) {
  const [account, setAccount] = useState<Account>();
  const [error, setError] = useState<string>();

  useEffect(() => {
    setError(undefined);
    loadAccount(accountId)
      .then((loaded) => {
        setAccount(loaded);
        onReady?.(\`account \${accountId}\`);
      })
      .catch((reason) => setError(String(reason)));
  }, [accountId, onReady]);

  if (error) return <p role="alert">{error}</p>;
  return <h2>{account?.owner ?? 'Loading…'}</h2>;
}
`;

const hintText = 'setAccount(loaded)';

/** The place in a text of the reader, as the host would tell it. */
export function placeIn(text: string, change: Partial<PlaceView> = {}): PlaceView {
  const lines = new Lines(text);
  const start = text.indexOf(hintText);
  const span = { start, end: start + hintText.length };
  const dependency = text.indexOf('[accountId') + 1;
  const request = text.indexOf('loadAccount(accountId)');
  const present = change.state === undefined || change.state === 'present';
  const marked: Marked[] = present
    ? [
        { span, kind: 'hint' },
        {
          span: { start: dependency, end: dependency + 9 },
          kind: 'related',
          note: 'When `accountId` changes, the effect runs again',
        },
        {
          span: { start: request, end: request + 22 },
          kind: 'note',
          note: 'Every run asks, and nobody takes a question back',
        },
      ]
    : [];
  const guard = [
    {
      start: text.indexOf('    setError(undefined)'),
      end: text.indexOf('    setError(undefined)'),
      newText: '    let ignore = false;\n',
    },
    { start, end: start, newText: 'if (ignore) return;\n        ' },
    {
      start: text.indexOf('  }, [accountId'),
      end: text.indexOf('  }, [accountId'),
      newText: '    return () => {\n      ignore = true;\n    };\n',
    },
  ];
  const lineOf = (offset: number) => lines.lineAt(offset) + 1;
  const at = text.indexOf('loadAccount(accountId)') + 'loadAccount(accountId'.length;
  const abort = [
    {
      start: text.indexOf('    setError(undefined)'),
      end: text.indexOf('    setError(undefined)'),
      newText: '    const controller = new AbortController();\n',
    },
    { start: at, end: at, newText: ', { signal: controller.signal }' },
    {
      start: text.indexOf('  }, [accountId'),
      end: text.indexOf('  }, [accountId'),
      newText: '    return () => controller.abort();\n',
    },
  ];
  return {
    revision: 1,
    kind: 'hint',
    state: 'present',
    file: 'src/features/accounts/AccountCard.tsx',
    line: lines.lineAt(start) + 1,
    language: 'typescriptreact',
    message: '`setAccount` may run with the answer for an old `accountId`.',
    names: { component: 'AccountCard', call: 'loadAccount', setter: 'setAccount', dep: 'accountId' },
    lines: excerpt(lines, span, marked),
    steps: present
      ? [
          {
            text: '`accountId` has its first value. The effect runs and calls `loadAccount`: request one.',
            line: lineOf(request),
          },
          {
            text: '`accountId` changes before the answer is there. The effect runs again: request two.',
            line: lineOf(dependency),
          },
          { text: 'Request two answers first: `setAccount` runs, and all is right.', line: lineOf(start) },
          { text: 'Request one answers late: `setAccount` runs last.', line: lineOf(start) },
          { text: 'It stays so until the effect runs again.' },
        ]
      : [],
    related: [
      {
        message: 'The list that switches between accounts',
        file: 'src/features/accounts/AccountList.tsx',
        line: 31,
      },
    ],
    fixes: [
      { title: 'Ignore stale answers', kind: 'suggested', rows: fixDiff(text, guard), otherFiles: [] },
      {
        title: 'Abort the request with an `AbortController`',
        kind: 'suggested',
        rows: fixDiff(text, abort),
        otherFiles: ['src/api/accounts.ts'],
      },
    ],
    ...change,
  };
}

export function lessonMessage(
  place: PlaceView | null,
  change: Partial<Extract<ToPanel, { type: 'lesson' }>> = {},
): ToPanel {
  return {
    type: 'lesson',
    lesson,
    place,
    progress: nothingDone,
    restore: { lesson: lesson.id },
    focus: true,
    ...change,
  };
}
