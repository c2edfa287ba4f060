import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { ServerLife } from '../../src/client/serverLife.ts';

let over: { uri: string | undefined; isHung: boolean };
let givenUp: Set<string>;
let clock: number;
let life: ServerLife;
beforeEach(() => {
  over = { uri: undefined, isHung: false };
  givenUp = new Set();
  clock = 0;
  const watchdog = { ended: () => over, isGivenUp: (uri: string) => givenUp.has(uri) };
  life = new ServerLife({ watchdog, now: () => clock });
});

/** Ends the server over a file as often as it takes until the file is left alone. */
function endOver(uri: string, isHung: boolean): void {
  over = { uri, isHung };
  assert.equal(life.closed(), undefined, `${uri} once`);
  givenUp.add(uri);
  assert.equal(life.closed(), undefined, `${uri} twice`);
}

describe('a server that ends unexpectedly', () => {
  it('stays off after the ninth time within three minutes without a known cause', () => {
    for (let times = 1; times <= 8; times++) assert.equal(life.closed(), undefined);
    clock = 2 * 60_000;
    assert.equal(life.closed(), 9);
    clock = 6 * 60_000;
    assert.equal(life.closed(), undefined, 'the others are forgiven by then');
  });

  for (const isHung of [true, false])
    it(`goes on for as long as each end is over another file, ${isHung ? 'hung' : 'crashed'}`, () => {
      for (let file = 0; file < 50; file++) endOver(`file:///f${file}.yaml`, isHung);
    });

  it('stays off where it crashes over one and the same file, which is not left alone', () => {
    over = { uri: 'file:///a.yaml', isHung: false };
    for (let times = 1; times <= 8; times++) assert.equal(life.closed(), undefined);
    assert.equal(life.closed(), 9);
  });
});

describe('what is asked of a server that ends', () => {
  const running = () => Promise.resolve(true);

  it('is asked again until it is answered', async () => {
    let asked = 0;
    const answer = await life.ask(
      running,
      async () => {
        asked++;
        if (asked === 4) return 'done';
        over = { uri: `file:///f${asked}.yaml`, isHung: true };
        life.closed();
        throw new Error('connection got disposed');
      },
      () => false,
    );
    assert.equal(answer, 'done');
    assert.equal(asked, 4);
  });

  it('is not asked again where the server has answered with an error', async () => {
    let asked = 0;
    const ask = life.ask(
      running,
      async () => {
        asked++;
        throw new Error('no such folder');
      },
      () => false,
    );
    await assert.rejects(ask, { message: 'no such folder' });
    assert.equal(asked, 1);
  });

  it('ends with a sentence where the server stays off, or ends each time without a cause', async () => {
    let asked = 0;
    const end = async () => {
      asked++;
      life.closed();
      throw new Error('connection got disposed');
    };
    await assert.rejects(
      life.ask(running, end, () => false),
      {
        message: 'The language server ended again and again, and gives no answer.',
      },
    );
    assert.equal(asked, 9);
    life.begin();
    const slow = () => {
      clock += 60_000;
      return end();
    };
    await assert.rejects(
      life.ask(running, slow, () => false),
      /again and again/,
    );
    assert.equal(asked, 18, 'also where there is so much time between the ends that each is forgiven');
  });

  it('is over when it is cancelled, and where no server runs', async () => {
    const end = async () => {
      life.closed();
      throw new Error('connection got disposed');
    };
    await assert.rejects(
      life.ask(running, end, () => true),
      { message: 'connection got disposed' },
    );
    await assert.rejects(
      life.ask(
        () => Promise.resolve(false),
        end,
        () => false,
      ),
      {
        message: 'The language server does not run.',
      },
    );
  });
});
