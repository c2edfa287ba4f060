import { type ManifestObject, manifestFacts, Scope } from '../../../src/domains/manifests/index.ts';
import {
  type Document,
  defineRule,
  type FactsView,
  type Finding,
  type Fix,
  type Severity,
  type Span,
} from '../../../src/engine/index.ts';
import {
  addMissing,
  removeAt,
  setScalar,
  type YamlInput,
  type YamlNode,
} from '../../../src/engine/parsers/yaml/index.ts';
import { replaceObject } from '../model/newDocument.ts';
import { completeObjects, isService, suggested } from '../model/objects.ts';
import { serviceFieldMisuseSteps } from '../steps/serviceFieldMisuse.ts';

/** What a node port may be unless the API server is configured otherwise. Source: Kubernetes, Service, type NodePort. */
const NODE_PORTS = { least: 30_000, most: 32_767 };
const CODES = ['kyverno:disallow-localhost-services'];

export default defineRule({
  title: 'A field of a Service that does nothing, or something else',
  languages: ['yaml'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['Service'],
  shares: manifestFacts,
  explains: CODES,
  messages: {
    address: '`externalName` takes `{address}` for a name made of digits, which nobody can resolve.',
    localhost:
      '`{address}` means the caller itself: each pod that calls `{service}` calls its own container.',
    nodePortUnused:
      '`nodePort` belongs to the types `NodePort` and `LoadBalancer`. On `{type}` the API server refuses it.',
    nodePortRange:
      '`nodePort` {port} lies outside of 30000 to 32767, the default range: unless the cluster has another, the API server refuses it.',
    trafficPolicy:
      '`externalTrafficPolicy` is for traffic from outside. On `{type}` the API server refuses it.',
    affinityConfig:
      '`sessionAffinityConfig` needs `sessionAffinity: ClientIP`. Without it the API server refuses the Service.',
    headlessType:
      'A Service of the type `{type}` needs an address: with `clusterIP: None` the API server refuses it.',
    selectorUnused:
      '`selector` does nothing here: a Service of the type `ExternalName` only answers with another name.',
    balancerAddress:
      '`loadBalancerIP` is deprecated since Kubernetes 1.24: what it does differs from provider to provider, and some ignore it.',
    headlessPort:
      'Nothing turns {port} into {targetPort} here: a headless Service without a selector needs the same number in both.',
  },
  steps: serviceFieldMisuseSteps,
  *check(doc: Document, facts: FactsView): Generator<Finding<Message, 'service' | 'type' | Name>> {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      if (!isService(object)) continue;
      const spec = object.node.get('spec');
      if (spec?.kind !== 'map') continue;
      for (const fault of faultsOf(object, spec)) {
        scope ??= new Scope(doc, facts);
        if (scope.isPatch(object)) break;
        const { at, message, names, severity = 'warning', fixes = [] } = fault;
        yield {
          at,
          message,
          severity,
          names: { service: object.name, type: typeOf(spec), ...names },
          fixes,
          notes: notesOf(doc, spec),
        };
      }
    }
  },
});

type Message =
  | 'address'
  | 'localhost'
  | 'nodePortUnused'
  | 'nodePortRange'
  | 'trafficPolicy'
  | 'affinityConfig'
  | 'headlessType'
  | 'selectorUnused'
  | 'balancerAddress'
  | 'headlessPort';

/** Names that only some faults have. */
type Name = 'address' | 'port' | 'targetPort';

interface Fault {
  readonly at: Span;
  readonly message: Message;
  readonly names?: { readonly [Key in Name]?: string };
  /**
   * A warning where the API server refuses the object or calls cannot arrive where they are meant to, `information` where
   * a field merely does nothing. Not an error even where it is refused: most of these fields are left over beside a
   * type that another tool may still set.
   */
  readonly severity?: Severity;
  readonly fixes?: readonly Fix[];
}

function* faultsOf(object: ManifestObject, spec: YamlNode): Generator<Fault> {
  const type = typeOf(spec);
  if (type === 'ExternalName') yield* externalName(object, spec);
  yield* nodePorts(spec, type);
  yield* refused(spec, type);
  const balancerIp = key(spec, 'loadBalancerIP');
  if (balancerIp && spec.textAt('loadBalancerIP') && type === 'LoadBalancer')
    yield { at: balancerIp, message: 'balancerAddress', severity: 'information' };
  if (type === 'ClusterIP' && isHeadless(spec) && isEmpty(spec.get('selector'))) yield* headlessPorts(spec);
}

function* externalName(object: ManifestObject, spec: YamlNode): Generator<Fault> {
  const name = spec.get('externalName');
  const text = name?.text?.replace(/\.$/, '') ?? '';
  if (name && isAddress(text))
    yield { at: name, message: 'address', names: { address: text }, fixes: endpoints(object, spec, text) };
  else if (name && /^(?:localhost|(?:.*\.)?localhost|.*\.localdomain)$/i.test(text))
    yield { at: name, message: 'localhost', names: { address: text } };
  const selector = key(spec, 'selector');
  if (selector && !isEmpty(spec.get('selector')))
    yield {
      at: selector,
      message: 'selectorUnused',
      severity: 'information',
      fixes: suggested('Remove the selector', removeAt(spec, ['selector'])),
    };
}

function* nodePorts(spec: YamlNode, type: string): Generator<Fault> {
  for (const port of spec.get('ports')?.values() ?? []) {
    const value = port.get('nodePort');
    const at = key(port, 'nodePort');
    if (!at || typeof value?.value !== 'number' || value.value === 0) continue;
    if (type === 'ClusterIP') {
      yield {
        at,
        message: 'nodePortUnused',
        fixes: [
          ...suggested('Remove the node port', removeAt(port, ['nodePort'])),
          ...(!isHeadless(spec) ? suggested('Open a port on every node', typed(spec, 'NodePort')) : []),
        ],
      };
    } else if (type !== 'ExternalName' && (value.value < NODE_PORTS.least || value.value > NODE_PORTS.most))
      yield {
        at: value,
        message: 'nodePortRange',
        names: { port: String(value.value) },
        severity: 'information',
        fixes: suggested('Let the cluster choose the number', removeAt(port, ['nodePort'])),
      };
  }
}

/** What the API server refuses. Source: its validation of Services, as the field's description in the API tells it. */
function* refused(spec: YamlNode, type: string): Generator<Fault> {
  const policy = key(spec, 'externalTrafficPolicy');
  // Addresses from outside are a way in, whatever the type.
  if (
    policy &&
    spec.textAt('externalTrafficPolicy') &&
    type === 'ClusterIP' &&
    isEmpty(spec.get('externalIPs'))
  )
    yield {
      at: policy,
      message: 'trafficPolicy',
      fixes: suggested('Remove the policy', removeAt(spec, ['externalTrafficPolicy'])),
    };
  const affinity = key(spec, 'sessionAffinityConfig');
  if (
    affinity &&
    !isEmpty(spec.get('sessionAffinityConfig')) &&
    (spec.textAt('sessionAffinity') || 'None') === 'None'
  )
    yield {
      at: affinity,
      message: 'affinityConfig',
      fixes: [
        ...suggested('Keep a client with one pod', clientIp(spec)),
        ...suggested('Remove the limits', removeAt(spec, ['sessionAffinityConfig'])),
      ],
    };
  const address = spec.get('clusterIP');
  if (address && isHeadless(spec) && (type === 'NodePort' || type === 'LoadBalancer'))
    yield {
      at: address,
      message: 'headlessType',
      fixes: [
        ...suggested(`Keep the type ${type}, with an address`, removeAt(spec, ['clusterIP'])),
        ...suggested('Keep it headless, within the cluster', removeAt(spec, ['type'])),
      ],
    };
}

function* headlessPorts(spec: YamlNode): Generator<Fault> {
  for (const port of spec.get('ports')?.values() ?? []) {
    const own = port.get('port');
    const target = port.get('targetPort');
    if (!own || !target || typeof own.value !== 'number' || typeof target.value !== 'number') continue;
    if (own.value !== target.value)
      yield {
        at: target,
        message: 'headlessPort',
        names: { port: String(own.value), targetPort: String(target.value) },
        severity: 'information',
      };
  }
}

function typeOf(spec: YamlNode): string {
  return spec.textAt('type') || 'ClusterIP';
}

function isHeadless(spec: YamlNode): boolean {
  return spec.textAt('clusterIP') === 'None';
}

/** Whether a collection is absent or holds nothing. */
function isEmpty(node: YamlNode | undefined): boolean {
  return node === undefined || (node.pairs().length === 0 && node.items().length === 0);
}

/** A key that is written here, not brought by a merge. */
function key(map: YamlNode, name: string): YamlNode | undefined {
  return map.own(name)?.key;
}

function isAddress(text: string): boolean {
  return /^(?:\d{1,3}\.){3}\d{1,3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
}

function typed(spec: YamlNode, type: string) {
  const written = spec.find('type')?.written;
  return written ? setScalar(written, type) : addMissing(spec, { type });
}

function clientIp(spec: YamlNode) {
  const written = spec.find('sessionAffinity')?.written;
  return written
    ? setScalar(written, 'ClientIP')
    : addMissing(spec, { sessionAffinity: 'ClientIP' }, { after: ['sessionAffinityConfig'] });
}

/** A Service without a selector and the list of addresses for it; only where the ports are known. */
function endpoints({ node }: ManifestObject, spec: YamlNode, address: string): Fix[] {
  const metadata = node.get('metadata')?.toValue() as { readonly [key: string]: YamlInput } | undefined;
  const name = node.textAt('metadata', 'name');
  const ports = spec.get('ports')?.values() ?? [];
  const numbers = ports.map((port) => port.get('targetPort')?.value ?? port.get('port')?.value);
  if (!metadata || !name || ports.length === 0 || numbers.some((each) => typeof each !== 'number')) return [];
  const listed = ports.map((port, i): YamlInput => {
    const [own, protocol] = [port.textAt('name'), port.textAt('protocol')];
    return { ...(own ? { name: own } : {}), port: numbers[i] as number, ...(protocol ? { protocol } : {}) };
  });
  const namespace = node.textAt('metadata', 'namespace');
  return suggested(
    'Write the address into an EndpointSlice',
    replaceObject(node, [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata,
        spec: { ports: spec.get('ports')?.toValue() as YamlInput },
      },
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: `${name}-1`,
          ...(namespace ? { namespace } : {}),
          labels: { 'kubernetes.io/service-name': name },
        },
        addressType: 'IPv4',
        ports: listed,
        endpoints: [{ addresses: [address] }],
      },
    ]),
  );
}

/** Where the type is written, since most of the fields depend on it. */
function notesOf(doc: Document, spec: YamlNode) {
  const type = spec.get('type');
  if (!type || doc.slice(type) === '') return [];
  return [{ start: type.start, end: type.end, text: 'The type decides which fields mean something.' }];
}
