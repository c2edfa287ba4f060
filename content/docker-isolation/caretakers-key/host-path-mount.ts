import {
  bindOf,
  imageOf,
  isEngineSocket,
  onceAt,
  parseMount,
  runs,
  withDefaults,
} from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import { manifestObjects } from '../../../src/domains/manifests/index.ts';
import {
  type Document,
  defineRule,
  type Finding,
  only,
  type Severity,
  type Steps,
} from '../../../src/engine/index.ts';
import type { YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { isNodeAgent, isNodeCritical, ownerOf, pods } from '../model/index.ts';

/** Folders of the host that hold what runs it, or the secrets of all who use it. */
const SENSITIVE = [
  '/etc',
  '/root',
  '/boot',
  '/dev',
  '/lib',
  '/proc',
  '/sys',
  '/usr',
  '/var/run',
  '/run',
  '/var/lib/docker',
  '/var/lib/kubelet',
  '/home',
];

/** What is behind a door, for the steps. */
const BEHIND: readonly (readonly [path: RegExp, text: string])[] = [
  [
    /^\/$/,
    'Below `/` stands everything: keys, tokens, the password file, the folders of all other containers.',
  ],
  [/^\/etc$/, 'In `/etc` are the users, the keys of the machine and what is started when it boots.'],
  [/^\/(?:root|home)$/, 'There are the keys and the shell history of those who look after the machine.'],
  [
    /^\/proc$/,
    'In `/proc` are all processes with their arguments and environments, and switches of the kernel.',
  ],
  [/^\/sys$/, 'In `/sys` are the devices and switches of the kernel.'],
  [/^\/dev$/, 'In `/dev` are the devices, the disk among them.'],
  [/^(?:\/var)?\/run$|^\/var$/, 'Among what is below it is the socket of the container engine.'],
  [/^\/var\/lib/, 'There are the files of all other containers, and what they were given as secrets.'],
  [/./, 'From there comes what the machine itself runs.'],
];

/** Single files and folders that tell a program the time, whom to trust, or give it memory and a graphics card. */
const HARMLESS =
  /^\/(?:etc\/(?:localtime|timezone|ssl\/certs|ca-certificates|pki\/ca-trust|machine-id|os-release|hosts|resolv\.conf)|usr\/share\/(?:zoneinfo|ca-certificates)|dev\/(?:shm|dri|net\/tun|fuse|kvm|snd|video\d+|tty\w+|serial|bus\/usb|null|hugepages))(?:\/|$)/;
const HARMLESS_READ = /^\/(?:sys\/fs\/cgroup|lib\/modules)$/;

const STEPS = [
  { text: 'When `{service}` starts, `{path}` of the host stands in it as a folder of its own.', at: 'hint' },
  '{behind}',
  {
    text: 'It may write there, too. Who breaks into `{service}` can change the host so that he stays when the container is gone.',
    when: 'writes',
  },
  {
    text: 'It may only read. A key or a token from there is enough to come back another way.',
    unless: 'writes',
  },
] as const satisfies Steps;

const PLAIN = [
  {
    text: 'The pod starts on some node, and sees what that node has at `{path}`; another node has something else there.',
    at: 'hint',
  },
  'What it writes stays on that node when the pod moves on, and any other pod that names the path finds it.',
  'A namespace that enforces the level `baseline` refuses the pod.',
] as const satisfies Steps;

export default defineRule({
  title: 'A part of the host is mounted',
  languages: ['yaml', 'dockercompose', 'shellscript'],
  severity: 'warning',
  fix: 'none',
  looksFor: ['hostPath', 'volumes', '--volume', '--mount', ' -v'],
  embeds: ['shellscript'],
  sameAs: [
    ...only({ message: ['writable', 'readable', 'expected'] }, 'kube-linter:sensitive-host-mounts'),
    ...only({ message: 'plain' }, 'trivy:KSV-0023', 'polaris:hostPathSet'),
    'kics:*',
  ],
  explains: ['kube-linter:writable-host-mount', 'trivy:KSV-0023', 'polaris:hostPathSet'],
  messages: {
    writable: '`{service}` can read and change `{path}` of the host.',
    readable: '`{service}` can read all of `{path}` of the host.',
    expected: '`{service}` sees `{path}` of the host, as tools that look after a machine do.',
    plain: '`{path}` belongs to the node. Pods of the level `baseline` may mount nothing of it.',
  },
  steps: { writable: STEPS, readable: STEPS, expected: STEPS, plain: PLAIN },
  *check(doc) {
    yield* widest(inPods(doc));
    yield* inVolumes(doc);
    yield* widest(inServices(doc));
    yield* inCommands(doc);
  },
});

type Found = Generator<
  Finding<'writable' | 'readable' | 'expected' | 'plain', 'service' | 'path' | 'field' | 'behind' | 'writes'>
>;

/** Of what one program of the node sees as it should, the widest alone: the others say nothing more. */
function* widest(found: Found): Found {
  const all = [...found];
  const pathOf = ({ names }: (typeof all)[number]) => names?.path ?? '';
  const shortest = new Map<string | undefined, string>();
  for (const each of all) {
    if (each.message !== 'expected') continue;
    const other = shortest.get(each.names?.service);
    if (other === undefined || pathOf(each).length < other.length)
      shortest.set(each.names?.service, pathOf(each));
  }
  for (const each of all)
    if (each.message !== 'expected' || shortest.get(each.names?.service) === pathOf(each)) yield each;
}

interface Door {
  readonly path: string;
  readonly readOnly: boolean;
  readonly isExpected: boolean;
}

/** A path in its plain form; `undefined` where a variable decides, or where it is none of the host's root. */
function plainPath(text: string): string | undefined {
  const path = withDefaults(text).trim();
  if (!path.startsWith('/') || /[$`{]/.test(path)) return undefined;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function isSensitive(path: string): boolean {
  return path === '/' || SENSITIVE.some((each) => each === path || each.startsWith(`${path}/`));
}

function finding(doc: Document, { path, readOnly, isExpected }: Door, service: string, field: string) {
  const isLooking = readOnly && /^\/(?:proc|sys)$/.test(path);
  const severity: Severity = isExpected || isLooking ? 'information' : 'warning';
  const message: 'expected' | 'readable' | 'writable' = isExpected
    ? 'expected'
    : readOnly
      ? 'readable'
      : 'writable';
  return {
    message,
    severity: severityIn(doc, severity),
    names: { service, path, field },
    words: {
      behind: (BEHIND.find(([pattern]) => pattern.test(path)) ?? BEHIND[0])?.[1] ?? '',
      writes: readOnly ? '' : 'yes',
    },
  };
}

function* inPods(doc: Document): Found {
  const found = doc.model(pods).flatMap(({ object, pod, containers }) =>
    (pod.spec.get('volumes')?.values() ?? []).flatMap((volume) => {
      const at = volume.get('hostPath', 'path');
      const path = at?.text === undefined ? undefined : plainPath(at.text);
      return at && path ? [{ object, pod, containers, volume, at, path }] : [];
    }),
  );
  const seen = new Set<string>();
  for (const { object, pod, containers, volume, at, path } of onceAt(found, (each) => each.at.start)) {
    // A pod may mount one path by several names; said once, it is said.
    const door = `${object.node.start} ${path}`;
    if (seen.has(door)) continue;
    seen.add(door);
    const name = volume.textAt('name');
    const mounts = containers.flatMap(({ node }) =>
      (node.get('volumeMounts')?.values() ?? []).filter((mount) => mount.textAt('name') === name),
    );
    const readOnly = mounts.length > 0 && mounts.every((mount) => mount.get('readOnly')?.value === true);
    const images = containers.map(({ node }) => node.textAt('image'));
    const isExpected = isNodeAgent(object.name, ...images) || isNodeCritical(pod);
    yield* inPod(doc, at, { path, readOnly, isExpected }, ownerOf(object));
  }
}

/** A PersistentVolume says it for all pods that claim it. */
function* inVolumes(doc: Document): Found {
  for (const object of doc.model(manifestObjects)) {
    const at = object.kind === 'PersistentVolume' ? object.node.get('spec', 'hostPath', 'path') : undefined;
    const path = at?.text === undefined ? undefined : plainPath(at.text);
    if (at && path) yield* inPod(doc, at, { path, readOnly: false, isExpected: false }, ownerOf(object));
  }
}

function* inPod(doc: Document, at: YamlNode, door: Door, service: string): Found {
  const { path, readOnly } = door;
  if (isEngineSocket(path) || HARMLESS.test(path)) return;
  if (isSensitive(path)) {
    yield { at, ...finding(doc, door, service, 'hostPath') };
    return;
  }
  const isHarmless = readOnly && HARMLESS_READ.test(path);
  if (isHarmless && path !== '/lib/modules') return;
  // A program that looks after the node needs the node's files, so its mount is no fault.
  if (door.isExpected) return;
  yield {
    at,
    message: 'plain',
    severity: severityIn(doc, isHarmless ? 'hint' : 'information'),
    names: { service, path, field: 'hostPath' },
  };
}

function* inServices(doc: Document): Found {
  for (const { service, mount } of bindOf(doc)) {
    if (mount.kind !== 'bind' || mount.target === undefined) continue;
    const path = plainPath(mount.source);
    if (!path || !isSensitive(path)) continue;
    const isExpected = isNodeAgent(service.name, imageOf(service));
    yield {
      at: mount.sourceNode,
      ...finding(doc, { path, readOnly: mount.readOnly, isExpected }, service.name, 'volumes'),
    };
  }
}

function* inCommands(doc: Document): Found {
  for (const { options, image, called } of doc.model(runs)) {
    for (const { name, value, isKnown, start, end } of options) {
      if (!isKnown) continue;
      const mount = name === 'volume' ? parseMount(value) : name === 'mount' ? bindMount(value) : undefined;
      const path = mount?.target === undefined ? undefined : plainPath(mount.source);
      if (!mount || !path || !isSensitive(path)) continue;
      const door = { path, readOnly: mount.readOnly, isExpected: isNodeAgent(image) };
      yield { at: { start, end }, ...finding(doc, door, called, `--${name}`) };
    }
  }
}

/** `type=bind,source=/etc,target=/host/etc,readonly`. */
function bindMount(value: string) {
  const options = new Map(
    value.split(',').map((part): [string, string] => {
      const [key = '', ...rest] = part.split('=');
      return [key, rest.join('=')];
    }),
  );
  const readOnly = ['readonly', 'ro'].some((key) => options.has(key) && options.get(key) !== 'false');
  return {
    source: options.get('source') ?? options.get('src') ?? '',
    target: options.get('target') ?? options.get('dst') ?? options.get('destination'),
    readOnly,
  };
}
