import type { YamlNode } from '../../engine/parsers/yaml/index.ts';
import type { ManifestObject } from './objects.ts';

/** A Service that an Ingress or a route of the Gateway API hands requests to. */
export interface Route {
  readonly service: string;
  /** As it is written; `undefined` is the route's own. */
  readonly namespace: string | undefined;
  /** Number or name; `undefined` where none is given. */
  readonly port: number | string | undefined;
  readonly host: string | undefined;
  readonly path: string | undefined;
  /** The backend. */
  readonly node: YamlNode;
  /** The scalar that names the Service. */
  readonly nameNode: YamlNode;
  /** The scalar that names the port. */
  readonly portNode: YamlNode | undefined;
}

const ROUTE_KINDS = new Set(['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute', 'UDPRoute']);

/** The Services that an object hands requests to, in the order of the file; none for other kinds and backends. */
export function routesOf(object: ManifestObject): readonly Route[] {
  if (object.kind === 'Ingress' && (object.group === 'networking.k8s.io' || object.group === 'extensions'))
    return ingressRoutes(object.node);
  if (ROUTE_KINDS.has(object.kind) && object.group === 'gateway.networking.k8s.io')
    return gatewayRoutes(object.node);
  return [];
}

function ingressRoutes(node: YamlNode): Route[] {
  const spec = node.get('spec');
  const fallback = spec?.get('defaultBackend') ?? spec?.get('backend');
  const routes = fallback ? ingressBackend(fallback, undefined, undefined) : [];
  for (const rule of spec?.get('rules')?.values() ?? []) {
    const host = rule.textAt('host');
    for (const path of rule.get('http', 'paths')?.values() ?? []) {
      const backend = path.get('backend');
      if (backend) routes.push(...ingressBackend(backend, host, path.textAt('path')));
    }
  }
  return routes;
}

function ingressBackend(node: YamlNode, host: string | undefined, path: string | undefined): Route[] {
  // Since networking.k8s.io/v1 the name stands below `service`; v1beta1 wrote it beside the port.
  const nameNode = node.get('service', 'name') ?? node.get('serviceName');
  const portNode =
    node.get('service', 'port', 'number') ?? node.get('service', 'port', 'name') ?? node.get('servicePort');
  if (!nameNode?.text) return [];
  return [
    {
      service: nameNode.text,
      namespace: undefined,
      port: portValue(portNode),
      host,
      path,
      node,
      nameNode,
      portNode,
    },
  ];
}

function gatewayRoutes(node: YamlNode): Route[] {
  const host = node.get('spec', 'hostnames')?.values()[0]?.text;
  return (node.get('spec', 'rules')?.values() ?? []).flatMap((rule) => {
    const path = rule.get('matches')?.values()[0]?.textAt('path', 'value');
    return (rule.get('backendRefs')?.values() ?? []).flatMap((ref) => {
      const nameNode = ref.get('name');
      const isService = (ref.textAt('kind') ?? 'Service') === 'Service' && (ref.textAt('group') ?? '') === '';
      if (!nameNode?.text || !isService) return [];
      const portNode = ref.get('port');
      return [
        {
          service: nameNode.text,
          namespace: ref.textAt('namespace'),
          port: portValue(portNode),
          host,
          path,
          node: ref,
          nameNode,
          portNode,
        },
      ];
    });
  });
}

function portValue(node: YamlNode | undefined): number | string | undefined {
  const value = node?.value;
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? value : undefined;
}
