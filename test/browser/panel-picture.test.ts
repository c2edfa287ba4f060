import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ContainerPicture, LinkItem, PathPicture, ToPanel } from '../../src/protocol/panel.ts';
import { looksWell } from '../panel/looks.ts';
import { openPanel, type Panel } from '../panel/page.ts';
import { lesson, lessonMessage, placeIn, readersText } from '../panel/samples.ts';

/** The pictures of the reader's manifests on the lesson's page. */

const link = (
  item: number,
  part: LinkItem['part'],
  label: string,
  more: Partial<LinkItem> = {},
): LinkItem => ({
  item,
  part,
  state: 'holds',
  label,
  text: 'Every pod that carries `app: web` becomes an endpoint, as soon as it is ready.',
  file: 'deploy/shop/web.yaml',
  line: item + 3,
  ...more,
});

const way: PathPicture = {
  kind: 'path',
  name: 'Service web',
  paths: [
    {
      service: 'web',
      namespace: 'shop',
      links: [
        link(0, 'name', 'web.shop.svc.cluster.local'),
        link(1, 'address', 'a cluster IP', { lesson: 'Why there are Services' }),
        link(2, 'selector', 'app=web', { lesson: 'Labels are the wiring' }),
      ],
      targets: [
        [
          link(3, 'workload', 'Deployment web'),
          link(4, 'port', '80 → http', {
            state: 'broken',
            text: 'No container of these pods declares a port with the name `http`, so the call has no number to go to.',
            lesson: 'Ports',
          }),
        ],
        [
          link(5, 'workload', 'Deployment canary'),
          link(6, 'port', '80 → 8080'),
          {
            item: 7,
            part: 'container',
            state: 'unknown',
            label: 'main:8080',
            text: 'No container declares this port.',
          },
        ],
      ],
      more: 2,
    },
  ],
};

const flat: ContainerPicture = {
  kind: 'container',
  name: 'worker',
  source: 'compose',
  privileged: false,
  items: [
    ...['PID', 'IPC', 'network', 'UTS', 'cgroup', 'mount', 'user'].map((name, at) => ({
      item: at,
      part: 'wall' as const,
      state: at === 0 ? ('open' as const) : at === 6 ? ('unset' as const) : ('closed' as const),
      label: `${name} namespace`,
      text: at === 0 ? 'It sees every process of the host.' : 'Its own.',
      ...(at === 0 ? { file: 'compose.yaml', line: 12 } : {}),
      lesson: 'Fifty tenants',
    })),
    {
      item: 7,
      part: 'meter',
      state: 'closed',
      label: 'memory 512m',
      text: 'Above this the kernel ends a process.',
    },
    { item: 8, part: 'meter', state: 'unset', label: 'CPU', text: 'It may take whatever it is given.' },
    { item: 9, part: 'key', state: 'unset', label: '14 usual keys', text: 'Few programs need any of them.' },
    {
      item: 10,
      part: 'key',
      state: 'open',
      label: 'NET_ADMIN',
      text: 'Handed out besides.',
      file: 'compose.yaml',
      line: 15,
    },
    { item: 11, part: 'user', state: 'open', label: 'root', text: 'The processes are root.' },
    { item: 12, part: 'rule', state: 'closed', label: 'no new privileges', text: 'None is gained.' },
    { item: 13, part: 'rule', state: 'unset', label: 'read-only root', text: 'It may change its own files.' },
    {
      item: 14,
      part: 'door',
      state: 'open',
      label: '/var/run/docker.sock',
      text: 'The whole host.',
      file: 'compose.yaml',
      line: 20,
    },
    { item: 15, part: 'door', state: 'unset', label: './conf', text: 'It reads `./conf` of the host.' },
  ],
};

const message = (picture: PathPicture | ContainerPicture | null, revision = 1, show = false): ToPanel => ({
  type: 'picture',
  lesson: lesson.id,
  picture: picture && { ...picture, revision },
  show,
});

async function open(picture: PathPicture | ContainerPicture, options = {}): Promise<Panel> {
  const panel = await openPanel(options);
  await panel.tell(lessonMessage(placeIn(readersText)));
  await panel.tell(message(picture));
  return panel;
}

const withoutFaults = async (panel: Panel) => {
  assert.deepEqual(panel.faults, []);
  assert.deepEqual(panel.strays, []);
  await panel.close();
};

describe('The way of a call on the page', () => {
  test('says each part in order, what is broken in words, and how many it leaves out', async () => {
    const panel = await open(way);
    const picture = panel.page.locator('.picture');
    assert.equal(await picture.locator('h3').innerText(), 'Where Service web leads');
    assert.equal(await picture.locator('.summary-line').innerText(), 'The way is broken at one part: port.');
    assert.deepEqual(await picture.locator('ol').first().locator('.label').allInnerTexts(), [
      'web.shop.svc.cluster.local',
      'a cluster IP',
      'app=web',
    ]);
    assert.deepEqual(await picture.locator('.mark').allInnerTexts(), [
      ...Array(4).fill('Holds'),
      'Broken',
      'Holds',
      'Holds',
      'Not known',
    ]);
    assert.match(await picture.innerText(), /2 more workloads are found\./);
    assert.match(await picture.innerText(), /To Deployment canary, port 80 → 8080/);
    await withoutFaults(panel);
  });

  test('is walked by keyboard: a place to the editor, and the lesson behind a part', async () => {
    const panel = await open(way);
    await panel.tell(message(way, 4, true));
    const focused = () => panel.page.evaluate(() => document.activeElement?.textContent ?? '');
    assert.equal(await focused(), 'Where Service web leads');
    await panel.page.keyboard.press('Tab');
    assert.match(await focused(), /^shop\/web\.yaml:3/);
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.press('Tab');
    await panel.page.keyboard.press('Tab');
    assert.match(await focused(), /Open lesson: Why there are Services/);
    await panel.page.keyboard.press('Enter');
    assert.deepEqual(await panel.sentOf('picture'), [
      { type: 'picture', what: 'reveal', lesson: lesson.id, revision: 4, item: 0 },
      { type: 'picture', what: 'lesson', lesson: lesson.id, revision: 4, item: 1 },
    ]);
    // An edit draws it anew; a part that has the focus keeps it.
    const [path] = way.paths;
    assert.ok(path);
    await panel.tell(message({ ...way, paths: [{ ...path, targets: [] }] }, 5));
    assert.match(await focused(), /Open lesson: Why there are Services/);
    assert.equal(await panel.page.locator('.summary-line').innerText(), 'Every part of the way holds.');
    await withoutFaults(panel);
  });

  test('goes with the place, and stays away where there is none', async () => {
    const panel = await open(way);
    const picture = panel.page.locator('.picture');
    assert.equal(await picture.isVisible(), true);
    assert.equal(await panel.page.locator('.status').isVisible(), true, 'a hint is still told');
    await panel.tell(lessonMessage(placeIn(readersText, { kind: 'sighting' })));
    assert.equal(await panel.page.locator('.status').isVisible(), false);
    await panel.tell(message(null));
    assert.equal(await panel.page.locator('.status').isVisible(), true);
    assert.equal(await picture.isVisible(), false);
    await panel.tell(message(way));
    await panel.tell(lessonMessage(null));
    assert.equal(await picture.isVisible(), false);
    await withoutFaults(panel);
  });

  test('what a file says stays text', async () => {
    const hostile = '<img src=x onerror=alert(1)>`</code>\u202e';
    const panel = await open({
      ...way,
      name: hostile,
      paths: [
        {
          service: hostile,
          namespace: hostile,
          links: [link(0, 'name', hostile, { text: hostile, file: hostile, lesson: hostile })],
          targets: [],
          more: 0,
        },
      ],
    });
    assert.equal(await panel.page.locator('.picture img').count(), 0);
    assert.match(await panel.page.locator('.picture').innerText(), /<img src=x/);
    await withoutFaults(panel);
  });
});

describe('A container on the page', () => {
  test('is told part by part, each with its state in words and the lesson behind it', async () => {
    const panel = await open(flat);
    const picture = panel.page.locator('.picture');
    assert.equal(await picture.locator('h3').innerText(), 'What worker may do');
    assert.equal(
      await picture.locator('.summary-line').innerText(),
      '7 closed, 4 open, 5 left to the default.',
    );
    assert.deepEqual(await picture.locator('h4').allInnerTexts(), [
      'Walls: namespaces',
      'Meters: limits',
      'Keys: capabilities',
      'Doors: mounts, devices, ports',
      'Tenant: the user',
      'House rules',
    ]);
    assert.equal(await picture.locator('.group li').count(), flat.items.length);
    assert.equal(await picture.locator('.group[data-group="door"] .mark').first().innerText(), 'Open');
    assert.equal(await picture.locator('svg.flat').getAttribute('aria-hidden'), 'true');
    await withoutFaults(panel);
  });

  test('privileged is said first, and an image says what is decided elsewhere', async () => {
    const panel = await open({ ...flat, privileged: true });
    assert.match(await panel.page.locator('.summary-line').innerText(), /^Privileged/);
    await panel.tell(
      message(
        {
          ...flat,
          source: 'dockerfile',
          items: [
            { item: 0, part: 'wall', state: 'unknown', label: 'namespaces', text: 'Built when it is run.' },
          ],
        },
        2,
      ),
    );
    assert.match(await panel.page.locator('.picture h3').innerText(), /of this image/);
    assert.equal(await panel.page.locator('.summary-line').innerText(), '1 decided elsewhere.');
    assert.match(await panel.page.locator('.picture .mark').first().innerText(), /Set when run/);
    await withoutFaults(panel);
  });
});

/** Shows a picture and sees that it is there whole. */
async function show(panel: Panel, picture: PathPicture | ContainerPicture, parts: number): Promise<void> {
  await panel.tell(message(picture));
  assert.equal(await panel.page.locator('.picture .mark:visible').count(), parts);
}

looksWell('The look of the pictures', {
  name: 'picture',
  widths: [360, 820],
  part: '.picture',
  picture: 'part',
  open: () => open(way),
  states: {
    path: (panel) => show(panel, way, 8),
    container: (panel) => show(panel, flat, flat.items.length),
  },
});
