import {
  containersOf,
  type ManifestObject,
  manifestFacts,
  type Placed,
  podTemplateOf,
  Scope,
  type ServicePortFact,
  subject,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule, type Fix, type Span, type Steps } from '../../../src/engine/index.ts';
import { removeAt, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import {
  addressesIn,
  isPodAddress,
  isPrivate,
  isServiceAddress,
  type WrittenAddress,
} from '../model/addresses.ts';
import { completeObjects, isService, relatedTo, suggested } from '../model/objects.ts';
import { stepAt } from '../model/words.ts';

const GONE = [
  'The one it belonged to is replaced: by a rollout, a drained node, a crash. What comes instead has another address.',
  'A call to `{address}` waits for nobody, or reaches whoever was given the address since.',
] as const satisfies Steps;

export default defineRule({
  title: 'An address that a cluster gives out is written down',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['10.', '172.', '192.168.', '100.'],
  shares: manifestFacts,
  messages: {
    given:
      '`{address}` is of a range that clusters give out: it goes with the pod or Service that has it now.',
    service:
      '`{address}` is the address of the Service `{service}` in this cluster: its name is the same in all.',
    meant: '`{address}` is written down here, and the Service `{service}` stands beside it.',
    asked:
      '`{service}` asks for the address `{address}` by hand: it fits one cluster, and only while nobody else has it.',
    listed: '`{address}` is the address of one pod: `{service}` goes on sending there when that pod is gone.',
  },
  steps: {
    given: [
      {
        text: 'A cluster gave `{address}` to one pod or one Service, and it was written down here.',
        at: 'hint',
      },
      ...GONE,
    ],
    service: [
      ...stepAt('servicePlace', '`{service}` has the address `{address}` in this cluster.'),
      { text: 'Here it was written down, where the name would do.', at: 'hint' },
      'The Service is made anew, or the same files are applied to another cluster. Its address is another, or is refused there.',
      'A call to `{address}` finds nobody. The name `{service}` would have gone along.',
    ],
    meant: [
      { text: '`{address}` was written down, on a day on which it was right.', at: 'hint' },
      ...stepAt(
        'servicePlace',
        'The Service `{service}` has a name that stays, and keeps the list of its pods up to date.',
      ),
      'The pod is replaced and has another address. The Service knows it at once; this line does not.',
      'A call to `{address}` waits for nobody, or reaches whoever was given the address since.',
    ],
    asked: [
      { text: '`{service}` asks the cluster for `{address}`.', at: 'hint' },
      'In a cluster with another range of addresses, or where somebody has this one, the API server refuses the Service.',
      'Without the line it is given a free one, and callers use its name all the same.',
    ],
    listed: [
      { text: 'Somebody wrote the address of a pod into the list of `{service}`.', at: 'hint' },
      'The pod is replaced and has another address. Nobody looks after a list that was written by hand.',
      '`{service}` sends calls to `{address}`, where nobody is, or somebody else.',
    ],
  },
  *check(doc, facts) {
    if (!ROUGHLY.test(doc.text)) return;
    let known: Scope | undefined;
    const scope = () => {
      known ??= new Scope(doc, facts);
      return known;
    };
    for (const object of completeObjects(doc)) {
      if (isService(object)) yield* askedFor(object);
      else if (object.kind === 'EndpointSlice' || object.kind === 'Endpoints')
        yield* writtenLists(object, scope);
      else for (const text of textsOf(object)) yield* writtenHosts(doc, object, text, scope);
    }
  },
});

const ROUGHLY = /(?<![\d.])(?:10|100|172|192\.168)(?:\.\d{1,3}){2,3}(?![\d.])/;

/** A text of a manifest in which a host may stand. */
interface HostText {
  readonly node: YamlNode;
  /** The name of the variable or the key; '' where it has none. */
  readonly name: string;
  readonly isConfig: boolean;
}

function textsOf(object: ManifestObject): HostText[] {
  if (object.kind === 'ConfigMap' && object.group === '')
    return (object.node.get('data')?.effectivePairs() ?? []).flatMap(({ name, value }) => {
      const node = value?.resolved;
      return node?.kind === 'scalar' ? [{ node, name, isConfig: true }] : [];
    });
  const pod = podTemplateOf(object);
  if (!pod) return [];
  return containersOf(pod).flatMap(({ node: container }) => [
    ...(container.get('env')?.values() ?? []).flatMap((each) => {
      const node = each.get('value');
      return node?.kind === 'scalar' ? [{ node, name: each.textAt('name') ?? '', isConfig: false }] : [];
    }),
    ...['command', 'args'].flatMap((key) =>
      (container.get(key)?.values() ?? []).flatMap((node) =>
        node.kind === 'scalar' ? [{ node, name: '', isConfig: false }] : [],
      ),
    ),
  ]);
}

/** Names of what is a host or holds one. */
const HOST_NAME =
  /(?:^|[_.\-/])(?:host|hostname|addr|address|url|uri|endpoint|server|service|broker|upstream|backend|dsn)s?$/i;
/** Names of what is no host that is called: ranges, lists, the machine's own. */
const OTHER_NAME =
  /cidr|subnet|range|no_?proxy|allow|deny|trust|bind|listen|advertise|node|nameserver|dns|gateway|route|mask|broadcast|pod_?ip|external|load_?balancer|public/i;
/** The key before a host in a text of configuration. */
const HOST_KEY =
  /(?:host|hostname|addr|address|endpoint|server|upstream|backend|target)s?["']?\s*[:=]\s*["']?$/i;
/** Longer texts are programs or exported data, which are not read here. */
const MAX_TEXT = 20_000;

function* writtenHosts(
  doc: Document,
  object: ManifestObject,
  { node, name, isConfig }: HostText,
  scope: () => Scope,
) {
  if (OTHER_NAME.test(name)) return;
  const text = doc.slice(node);
  if (text.length > MAX_TEXT || !ROUGHLY.test(text)) return;
  const all = addressesIn(text);
  const lines = new Map<string, number>();
  for (const { before } of all) lines.set(before, (lines.get(before) ?? 0) + 1);
  // Several in one value are a list of machines.
  if (!isConfig ? all.length > 1 : new Set(all.map(({ address }) => address)).size > 4) return;
  for (const found of all) {
    const isWhole = node.text?.trim() === found.address;
    const isHost =
      found.scheme !== undefined ||
      found.port !== undefined ||
      (isWhole && HOST_NAME.test(name)) ||
      (isConfig && HOST_KEY.test(found.before));
    if (!isHost || !isPrivate(found.address)) continue;
    const finding = classify(object, scope(), found, `${name} ${found.before}`);
    if (!finding) continue;
    const at = { start: node.start + found.start, end: node.start + found.end };
    const { service } = finding;
    yield {
      at,
      message: finding.message,
      names: {
        address: found.address,
        workload: object.name,
        ...(found.port === undefined ? {} : { port: String(found.port) }),
        ...(service ? { service: service.object.name } : {}),
      },
      related: service ? [relatedTo(doc, service, 'This Service has a name that stays.')] : [],
      places: { servicePlace: service?.uri === doc.uri ? spanOf(service) : undefined },
      notes: [{ ...at, text: 'An address that somebody was given.' }],
      fixes: service ? byName(object, scope(), service, found, at) : [],
    };
  }
}

function spanOf({ object: { at } }: Placed): Span {
  return { start: at[0], end: at[1] };
}

function classify(
  object: ManifestObject,
  scope: Scope,
  found: WrittenAddress,
  words: string,
): { readonly message: 'given' | 'service' | 'meant'; readonly service?: Placed } | undefined {
  const services = scope.everyService;
  const owner = services.find(({ object: { service } }) => service?.clusterIP === found.address);
  if (owner) return { message: 'service', service: owner };
  const meant = services.filter((each) => isMeant(each, found, words));
  const [service] = meant;
  if (service && meant.length === 1 && service.object.name !== object.name)
    return { message: 'meant', service };
  return isPodAddress(found.address) || isServiceAddress(found.address) ? { message: 'given' } : undefined;
}

/** Whether the words before an address name a Service, and its port is one of the Service's or of its pods. */
function isMeant({ object: { name, service } }: Placed, { port }: WrittenAddress, words: string): boolean {
  if (port === undefined || !service || service.type === 'ExternalName') return false;
  if (Object.keys(service.selector).length === 0) return false;
  const about = subject(name).replace(/[^a-z0-9]+/g, '_');
  const spoken = words.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  const isNamed = about.length > 1 && `_${spoken}_`.includes(`_${about}_`);
  return isNamed && service.ports.some((each) => each.port === port || each.target === port);
}

/** The Service's name in the place of the address; with its port, where the address's was a pod's. */
function byName(
  object: ManifestObject,
  scope: Scope,
  { object: { name, service }, namespace }: Placed,
  { scheme, port }: WrittenAddress,
  at: Span,
): Fix[] {
  const here = scope.namespacesOf(object);
  if (here.length !== 1) return [];
  const host = here[0] === namespace ? name : `${name}.${namespace}`;
  const ports = service?.ports ?? [];
  const own = port === undefined ? undefined : portFor(ports, port);
  if (port !== undefined && own === undefined) return [];
  const isUsual = (scheme === 'http' && own === 80) || (scheme === 'https' && own === 443);
  const newText = own === undefined || isUsual ? host : `${host}:${own}`;
  return [{ title: `Call ${host} by its name`, kind: 'suggested', edits: [{ ...at, newText }] }];
}

function portFor(ports: readonly ServicePortFact[], port: number): number | undefined {
  return (ports.find((each) => each.port === port) ?? ports.find((each) => each.target === port))?.port;
}

function* askedFor(object: ManifestObject) {
  const spec = object.node.get('spec');
  const node = spec?.get('clusterIP');
  const address = node?.text ?? '';
  // DNS has to have an address that is known before there is DNS.
  const isDns = (spec?.get('ports')?.values() ?? []).some((port) => port.get('port')?.value === 53);
  if (!spec || !node || isDns || !/^\d+(?:\.\d+){3}$/.test(address) || !isPrivate(address)) return;
  if (/\.0\.1$/.test(address)) return;
  const edits = [
    removeAt(spec, ['clusterIP']),
    ...(spec.get('clusterIPs') ? [removeAt(spec, ['clusterIPs'])] : []),
  ];
  yield {
    at: { start: node.start, end: node.end },
    message: 'asked' as const,
    names: { service: object.name, address },
    fixes: suggested('Let the cluster choose the address', ...edits),
  };
}

/** Addresses of pods in lists that were written by hand. */
function* writtenLists(object: ManifestObject, scope: () => Scope) {
  const isSlice = object.kind === 'EndpointSlice';
  const service = isSlice
    ? object.node.textAt('metadata', 'labels', 'kubernetes.io/service-name')
    : object.name;
  const sets = isSlice ? [object.node] : (object.node.get('subsets')?.values() ?? []);
  for (const set of sets) {
    const nodes = isSlice
      ? (set.get('endpoints')?.values() ?? []).flatMap((each) => each.get('addresses')?.values() ?? [])
      : (set.get('addresses')?.values() ?? []).flatMap((each) => each.get('ip') ?? []);
    const ports = (set.get('ports')?.values() ?? []).flatMap((each) => {
      const port = each.get('port')?.value;
      return typeof port === 'number' ? [port] : [];
    });
    for (const node of nodes) {
      if (!service || !isPodAddress(node.text ?? '')) continue;
      const hasPods = scope()
        .workloads(object)
        .some(({ object: { pod } }) =>
          pod?.ports.some(({ number }) => number !== undefined && ports.includes(number)),
        );
      if (!hasPods) continue;
      yield {
        at: { start: node.start, end: node.end },
        message: 'listed' as const,
        names: { service, address: node.text ?? '' },
      };
    }
  }
}
