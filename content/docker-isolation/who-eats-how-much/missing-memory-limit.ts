import {
  type ComposeService,
  composeElsewhere,
  composeLimit,
  composeServices,
  isForSwarm,
  runsForUsers,
} from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import { limitRangeKey, manifestFacts, Scope } from '../../../src/domains/manifests/index.ts';
import {
  type Document,
  defineRule,
  type FactsView,
  type Finding,
  type Fix,
} from '../../../src/engine/index.ts';
import { addMissing } from '../../../src/engine/parsers/yaml/index.ts';
import { nameOf, type Pod, placeOf, type WallPart, walls, wholePods } from '../model/index.ts';

/** Keys that limit something else of a Compose service, or ask for a share of it. */
const OTHER_LIMITS: readonly (readonly string[])[] = [
  ['cpus'],
  ['cpu_shares'],
  ['cpu_quota'],
  ['cpuset'],
  ['pids_limit'],
  ['mem_reservation'],
  ['deploy', 'resources', 'limits', 'cpus'],
  ['deploy', 'resources', 'limits', 'pids'],
  ['deploy', 'resources', 'reservations', 'cpus'],
  ['deploy', 'resources', 'reservations', 'memory'],
];
const KUBERNETES_SIZE = '512Mi';
const COMPOSE_SIZE = '512m';
const SAME = [
  'checkov:CKV_K8S_13',
  'trivy:KSV-0018',
  'kube-linter:unset-memory-requirements',
  'polaris:memoryLimitsMissing',
  'kics:*',
  'kubescape:resources-memory-limits',
];

export default defineRule({
  title: 'Container without a memory limit',
  languages: ['yaml', 'dockercompose'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['containers', 'initContainers', 'services'],
  shares: manifestFacts,
  explains: ['kube-score:container-resources', 'vscode-kubernetes:resource-limits'],
  sameAs: SAME,
  group: walls,
  messages: {
    pod: '`{service}` has no memory limit: when it grows, it takes what its neighbours on the node need.',
    service: '`{service}` has no memory limit: when it grows, it takes what its neighbours on the host need.',
  },
  steps: {
    pod: [
      {
        text: '`{service}` grows: more requests than usual, or memory that it never gives back.',
        at: 'hint',
      },
      'Nothing stops it at a mark of its own, so it takes what the node has left.',
      'When the node runs short, the kubelet evicts pods to get memory back. Where that is too slow, the kernel ends a process.',
      'Those go first that use more than they have requested. {fate}',
    ],
    service: [
      { text: '`{service}` grows: more work than usual, or memory that it never gives back.', at: 'hint' },
      'Nothing stops it at a mark of its own, so it takes what the host has left.',
      'When nothing is left, the kernel ends a process on the host to get memory back. It looks at size, not at fault.',
      'That may be `{service}` itself. It may as well be another program of the host, such as a database.',
    ],
  },
  *check(doc, facts) {
    yield* inPods(doc, facts);
    yield* inServices(doc, facts);
  },
});

type Found = Generator<Finding<'pod' | 'service', 'service' | 'limit' | 'fate', never, WallPart>>;

function* inPods(doc: Document, facts: FactsView): Found {
  let scope: Scope | undefined;
  for (const each of wholePods(doc, facts)) {
    const unlimited = each.containers.filter(
      ({ node, role }) => role !== 'ephemeral' && node.get('resources', 'limits', 'memory') === undefined,
    );
    if (unlimited.length === 0 || each.pod.spec.get('resources', 'limits', 'memory')) continue;
    scope ??= new Scope(doc, facts);
    if (isSizedElsewhere(scope, facts, each)) continue;
    for (const container of unlimited) {
      const request = container.node.get('resources', 'requests', 'memory');
      const size = request?.text || KUBERNETES_SIZE;
      const add: WallPart = { path: ['resources', 'limits', 'memory'], value: request?.value ?? size };
      yield {
        at: placeOf(container),
        message: 'pod',
        severity: severityIn(doc, 'information'),
        names: { service: nameOf(container), limit: size },
        words: {
          fate: request
            ? 'What it asked for, `' + size + '`, protects it up to there and nobody else.'
            : 'One that has requested nothing is among them, with whoever happens to be larger at this moment.',
        },
        part: {
          label: 'a memory limit',
          title: request
            ? `Limit its memory to what it requests, ${size}`
            : `Limit its memory to ${size}, or the size that you put in its place`,
          kind: 'suggested',
          add,
        },
      };
    }
  }
}

/** Whether a LimitRange, an autoscaler or a patch gives these pods a limit. */
function isSizedElsewhere(scope: Scope, facts: FactsView, { object }: Pod): boolean {
  if (scope.isLockedByPatch('memory')) return true;
  if (scope.ofKind(object, 'LimitRange').some((each) => each.object.limitsMemory)) return true;
  // Applied from elsewhere, a LimitRange of the same name of a namespace holds all the same.
  const namespaces = scope.namespacesOf(object).filter((each) => each !== 'default' || object.namespace);
  if (namespaces.some((each) => facts.get(limitRangeKey(each)).length > 0)) return true;
  const target = `${object.kind}/${object.name}`;
  return scope
    .ofKind(object, 'VerticalPodAutoscaler', 'autoscaling.k8s.io')
    .some((each) => each.object.sizes === target);
}

function* inServices(doc: Document, facts: FactsView): Found {
  for (const service of doc.model(composeServices)) {
    const { node, name, key } = service;
    if (composeLimit(node, 'memory') || !isMeasured(doc, service)) continue;
    const elsewhere = composeElsewhere(doc, name, facts);
    // A service without an image only changes one that is described elsewhere.
    if (!elsewhere?.whole || elsewhere.memory) continue;
    yield {
      at: key,
      message: 'service',
      severity: severityIn(doc, 'information'),
      names: { service: name, limit: COMPOSE_SIZE },
      fixes: limited(doc, service),
    };
  }
}

/** Whether a service is limited in something already, or runs for users. */
function isMeasured(doc: Document, service: ComposeService): boolean {
  return runsForUsers(doc, service) || OTHER_LIMITS.some((path) => service.node.get(...path) !== undefined);
}

function limited(doc: Document, { node }: ComposeService): Fix[] {
  const reserved = node.get('deploy', 'resources', 'reservations', 'memory') ?? node.get('mem_reservation');
  const size = reserved?.text || COMPOSE_SIZE;
  // `docker stack deploy` reads what stands below `deploy`, and not `mem_limit`; Compose reads both.
  const isDeployed = node.get('deploy') !== undefined || isForSwarm(doc);
  const edit = isDeployed
    ? addMissing(node, { deploy: { resources: { limits: { memory: size } } } })
    : addMissing(node, { mem_limit: size }, { after: ['cpus', 'cpu_shares', 'cpu_quota', 'cpuset'] });
  if (edit.refused !== undefined || edit.edits.length === 0) return [];
  const title = reserved
    ? `Limit its memory to what it reserves, ${size}`
    : `Limit its memory to ${size}, or the size that you put in its place`;
  return [{ title, kind: 'suggested', edits: edit.edits }];
}
