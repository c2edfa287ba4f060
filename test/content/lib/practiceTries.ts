/** What learners write in the practices: other right ways, and ways round the lesson. */

export interface Try {
  /** What is tried, as the end of a test's name. */
  readonly what: string;
  readonly from: 'start' | 'solved';
  /** Replacements of every occurrence, one after the other. */
  readonly edits: readonly (readonly [from: string, to: string])[];
}

export interface Tries {
  readonly right: readonly Try[];
  readonly round: readonly Try[];
}

const drop = (text: string): readonly [string, string] => [text, ''];

export const tries: Readonly<Record<string, Tries>> = {
  'late-answer': {
    right: [
      {
        what: 'an AbortController whose signal is asked',
        from: 'solved',
        edits: [
          ['let ignore = false;', 'const controller = new AbortController();'],
          ['search(query)', 'search(query, { signal: controller.signal })'],
          ['if (ignore) return;', 'if (controller.signal.aborted) return;'],
          ['if (!ignore)', 'if (!controller.signal.aborted)'],
          ['ignore = true;', 'controller.abort();'],
        ],
      },
      {
        what: 'a chain of then, catch and finally',
        from: 'solved',
        edits: [
          [
            `    async function load() {
      setBusy(true);
      try {
        const found = await search(query);
        if (ignore) return;
        setResults(found);
        setError('');
      } catch {
        if (ignore) return;
        setError('The search did not work.');
      } finally {
        if (!ignore) setBusy(false);
      }
    }
    load();
`,
            `    setBusy(true);
    search(query)
      .then((found) => {
        if (ignore) return;
        setResults(found);
        setError('');
      })
      .catch(() => {
        if (!ignore) setError('The search did not work.');
      })
      .finally(() => {
        if (!ignore) setBusy(false);
      });
`,
          ],
        ],
      },
      {
        what: 'a flag that says that the run is the current one',
        from: 'solved',
        edits: [
          ['let ignore = false;', 'let current = true;'],
          ['if (ignore) return;', 'if (!current) return;'],
          ['if (!ignore)', 'if (current)'],
          ['ignore = true;', 'current = false;'],
        ],
      },
    ],
    round: [
      { what: 'guarding the results alone', from: 'solved', edits: [['if (!ignore) setBusy', 'setBusy']] },
      { what: 'asking only once', from: 'start', edits: [['[query]', '[]']] },
      { what: 'not searching', from: 'start', edits: [['await search(query)', 'await Promise.resolve([])']] },
      {
        what: 'deleting the effect and leaving its words in a comment',
        from: 'start',
        edits: [
          ['  useEffect(() => {\n', '  /* useEffect(() => {\n'],
          ['  }, [query]);\n', '  }, [query]); */\n'],
        ],
      },
      {
        what: 'one flag for all runs, kept in a ref',
        from: 'solved',
        edits: [
          ['    let ignore = false;\n', ''],
          [
            'const [busy, setBusy] = useState(false);',
            'const [busy, setBusy] = useState(false);\n  const gone = useRef(false);',
          ],
          ['if (ignore) return;', 'if (gone.current) return;'],
          ['if (!ignore)', 'if (!gone.current)'],
          ['ignore = true;', 'gone.current = true;'],
          ['useEffect, useState', 'useEffect, useRef, useState'],
        ],
      },
    ],
  },
  unsubscribe: {
    right: [
      {
        what: 'an AbortController for the listener',
        from: 'solved',
        edits: [
          ['    const onKeyDown =', '    const controller = new AbortController();\n    const onKeyDown ='],
          [
            "window.addEventListener('keydown', onKeyDown)",
            "window.addEventListener('keydown', onKeyDown, { signal: controller.signal })",
          ],
          ["window.removeEventListener('keydown', onKeyDown)", 'controller.abort()'],
        ],
      },
      {
        what: 'a declared function as the listener, on the document',
        from: 'solved',
        edits: [
          ['const onKeyDown = (event) => {', 'function onKeyDown(event) {'],
          ['togglePause(song);\n    };', 'togglePause(song);\n    }'],
          ['window.', 'document.'],
        ],
      },
    ],
    round: [
      {
        what: 'removing the listener by leaving it out',
        from: 'solved',
        edits: [
          drop("    window.addEventListener('keydown', onKeyDown);\n"),
          drop("      window.removeEventListener('keydown', onKeyDown);\n"),
        ],
      },
      {
        what: 'stopping the timer at once',
        from: 'start',
        edits: [['setInterval(() => setPosition(positionOf(song)), 1000)', 'setPosition(positionOf(song))']],
      },
      {
        what: 'taking the wrong function away',
        from: 'solved',
        edits: [["removeEventListener('keydown', onKeyDown)", "removeEventListener('keydown', () => {})"]],
      },
      {
        what: 'an interval that nobody clears',
        from: 'solved',
        edits: [['return () => clearInterval(timer);', 'void timer;']],
      },
    ],
  },
  'compute-not-store': {
    right: [
      {
        what: 'useMemo',
        from: 'solved',
        edits: [
          ['import { useState }', 'import { useMemo, useState }'],
          [
            'const goods = sum(items) - discount(items, code);',
            'const goods = useMemo(() => sum(items) - discount(items, code), [items, code]);',
          ],
        ],
      },
      {
        what: 'the sum written where it is shown',
        from: 'solved',
        edits: [
          ['  const total = goods + deliveryCost(goods);\n', ''],
          ['{total}', '{goods + deliveryCost(goods)}'],
        ],
      },
    ],
    round: [
      {
        what: 'one effect for both',
        from: 'start',
        edits: [
          ['  }, [items, code]);\n\n  useEffect(() => {\n', ''],
          ['}, [goods]', '}, [items, code, goods]'],
        ],
      },
      {
        what: 'waiting in the effect',
        from: 'start',
        edits: [
          [
            'setGoods(sum(items) - discount(items, code));',
            'setTimeout(() => setGoods(sum(items) - discount(items, code)));',
          ],
          [
            'setTotal(goods + deliveryCost(goods));',
            'setTimeout(() => setTotal(goods + deliveryCost(goods)));',
          ],
        ],
      },
      {
        what: 'writing state while rendering',
        from: 'solved',
        edits: [
          [
            '  const total',
            '  const [, setTotal] = useState(0);\n  if (goods < 0) setTotal(goods);\n  const total',
          ],
        ],
      },
      { what: 'leaving out the discount', from: 'solved', edits: [[' - discount(items, code)', '']] },
    ],
  },
  'key-resets': {
    right: [
      {
        what: 'the key behind the other attribute',
        from: 'solved',
        edits: [['key={room} room={room}', 'room={room} key={room}']],
      },
      {
        what: 'an outer component that gives the key',
        from: 'solved',
        edits: [
          ['<MessageBox key={room} room={room} />', '<MessageBox room={room} />'],
          [
            'function MessageBox({ room }) {',
            'function MessageBox({ room }) {\n  return <Draft key={room} room={room} />;\n}\n\nfunction Draft({ room }) {',
          ],
        ],
      },
    ],
    round: [
      {
        what: 'a key on the form',
        from: 'solved',
        edits: [
          ['<MessageBox key={room}', '<MessageBox'],
          ['<form ', '<form key={room} '],
        ],
      },
      {
        what: 'a key on the attachments',
        from: 'solved',
        edits: [
          ['<MessageBox key={room}', '<MessageBox'],
          ['<Attachments />', '<Attachments key={room} />'],
        ],
      },
      {
        what: 'a key on the history',
        from: 'solved',
        edits: [
          ['<MessageBox key={room}', '<MessageBox'],
          ['<History', '<History key={room}'],
        ],
      },
      {
        what: 'deleting the effect alone',
        from: 'solved',
        edits: [['<MessageBox key={room}', '<MessageBox']],
      },
      {
        what: 'the key beside the effect',
        from: 'start',
        edits: [['<MessageBox ', '<MessageBox key={room} ']],
      },
    ],
  },
  'closures-and-dependencies': {
    right: [
      {
        what: 'options outside the component',
        from: 'solved',
        edits: [
          ['    const options = { reconnect: true };\n', ''],
          ['export function Room', 'const options = { reconnect: true };\n\nexport function Room'],
        ],
      },
      {
        what: 'options that useMemo keeps',
        from: 'solved',
        edits: [
          ['    const options = { reconnect: true };\n', ''],
          ['useState(0);\n', 'useState(0);\n  const options = useMemo(() => ({ reconnect: true }), []);\n'],
          ['[id]', '[id, options]'],
          ['useEffect, useState', 'useEffect, useMemo, useState'],
        ],
      },
      {
        what: 'the number in the dependencies',
        from: 'solved',
        edits: [
          ['(previous) => previous + 1', 'unread + 1'],
          ['}, []);', '}, [unread]);'],
        ],
      },
      {
        what: 'options written into the call',
        from: 'solved',
        edits: [
          ['    const options = { reconnect: true };\n', ''],
          ['connect(id, options)', 'connect(id, { reconnect: true })'],
        ],
      },
    ],
    round: [
      {
        what: 'not counting',
        from: 'start',
        edits: [
          ['setUnread(unread + 1)', 'setUnread(0)'],
          ['const options = { reconnect: true };\n', ''],
          ['connect(id, options)', 'connect(id, { reconnect: true })'],
          ['[id, options]', '[id]'],
        ],
      },
      {
        what: 'leaving the options out of the array alone',
        from: 'start',
        edits: [['[id, options]', '[id]']],
      },
      { what: 'connecting once', from: 'solved', edits: [['}, [id]);', '}, []);']] },
      {
        what: 'never closing',
        from: 'solved',
        edits: [['return () => connection.close();', 'void connection;']],
      },
    ],
  },
  'event-or-effect': {
    right: [
      {
        what: 'a function with a name',
        from: 'solved',
        edits: [
          [
            "  return (\n    <form\n      onSubmit={(event) => {\n        event.preventDefault();\n        post('/api/subscribers', { email });\n      }}\n    >",
            "  function subscribe(event) {\n    event.preventDefault();\n    post('/api/subscribers', { email: email });\n  }\n\n  return (\n    <form onSubmit={subscribe}>",
          ],
        ],
      },
      {
        what: 'the action of the form',
        from: 'solved',
        edits: [['onSubmit={(event) => {\n        event.preventDefault();', 'action={() => {']],
      },
    ],
    round: [
      {
        what: 'leaving the address out of the dependencies',
        from: 'start',
        edits: [['[submitted, email]', '[submitted]']],
      },
      {
        what: 'lowering the flag in the effect',
        from: 'start',
        edits: [
          [
            "post('/api/subscribers', { email });",
            "setSubmitted(false);\n      post('/api/subscribers', { email });",
          ],
        ],
      },
      {
        what: 'waiting in the effect',
        from: 'start',
        edits: [
          [
            "post('/api/subscribers', { email });",
            "setTimeout(() => post('/api/subscribers', { email }), 0);",
          ],
        ],
      },
      {
        what: 'not sending',
        from: 'solved',
        edits: [drop("        post('/api/subscribers', { email });\n")],
      },
    ],
  },
  'five-effects': {
    right: [
      {
        what: 'an AbortController and an inlined greeting',
        from: 'solved',
        edits: [
          ['let ignore = false;', 'const controller = new AbortController();'],
          ['if (ignore) return;', 'if (controller.signal.aborted) return;'],
          ['ignore = true;', 'controller.abort();'],
          [`  const greeting = user ? \`This is \${user.name}\` : 'Loading…';\n`, ''],
          ['{greeting}', `{user ? \`This is \${user.name}\` : 'Loading…'}`],
        ],
      },
    ],
    round: [
      {
        what: 'leaving out the timer',
        from: 'solved',
        edits: [
          [
            'const timer = setInterval(() => {\n      setSeconds((previous) => previous + 1);\n    }, 1000);\n    return () => clearInterval(timer);',
            'setSeconds(0);',
          ],
        ],
      },
      { what: 'a key nowhere', from: 'solved', edits: [['key={userId} ', '']] },
      { what: 'fetching once', from: 'solved', edits: [['[userId]', '[]']] },
      {
        what: 'leaving the listener there',
        from: 'solved',
        edits: [["    return () => window.removeEventListener('keydown', onKeyDown);\n", '']],
      },
    ],
  },
};
