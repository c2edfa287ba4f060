import { type ManifestObject, manifestFacts, Scope } from '../../../src/domains/manifests/index.ts';
import { defineRule, type Fix } from '../../../src/engine/index.ts';
import type { YamlInput, YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { type NewObject, replaceObject } from '../model/newDocument.ts';
import { completeObjects, suggested } from '../model/objects.ts';

/** Objects that only note which instance leads, as older programs write them. */
const LEADER = 'control-plane.alpha.kubernetes.io/leader';

export default defineRule({
  title: 'The older list of endpoints',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['Endpoints'],
  shares: manifestFacts,
  messages: {
    old: 'The kind `Endpoints` is deprecated since Kubernetes 1.33, and the API server warns. The list for `{service}` belongs in an EndpointSlice.',
  },
  steps: {
    old: [
      {
        text: 'The manifest is applied. From Kubernetes 1.33 on the API server answers with a warning.',
        at: 'hint',
      },
      '`kube-proxy` does not read this object. A controller copies what it says into an EndpointSlice, and that one is read.',
      'A slice can say more, such as the zone of an address, or that it is about to go. And of more than a thousand addresses in a subset, a thousand are copied.',
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      if (object.kind !== 'Endpoints' || object.group !== '') continue;
      if (object.node.get('metadata', 'annotations', LEADER)) continue;
      // A program fills an empty list, as Patroni does, so the file cannot be written in another way here.
      if ((object.node.get('subsets')?.values() ?? []).length === 0) continue;
      scope ??= new Scope(doc, facts);
      if (scope.isPatch(object)) continue;
      yield {
        at: object.node.get('kind') ?? object.node,
        message: 'old' as const,
        names: { service: object.name, kind: 'Endpoints' },
        fixes: asSlices(object),
      };
    }
  },
});

/** The same list as EndpointSlices, one for each subset and address family; none where it says what would be lost. */
function asSlices({ name, namespace, node }: ManifestObject): Fix[] {
  const metadata = node.get('metadata');
  const subsets = node.get('subsets')?.values() ?? [];
  if (!metadata || name === '' || subsets.length === 0) return [];
  if (metadata.effectivePairs().some((pair) => !/^(?:name|namespace|labels)$/.test(pair.name))) return [];
  const labels = metadata.get('labels')?.toValue() as { readonly [key: string]: YamlInput } | undefined;
  const slices: NewObject[] = [];
  for (const subset of subsets) {
    const endpoints = endpointsOf(subset);
    if (!endpoints) return [];
    const ports = subset.get('ports')?.toValue() as YamlInput | undefined;
    for (const family of ['IPv4', 'IPv6']) {
      const own = endpoints.filter((each) => each.family === family);
      if (own.length === 0) continue;
      slices.push({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: `${name}-${slices.length + 1}`,
          ...(namespace === undefined ? {} : { namespace }),
          labels: { ...labels, 'kubernetes.io/service-name': name },
        },
        addressType: family,
        ...(ports === undefined ? {} : { ports }),
        endpoints: own.map(({ endpoint }) => endpoint),
      });
    }
  }
  return slices.length === 0 ? [] : suggested('Write it as an EndpointSlice', replaceObject(node, slices));
}

function endpointsOf(subset: YamlNode): { family: string; endpoint: YamlInput }[] | undefined {
  const found: { family: string; endpoint: YamlInput }[] = [];
  for (const key of ['addresses', 'notReadyAddresses']) {
    for (const address of subset.get(key)?.values() ?? []) {
      const ip = address.textAt('ip');
      // A slice says it in another way where an address belongs to a pod or to a node.
      if (!ip || address.effectivePairs().some((pair) => !/^(?:ip|hostname)$/.test(pair.name)))
        return undefined;
      const hostname = address.textAt('hostname');
      found.push({
        family: ip.includes(':') ? 'IPv6' : 'IPv4',
        endpoint: {
          addresses: [ip],
          ...(hostname ? { hostname } : {}),
          ...(key === 'addresses' ? {} : { conditions: { ready: false } }),
        },
      });
    }
  }
  return found;
}
