import {
  containersOf,
  type ManifestObject,
  manifestFacts,
  type Placed,
  type PodTemplate,
  podTemplateOf,
  Scope,
} from '../../../src/domains/manifests/index.ts';
import { defineRule } from '../../../src/engine/index.ts';
import { setScalar, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { completeObjects, relatedTo, suggested } from '../model/objects.ts';

/** Environment variables whose whole value is a host. */
const HOST_NAME = /(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|ENDPOINT|BROKERS?)$/i;
/** A host without dots in a URL, with or without a user before it. */
const IN_URL = /\b[a-z][a-z0-9+.-]*:\/\/(?:[^\s/@'"]*@)?([a-z][a-z0-9-]*)(?=[:/?,\s'"]|$)/g;
/** A host without dots before a port, as a whole value, or behind the `=` of an option. */
const WITH_PORT = /(?:^|=)([a-z][a-z0-9-]*)(?=:\d{2,5}(?:\/|$))/g;

export default defineRule({
  title: 'A short name from another namespace',
  languages: ['yaml'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['containers'],
  shares: manifestFacts,
  messages: {
    short:
      '`{short}` is looked up in the namespace `{from}`, and the Service `{service}` is in `{namespace}`.',
  },
  steps: {
    short: [
      { text: 'The program in `{container}` asks DNS for `{short}`.', at: 'hint' },
      'The pod completes the name with its own namespace first, so the question is for `{short}.{from}.svc.cluster.local`.',
      'There is no such Service. The Service `{service}` is in the namespace `{namespace}`, and the short name leads there from that one only.',
      'The lookup fails with "no such host", although the Service is there and its pods are ready.',
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      // What is not written may be given when it is applied.
      if (object.namespace === undefined) continue;
      const pod = podTemplateOf(object);
      if (!pod || !asksCluster(pod)) continue;
      for (const { node, name: container } of containersOf(pod)) {
        for (const call of callsOf(node)) {
          scope ??= new Scope(doc, facts);
          if (scope.inChart) return;
          const placed = elsewhere(scope, object, call.host);
          if (!placed || isAliased(pod, call.host)) continue;
          const value = call.value.text ?? '';
          const full = `${value.slice(0, call.end)}.${placed.namespace}${value.slice(call.end)}`;
          yield {
            at: spanOf(doc.text, call),
            message: 'short' as const,
            names: {
              short: call.host,
              from: object.namespace,
              service: placed.object.name,
              namespace: placed.namespace,
              host: `${placed.object.name}.${placed.namespace}.svc.cluster.local`,
              container,
              workload: object.name,
              kind: object.kind,
            },
            related: [relatedTo(doc, placed, `The Service is in \`${placed.namespace}\`.`)],
            notes:
              placed.uri === doc.uri
                ? [
                    {
                      start: placed.object.at[0],
                      end: placed.object.at[1],
                      text: `In the namespace \`${placed.namespace}\`.`,
                    },
                  ]
                : [],
            fixes: suggested(`Call ${call.host}.${placed.namespace}`, setScalar(call.value, full)),
          };
        }
      }
    }
  },
});

/** A host that a container is configured to call. */
interface Call {
  readonly value: YamlNode;
  readonly host: string;
  /** Where the host begins and ends within the value's text. */
  readonly start: number;
  readonly end: number;
}

function* callsOf(container: YamlNode): Generator<Call> {
  for (const each of container.get('env')?.values() ?? []) {
    const value = each.get('value');
    if (value) yield* hostsIn(value, HOST_NAME.test(each.textAt('name') ?? ''));
  }
  for (const key of ['args', 'command'])
    for (const value of container.get(key)?.values() ?? []) yield* hostsIn(value, false);
}

/** @param isHost whether the value as a whole is the name of a host */
function* hostsIn(value: YamlNode, isHost: boolean): Generator<Call> {
  const text = value.text;
  if (text === undefined || value.style === 'literal' || value.style === 'folded') return;
  if (isHost && /^[a-z][a-z0-9-]*$/.test(text)) {
    yield { value, host: text, start: 0, end: text.length };
    return;
  }
  for (const pattern of [IN_URL, WITH_PORT]) {
    for (const match of text.matchAll(pattern)) {
      const host = match[1] as string;
      const end = match.index + match[0].length;
      yield { value, host, start: end - host.length, end };
    }
  }
}

/** The host within its value; the whole value where quotes and escapes move it. */
function spanOf(text: string, { value, host, start, end }: Call) {
  const from = value.start + (value.style === 'plain' ? 0 : 1);
  const span = { start: from + start, end: from + end };
  return text.slice(span.start, span.end) === host ? span : { start: value.start, end: value.end };
}

/** Whether names without dots are completed by the cluster's rules. Source: Kubernetes, DNS for Services and Pods. */
function asksCluster({ spec }: PodTemplate): boolean {
  const policy = spec.textAt('dnsPolicy') ?? 'ClusterFirst';
  if (spec.get('dnsConfig', 'searches')) return false;
  if (spec.get('hostNetwork')?.value === true) return policy === 'ClusterFirstWithHostNet';
  return policy === 'ClusterFirst' || policy === 'ClusterFirstWithHostNet';
}

function isAliased({ spec }: PodTemplate, host: string): boolean {
  return (spec.get('hostAliases')?.values() ?? []).some((alias) =>
    (alias.get('hostnames')?.values() ?? []).some((name) => name.text === host),
  );
}

/** The Service of a name where it is in sight in one other namespace, and in the object's own nowhere. */
function elsewhere(scope: Scope, object: ManifestObject, host: string): Placed | undefined {
  const own = scope.namespacesOf(object);
  const found = scope.servicesNamed(host);
  const [first] = found;
  if (!first || found.some((each) => each.object.namespace === undefined || own.includes(each.namespace)))
    return undefined;
  if (new Set(found.map(({ namespace }) => namespace)).size > 1) return undefined;
  return own.some((each) => scope.mayKnowService(host, each)) ? undefined : first;
}
