import {
  containersOf,
  type ManifestObject,
  manifestFacts,
  podTemplateOf,
  Scope,
} from '../../../src/domains/manifests/index.ts';
import { defineRule, type Fix, only, type Span } from '../../../src/engine/index.ts';
import { addMissing, setScalar, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { completeObjects, isService, suggested } from '../model/objects.ts';
import { mended, nameFor, portNameFault, servicePortNameFault } from '../model/portNames.ts';

const NOTHING_RUNS = { none: 'The API server refuses the object, so nothing comes to run.' };

export default defineRule({
  title: 'Port that the API server refuses',
  languages: ['yaml'],
  severity: 'error',
  fix: 'safe',
  looksFor: ['ports'],
  shares: manifestFacts,
  explains: ['kube-score:container-ports-check'],
  sameAs: only({ message: 'name' }, 'kube-linter:invalid-target-ports'),
  messages: {
    unnamed: '`{service}` has {count} ports, so each needs a name, and port `{port}` has none.',
    twice: 'Two ports of `{service}` have the name `{name}`.',
    again: '`{service}` has port `{port}` over {protocol} twice.',
    name: '`{name}` cannot be the name of a port: {reason}.',
    number: '`{port}` is no port: ports are numbers from 1 to 65535.',
    container: 'Two ports of the container `{container}` have the name `{name}`.',
    pod: 'Two containers of {kind} `{workload}` have a port `{name}`: a Service that asks for that name gets the first.',
    empty: 'A port of the container `{container}` has no `containerPort`.',
  },
  steps: {
    unnamed: NOTHING_RUNS,
    twice: NOTHING_RUNS,
    again: NOTHING_RUNS,
    name: NOTHING_RUNS,
    number: NOTHING_RUNS,
    container: NOTHING_RUNS,
    empty: NOTHING_RUNS,
    pod: [
      { text: 'The API server takes {kind} `{workload}`, with a warning.', at: 'hint' },
      'A Service asks for the port `{name}`. Each container has its own, and the name stands for the first that is found.',
      'No Service reaches the other by its name, until somebody changes the order. Only a probe of its own container finds it.',
    ],
  },
  *check(doc, facts) {
    const found = completeObjects(doc).flatMap((object) =>
      [...(isService(object) ? serviceFaults(object) : podFaults(object))].map((finding) => ({
        object,
        ...finding,
      })),
    );
    if (found.length === 0) return;
    const scope = new Scope(doc, facts);
    for (const { object, isGap, ...finding } of found) {
      if (scope.isPatch(object)) continue;
      // What is missing may come from a template or a patch; what is written stays wrong.
      if (isGap && (scope.inChart || scope.isPatchedWith('ports', 'name'))) continue;
      yield finding;
    }
  },
});

type Names = {
  readonly [Key in
    | 'service'
    | 'count'
    | 'port'
    | 'name'
    | 'protocol'
    | 'reason'
    | 'container'
    | 'kind'
    | 'workload']?: string;
};

type Message = 'unnamed' | 'twice' | 'again' | 'name' | 'number' | 'container' | 'pod' | 'empty';

interface Fault {
  readonly at: Span;
  readonly message: Message;
  readonly names: Names;
  readonly severity?: 'information';
  readonly fixes?: readonly Fix[];
  readonly related?: readonly { readonly start: number; readonly end: number; readonly message: string }[];
  /** Something is missing, rather than wrong. */
  readonly isGap?: true;
}

function mapsIn(node: YamlNode | undefined): readonly YamlNode[] {
  return (node?.values() ?? []).filter(({ kind }) => kind === 'map');
}

function spanOf(node: Span): Span {
  return { start: node.start, end: node.end };
}

/** The text of a name; `undefined` for what is none yet. */
function nameOf(port: YamlNode): string | undefined {
  return port.textAt('name') || undefined;
}

function* serviceFaults(object: ManifestObject): Generator<Fault> {
  const ports = mapsIn(object.node.get('spec', 'ports'));
  const names = { service: object.name };
  yield* unnamed(object, ports);
  const seen = new Map<string, YamlNode>();
  const offered = new Map<string, YamlNode>();
  for (const port of ports) {
    yield* numberFaults(port, ['port', 'targetPort', 'nodePort'], ['targetPort', 'nodePort'], names);
    yield* targetNameFault(port);
    const node = port.get('name');
    const name = nameOf(port);
    if (node && name !== undefined) {
      const reason = servicePortNameFault(name);
      const before = seen.get(name);
      if (reason) yield nameFault(node, name, reason, servicePortNameFault);
      else if (before)
        yield {
          at: spanOf(node),
          message: 'twice',
          names: { ...names, name },
          related: [{ ...spanOf(before), message: 'The first port of that name.' }],
        };
      else seen.set(name, node);
    }
    const number = port.get('port');
    if (typeof number?.value !== 'number') continue;
    const protocol = (port.textAt('protocol') || 'TCP').toUpperCase();
    const before = offered.get(`${number.value} ${protocol}`);
    if (before)
      yield {
        at: spanOf(number),
        message: 'again',
        names: { ...names, port: String(number.value), protocol },
        related: [{ ...spanOf(before), message: 'Here is the first.' }],
      };
    else offered.set(`${number.value} ${protocol}`, number);
  }
}

/** One finding for all ports without a name: others refer to them by it as soon as there are several. */
function* unnamed(object: ManifestObject, ports: readonly YamlNode[]): Generator<Fault> {
  // An entry without a number is still being written.
  const written = ports.filter((port) => port.get('port') && !port.get('port')?.isEmpty);
  const nameless = written.filter((port) => !nameOf(port));
  const [first] = nameless;
  if (!first || written.length < 2) return;
  const taken = new Set(ports.flatMap((port) => nameOf(port) ?? []));
  const edits = nameless.map((port) => {
    const value = (key: string) => {
      const found = port.get(key)?.value;
      return typeof found === 'number' || typeof found === 'string' ? found : undefined;
    };
    const number = value('port');
    const name = nameFor(
      {
        port: typeof number === 'number' ? number : undefined,
        target: value('targetPort'),
        protocol: port.textAt('protocol') || 'TCP',
      },
      taken,
    );
    taken.add(name);
    const own = port.own('name')?.value;
    return own && !own.isEmpty ? setScalar(own, name) : addMissing(port, { name }, { first: true });
  });
  // A name made from a number that is no port would be as wrong as the number.
  const areNamed = nameless.every((port) => isPortNumber(port.get('port')?.value));
  const isSafe = areNamed && edits.every(({ refused }) => refused === undefined);
  const all = edits.flatMap((edit) => edit.edits);
  yield {
    at: spanOf(first.own('port') ?? first),
    message: 'unnamed',
    names: { service: object.name, count: String(written.length), port: first.textAt('port') ?? '' },
    fixes:
      isSafe && all.length > 0
        ? [{ title: nameless.length === 1 ? 'Name the port' : 'Name the ports', kind: 'safe', edits: all }]
        : [],
    isGap: true,
  };
}

function isPortNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** `optional` fields are unset where they are 0. */
function* numberFaults(
  port: YamlNode,
  fields: readonly string[],
  optional: readonly string[],
  names: Names,
): Generator<Fault> {
  for (const field of fields) {
    const node = port.get(field);
    const value = node?.value;
    if (!node || typeof value !== 'number' || (value === 0 && optional.includes(field))) continue;
    if (isPortNumber(value)) continue;
    yield { at: spanOf(node), message: 'number', names: { ...names, port: node.text ?? String(value) } };
  }
}

function* targetNameFault(port: YamlNode): Generator<Fault> {
  const node = port.get('targetPort');
  const name = node?.value;
  if (!node || typeof name !== 'string' || name === '') return;
  const reason = portNameFault(name);
  if (!reason) return;
  const number = /^\d{1,5}$/.test(name) ? Number(name) : undefined;
  if (number === undefined) yield nameFault(node, name, reason, portNameFault);
  else
    yield {
      at: spanOf(node),
      message: 'name',
      names: { name, reason: 'in quotes it is a name, and a name needs a letter' },
      fixes: suggested('Write the number without quotes', setScalar(node, number)),
    };
}

function nameFault(
  node: YamlNode,
  name: string,
  reason: string,
  faultOf: (name: string) => string | undefined,
): Fault {
  const better = mended(name);
  return {
    at: spanOf(node),
    message: 'name',
    names: { name, reason },
    fixes: better && !faultOf(better) ? suggested(`Call the port ${better}`, setScalar(node, better)) : [],
  };
}

/** Kinds of Kubernetes itself: what other controllers ask of ports is theirs. */
const GROUPS = new Set(['', 'apps', 'batch', 'extensions']);

function* podFaults(object: ManifestObject): Generator<Fault> {
  const pod = GROUPS.has(object.group) ? podTemplateOf(object) : undefined;
  if (!pod) return;
  const inPod = new Map<string, YamlNode>();
  for (const { name: container, node: containerNode, role } of containersOf(pod)) {
    const seen = new Map<string, YamlNode>();
    const names = { container, kind: object.kind, workload: object.name };
    for (const port of mapsIn(containerNode.get('ports'))) {
      yield* numberFaults(port, ['containerPort', 'hostPort'], ['hostPort'], names);
      if (!port.get('containerPort') && port.get('name') && nameOf(port))
        yield { at: spanOf(port.own('name') ?? port), message: 'empty', names, isGap: true };
      const node = port.get('name');
      const name = nameOf(port);
      if (!node || name === undefined) continue;
      const reason = portNameFault(name);
      const before = seen.get(name);
      const elsewhere = inPod.get(name);
      if (reason) yield nameFault(node, name, reason, portNameFault);
      else if (before)
        yield {
          at: spanOf(node),
          message: 'container',
          names: { ...names, name },
          related: [{ ...spanOf(before), message: 'The first port of that name.' }],
        };
      else if (elsewhere && role !== 'init')
        yield {
          at: spanOf(node),
          message: 'pod',
          names: { ...names, name },
          severity: 'information',
          related: [{ ...spanOf(elsewhere), message: 'The first port of that name.' }],
        };
      seen.set(name, seen.get(name) ?? node);
    }
    if (role !== 'init') for (const [name, node] of seen) if (!inPod.has(name)) inPod.set(name, node);
  }
}
