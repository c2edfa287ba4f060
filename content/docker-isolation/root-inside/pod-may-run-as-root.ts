import { severityIn } from '../../../src/domains/environment/index.ts';
import {
  type Container,
  manifestFacts,
  type PodTemplate,
  Scope,
  securityField,
} from '../../../src/domains/manifests/index.ts';
import {
  type Document,
  defineRule,
  type FactsView,
  type Finding,
  type Fix,
  lower,
  only,
  type Severity,
} from '../../../src/engine/index.ts';
import { setScalar, type YamlEdit, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import {
  isNodeAgent,
  isNonRoot,
  isPrivileged,
  isTrue,
  nameOf,
  type Pod,
  placeOf,
  pods,
  type WallPart,
  walls,
  wholePods,
} from '../model/index.ts';

const SAME = [
  ...only(
    { message: ['zero', 'mapped', 'allowed', 'absent'] },
    'kube-linter:run-as-non-root',
    'checkov:CKV_K8S_23',
    'trivy:KSV-0012',
    'polaris:runAsRootAllowed',
    'kubescape:non-root-containers',
    'kyverno:require-run-as-nonroot',
    'semgrep:yaml.kubernetes.security.run-as-non-root.run-as-non-root',
  ),
  ...only({ message: ['zero', 'mapped'] }, 'trivy:KSV-0105'),
];
const USER = 10001;

export default defineRule({
  title: 'Pod that may run as root',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['containers', 'runAsUser', 'runAsNonRoot'],
  shares: manifestFacts,
  explains: ['checkov:CKV_K8S_40', 'trivy:KSV-0020', 'kube-score:container-security-context-user-group-id'],
  sameAs: SAME,
  group: walls,
  messages: {
    zero: '`{service}` is started as user 0: root inside, and root to the kernel of the node.',
    mapped:
      '`{service}` is started as user 0: root inside, and by `hostUsers: false` somebody ordinary on the node.',
    allowed: '`runAsNonRoot: false` says that `{service}` may run as root.',
    refused:
      '`runAsUser: 0` and `runAsNonRoot: true` contradict each other: the kubelet refuses to start `{service}`.',
    absent: 'Nothing keeps `{service}` from running as root: its image decides.',
  },
  steps: {
    zero: [
      { text: 'The kubelet starts `{service}` as user 0, whatever its image says.', at: 'hint' },
      'Without a user namespace that is the number 0 of the node, too. It has fewer keys than the node’s root, but the same number.',
      'Somebody finds a hole in the program. What he runs may change every file of the container, and every file of root in what is mounted into it.',
    ],
    mapped: [
      { text: 'The kubelet starts `{service}` as user 0, whatever its image says.', at: 'hint' },
      'The pod has a user namespace of its own, so to the node that is a large number that nothing belongs to.',
      'Somebody finds a hole in the program. He is master of the container and of what is mounted into it; on the rest of the node he is nobody.',
    ],
    allowed: [
      { text: 'The image of `{service}` says who runs, and the pod accepts whoever that is.', at: 'hint' },
      'Many images are root unless they say otherwise, and a new version may stop saying it.',
      'Nobody notices. It starts as it always did, and from then on a hole in the program is a hole with the number 0.',
    ],
    refused: [
      { text: 'The kubelet is to start `{service}` as user 0.', at: 'hint' },
      { text: 'It is also told that this must not be root.', at: 'nonRoot' },
      'It starts nothing. The pod stays at `CreateContainerConfigError`, and its events say why.',
    ],
    absent: [
      { text: 'The file names no user for `{service}`, so the image decides who runs.', at: 'hint' },
      'Many images are root unless they say otherwise, and a new version may stop saying it.',
      'With `runAsNonRoot: true` the kubelet looks before it starts the container, and refuses user 0. Then somebody hears of it.',
    ],
  },
  *check(doc, facts) {
    yield* explicit(doc);
    yield* absent(doc, facts);
  },
});

type Found = Generator<
  Finding<
    'zero' | 'mapped' | 'allowed' | 'refused' | 'absent',
    'service' | 'user' | 'field',
    'nonRoot',
    WallPart
  >
>;

function* explicit(doc: Document): Found {
  const seen = new Set<number>();
  for (const { object, pod, containers } of doc.model(pods)) {
    for (const container of containers) {
      if (container.role === 'ephemeral' || isPrivileged(container)) continue;
      const user = securityField(pod, container, 'runAsUser');
      const nonRoot = securityField(pod, container, 'runAsNonRoot');
      const isZero = user?.value === 0;
      const at = isZero ? user : nonRoot?.value === false && !isNonRoot(pod, container) ? nonRoot : undefined;
      if (!at || (user && !isZero) || seen.has(at.start)) continue;
      seen.add(at.start);
      const isRefused = isZero && isTrue(nonRoot);
      const isMapped = pod.spec.get('hostUsers')?.value === false;
      yield {
        at,
        message: isRefused ? 'refused' : isZero ? (isMapped ? 'mapped' : 'zero') : 'allowed',
        severity: isRefused ? 'warning' : severityOf(doc, pod, container, [object.name]),
        names: {
          service: nameOf(container),
          user: 'root',
          field: isZero ? 'runAsUser' : 'runAsNonRoot',
        },
        places: { nonRoot: isRefused ? nonRoot : undefined },
        ...(isRefused && nonRoot
          ? { related: [{ start: nonRoot.start, end: nonRoot.end, message: 'This forbids it.' }] }
          : {}),
        fixes: isZero ? anotherUser(user, nonRoot) : forbidden(nonRoot),
      };
    }
  }
}

function severityOf(doc: Document, { spec }: PodTemplate, container: Container, names: string[]): Severity {
  if (spec.get('hostUsers')?.value === false) return 'hint';
  // Those set something up, most often the owner of a volume, and are gone before anything is called.
  const isShort = container.role === 'init';
  const isAgent = isNodeAgent(...names, container.name, container.node.textAt('image'));
  return severityIn(doc, isShort || isAgent ? lower('warning') : 'warning');
}

function anotherUser(user: YamlNode, nonRoot: YamlNode | undefined): Fix[] {
  const edits = [setScalar(user, USER), ...(nonRoot?.value === false ? [setScalar(nonRoot, true)] : [])];
  return suggested(`Run as user ${USER}, or the number that you put in its place`, edits);
}

function forbidden(nonRoot: YamlNode | undefined): Fix[] {
  return nonRoot ? suggested('Refuse to start it as root', [setScalar(nonRoot, true)]) : [];
}

function suggested(title: string, all: readonly YamlEdit[]): Fix[] {
  if (all.some(({ refused }) => refused !== undefined)) return [];
  const edits = all.flatMap((each) => each.edits);
  return edits.length > 0 ? [{ title, kind: 'suggested', edits }] : [];
}

function* absent(doc: Document, facts: FactsView): Found {
  let scope: Scope | undefined;
  for (const each of wholePods(doc, facts)) {
    const { pod, containers, object } = each;
    // OpenShift gives each project numbers of its own.
    if (/openshift\.io$/.test(object.group)) continue;
    const open = containers.filter((container) => isOpen(each, container));
    if (open.length === 0) continue;
    scope ??= new Scope(doc, facts);
    if (scope.isLockedByPatch('runAsNonRoot', 'runAsUser')) return;
    const isMapped = pod.spec.get('hostUsers')?.value === false;
    const add: WallPart = { path: ['securityContext', 'runAsNonRoot'], value: true };
    for (const container of open)
      yield {
        at: placeOf(container),
        message: 'absent',
        severity: isMapped ? 'hint' : severityIn(doc, 'information'),
        names: { service: nameOf(container), user: 'root', field: 'runAsNonRoot' },
        part: {
          label: 'a user that is not root',
          title: 'Refuse to start it as root',
          kind: 'suggested',
          add,
        },
      };
  }
}

/** Whether neither the container nor its pod says anything of its user. */
function isOpen({ pod }: Pod, container: Container): boolean {
  if (container.role === 'ephemeral' || isPrivileged(container)) return false;
  return (
    securityField(pod, container, 'runAsUser') === undefined &&
    securityField(pod, container, 'runAsNonRoot') === undefined
  );
}
