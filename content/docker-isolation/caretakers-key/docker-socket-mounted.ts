import {
  bindOf,
  type ComposeService,
  imageOf,
  isEngineSocket,
  mountsOf,
  onceAt,
  parseMount,
  runs,
  withDefaults,
} from '../../../src/domains/containers/index.ts';
import { isDevelopment } from '../../../src/domains/environment/index.ts';
import { workflow } from '../../../src/domains/workflows/index.ts';
import {
  type Document,
  defineRule,
  type Finding,
  type Fix,
  only,
  type Steps,
} from '../../../src/engine/index.ts';
import { dockerfile, isDockerfile } from '../../../src/engine/parsers/dockerfile/index.ts';
import {
  addItem,
  addMissing,
  onOneLine,
  removeItem,
  type YamlEdit,
  type YamlInput,
  type YamlNode,
} from '../../../src/engine/parsers/yaml/index.ts';
import { isSocketProxy, isSocketTool, ownerOf, pods } from '../model/index.ts';

const STEPS = [
  {
    text: '`{service}` starts, and `{path}` in it is the telephone to the container engine of the host.',
    at: 'hint',
  },
  'Whoever speaks through it may ask for a container that has the host’s `/` mounted. The engine asks nobody whether he may, and runs it as root.',
  'With `:ro` the same holds: it keeps the file from being replaced, and a call through it is no write to the file.',
  'A hole in `{service}` is therefore a hole in the machine.',
] as const satisfies Steps;

export default defineRule({
  title: 'The engine’s socket is in the container',
  languages: ['yaml', 'dockercompose', 'dockerfile', 'shellscript'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['.sock'],
  embeds: ['shellscript'],
  sameAs: [
    ...only(
      { path: ['/var/run/docker.sock', '/run/docker.sock'] },
      'checkov:CKV_K8S_27',
      'trivy:KSV-0006',
      'kube-linter:docker-sock',
    ),
    'kube-linter:container-runtime-sock',
    'semgrep:yaml.docker-compose.security.exposing-docker-socket-volume.exposing-docker-socket-volume',
    'semgrep:yaml.kubernetes.security.exposing-docker-socket-hostpath.exposing-docker-socket-hostpath',
    'kics:*',
  ],
  messages: {
    socket: '`{service}` gets `{path}`. Whoever is in it can have the engine do anything on the host.',
    readOnly:
      '`{service}` gets `{path}`, and read-only changes nothing about it: the engine still does what it is asked.',
    tool: '`{service}` is built to use `{path}`. Whoever breaks into it has the engine, and with it the host.',
    declared: '`{path}` is declared as a volume: who runs this is expected to hand over the engine’s socket.',
  },
  steps: {
    socket: STEPS,
    readOnly: STEPS,
    tool: STEPS,
    declared: [
      {
        text: 'A volume without a source is a new, empty folder at `{path}`. Nothing of the host is in it.',
        at: 'hint',
      },
      'A program that looks for the socket there finds none. So whoever runs it mounts the host’s.',
      'From then on what breaks into the program has the engine, and with it the host.',
    ],
  },
  *check(doc) {
    yield* inPods(doc);
    yield* inServices(doc);
    yield* inCommands(doc);
    if (isDockerfile(doc)) yield* inImages(doc);
  },
});

type Found = Generator<Finding<'socket' | 'readOnly' | 'tool' | 'declared', 'service' | 'path' | 'field'>>;

function hint(doc: Document, readOnly: boolean, names: readonly (string | undefined)[], path: string) {
  const isTool = isSocketTool(...names);
  // The engine of one's own user: what it gives is that user's, not root's.
  const isRootless = /^\/run\/user\/|XDG_RUNTIME_DIR/.test(path);
  return {
    message: isTool ? ('tool' as const) : readOnly ? ('readOnly' as const) : ('socket' as const),
    severity: isDevelopment(doc)
      ? ('hint' as const)
      : isTool || isRootless
        ? ('information' as const)
        : ('warning' as const),
  };
}

function* inPods(doc: Document): Found {
  const found = doc.model(pods).flatMap(({ object, pod, containers }) =>
    (pod.spec.get('volumes')?.values() ?? []).flatMap((volume) => {
      const path = volume.get('hostPath', 'path');
      return path?.text && isEngineSocket(path.text) ? [{ object, containers, volume, path }] : [];
    }),
  );
  for (const { object, containers, volume, path } of onceAt(found, (each) => each.path.start)) {
    const name = volume.textAt('name');
    const mounts = containers.flatMap(({ node }) =>
      (node.get('volumeMounts')?.values() ?? []).filter((mount) => mount.textAt('name') === name),
    );
    const images = containers.map(({ node }) => node.textAt('image'));
    const text = path.text as string;
    if (isSocketProxy(object.name, ...images)) continue;
    const readOnly = mounts.length > 0 && mounts.every((mount) => mount.get('readOnly')?.value === true);
    yield {
      ...hint(doc, readOnly, [object.name, ...images], text),
      at: path,
      names: { service: ownerOf(object), path: text, field: 'hostPath' },
    };
  }
}

function* inServices(doc: Document): Found {
  for (const { service, mount } of bindOf(doc)) {
    const path = withDefaults(mount.source);
    if (!isEngineSocket(path) || isSocketProxy(service.name, imageOf(service))) continue;
    // Braces would be taken for a placeholder.
    const shown = path.replace(/\$\{(\w+)\}/g, '$$$1');
    const names = { service: service.name, path: shown, field: 'volumes' };
    if (mount.target === undefined && mount.node.kind === 'scalar') {
      yield { at: mount.sourceNode, message: 'declared', severity: 'information', names };
      continue;
    }
    // A tool that is built for the socket needs more than lists, and has an option of its own for its address.
    const isTool = isSocketTool(service.name, imageOf(service));
    const fix = isTool ? undefined : proxyFix(service, mount.node);
    yield {
      ...hint(doc, mount.readOnly, [service.name, imageOf(service)], path),
      at: mount.sourceNode,
      names,
      fixes: fix ? [fix] : [],
    };
  }
}

function* inCommands(doc: Document): Found {
  for (const { options, image, called } of doc.model(runs)) {
    for (const { name, value, start, end } of options) {
      const path =
        name === 'volume'
          ? parseMount(value).source
          : name === 'mount'
            ? /(?:^|,)(?:source|src)=([^,]*)/.exec(value)?.[1]
            : undefined;
      if (path === undefined || !isEngineSocket(path) || isSocketProxy(image)) continue;
      if (name === 'volume' && parseMount(value).target === undefined) continue;
      const readOnly = /:ro(?:,|$)|(?:^|,)(?:readonly|ro)(?:,|=true|$)/.test(value);
      const found = hint(doc, readOnly, [image], path);
      // The machine of a CI job is there for the job.
      const isCi = doc.model(workflow) !== undefined && found.severity === 'warning';
      yield {
        ...found,
        severity: isCi ? 'information' : found.severity,
        at: { start, end },
        names: { service: called, path, field: `--${name}` },
      };
    }
  }
}

function* inImages(doc: Document): Found {
  for (const instruction of doc.model(dockerfile).instructions) {
    if (instruction.keyword !== 'VOLUME') continue;
    for (const word of instruction.json ?? instruction.words) {
      if (!isEngineSocket(word.text)) continue;
      yield {
        at: word,
        message: 'declared',
        severity: 'information',
        names: { path: word.text, field: 'VOLUME' },
      };
    }
  }
}

/** A proxy that lets the lists of containers through, in the place of the socket; what else is needed a person adds. */
function proxyFix(service: ComposeService, mount: YamlNode): Fix | undefined {
  const { node } = service;
  const services = service.key.pair?.map;
  if (!services || mount.parent?.pair?.map !== node || node.get('network_mode') || node.get('extends'))
    return undefined;
  if (services.find('socket-proxy')) return undefined;
  const networks = node.get('networks')?.toValue();
  if (networks !== undefined && !Array.isArray(networks)) return undefined;
  const proxy = {
    image: 'tecnativa/docker-socket-proxy:v0.4.2',
    environment: { CONTAINERS: 1 },
    volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'],
    ...(networks === undefined ? {} : { networks: onOneLine(networks as YamlInput[]) }),
  };
  const address = 'tcp://socket-proxy:2375';
  const environment = node.get('environment');
  const steps: YamlEdit[] = [
    removeItem(mount, { prune: true }),
    environment?.kind === 'sequence'
      ? addItem(environment, `DOCKER_HOST=${address}`)
      : addMissing(node, { environment: { DOCKER_HOST: address } }, { after: ['image', 'build'] }),
    addMissing(services, { 'socket-proxy': proxy }),
  ];
  if (mountsOf(service).filter(({ source }) => isEngineSocket(withDefaults(source))).length > 1)
    return undefined;
  if (steps.some(({ refused, edits }) => refused !== undefined || edits.length === 0)) return undefined;
  const edits = steps.flatMap((step) => [...step.edits]).sort((a, b) => a.start - b.start);
  // What is removed may end where something is put in.
  const isClear = edits.every((edit, index) => index === 0 || edit.start > (edits[index - 1]?.end ?? 0));
  return isClear ? { title: 'Put a socket proxy between', kind: 'suggested', edits } : undefined;
}
