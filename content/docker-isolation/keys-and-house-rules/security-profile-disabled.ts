import { capabilityName, onceAt, runs, serviceItems } from '../../../src/domains/containers/index.ts';
import { isDevelopment, severityIn } from '../../../src/domains/environment/index.ts';
import {
  type Document,
  defineRule,
  type Finding,
  type Fix,
  only,
  type Severity,
  type Steps,
} from '../../../src/engine/index.ts';
import {
  removeAt,
  removeItem,
  setScalar,
  type YamlEdit,
  type YamlNode,
  type YamlPair,
} from '../../../src/engine/parsers/yaml/index.ts';
import { nameOf, ownerOf, type Pod, pods } from '../model/index.ts';

type Found = Finding<'off' | 'unread', 'service' | 'field' | 'lost'>;

interface Profile {
  /** Its name, as the message says it. */
  readonly field: string;
  /** What it would have done, as a sentence. */
  readonly lost: string;
}

const SECCOMP: Profile = {
  field: 'seccomp',
  lost: 'The usual list of seccomp refuses some forty calls that programs never make and attackers like. Now the kernel answers them all.',
};
const APPARMOR: Profile = {
  field: 'AppArmor',
  lost: 'AppArmor’s usual profile keeps a container from mounting and from writing to the kernel’s switches. Now it does not look.',
};
const LABELS: Profile = {
  field: 'SELinux',
  lost: 'SELinux keeps a container from files that carry another label, such as the host’s. Now it does not look.',
};
const PATHS: Profile = {
  field: 'the list of hidden paths',
  lost: 'Parts of `/proc` and `/sys` that tell of the kernel, or change it, are hidden from containers. Now they are there.',
};

const STEPS = [
  { text: '`{service}` starts, and {field} is switched off for it.', at: 'hint' },
  '{lost}',
  'Whoever breaks into `{service}` has one lock less between him and the kernel, which all containers share.',
] as const satisfies Steps;

export default defineRule({
  title: 'The house rules are switched off',
  languages: ['yaml', 'dockercompose', 'shellscript'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['nconfined', 'Unmasked', 'label:disable', 'label=disable', 'unmask='],
  embeds: ['shellscript'],
  sameAs: [
    ...only({ field: PATHS.field }, 'kube-linter:unsafe-proc-mount', 'trivy:KSV-0027'),
    ...only(
      { field: SECCOMP.field },
      'trivy:KSV-0104',
      'semgrep:yaml.kubernetes.security.seccomp-confinement-disabled.seccomp-confinement-disabled',
      'semgrep:yaml.docker-compose.security.seccomp-confinement-disabled.seccomp-confinement-disabled',
    ),
    ...only(
      { field: LABELS.field },
      'semgrep:yaml.docker-compose.security.selinux-separation-disabled.selinux-separation-disabled',
    ),
    'kics:*',
  ],
  explains: ['checkov:CKV_K8S_31', 'trivy:KSV-0030', 'trivy:KSV-0002'],
  messages: {
    off: '`{service}` runs with {field} switched off.',
    unread:
      '`{service}` switches {field} off in an annotation that Kubernetes no longer reads, since 1.27. A `seccompProfile` says what holds.',
  },
  steps: {
    off: STEPS,
    unread: [
      {
        text: '`{service}` starts, and nobody asks the annotation: what counts is `seccompProfile`.',
        at: 'hint',
      },
      'Where that is not set, the kubelet decides. Unless it was told otherwise, there is no profile.',
      'Whoever reads the file believes that this line is the reason, and that taking it away would be enough.',
    ],
  },
  *check(doc) {
    for (const pod of doc.model(pods)) yield* inPod(doc, pod);
    for (const { service, value } of serviceItems(doc, 'security_opt')) {
      const profile = profileOf(value.text ?? '');
      if (!profile) continue;
      const traces = (service.node.get('cap_add')?.values() ?? []).some(
        ({ text }) => capabilityName(text ?? '') === 'SYS_PTRACE',
      );
      yield {
        ...finding(doc, value, service.name, profile, removal(removeItem(value, { prune: true }))),
        severity: severity(doc, traces, profile),
      };
    }
    for (const { options, called } of doc.model(runs)) {
      const traces = options.some(
        ({ name, value }) => name === 'cap-add' && capabilityName(value) === 'SYS_PTRACE',
      );
      for (const { name, value, start, end } of options) {
        const profile = name === 'security-opt' ? profileOf(value) : undefined;
        if (!profile) continue;
        yield {
          ...finding(doc, { start, end }, called, profile),
          severity: severity(doc, traces, profile),
        };
      }
    }
  },
});

/**
 * A debugger on its author's machine needs just this. Labels are switched off where the host's own folders are mounted,
 * and only machines with SELinux ask for them.
 */
function severity(doc: Document, traces: boolean, profile: Profile): Severity {
  if (traces && isDevelopment(doc)) return 'hint';
  return severityIn(doc, profile === LABELS ? 'information' : 'warning');
}

function finding(
  doc: Document,
  at: { start: number; end: number },
  service: string,
  { field, lost }: Profile,
  fixes: readonly Fix[] = [],
): Found {
  return {
    at,
    message: 'off',
    severity: severityIn(doc, 'warning'),
    names: { service, field },
    words: { lost },
    fixes,
  };
}

/**
 * Annotations for seccomp were removed in Kubernetes 1.27. Those for AppArmor are deprecated since 1.30; the API server
 * makes fields of them, in 1.35 still, and is meant to stop (KEP-24, "Removing annotation support").
 */
function unread(doc: Document, value: YamlNode, service: string): Found {
  const { pair } = value;
  const edit = pair && removeAt(pair.map, [pair.name], { prune: true });
  const isFixable = edit?.refused === undefined && (edit?.edits.length ?? 0) > 0;
  return {
    at: value,
    message: 'unread',
    severity: severityIn(doc, 'information'),
    names: { service, field: SECCOMP.field },
    fixes:
      edit && isFixable ? [{ title: 'Remove the annotation', kind: 'suggested', edits: edit.edits }] : [],
  };
}

function removal({ edits, refused }: YamlEdit): Fix[] {
  return refused === undefined && edits.length > 0
    ? [{ title: 'Switch it on again', kind: 'suggested', edits }]
    : [];
}

function replacement(node: YamlNode, value: string): Fix[] {
  const { edits, refused } = setScalar(node, value);
  return refused === undefined && edits.length > 0
    ? [{ title: `Use \`${value}\``, kind: 'suggested', edits }]
    : [];
}

/** What an option of Docker or Podman switches off. */
function profileOf(option: string): Profile | undefined {
  const text = option.replace('=', ':');
  if (text === 'seccomp:unconfined') return SECCOMP;
  if (text === 'apparmor:unconfined') return APPARMOR;
  if (text === 'label:disable') return LABELS;
  if (text === 'systempaths:unconfined' || /^unmask:(?:all|ALL)$/.test(text)) return PATHS;
  return undefined;
}

const FIELDS: readonly (readonly [key: string, profile: Profile, annotation: string])[] = [
  ['seccompProfile', SECCOMP, 'container.seccomp.security.alpha.kubernetes.io/'],
  ['appArmorProfile', APPARMOR, 'container.apparmor.security.beta.kubernetes.io/'],
];
const POD_SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';

function* inPod(doc: Document, { object, pod, containers }: Pod): Generator<Found> {
  const found: Found[] = [];
  const annotations = pod.metadata?.get('annotations')?.effectivePairs() ?? [];
  const off = (pair: YamlPair | undefined) =>
    pair?.value?.resolved?.text === 'unconfined' ? pair.value.resolved : undefined;
  for (const [key, profile, prefix] of FIELDS) {
    const field = pod.spec.get('securityContext', key, 'type');
    const ownOf = (node: YamlNode) => node.get('securityContext', key, 'type');
    const isHeld = containers.some(({ node }) => ownOf(node) === undefined);
    if (field?.text === 'Unconfined' && (isHeld || containers.length === 0))
      found.push(finding(doc, field, ownerOf(object), profile, replacement(field, 'RuntimeDefault')));
    for (const container of containers) {
      const own = ownOf(container.node);
      if (own?.text === 'Unconfined')
        found.push(finding(doc, own, nameOf(container), profile, replacement(own, 'RuntimeDefault')));
      const annotation = off(annotations.find(({ name }) => name === prefix + container.name));
      // Where a field speaks the annotation is not asked.
      if (annotation && !own && !field)
        found.push(
          profile === SECCOMP
            ? unread(doc, annotation, nameOf(container))
            : finding(
                doc,
                annotation,
                nameOf(container),
                profile,
                replacement(annotation, 'runtime/default'),
              ),
        );
    }
    const forAll = off(annotations.find(({ name }) => profile === SECCOMP && name === POD_SECCOMP));
    if (forAll && !field && isHeld) found.push(unread(doc, forAll, ownerOf(object)));
  }
  for (const container of containers) {
    const mount = container.node.get('securityContext', 'procMount');
    if (mount?.text === 'Unmasked')
      found.push(finding(doc, mount, nameOf(container), PATHS, replacement(mount, 'Default')));
  }
  const once = onceAt(found, ({ at }) => at.start);
  yield* object.templated ? once.map((each) => ({ ...each, fixes: [] })) : once;
}
