import {
  isNear,
  type ManifestObject,
  manifestFacts,
  type Placed,
  type PortFact,
  Scope,
  serviceFact,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule, type Fix } from '../../../src/engine/index.ts';
import { setScalar, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { completeObjects, isService, listed, relatedAt, relatedTo, suggested } from '../model/objects.ts';
import { isPortName } from '../model/portNames.ts';
import { ownPlace, stepAt } from '../model/words.ts';

const LISTED = 'The pods are listed without this port, and the call fails as if there were no pod.';

export default defineRule({
  title: 'Service sends to a port that no pod declares',
  languages: ['yaml'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['Service'],
  shares: manifestFacts,
  messages: {
    name: '`{service}` sends to the port `{targetPort}`, and no container of {kind} `{workload}` declares a port of that name.',
    names:
      '`{service}` sends to the port `{targetPort}`, and none of the {count} workloads that it selects declares a port of that name.',
    number:
      '`{service}` sends to port `{targetPort}`, and the containers of {kind} `{workload}` declare {declared}.',
    same: '`{service}` has no `targetPort`, so it sends to `{targetPort}`, and the containers of {kind} `{workload}` declare {declared}.',
  },
  steps: {
    name: [
      {
        text: '`{service}` sends what comes to port `{port}` to the port that a pod calls `{targetPort}`.',
        at: 'hint',
      },
      ...stepAt(
        'workloadPlace',
        'No container of {kind} `{workload}` has a port of that name, so there is no number to send to.',
      ),
      LISTED,
    ],
    names: [
      {
        text: '`{service}` sends what comes to port `{port}` to the port that a pod calls `{targetPort}`.',
        at: 'hint',
      },
      'It selects the pods of {count} workloads. None has a port of that name, so there is no number to send to.',
      LISTED,
    ],
    number: [
      { text: '`{service}` sends what comes to port `{port}` to port `{targetPort}` of a pod.', at: 'hint' },
      ...stepAt('declaredPlace', 'The containers of {kind} `{workload}` say that they listen on {declared}.'),
      'If a program listens on `{targetPort}` all the same, it is called: declaring opens nothing.',
      'If none does, the pod itself refuses the call.',
    ],
    same: [
      {
        text: '`{service}` names no `targetPort`. It sends what comes to port `{port}` to the same number of a pod.',
        at: 'hint',
      },
      ...stepAt('declaredPlace', 'The containers of {kind} `{workload}` say that they listen on {declared}.'),
      'If a program listens on `{targetPort}` all the same, it is called: declaring opens nothing.',
      'If none does, the pod itself refuses the call.',
    ],
  },
  *check(doc, facts) {
    const services = completeObjects(doc).filter(isService);
    if (services.length === 0) return;
    const scope = new Scope(doc, facts);
    if (scope.hidesObjects || scope.isPatchedBlindly) return;
    if (scope.isPatchedWith('ports', 'containerPort', 'containers', 'targetPort')) return;
    for (const object of services) yield* findingsOf(doc, scope, object);
  },
});

function* findingsOf(doc: Document, scope: Scope, object: ManifestObject) {
  const service = serviceFact(object.node);
  // A headless Service sends nothing: its callers have the pods' own addresses.
  if (service.type === 'ExternalName' || service.headless || scope.isPatch(object)) return;
  const written = scope.writtenLabels;
  const selector = Object.fromEntries(Object.entries(service.selector).filter(([key]) => !written.has(key)));
  const selected = scope.selected(object, selector);
  const [first] = selected;
  if (!first || isPatched(scope, object, selected)) return;
  const declared = selected.flatMap(({ object: { pod } }) => pod?.ports ?? []);
  // A program that declares only its side doors has not said where it is called.
  const declaresAll =
    !SIDE_DOOR.test(object.name) &&
    selected.every(({ object: { pod } }) => pod?.ports.some(({ name }) => !SIDE_DOOR.test(name ?? '')));
  const ports = (object.node.get('spec', 'ports')?.values() ?? []).filter(({ kind }) => kind === 'map');
  const isMet = ports.some((port) => {
    const target = targetOf(port);
    return declared.some(({ name, number }) => name === target?.value || number === target?.value);
  });
  for (const port of ports) {
    const target = targetOf(port);
    const portNode = port.get('port');
    if (!target || !portNode) continue;
    const { node, value } = target;
    const names = {
      service: object.name,
      kind: first.object.kind,
      workload: first.object.name,
      port: portNode.text ?? '',
      targetPort: String(value),
    };
    if (typeof value === 'string') {
      if (!isPortName(value) || declared.some(({ name }) => name === value)) continue;
      yield {
        at: node,
        message: selected.length > 1 ? ('names' as const) : ('name' as const),
        names: { ...names, count: String(selected.length) },
        related: relatedTo3(doc, selected),
        places: { workloadPlace: ownPlace(doc.uri, first.uri, first.object.at) },
        notes: [{ start: node.start, end: node.end, text: 'A name that no container declares.' }],
        fixes: fixesOf(node, value, declared),
      };
      // Where another port of the Service is declared, this one may well be open without being declared.
    } else if (
      declaresAll &&
      !SIDE_DOOR.test(port.textAt('name') ?? '') &&
      !isMet &&
      !declared.some(({ number }) => number === value)
    ) {
      const numbers = [
        ...new Set(declared.flatMap(({ number }) => (number === undefined ? [] : [`\`${number}\``]))),
      ];
      if (numbers.length === 0 || numbers.length > 4) continue;
      const [place] = first.object.pod?.ports ?? [];
      yield {
        at: node,
        message: node === portNode ? ('same' as const) : ('number' as const),
        severity: 'information' as const,
        names: { ...names, declared: listed(numbers) },
        related: relatedTo3(doc, selected),
        places: { declaredPlace: place && ownPlace(doc.uri, first.uri, place.at) },
        fixes: [],
      };
    }
  }
}

/** Ports beside the one that a program is there for; they are seldom declared. */
const SIDE_DOOR =
  /metric|monitor|prom|health|probe|ready|live|admin|debug|webhook|admission|status|pprof|jmx/i;

/** Whether patches bring ports or other targets. */
function isPatched(scope: Scope, object: ManifestObject, selected: readonly Placed[]): boolean {
  return (
    scope.patchesOf(object).some(({ service }) => (service?.ports.length ?? 0) > 0) ||
    selected.some((each) => scope.patchesOf(each.object).some(({ pod }) => (pod?.ports.length ?? 0) > 0))
  );
}

/** Where a port of a Service sends to; the port itself where it says nothing, as with 0 and ''. */
function targetOf(port: YamlNode): { readonly node: YamlNode; readonly value: number | string } | undefined {
  const target = port.get('targetPort');
  const node = target && target.value !== 0 && target.text !== '' ? target : port.get('port');
  const value = node?.value;
  if (!node || (typeof value !== 'number' && typeof value !== 'string')) return undefined;
  return { node, value };
}

/** The ports that the pods declare, or the workload where they declare none. */
function relatedTo3(doc: Document, selected: readonly Placed[]) {
  return selected.slice(0, 3).map((placed) => {
    const { kind, name, pod } = placed.object;
    const [port] = pod?.ports ?? [];
    return port
      ? relatedAt(doc, placed.uri, port.at, `${kind} ${name} declares ${wordsOf(pod?.ports ?? [])}.`)
      : relatedTo(doc, placed, `${kind} ${name} declares no ports.`);
  });
}

function wordsOf(ports: readonly PortFact[]): string {
  return listed(ports.map(({ name, number }) => (name ? `${name} (${number})` : String(number))));
}

/** The names that are declared, the nearest first; the number where there is one and it has no name. */
function fixesOf(node: YamlNode, wanted: string, declared: readonly PortFact[]): Fix[] {
  const names = [...new Set(declared.flatMap(({ name }) => name ?? []))];
  names.sort((a, b) => Number(isNear(b, wanted)) - Number(isNear(a, wanted)));
  const numbers = new Set(declared.map(({ number }) => number));
  const [number] = numbers;
  if (names.length === 0 && numbers.size === 1 && number !== undefined)
    return suggested(`Send to port ${number}`, setScalar(node, number));
  return names.slice(0, 3).flatMap((name) => suggested(`Send to the port ${name}`, setScalar(node, name)));
}
