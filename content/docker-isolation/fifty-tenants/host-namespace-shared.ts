import { ownValue } from '../../../src/base/own.ts';
import { imageOf, onceAt, runs, serviceValues } from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import {
  type Document,
  defineRule,
  type Finding,
  type Fix,
  only,
  type Steps,
} from '../../../src/engine/index.ts';
import { dockerfile, isDockerfile } from '../../../src/engine/parsers/dockerfile/index.ts';
import { removeAt, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { isNetworkTool, isNodeAgent, isNodeCritical, isTrue, ownerOf, pods } from '../model/index.ts';

interface Wall {
  readonly wall: string;
  /** What it means that the wall is not there, as a sentence about the container. */
  readonly view: string;
}

const PID: Wall = {
  wall: 'PID namespace',
  view: 'It sees every process of the machine with its arguments. Those of its own user it may stop; if that is root, all of them.',
};
const IPC: Wall = {
  wall: 'IPC namespace',
  view: 'It finds the shared memory and the message queues that programs of the machine use among themselves.',
};
const NETWORK: Wall = {
  wall: 'network namespace',
  view: 'Its ports are ports of the machine, and it reaches what listens on the machine’s `localhost` and was meant for nobody else.',
};
const UTS: Wall = { wall: 'UTS namespace', view: 'It has the name of the machine.' };
const CGROUP: Wall = {
  wall: 'cgroup namespace',
  view: 'It sees the limits and the names of all that runs on the machine.',
};
const USER: Wall = {
  wall: 'user namespace',
  view: 'An engine that maps users makes an exception: root inside is root for the kernel.',
};

const POD_KEYS: Readonly<Record<string, Wall>> = { hostPID: PID, hostIPC: IPC, hostNetwork: NETWORK };
const SERVICE_KEYS: Readonly<Record<string, Wall>> = {
  pid: PID,
  ipc: IPC,
  network_mode: NETWORK,
  userns_mode: USER,
  uts: UTS,
  cgroup: CGROUP,
};
const OPTIONS: Readonly<Record<string, Wall>> = {
  pid: PID,
  ipc: IPC,
  network: NETWORK,
  userns: USER,
  uts: UTS,
  cgroupns: CGROUP,
};

const STEPS = [
  {
    text: '`{service}` starts. The kernel builds its other walls, and in the place of the {wall} it gets the one of the machine.',
    at: 'hint',
  },
  '{view}',
  'The same is true of everybody who gets into `{service}`, through a hole in it or with a shell.',
] as const satisfies Steps;

export default defineRule({
  title: 'A wall to the host was taken out',
  languages: ['yaml', 'dockercompose', 'dockerfile', 'shellscript'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: [
    'hostPID',
    'hostIPC',
    'hostNetwork',
    'pid',
    'ipc',
    'network_mode',
    'userns',
    'uts',
    'cgroup',
    '--net',
  ],
  embeds: ['shellscript'],
  sameAs: [
    ...only(
      { wall: PID.wall },
      'checkov:CKV_K8S_17',
      'trivy:KSV-0010',
      'kube-linter:host-pid',
      'polaris:hostPIDSet',
    ),
    ...only(
      { wall: IPC.wall },
      'checkov:CKV_K8S_18',
      'trivy:KSV-0008',
      'kube-linter:host-ipc',
      'polaris:hostIPCSet',
    ),
    ...only(
      { wall: NETWORK.wall },
      'checkov:CKV_K8S_19',
      'trivy:KSV-0009',
      'kube-linter:host-network',
      'polaris:hostNetworkSet',
    ),
    'kics:*',
  ],
  messages: {
    shared: '`{service}` has no {wall} of its own: `{field}` gives it the host’s.',
    agent:
      '`{service}` has the host’s {wall}, as programs of its kind do. What gets into it has that view, too.',
    build: 'This step of the build runs in the network of the machine that builds.',
  },
  steps: {
    shared: STEPS,
    agent: STEPS,
    build: [
      {
        text: 'BuildKit runs this step without a network of its own, where its builder was allowed to (`network.host`).',
        at: 'hint',
      },
      'Commands of the step reach what listens on the `localhost` of that machine: a database, a debugger, another build.',
      'On a builder that does not allow it the build ends here with an error.',
    ],
  },
  *check(doc) {
    yield* inPods(doc);
    yield* inServices(doc);
    yield* inCommands(doc);
    if (isDockerfile(doc)) yield* inBuilds(doc);
  },
});

type Found = Generator<Finding<'shared' | 'agent' | 'build', 'service' | 'wall' | 'field' | 'view'>>;

function* inCommands(doc: Document): Found {
  for (const { options, image, called } of doc.model(runs)) {
    for (const { name, value, start, end } of options) {
      const wall = value === 'host' ? ownValue(OPTIONS, name) : undefined;
      if (!wall) continue;
      const isExpected = isExpectedOf(wall, image);
      // The machine of a CI job is there for the job. A person who starts a script by hand reaches its network anyway.
      const isLight = wall === NETWORK;
      yield {
        at: { start, end },
        message: isExpected ? 'agent' : 'shared',
        severity: severityIn(doc, isExpected || isLight ? 'information' : 'warning'),
        names: { service: called, wall: wall.wall, field: `--${name} host` },
        words: { view: wall.view },
      };
    }
  }
}

function* inBuilds(doc: Document): Found {
  for (const instruction of doc.model(dockerfile).instructions) {
    const flag = instruction.keyword === 'RUN' ? instruction.flag('network') : undefined;
    if (flag?.value !== 'host') continue;
    const { start } = flag;
    const end = flag.end + (/^[ \t]+/.exec(doc.text.slice(flag.end))?.[0].length ?? 0);
    yield {
      at: flag,
      message: 'build',
      severity: severityIn(doc, 'information'),
      names: { wall: NETWORK.wall, field: '--network=host' },
      fixes: [
        {
          title: 'Give the step a network of its own',
          kind: 'suggested',
          edits: [{ start, end, newText: '' }],
        },
      ],
    };
  }
}

function isExpectedOf(wall: Wall, ...names: readonly (string | undefined)[]): boolean {
  return isNodeAgent(...names) || (wall === NETWORK && isNetworkTool(...names));
}

function* inPods(doc: Document): Found {
  const found = doc.model(pods).flatMap(({ object, pod, containers }) =>
    Object.entries(POD_KEYS).flatMap(([key, wall]) => {
      const value = pod.spec.get(key);
      return value && isTrue(value) ? [{ object, pod, containers, key, wall, value }] : [];
    }),
  );
  for (const { object, pod, containers, key, wall, value } of onceAt(found, (each) => each.value.start)) {
    const images = containers.map(({ node }) => node.textAt('image'));
    const isExpected = isExpectedOf(wall, object.name, ...images) || isNodeCritical(pod);
    yield {
      at: value,
      message: isExpected ? 'agent' : 'shared',
      severity: severityIn(doc, isExpected ? 'information' : 'warning'),
      names: { service: ownerOf(object), wall: wall.wall, field: `${key}: true` },
      words: { view: wall.view },
      fixes: object.templated || isExpected ? [] : removal(pod.spec, key, wall),
    };
  }
}

function* inServices(doc: Document): Found {
  for (const [key, wall] of Object.entries(SERVICE_KEYS)) {
    for (const { service, value } of serviceValues(doc, key)) {
      if (value.text !== 'host') continue;
      const isExpected = isExpectedOf(wall, service.name, imageOf(service));
      yield {
        at: value,
        message: isExpected ? 'agent' : 'shared',
        severity: severityIn(doc, isExpected ? 'information' : 'warning'),
        names: { service: service.name, wall: wall.wall, field: `${key}: host` },
        words: { view: wall.view },
        fixes: isExpected ? [] : removal(value.pair?.map ?? service.node, key, wall),
      };
    }
  }
}

function removal(map: YamlNode, key: string, { wall }: Wall): Fix[] {
  const { edits, refused } = removeAt(map, [key]);
  return refused === undefined && edits.length > 0
    ? [{ title: `Give it a ${wall} of its own`.replace('a IPC', 'an IPC'), kind: 'suggested', edits }]
    : [];
}
