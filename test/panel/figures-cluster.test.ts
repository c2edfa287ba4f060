/** The way of a call: where it ends for each part that is broken, and what kubectl shows there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import cluster from '../../content/kubernetes-services/five-parts/figure.ts';
import {
  type ClusterState,
  outcome,
  type Part,
  pods,
} from '../../content/kubernetes-services/five-parts/figure-model.ts';

function state(...steps: (string | [string, string])[]): ClusterState {
  return steps.reduce<ClusterState>(
    (now, step) =>
      cluster.reduce(
        now,
        typeof step === 'string'
          ? { type: 'press', control: step }
          : { type: 'set', control: step[0], to: step[1] },
      ),
    cluster.init({}),
  );
}
const service: [string, string] = ['way', 'service'];
const broken = (part: Part) => state(service, ['broken', part]);
const verdict = (now: ClusterState) => cluster.scene(now).verdicts[0];
const printed = (now: ClusterState) =>
  cluster
    .scene(now)
    .listings.map(({ title, text }) => `$ ${title}\n${text}`)
    .join('\n');

test('addresses and names are new with every pod, and no two live with the same', () => {
  const seen = new Set<string>();
  for (let deaths = 0; deaths < 300; deaths++) {
    const alive = pods(deaths);
    assert.equal(new Set(alive.map(({ id }) => id)).size, 3, String(deaths));
    assert.equal(new Set(alive.map(({ address }) => address)).size, 3);
    const before = pods(deaths + 1);
    // One dies at a time.
    assert.equal(alive.filter(({ address }, at) => before[at]?.address === address).length, 2);
    for (const { address, id } of alive) {
      assert.match(address, /^10\.244\.[1-3]\.(?:[2-9]|\d\d|1\d\d|2[0-4]\d|25[0-4])$/);
      assert.match(id, /^[bcdfghjklmnpqrstvwxz2456789]{5}$/);
      seen.add(address);
    }
  }
  assert.equal(seen.size, 3 + 299);
});

test('a pod’s address is good until the pod dies', () => {
  assert.equal(verdict(state())?.tone, 'good');
  const gone = state('die');
  assert.equal(verdict(gone)?.tone, 'bad');
  assert.match(verdict(gone)?.text ?? '', /nobody has `10\.244\.1\.17` any more/);
  assert.match(cluster.scene(gone).happened, /with another address, `10\.244\.1\.18`/);
  // Who looks one up again has one that holds, for now.
  assert.equal(
    verdict(
      cluster.reduce(cluster.reduce(gone, { type: 'set', control: 'way', to: 'service' }), {
        type: 'set',
        control: 'way',
        to: 'pod',
      }),
    )?.tone,
    'good',
  );
});

test('through the Service every death is survived, and the list follows', () => {
  let now = state(service, ['look', 'list']);
  for (let round = 0; round < 7; round++) {
    now = cluster.reduce(cluster.reduce(now, { type: 'press', control: 'die' }), {
      type: 'set',
      control: 'look',
      to: 'list',
    });
    assert.equal(verdict(now)?.tone, 'good');
    for (const { address } of pods(now.deaths)) assert.ok(printed(now).includes(address));
  }
});

test('each broken part ends the call at its own place', () => {
  const ends = (['selector', 'readiness', 'port', 'name', 'namespace', 'none'] as const).map((part) => {
    const now = broken(part);
    assert.equal(verdict(now)?.tone, part === 'none' ? 'good' : 'bad');
    const { at } = outcome(now);
    const cells = cluster.scene(now).rows.flat();
    const crossed = cells.filter(({ sign }) => sign === '×').map(({ id }) => id.replace(/\d/, 's'));
    assert.deepEqual(crossed, part === 'none' ? [] : [at]);
    return at;
  });
  assert.deepEqual(ends, ['list', 'list', 'pods', 'name', 'name', 'pods']);
});

test('kubectl shows at the list: nobody, everybody but not ready, or everybody', () => {
  const list = (part: Part) => printed(state(service, ['broken', part], ['look', 'list']));
  assert.equal(
    list('selector'),
    '$ kubectl get endpointslices -n shop -l kubernetes.io/service-name=cart\nNAME         ADDRESSTYPE   PORTS     ENDPOINTS   AGE\ncart-7xk2p   IPv4          <unset>   <unset>     5d',
  );
  // The table of EndpointSlices has the addresses of pods that are not ready, too; only the conditions tell.
  assert.match(list('readiness'), /IPv4\s+8080\s+10\.244\.1\.17,10\.244\.2\.31,10\.244\.3\.45/);
  assert.equal(list('readiness').match(/Ready: +false/g)?.length, 3);
  assert.match(list('none'), /8080 +10\.244\.1\.17,/);
  assert.doesNotMatch(list('none'), /Ready/);
});

test('kubectl shows at the other stops what is wrong there', () => {
  assert.match(
    printed(broken('name')),
    /^\$ kubectl get service cart-service -n shop\nError from server \(NotFound\): services "cart-service" not found\n\$ kubectl get services -n shop\n/,
  );
  assert.match(
    printed(broken('namespace')),
    /^\$ kubectl get service cart -n front\nError from server \(NotFound\)/,
  );
  assert.match(printed(broken('port')), /listening on port 3000$/);
  const found = printed(state(service, ['broken', 'selector'], ['look', 'pods']));
  assert.match(found, /-L app\nNAME .* APP\ncart-6c8d4b7f9-\w+ +1\/1 .* cart-v2\n/);
  assert.match(printed(state(service, ['broken', 'readiness'], ['look', 'pods'])), / 0\/1 +Running/);
});

test('what the reader looks at goes with the call when something changes', () => {
  const look = (now: ClusterState) => cluster.groups(now).find(({ id }) => id === 'look')?.controls[0];
  const now = state(service, ['look', 'address']);
  assert.equal((look(now) as { value: string }).value, 'address');
  const next = cluster.reduce(now, { type: 'set', control: 'broken', to: 'selector' });
  assert.equal((look(next) as { value: string }).value, 'list');
});

test('it speaks with the reader’s names, and ports may be names', () => {
  const names = { service: 'orders', namespace: 'front', port: '8443', targetPort: 'https' };
  const now = cluster.reduce(broken('namespace'), { type: 'names', names });
  const text = JSON.stringify(cluster.scene(now));
  assert.match(text, /http:\/\/orders:8443/);
  // The caller has to be somewhere else than the Service.
  assert.match(text, /orders\.back\.svc\.cluster\.local/);
  assert.match(text, /app=orders/);
  const port = cluster.reduce(now, { type: 'set', control: 'broken', to: 'port' });
  assert.match(
    cluster.scene(port).happened,
    /sends to https, which is 8080, but the program listens on 3000/,
  );
});
