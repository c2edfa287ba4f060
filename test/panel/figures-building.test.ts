/** The building: what a tenant sees through each wall, and which tenant is ended when memory runs out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import building from '../../content/docker-isolation/fifty-tenants/figure.ts';
import {
  type BuildingState,
  memory,
  tenants,
  views,
  type Wall,
} from '../../content/docker-isolation/fifty-tenants/figure-model.ts';

function state(settings: Readonly<Record<string, boolean | number | string>> = {}): BuildingState {
  return Object.entries(settings).reduce(
    (now, [control, to]) => building.reduce(now, { type: 'set', control, to }),
    building.init({}),
  );
}
const sees = (now: BuildingState, wall: Wall) => views(now).find((view) => view.wall === wall);
const [walls, memoryVerdict] = [0, 1].map(
  (at) => (now: BuildingState) => building.scene(now).verdicts[at],
) as [
  (now: BuildingState) => { tone: string; text: string },
  (now: BuildingState) => { tone: string; text: string },
];
const compose = (now: BuildingState) => building.scene(now).listings[0]?.text ?? '';

test('behind its walls a tenant sees what is its own', () => {
  const now = state();
  assert.deepEqual(
    views(now).map(({ inside }) => inside),
    ['1 web', '172.18.0.2, port 8080', 'those of its image', 'f3a9c1d27b04', 'its own', '0, root', '/'],
  );
  assert.equal(walls(now).tone, 'good');
  // Docker comes without user namespaces.
  assert.equal(now.walls.user, false);
  assert.match(walls(now).text, /its root is the host’s root/);
  assert.equal(walls(state({ user: true })).text, '`web` sees only what is its own.');
});

test('one wall away, and only that thing is seen', () => {
  const closed = state();
  for (const wall of ['pid', 'net', 'mnt', 'uts', 'ipc', 'cgroup'] as const) {
    const open = state({ [wall]: false });
    assert.equal(walls(open).tone, 'bad');
    for (const { wall: other, inside } of views(open)) {
      // Docker gives a container with the host's network a host name like the host's.
      if (wall === 'net' && other === 'uts') assert.equal(inside, 'build-7, a copy');
      else if (other === wall) assert.notEqual(inside, sees(closed, other)?.inside);
      else assert.equal(inside, sees(closed, other)?.inside);
    }
  }
  assert.equal(sees(state({ pid: false }), 'pid')?.inside, sees(closed, 'pid')?.outside);
  assert.match(sees(state({ pid: false }), 'pid')?.inside ?? '', /48213 web, 48377 db, 48502 worker/);
  assert.equal(sees(state({ net: false }), 'net')?.inside, '192.0.2.10, ports 22 and 8080');
});

test('a wall that is away is drawn as a fault; that between users only where the tenant is root', () => {
  const tone = (wall: Wall, settings: Readonly<Record<string, boolean | string>>) =>
    building
      .scene(state(settings))
      .rows.flat()
      .find(({ id }) => id === `${wall}-wall`)?.tone;
  for (const tenant of ['0', '1', '2'])
    for (const wall of ['pid', 'net', 'mnt', 'uts', 'ipc', 'cgroup'] as const) {
      assert.equal(tone(wall, { tenant, [wall]: false }), 'bad', `${wall}, ${tenant}`);
      assert.equal(tone(wall, { tenant, [wall]: true }), 'plain', `${wall}, ${tenant}`);
    }
  // The second tenant, the database, is the one that is not root.
  assert.deepEqual(
    ['0', '1', '2'].map((tenant) => tone('user', { tenant })),
    ['bad', 'plain', 'bad'],
  );
});

test('the file says what was done, and only that', () => {
  assert.equal(compose(state()), 'services:\n  web:\n    image: shop/web:1.4.2');
  assert.equal(
    compose(
      state({
        pid: false,
        net: false,
        mnt: false,
        uts: false,
        ipc: false,
        cgroup: false,
        privileged: true,
        limited: true,
      }),
    ),
    'services:\n  web:\n    image: shop/web:1.4.2\n    pid: host\n    network_mode: host\n    uts: host\n    ipc: host\n    cgroup: host\n    volumes:\n      - /:/host\n    privileged: true\n    mem_limit: 2g',
  );
  assert.equal(building.scene(state({ user: true })).listings[1]?.title, '/etc/docker/daemon.json');
});

test('with a user namespace root is nobody outside, and Docker does not combine it with all', () => {
  assert.equal(sees(state({ user: true }), 'user')?.outside, 'the same process is 100000');
  assert.equal(sees(state({ tenant: '1', user: true }), 'user')?.outside, 'the same process is 100999');
  for (const settings of [{ pid: false }, { net: false }, { privileged: true }] as Record<
    string,
    boolean
  >[]) {
    const gone = state({ user: true, ...settings });
    assert.equal(gone.walls.user, false);
    assert.match(building.scene(gone).happened, /does not combine/);
    const back = building.reduce(gone, { type: 'set', control: 'user', to: true });
    assert.deepEqual(
      [back.walls.user, back.walls.pid, back.walls.net, back.privileged],
      [true, true, true, false],
    );
    assert.match(building.scene(back).happened, /these are undone/);
  }
  for (const wall of ['mnt', 'uts', 'ipc', 'cgroup'])
    assert.ok(state({ user: true, [wall]: false }).walls.user);
});

test('privileged takes no wall away and opens all the same', () => {
  const now = state({ privileged: true });
  assert.deepEqual(views(now), views(state()));
  assert.match(
    walls(now).text,
    /holds the master key: it can mount the host’s disk, whatever walls stand\.$/,
  );
  assert.match(
    walls(state({ tenant: '1', privileged: true })).text,
    /whoever becomes root there has the host\.$/,
  );
});

test('with a limit its own process is ended, and nobody else’s', () => {
  for (const tenant of ['0', '1', '2']) {
    const now = state({ tenant, limited: true, asks: 5.5 });
    assert.deepEqual(memory(now).ended, { tenant: Number(tenant), why: 'limit' });
    const before = tenants({}).map(({ holds }) => holds);
    assert.deepEqual(
      memory(now).holds,
      before.map((item, at) => (at === Number(tenant) ? 0 : item)),
    );
  }
  assert.equal(memory(state({ limited: true, asks: 2 })).ended, undefined);
  assert.match(memoryVerdict(state({ limited: true, asks: 2.5 })).text, /asked for more than its 2 GB/);
});

test('without one, the largest on the machine is ended when nothing is left', () => {
  assert.equal(memory(state({ asks: 2 })).ended, undefined);
  assert.deepEqual(memory(state({ asks: 2.5 })), {
    holds: [2.5, 0, 1.5],
    ended: { tenant: 1, why: 'machine' },
  });
  assert.match(
    memoryVerdict(state({ asks: 2.5 })).text,
    /ended `db`, the largest, and it was `web` that asked/,
  );
  assert.deepEqual(memory(state({ tenant: '1', asks: 5.5 })).ended, { tenant: 1, why: 'machine' });
  assert.match(memoryVerdict(state({ tenant: '1', asks: 5.5 })).text, /this time it was the one that asked/);
});

test('nobody ever holds more than there is', () => {
  for (const tenant of ['0', '1', '2'])
    for (const limited of [false, true])
      for (let asks = 0; asks <= 7; asks += 0.5) {
        const { holds } = memory(state({ tenant, limited, asks }));
        assert.ok(holds.reduce((sum, item) => sum + item, 1) <= 8, `${tenant} ${asks}`);
      }
});

test('tenants have different names, whatever the reader’s service is called', () => {
  for (const service of ['db', 'worker', 'cache', 'web'])
    assert.equal(new Set(tenants({ service }).map(({ name }) => name)).size, 3);
});
