import { reaches } from '../../base/span.ts';
import type { Document } from '../../engine/document.ts';
import type { FactsView } from '../../engine/facts.ts';
import type { YamlNode } from '../../engine/parsers/yaml/index.ts';
import type { ObjectFact, Place, PodFact, ServicePortFact } from './facts.ts';
import { nearestWorkloads } from './nearest.ts';
import { type ManifestObject, manifestObjects } from './objects.ts';
import { routesOf } from './routes.ts';
import { type Placed, Scope } from './scope.ts';

/** How one part of the way stands: it holds, it is broken, or the files in sight do not tell. */
type LinkState = 'holds' | 'broken' | 'unknown';

/** One part of the way, with the place in the reader's files that makes it so. */
export interface CallLink {
  /** What the part is, in the order of the way. */
  readonly part: 'route' | 'name' | 'address' | 'selector' | 'workload' | 'port' | 'container';
  readonly state: LinkState;
  /** The part's own words from the file: a DNS name, `app=web`, `Deployment web`, `80 → http`. */
  readonly label: string;
  /** What happens here, one plain sentence with `backticks` around code. */
  readonly text: string;
  readonly at?: { readonly uri: string; readonly start: number; readonly end: number };
}

/** The way from one port of a Service to one workload's container. */
interface CallTarget {
  readonly links: readonly CallLink[];
}

/** Where a Service leads, as far as the files in sight tell. */
export interface CallPath {
  readonly service: string;
  readonly namespace: string;
  /** What every call passes, whichever pod it ends at: routes, name, address, selector. */
  readonly links: readonly CallLink[];
  /** One for each workload and port; none where the way ends before. */
  readonly targets: readonly CallTarget[];
  /** Workloads that the Service finds besides those of `targets`. */
  readonly more?: number;
}

/** Shown of a Service that finds more; the others are counted. */
const MAX_WORKLOADS = 12;

/**
 * Where the Service, Ingress or HTTPRoute around an offset leads: a path for each Service that it names.
 * Source: Kubernetes documentation, Service; DNS for Services and Pods; Ingress; Gateway API.
 */
export function callPathsAt(doc: Document, offset: number, facts: FactsView): readonly CallPath[] {
  const object = objectAround(doc, offset);
  return object ? callPathsOf(doc, object, facts) : [];
}

/** The innermost object around an offset: an item of a `List` before the list; else the one whose document it is. */
export function objectAround(doc: Document, offset: number): ManifestObject | undefined {
  const objects = doc.model(manifestObjects);
  const [innermost] = objects
    .filter(({ node }) => reaches(node, offset))
    .sort((a, b) => a.node.end - a.node.start - (b.node.end - b.node.start));
  return innermost ?? objects.find(({ document }) => document.start <= offset && offset < document.end);
}

/** Where an object leads; nothing for kinds that lead nowhere, and for templates. */
function callPathsOf(doc: Document, object: ManifestObject, facts: FactsView): readonly CallPath[] {
  if (object.templated) return [];
  if (object.document.doubt) return leads(object) ? [unreadPath(doc, object)] : [];
  const scope = new Scope(doc, facts);
  if (object.kind === 'Service' && object.group === '') {
    const placed = scope
      .services(object)
      .find((each) => each.uri === doc.uri && each.object.at[0] === nameNode(object)?.start);
    return placed ? [pathOf(placed, [], scope, object)] : [];
  }
  const routes = routesOf(object);
  const paths: CallPath[] = [];
  for (const route of routes) {
    const namespace = route.namespace ?? scope.namespacesOf(object)[0] ?? 'default';
    // A backend of another namespace is looked for there, and so are its pods.
    const from = route.namespace === undefined ? object : { ...object, namespace: route.namespace };
    const found = scope.services(from).find((each) => each.object.name === route.service);
    const at = { uri: doc.uri, start: route.node.start, end: route.node.end };
    const label = `${route.host ?? 'any host'}${route.path ?? ''}`;
    if (!found) {
      const isSeen =
        route.namespace === undefined && !scope.hidesObjects && scope.services(object).length > 0;
      const text = isSeen
        ? `No Service \`${route.service}\` stands in this namespace, so the request has nowhere to go.`
        : `The Service \`${route.service}\` is not among the files in sight.`;
      const link: CallLink = { part: 'route', state: isSeen ? 'broken' : 'unknown', label, text, at };
      paths.push({ service: route.service, namespace, links: [link], targets: [] });
      continue;
    }
    const port = portOf(found.object, route.port);
    const link: CallLink = {
      part: 'route',
      state: port === undefined ? 'broken' : 'holds',
      label,
      text:
        port === undefined
          ? `The ${object.kind} asks for port \`${route.port}\`, which the Service \`${route.service}\` does not have.`
          : `The ${object.kind} \`${object.name}\` hands the request to the Service \`${route.service}\`.`,
      at,
    };
    paths.push(pathOf(found, [link], scope, from, port && [port]));
  }
  return paths;
}

function leads(object: ManifestObject): boolean {
  return (object.kind === 'Service' && object.group === '') || routesOf(object).length > 0;
}

/** The path of an object whose document cannot be applied as it is. */
function unreadPath(doc: Document, object: ManifestObject): CallPath {
  const { start, end } = nameNode(object) ?? object.node;
  const link: CallLink = {
    part: object.kind === 'Service' ? 'name' : 'route',
    state: 'broken',
    label: object.name || object.kind,
    text: 'This document is no valid YAML as it stands, so nothing can be said of where it leads.',
    at: { uri: doc.uri, start, end },
  };
  return {
    service: object.name || object.kind,
    namespace: object.namespace ?? 'default',
    links: [link],
    targets: [],
  };
}

function nameNode({ node }: ManifestObject): YamlNode | undefined {
  return node.get('metadata', 'name') ?? node.get('kind');
}

/** The port of a Service that a route means; the only one where it names none. */
function portOf({ service }: ObjectFact, wanted: number | string | undefined): ServicePortFact | undefined {
  const ports = service?.ports ?? [];
  if (wanted === undefined) return ports.length === 1 ? ports[0] : undefined;
  return ports.find(({ name, port }) => name === wanted || port === wanted);
}

function pathOf(
  placed: Placed,
  before: readonly CallLink[],
  scope: Scope,
  from: ManifestObject,
  only?: readonly ServicePortFact[],
): CallPath {
  const { object, namespace, uri } = placed;
  const service = object.service;
  const links = [...before];
  const path = (targets: readonly CallTarget[] = [], more = 0): CallPath => ({
    service: object.name,
    namespace,
    links,
    targets,
    ...(more > 0 ? { more } : {}),
  });
  if (!service) return path();
  const dns = `${object.name}.${namespace}.svc.cluster.local`;
  links.push({
    part: 'name',
    state: 'holds',
    label: dns,
    text: `Inside the cluster the name \`${object.name}\` is enough from the namespace \`${namespace}\`; from another one write \`${object.name}.${namespace}\`.`,
    at: span(uri, object.at),
  });
  if (service.type === 'ExternalName') {
    links.push({
      part: 'address',
      state: 'unknown',
      label: 'another name',
      text: 'DNS answers with another name. No pod of this cluster is asked, and ports and selectors do nothing.',
      at: span(uri, object.at),
    });
    return path();
  }
  links.push(address(service.headless, service.clusterIP, span(uri, object.at)));
  const pairs = Object.entries(service.selector);
  const label = pairs.map(([key, value]) => `${key}=${value}`).join(', ');
  const selectorAt = Object.values(service.selectorAt);
  const [first] = selectorAt;
  const last = selectorAt.at(-1);
  const at = first && last ? span(uri, [first[0], last[1]]) : span(uri, object.at);
  if (pairs.length === 0) {
    links.push({
      part: 'selector',
      state: 'unknown',
      label: 'no selector',
      text: 'Nobody looks for pods. Whoever writes the EndpointSlice decides where calls go.',
      at,
    });
    return path();
  }
  const found = scope.selected(from, service.selector);
  if (found.length === 0) {
    links.push({ part: 'selector', label, at, ...notFound(scope, from, placed) });
    return path();
  }
  links.push({
    part: 'selector',
    state: 'holds',
    label,
    text: `Every pod that carries ${pairs.length === 1 ? 'this pair' : 'all of these pairs'} becomes an endpoint, and is sent calls as soon as it is ready.`,
    at,
  });
  const ports = only ?? service.ports;
  return path(
    found
      .slice(0, MAX_WORKLOADS)
      .flatMap((workload) =>
        ports.map((port) => ({ links: targetLinks(workload, port, uri, service.headless) })),
      ),
    found.length - MAX_WORKLOADS,
  );
}

function address(headless: boolean, clusterIP: string | undefined, at: CallLink['at']): CallLink {
  const place = at ? { at } : {};
  if (headless)
    return {
      part: 'address',
      state: 'holds',
      label: 'no address of its own',
      text: 'DNS answers with the addresses of the ready pods themselves. Nothing stands between caller and pod.',
      ...place,
    };
  return {
    part: 'address',
    state: 'holds',
    label: clusterIP ?? 'a cluster IP',
    text: clusterIP
      ? `The address \`${clusterIP}\` is asked for by hand. It belongs to no pod; every node sends on what goes there.`
      : 'The cluster gives the Service an address that stays. It belongs to no pod; every node sends on what goes there.',
    ...place,
  };
}

function notFound(
  scope: Scope,
  from: ManifestObject,
  { object, uri }: Placed,
): Pick<CallLink, 'state' | 'text'> {
  const workloads = scope.workloads(from);
  if (scope.hidesObjects || workloads.length === 0)
    return { state: 'unknown', text: 'The workloads are not among the files in sight.' };
  const selector = object.service?.selector ?? {};
  const [nearest] = nearestWorkloads({ uri, name: object.name, selector }, workloads);
  const [pair] = nearest?.differing ?? [];
  // One that shares neither a pair nor its name with the Service is not what was meant.
  const isMeant =
    nearest &&
    (nearest.isNamesake || nearest.near > 0 || nearest.differing.length < Object.keys(selector).length);
  if (!pair || !isMeant)
    return { state: 'broken', text: 'No pod template in this namespace carries these labels.' };
  const { kind, name } = nearest.placed.object;
  const has = pair.found === undefined ? 'does not have it' : `says \`${pair.key}: ${pair.found}\``;
  return {
    state: 'broken',
    text: `No pod carries \`${pair.key}: ${pair.wanted}\`. The nearest, ${kind} \`${name}\`, ${has}. The Service stands there without endpoints.`,
  };
}

function targetLinks(
  workload: Placed,
  port: ServicePortFact,
  serviceUri: string,
  headless: boolean,
): readonly CallLink[] {
  const { kind, name, at, pod } = workload.object;
  if (!pod) return [];
  const here: CallLink = {
    part: 'workload',
    state: 'holds',
    label: `${kind} ${name}`,
    text: pod.readiness
      ? `The pods of ${kind} \`${name}\` are found, each from the moment its readiness probe says yes.`
      : `The pods of ${kind} \`${name}\` are found. They have no readiness probe, so they count as ready as soon as they run.`,
    at: span(workload.uri, at),
  };
  return [here, ...portLinks(port, pod, workload.uri, serviceUri, headless)];
}

function portLinks(
  port: ServicePortFact,
  pod: PodFact,
  podUri: string,
  serviceUri: string,
  headless: boolean,
): readonly CallLink[] {
  const wanted = port.target ?? port.port;
  // A port without a number, which no API server takes, is called by its name.
  const own = port.port ?? port.name ?? wanted;
  const label = headless ? `${wanted}` : `${own} → ${wanted}`;
  const at = span(serviceUri, port.at);
  const match = pod.ports.find(
    (each) => (each.name === wanted || each.number === wanted) && each.protocol === port.protocol,
  );
  if (match) {
    const end = `\`${match.number ?? wanted}\` of the container \`${match.container}\``;
    const text = headless
      ? `Nothing maps a port on this way: the caller goes to ${end} itself.`
      : `Port \`${own}\` of the Service ends at ${end}.`;
    return [
      { part: 'port', state: 'holds', label, text, at },
      {
        part: 'container',
        state: 'holds',
        label: `${match.container}:${match.number ?? wanted}`,
        text: `The process in \`${match.container}\` has to listen there; declaring the port does not make it so.`,
        at: span(podUri, match.at),
      },
    ];
  }
  if (typeof wanted === 'string')
    return [
      {
        part: 'port',
        state: 'broken',
        label,
        text: `No container of these pods declares a port with the name \`${wanted}\`, so the call has no number to go to.`,
        at,
      },
    ];
  const [container] = pod.containers;
  return [
    {
      part: 'port',
      state: 'holds',
      label,
      text: headless
        ? `Nothing maps a port on this way: the caller goes to \`${wanted}\` of the pod itself.`
        : `Port \`${own}\` of the Service goes to \`${wanted}\` of the pod.`,
      at,
    },
    {
      part: 'container',
      state: 'unknown',
      label: `${container ?? 'a container'}:${wanted}`,
      text: 'No container declares this port. That closes nothing: whether somebody listens there, only the program knows.',
    },
  ];
}

function span(uri: string, [start, end]: Place): NonNullable<CallLink['at']> {
  return { uri, start, end };
}
