import { isSample } from '../../../src/domains/environment/index.ts';
import {
  isNear,
  type ManifestObject,
  manifestFacts,
  type Placed,
  type Route,
  routesOf,
  Scope,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule, type Fix, type Related } from '../../../src/engine/index.ts';
import { setScalar, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { mayBeMade } from '../model/border.ts';
import { completeObjects, listed, relatedTo, suggested } from '../model/objects.ts';

const CODES = ['kube-linter:dangling-ingress', 'kube-score:ingress-targets-service'];
const MOST_FIXES = 3;
/** A controller reads the backend from an annotation. Source: AWS Load Balancer Controller, Ingress annotations, actions. */
const ANNOTATED = 'use-annotation';

export default defineRule({
  title: 'An Ingress or a route leads to no Service',
  languages: ['yaml'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['Ingress', 'Route'],
  shares: manifestFacts,
  explains: ['kubescape:dangling-ingress-backend'],
  sameAs: CODES,
  messages: {
    service:
      'The {kind} `{ingress}` hands calls to `{service}`, and there is no such Service in the namespace `{namespace}`.',
    port: 'The {kind} `{ingress}` asks `{service}` for port `{port}`. Its ports are {declared}.',
  },
  steps: {
    service: [
      'Somebody calls {where}. The controller at the border takes the call.',
      {
        text: 'The rule names `{service}`. The controller looks for it in the namespace `{namespace}`, and it is not there.',
        at: 'hint',
      },
      'The API server had no objection: a Service may well come later.',
      'So the call ends here. Most controllers answer 503, some 500 or 404. The pods are never asked.',
    ],
    port: [
      'Somebody calls {where}. The controller at the border takes the call.',
      {
        text: 'It finds `{service}` and looks for its port `{port}`. There is none: its ports are {declared}.',
        at: 'hint',
      },
      'Without a port there is no endpoint to send to, however many pods are ready.',
      'So the call ends here. Most controllers answer 503, some 500 or 404.',
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      const routes = routesOf(object).filter(({ port }) => port !== ANNOTATED);
      if (routes.length === 0) continue;
      scope ??= new Scope(doc, facts);
      if (scope.inChart) return;
      if (scope.isPatch(object)) continue;
      for (const group of sameTargets(routes)) yield* faultOf(doc, scope, object, group);
    }
  },
});

/** Routes that name the same port of the same Service, in the order of the file. */
function sameTargets(routes: readonly Route[]): readonly (readonly [Route, ...Route[]])[] {
  const groups = new Map<string, [Route, ...Route[]]>();
  for (const route of routes) {
    const key = JSON.stringify([route.namespace, route.service, route.port]);
    const group = groups.get(key);
    if (group) group.push(route);
    else groups.set(key, [route]);
  }
  return [...groups.values()];
}

function* faultOf(doc: Document, scope: Scope, object: ManifestObject, routes: readonly [Route, ...Route[]]) {
  const [route] = routes;
  const namespaces = route.namespace === undefined ? scope.namespacesOf(object) : [route.namespace];
  const services = route.namespace === undefined ? scope.services(object) : scope.servicesIn(route.namespace);
  const found = services.filter(({ object: { name } }) => name === route.service);
  const rest = {
    names: {
      kind: object.kind,
      ingress: object.name,
      service: route.service,
      namespace: namespaces[0] ?? 'default',
      ...(route.port === undefined ? {} : { port: String(route.port) }),
      ...(route.host ? { host: route.host } : {}),
    },
    words: { where: route.host || route.path ? `\`${route.host ?? ''}${route.path ?? ''}\`` : 'its address' },
  };
  const again = (nodes: readonly YamlNode[]): Related[] =>
    nodes.slice(1).map(({ start, end }) => ({ start, end, message: 'Here, too.' }));
  if (found.length === 0) {
    const isBeside = services.some(({ uri }) => uri === doc.uri);
    if (!isBeside && isSample(doc)) return;
    if (!isKnownMissing(scope, route, services, namespaces)) return;
    const nodes = routes.map(({ nameNode }) => nameNode);
    yield {
      ...rest,
      at: route.nameNode,
      message: 'service' as const,
      related: again(nodes),
      fixes: renames(object, route, services, nodes),
    };
    return;
  }
  const { portNode, port } = route;
  if (!portNode || port === undefined) return;
  if (
    found.some(
      ({ object: { service } }) => !service || service.type === 'ExternalName' || has(service.ports, port),
    )
  )
    return;
  if (scope.isPatchedWith('ports') || found.some((each) => each.object.service?.ports.length === 0)) return;
  const [placed] = found as [Placed];
  const ports = placed.object.service?.ports ?? [];
  const nodes = routes.flatMap((each) => each.portNode ?? []);
  yield {
    ...rest,
    names: {
      ...rest.names,
      declared: listed(
        // A number in quotes is none, and nothing is said of it here.
        ports.flatMap(({ name, port: own }) =>
          name
            ? [own === undefined ? `\`${name}\`` : `\`${name}\` (${own})`]
            : own === undefined
              ? []
              : [`${own}`],
        ),
      ),
    },
    at: portNode,
    message: 'port' as const,
    related: [relatedTo(doc, placed, `The Service \`${route.service}\` is made here.`), ...again(nodes)],
    notes:
      placed.uri === doc.uri
        ? [{ start: placed.object.at[0], end: placed.object.at[1], text: 'The Service that the rule means.' }]
        : [],
    fixes: otherPorts(route, ports, nodes),
  };
}

/** Whether all that could bring the Service is in sight. */
function isKnownMissing(
  scope: Scope,
  { service }: Route,
  services: readonly Placed[],
  namespaces: readonly string[],
): boolean {
  if (services.length === 0 || scope.hidesObjects || scope.renames) return false;
  if (namespaces.some((each) => scope.mayKnowService(service, each))) return false;
  return !mayBeMade(scope, service);
}

function has(
  ports: readonly { readonly name?: string; readonly port?: number }[],
  wanted: number | string,
): boolean {
  // A quoted number is read as a name by some versions of the API and as a number by others.
  return ports.some(({ name, port }) => name === wanted || port === wanted || String(port) === wanted);
}

/**
 * The Services that may have been meant: the only one in sight, else those with a name that is near. One that the object
 * hands requests to already is not what is missing, unless its name is near.
 */
function renames(
  object: ManifestObject,
  route: Route,
  services: readonly Placed[],
  nodes: readonly YamlNode[],
): Fix[] {
  const names = [...new Set(services.map(({ object }) => object.name))].filter((name) => name !== '');
  const isOpen = (name: string) => routesOf(object).every(({ service }) => service !== name);
  // `web-canary` beside `web` is a second Service, and no slip of the pen.
  const isSecond = (name: string) => !isOpen(name) && route.service.startsWith(`${name}-`);
  const near = names.filter((name) => isNear(name, route.service) && !isSecond(name));
  const meant = near.length > 0 ? near : names.length === 1 ? names.filter(isOpen) : [];
  return meant
    .slice(0, MOST_FIXES)
    .flatMap((name) => suggested(`Name the Service ${name}`, ...nodes.map((node) => setScalar(node, name))));
}

function otherPorts(
  route: Route,
  ports: readonly { readonly name?: string; readonly port?: number }[],
  nodes: readonly YamlNode[],
): Fix[] {
  // The key beside the port says whether a number or a name is wanted: `port: { number: 80 }`.
  return ports.slice(0, MOST_FIXES).flatMap(({ name, port }) => {
    const value = typeof route.port === 'string' ? name : port;
    return value === undefined
      ? []
      : suggested(`Ask for port ${value}`, ...nodes.map((node) => setScalar(node, value)));
  });
}
