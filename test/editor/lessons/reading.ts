/**
 * The quiet reading of the workspace, with a server that reads as slowly as the test wants it to. Only where there are files:
 * nothing of a virtual workspace is read without being asked.
 */
import * as vscode from 'vscode';
import { Reading } from '../../../src/client/reading.ts';
import { assert, describe, it, waitFor } from '../../harness/suite.ts';

interface Asked {
  readonly uris: readonly string[];
  readonly token: vscode.CancellationToken;
  report(percentage: number): void;
  end(isComplete: boolean): void;
}

function setUp(count = 700) {
  const item = {
    text: '',
    tooltip: '' as string | vscode.MarkdownString | undefined,
    command: '' as string | vscode.Command | undefined,
    isShown: false,
    show: () => {
      item.isShown = true;
    },
    hide: () => {
      item.isShown = false;
    },
    dispose: () => {
      item.isShown = false;
    },
  };
  const clock = { time: 0 };
  const asked: Asked[] = [];
  const lines: string[] = [];
  const reading = new Reading({
    item: item as unknown as vscode.StatusBarItem,
    now: () => clock.time,
    server: {
      start: () => Promise.resolve(undefined),
      collect: (uris, token, report) =>
        new Promise((resolve) => {
          token.onCancellationRequested(() => resolve(false));
          asked.push({ uris, token, report, end: resolve });
        }),
    },
    log: { info: (line) => void lines.push(line), debug: (line) => void lines.push(line) },
    list: (limit) =>
      Promise.resolve(
        Array.from({ length: Math.min(count, limit) }, (_, i) => vscode.Uri.file(`/ws/f${i}.yaml`)),
      ),
  });
  const begin = async () => {
    const before = asked.length;
    const run = reading.run();
    return { run, ask: await waitFor('the server is asked', () => asked[before]) };
  };
  /** Reports after the time in which nothing is shown. */
  const shown = (ask: Asked, percentage: number) => {
    clock.time += 601;
    ask.report(percentage);
    assert.ok(item.isShown && item.text.includes(`${percentage}%`), `it is shown: ${item.text}`);
  };
  return { reading, item, clock, asked, lines, begin, shown };
}

describe('reading the workspace', () => {
  it('says nothing where it is quickly done', async () => {
    const { item, clock, begin, lines } = setUp();
    const { run, ask } = await begin();
    assert.equal(ask.uris.length, 700);
    clock.time += 599;
    ask.report(40);
    assert.ok(!item.isShown, 'nothing is shown yet');
    ask.end(true);
    await run;
    assert.ok(!item.isShown);
    assert.ok(
      lines.some((line) => line.startsWith('Read 700 files')),
      lines.join(),
    );
  });

  it('shows how far it is, and goes when it is done', async () => {
    const { item, begin, shown } = setUp();
    const { run, ask } = await begin();
    shown(ask, 20);
    shown(ask, 60);
    assert.equal(item.command, 'hindsight.stopReading');
    ask.end(true);
    await run;
    assert.ok(!item.isShown);
  });

  it('stops when a person wants it, says what that means, and goes on from there', async () => {
    const { reading, item, asked, begin, shown } = setUp();
    const { run, ask } = await begin();
    shown(ask, 20);
    reading.stop();
    await run;
    assert.ok(ask.token.isCancellationRequested, 'the server is told');
    assert.ok(item.isShown && item.text.includes('stopped'), item.text);
    assert.ok(String(item.tooltip).includes('may be missing or wrong'));
    assert.equal(item.command, 'hindsight.readWorkspace');

    // A server that starts anew does not undo what the person did.
    await reading.again();
    assert.equal(asked.length, 1);

    const next = await begin();
    assert.ok(!item.isShown, 'it begins without a word');
    next.ask.end(true);
    await next.run;
  });

  it('reads again for a server that has started anew', async () => {
    const { reading, asked, begin } = setUp();
    const first = await begin();
    first.ask.end(true);
    await first.run;
    const again = reading.again();
    const ask = await waitFor('the server is asked again', () => asked[1]);
    ask.end(true);
    await again;
  });

  it('leaves the reading to a check of the workspace', async () => {
    const { reading, item, begin, shown } = setUp();
    const { run, ask } = await begin();
    shown(ask, 10);
    reading.leave();
    await run;
    assert.ok(ask.token.isCancellationRequested);
    assert.ok(!item.isShown, 'the check shows its own progress');
  });

  it('does not begin in a workspace that nobody would wait for', async () => {
    const { reading, asked, lines } = setUp(1_000_000);
    await reading.run();
    assert.equal(asked.length, 0);
    assert.ok(lines.some((line) => line.includes('when you check the workspace')));
  });
});
