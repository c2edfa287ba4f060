import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** Text that means harm, in every place that text of others can reach: nothing runs, nothing breaks the layout. */

const tries: readonly string[] = [
  '<script>window.hacked = 1</script>',
  '<img src=x onerror="window.hacked = 1">',
  '"><svg/onload=window.hacked=1>',
  "';window.hacked=1;//",
  '<a href="javascript:window.hacked=1">click</a>',
  '<a href="command:workbench.action.terminal.new">click</a>',
  '[click](command:workbench.action.terminal.new)',
  '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  '<style>body { display: none }</style>',
  '<base href="https://evil.invalid/">',
  '<form action="https://evil.invalid/"><button>send</button></form>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hacked=1&gt;">',
  '{{setter|setUser}} $' + '{window.hacked = 1} {{constructor.constructor("window.hacked=1")()}}',
  '</code></pre></body><script>window.hacked=1</script>',
  'x'.repeat(10_000),
  '\u202Eevil\u2066 // }\u2069 gnp.exe',
  '\u0000\u0007\u200B\uFEFF',
  '`'.repeat(99),
  '\n\n\r\n\t\n',
  '😀'.repeat(2_000),
  '__proto__',
];

describe('Hostile text in the lesson panel', () => {
  // One page for all: each text takes the place of the one before, and what that one left would be found as well.
  let panel: Panel;
  before(async () => {
    panel = await openPanel({ width: 420, height: 600 });
  });
  after(() => panel?.close());

  for (const [at, evil] of tries.entries()) {
    test(`try ${at + 1}: ${JSON.stringify(evil.slice(0, 50))}`, async () => {
      panel.faults.length = 0;
      panel.strays.length = 0;
      const code = readersText
        .replace("'Loading…'", `'${evil}'`)
        .replace('function AccountCard', `function ${evil}`);
      const place = placeIn(code, {
        file: `src/${evil}.tsx`,
        message: `\`${evil}\` may run with ${evil}.`,
        why: evil,
        language: at % 2 ? 'typescriptreact' : evil,
        names: { component: evil, call: evil, setter: evil, dep: evil, [evil]: evil },
        related: [{ message: evil, file: evil, line: 1 }],
      });
      await panel.tell(
        lessonMessage(
          {
            ...place,
            fixes: place.fixes.map((fix) => ({ ...fix, title: evil, otherFiles: [evil] })),
            lines: place.lines.map((line) => ({ ...line, notes: [...line.notes, evil].slice(0, 1) })),
          },
          {
            lesson: {
              ...lesson,
              title: evil,
              summary: evil,
              topic: evil,
              needs: [{ id: 'a/b', title: evil, learned: false }],
              next: { id: 'a/b', title: evil, learned: false },
              sources: [
                { title: evil, url: evil },
                { title: evil, url: 'javascript:window.hacked=1' },
                { title: evil, url: 'command:workbench.action.terminal.new' },
                { title: evil, url: 'https://example.com/"onclick="window.hacked=1' },
              ],
              // A pack's lesson: HTML that others wrote.
              sections: lesson.sections.map((section) => ({
                ...section,
                title: evil,
                html: `${section.html}${evil}<p>${evil}</p><pre data-language="tsx" data-kind="good">${evil}</pre>`,
              })),
              quiz: [
                {
                  question: evil,
                  options: [
                    { text: evil, right: true, why: evil },
                    { text: evil, right: false, why: evil },
                  ],
                },
              ],
            },
          },
        ),
      );
      assert.equal((await panel.page.locator('h2').count()) > 5, true, 'the lesson is there');
      const links = await panel.page
        .locator('main a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      assert.ok(links.length > 0, 'the lesson’s own links are there');
      for (const href of links)
        assert.ok(href === null || /^https:\/\/|^#/.test(href), `a link leads to ${href}`);
      assert.deepEqual(
        await panel.page.evaluate(() =>
          ['script', 'iframe', 'style', 'base', 'form', 'img', 'object', 'embed', 'link', 'meta'].filter(
            (name) => document.querySelector(`#root ${name}`),
          ),
        ),
        [],
      );
      assert.deepEqual(
        await panel.page.evaluate(() =>
          [...document.querySelectorAll('#root *')].flatMap((element) =>
            [...element.attributes]
              .filter(({ name }) => /^on|^style$|^srcdoc$/.test(name))
              .map(({ name }) => name),
          ),
        ),
        [],
      );
      await panel.page.locator('.excerpt .line').first().click();
      // A picture of the test's own that cannot be shown: its error comes after those of all pictures before it.
      await panel.page.evaluate(
        () =>
          new Promise<void>((failed) => {
            const picture = new Image();
            picture.addEventListener('error', () => setTimeout(failed));
            picture.src = 'data:image/png;base64,AAAA';
          }),
      );
      assert.equal(
        await panel.page.evaluate(() => (window as never as { hacked?: number }).hacked),
        undefined,
      );
      assert.equal(await panel.overflow(), 0, 'the page does not scroll sideways');
      assert.equal(await panel.page.locator('h1').isVisible(), evil.trim() !== '', 'the page is not hidden');
      assert.deepEqual(panel.strays, [], 'nothing is fetched');
      // The sanitiser reads the HTML in a document of its own, which the policy holds for too: it forbids a
      // style and a base there that would reach nothing anyway. A script never gets so far.
      const faults = panel.faults.filter(
        (fault) => !/^(Applying inline style|Setting the document's base URI).* violates/.test(fault),
      );
      assert.deepEqual(faults, [], 'nothing runs, so the policy has nothing to forbid');
      if (at === 15) await panel.screenshot('hostile-bidi', false);
      if (at === 14) await panel.screenshot('hostile-long', false);
    });
  }

  test('characters that cannot be seen are shown by their code point', async () => {
    const panel = await openPanel();
    const excerpt = panel.page.locator('.excerpt');
    // In a comment, and in a string.
    for (const [plain, unseen, shown] of [
      ['setAccount(loaded);', 'setAccount(loaded); /* \u202E */', /setAccount\(loaded\); \/\* U\+202E \*\//],
      ["'Loading…'", "'\u202E'", /'U\+202E'/],
    ] as const) {
      assert.ok(readersText.includes(plain));
      await panel.tell(lessonMessage(placeIn(readersText.replace(plain, unseen))));
      assert.match(await excerpt.innerText(), shown);
      assert.ok(!(await excerpt.innerText()).includes('\u202E'));
    }
    await panel.close();
  });

  test('messages that are none are ignored', async () => {
    const panel = await openPanel();
    await panel.tell(lessonMessage(null));
    const before = await panel.page.locator('#root').innerText();
    for (const message of [
      null,
      7,
      'x',
      {},
      { type: 'lesson' },
      { type: '__proto__' },
      { type: 'place', lesson: 7 },
    ])
      await panel.tell(message);
    assert.equal(await panel.page.locator('h1').innerText(), lesson.title);
    assert.equal(await panel.page.locator('#root').innerText(), before);
    assert.deepEqual(panel.faults, []);
    await panel.close();
  });
});
