import {
  type Container,
  type ContainerPort,
  containersOf,
  type ManifestObject,
  manifestFacts,
  type PodTemplate,
  podTemplateOf,
  portsOf,
  Scope,
  servingContainers,
} from '../../../src/domains/manifests/index.ts';
import {
  type Document,
  defineRule,
  type FactsView,
  type Finding,
  type Fix,
  only,
  type Severity,
} from '../../../src/engine/index.ts';
import { setScalar, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { completeObjects, listed, suggested } from '../model/objects.ts';

const PROBES = ['readinessProbe', 'livenessProbe', 'startupProbe'] as const;
const CODES = PROBES.flatMap((probe) => only({ probe }, `kube-linter:${probe.replace('Probe', '')}-port`));
const MOST_FIXES = 3;

export default defineRule({
  title: 'A probe knocks on a door that is not there',
  languages: ['yaml'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['Probe'],
  shares: manifestFacts,
  sameAs: CODES,
  messages: {
    name: '`{container}` declares no port called `{port}`, so its `{probe}` asks nobody.',
    number: '`{probe}` asks port {port}, but all that `{container}` declares is {declared}.',
  },
  steps: {
    name: [
      {
        text: 'The container `{container}` starts. Its ports are {declared}.',
        at: 'container',
        unless: 'portless',
      },
      {
        text: 'The container `{container}` starts. It declares no ports.',
        at: 'container',
        when: 'portless',
      },
      {
        text: 'The kubelet looks for the number behind `{port}`, and finds no port of that name.',
        at: 'hint',
      },
      'So nobody is asked, and the answer is unknown. The kubelet notes a warning beside the pod, and tries again.',
      {
        text: 'There is never a yes, so the pod never becomes ready. It runs, and no call is ever sent to it.',
        when: 'readiness',
      },
      {
        text: 'No answer is not a no: the container is never restarted for it, not even when its program hangs.',
        when: 'liveness',
      },
      {
        text: 'There is never a yes, so the container never counts as started. The other probes are not asked, and the pod never becomes ready.',
        when: 'startup',
      },
    ],
    number: [
      { text: 'The container `{container}` says that it listens on {declared}.', at: 'container' },
      { text: 'The probe asks {port}, which is not among them.', at: 'hint' },
      'If the program listens there all the same, this works: declaring opens nothing. If the number was forgotten in a change, every answer is a refusal.',
      { text: 'A refusal means not ready: the pod runs, and gets no call.', when: 'readiness' },
      { text: 'A refusal means dead: the container is restarted, again and again.', when: 'liveness' },
      { text: 'A refusal means not started: the container is ended and started anew.', when: 'startup' },
    ],
  },
  *check(doc: Document, facts: FactsView): Generator<Found> {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      const pod = podTemplateOf(object);
      if (!pod) continue;
      for (const container of containersOf(pod)) {
        const ports = portsOf(container);
        if (ports.length === 0 && !isWhole(object, container)) continue;
        for (const probe of PROBES) {
          const at = portAsked(container.node.get(probe));
          const fault = at && faultOf(at, container, ports, pod);
          if (!at || !fault) continue;
          scope ??= new Scope(doc, facts);
          if (scope.inChart || scope.isPatch(object) || scope.isPatchedWith('ports', 'containerPort')) return;
          const tcp = ports.filter(({ protocol }) => protocol === 'TCP');
          yield {
            at,
            message: fault,
            severity: (fault === 'name' ? 'warning' : 'information') as Severity,
            names: {
              container: container.name,
              probe,
              port: at.text ?? '',
              workload: object.name,
              kind: object.kind,
              ...(ports.length > 0 ? { declared: listed(ports.map(labelOf)) } : {}),
            },
            words: {
              [probe.replace('Probe', '')]: probe,
              ...(ports.length === 0 ? { portless: container.name } : {}),
            },
            places: { container: container.node.get('name') ?? container.node },
            notes: ports.slice(0, MOST_FIXES).map(({ node, number }) => ({
              start: node.start,
              end: node.end,
              text: `Declared: ${number ?? 'no number'}.`,
            })),
            fixes: tcp
              .slice(0, MOST_FIXES)
              .flatMap((port) => askFor(at, port, container.node.get(probe, 'grpc') !== undefined)),
          };
        }
      }
    }
  },
});

type Found = Finding<
  'name' | 'number',
  | 'container'
  | 'probe'
  | 'port'
  | 'workload'
  | 'kind'
  | 'declared'
  | 'readiness'
  | 'liveness'
  | 'startup'
  | 'portless',
  'container'
>;

/** The API groups whose controllers make pods of a template as it stands; others may bring the ports themselves. */
const AS_IT_STANDS = new Set(['', 'apps', 'batch']);

/** Whether a container that declares no ports is all that the kubelet will see, and not a part to be merged. */
function isWhole({ group }: ManifestObject, { node }: Container): boolean {
  return AS_IT_STANDS.has(group) && !node.get('ports') && (node.textAt('image') ?? '') !== '';
}

/** The port that a probe asks of its own container; `undefined` where it runs a command or asks another host. */
function portAsked(probe: YamlNode | undefined): YamlNode | undefined {
  for (const way of ['httpGet', 'tcpSocket', 'grpc']) {
    const handler = probe?.get(way);
    if (!handler) continue;
    // A host of its own is another machine, or another address of this one.
    if (handler.get('host') || isManagement(handler)) return undefined;
    const found = handler.find('port');
    return found?.node.kind === 'scalar' && !found.node.isEmpty ? found.written : undefined;
  }
  return undefined;
}

/** Spring Boot may answer for its health at a port of its own, which is seldom declared. Source: its documentation, Actuator. */
function isManagement(handler: YamlNode): boolean {
  return (
    /\/actuator(?:\/|$)/.test(handler.textAt('path') ?? '') && /^\d+$/.test(handler.textAt('port') ?? '')
  );
}

function faultOf(
  at: YamlNode,
  container: Container,
  ports: readonly ContainerPort[],
  pod: PodTemplate,
): 'name' | 'number' | undefined {
  const text = at.resolved?.text ?? '';
  if (!/^\d+$/.test(text)) {
    // The kubelet takes the number of that name, whatever protocol it was declared for. Where it finds none it throws
    // the result of the probe away. Source: Kubernetes, pkg/probe/util.go and pkg/kubelet/prober/worker.go.
    return ports.some(({ name }) => name === text) ? undefined : 'name';
  }
  const number = Number(text);
  // The containers of a pod share one address, so a neighbour may be the one that answers.
  const all = [container, ...servingContainers(pod)].flatMap((each) => portsOf(each));
  if (all.some((each) => each.number === number)) return undefined;
  return isTheOneDoor(ports) && !saysNumber(container, number) ? 'number' : undefined;
}

/**
 * Whether a container declares one door for calls. One that declares several, or only those for figures and for the API
 * server, often has another for its health that is not declared.
 */
function isTheOneDoor(ports: readonly ContainerPort[]): boolean {
  const [only, ...others] = ports;
  return (
    only !== undefined &&
    others.length === 0 &&
    only.protocol === 'TCP' &&
    only.number !== undefined &&
    !/metric|prom|monitor|webhook|admission|grpc|debug|peer/i.test(only.name ?? '')
  );
}

/** Whether the container's own words name a number: then its program is configured to listen there. */
function saysNumber({ node }: Container, number: number): boolean {
  const pattern = new RegExp(`(?<!\\d)${number}(?!\\d)`);
  return ['command', 'args', 'env'].some((key) => {
    const value = node.get(key);
    return value !== undefined && pattern.test(value.document.slice(value));
  });
}

function labelOf({ name, number, protocol }: ContainerPort): string {
  const shown = `${number ?? 'none'}${protocol === 'TCP' ? '' : ` (${protocol})`}`;
  return name ? `\`${name}\` (${shown})` : shown;
}

/** @param byNumber whether a name cannot be asked for. Source: Kubernetes, Configure Probes, Use a named port. */
function askFor(at: YamlNode, { name, number }: ContainerPort, byNumber: boolean): Fix[] {
  const port = byNumber ? number : (name ?? number);
  return port === undefined ? [] : suggested(`Ask port ${port}`, setScalar(at, port));
}
