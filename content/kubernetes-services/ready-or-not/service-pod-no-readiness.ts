import { severityIn } from '../../../src/domains/environment/index.ts';
import {
  type Container,
  labelsOf,
  type ManifestObject,
  manifestFacts,
  matches,
  type Placed,
  type PodTemplate,
  podTemplateOf,
  portsOf,
  Scope,
  servingContainers,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule, type Fix } from '../../../src/engine/index.ts';
import { addMissing, type YamlInput } from '../../../src/engine/parsers/yaml/index.ts';
import { isForFigures } from '../model/border.ts';
import { completeObjects, relatedTo, suggested } from '../model/objects.ts';

/** Kinds whose pods stay and are called. Those that run to an end, and Knative's, which has a probe of its own, are not. */
const STAYING = new Set([
  'Pod',
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
  'Rollout',
]);
const MOST_SERVICES = 3;

export default defineRule({
  title: 'Calls arrive before the program is ready',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['containers'],
  shares: manifestFacts,
  sameAs: [
    'kube-score:pod-probes',
    'kube-linter:no-readiness-probe',
    'checkov:CKV_K8S_9',
    'polaris:readinessProbeMissing',
  ],
  messages: {
    missing:
      '{kind} `{workload}` has no readiness probe: the Service `{service}` sends calls to its pods as soon as they run.',
  },
  steps: {
    missing: [
      { text: '{Pod} starts, and with it the process in `{container}`.', at: 'hint' },
      'Nothing asks whether it can answer. Without a readiness probe, running counts as ready.',
      'On the list of the Service `{service}` the pod is marked as ready, and the next call may already be sent to it.',
      'Until the program has opened its port, such a call is refused. Until it has loaded what it needs, it may be answered with an error.',
      {
        text: 'In a rollout the pod counts as ready at once, too, so an old one that could answer is ended for it.',
        when: 'rollout',
      },
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      if (!STAYING.has(object.kind)) continue;
      const pod = podTemplateOf(object);
      if (!pod || !mayBeCalled(pod)) continue;
      const serving = servingContainers(pod);
      if (serving.length === 0 || serving.some(({ node }) => node.get('readinessProbe'))) continue;
      scope ??= new Scope(doc, facts);
      if (scope.inChart) return;
      if (scope.isPatch(object) || getsProbeElsewhere(scope, object)) continue;
      const services = callersOf(scope, object, pod);
      const [service] = services;
      if (!service) continue;
      const regular = serving.filter(({ role }) => role === 'regular');
      const called = calledContainer(service, regular);
      const container = called?.container ?? regular[0];
      if (!container) continue;
      yield {
        at: container.node.get('name') ?? container.node,
        message: 'missing' as const,
        severity: severityIn(doc, 'information'),
        names: {
          service: service.object.name,
          kind: object.kind,
          workload: object.name,
          container: container.name,
          probe: 'readinessProbe',
          ...(called ? { port: String(called.port) } : {}),
        },
        words: {
          rollout: /^(?:Deployment|Rollout|StatefulSet)$/.test(object.kind) ? 'rollout' : undefined,
          Pod:
            object.kind === 'Pod'
              ? `The pod \`${object.name}\``
              : `A pod of ${object.kind} \`${object.name}\``,
        },
        related: services
          .slice(0, MOST_SERVICES)
          .map((each) =>
            relatedTo(doc, each, `The Service \`${each.object.name}\` sends calls to these pods.`),
          ),
        notes: notesOf(doc, service),
        fixes: called ? probes(called.container, called.port, called.isHttp) : [],
      };
    }
  },
});

function mayBeCalled({ spec }: PodTemplate): boolean {
  const restarts = spec.textAt('restartPolicy') ?? 'Always';
  return restarts === 'Always' && spec.get('readinessGates') === undefined;
}

function getsProbeElsewhere(scope: Scope, object: ManifestObject): boolean {
  return (
    scope.isPatchedWith('readinessProbe') ||
    scope.patchesOf(object).some(({ pod }) => pod?.readiness === true)
  );
}

/** The Services that send calls to a workload's pods once they are ready; those with an address of their own first. */
function callersOf(scope: Scope, object: ManifestObject, pod: PodTemplate): readonly Placed[] {
  const labels = labelsOf(pod.metadata?.get('labels'));
  return scope
    .services(object)
    .filter(({ object: { name, service } }) => {
      if (!service || service.type === 'ExternalName' || service.publishNotReady) return false;
      return !isForFigures(name, service) && matches(service.selector, labels);
    })
    .sort((a, b) => Number(a.object.service?.headless) - Number(b.object.service?.headless));
}

/** The container behind the first TCP port of a Service, and that port as a probe of the container names it. */
function calledContainer({ object: { service } }: Placed, regular: readonly Container[]) {
  for (const { port, target, protocol, name = '' } of service?.ports ?? []) {
    const wanted = target ?? port;
    if (wanted === undefined || protocol !== 'TCP') continue;
    const isHttp = [name, String(wanted)].some((each) => /^(?:http|web)(?:$|-)/.test(each)) || port === 80;
    const declaring = regular.find((each) =>
      portsOf(each).some((own) => own.name === wanted || own.number === wanted),
    );
    if (declaring) return { container: declaring, port: wanted, isHttp };
    const [only, ...others] = regular;
    if (only && others.length === 0 && typeof wanted === 'number')
      return { container: only, port: wanted, isHttp };
  }
  return undefined;
}

function notesOf(doc: Document, { uri, object }: Placed) {
  if (uri !== doc.uri) return [];
  const [start, end] = object.at;
  return [{ start, end, text: 'Sends calls to every pod that says it is ready.' }];
}

function probes({ node }: Container, port: number | string, isHttp: boolean): Fix[] {
  const add = (probe: { readonly [key: string]: YamlInput }) =>
    addMissing(node, { readinessProbe: probe }, { after: ['ports', 'livenessProbe', 'startupProbe'] });
  return [
    ...suggested(`Ask whether port ${port} is open`, add({ tcpSocket: { port } })),
    ...(isHttp
      ? suggested(
          `Ask port ${port} for /ready, or the path that you put in its place`,
          add({ httpGet: { path: '/ready', port } }),
        )
      : []),
  ];
}
