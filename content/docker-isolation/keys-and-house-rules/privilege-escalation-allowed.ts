import { capabilityName, onceAt, runs, serviceItems } from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import { type Container, manifestFacts } from '../../../src/domains/manifests/index.ts';
import {
  type Document,
  defineRule,
  type FactsView,
  type Finding,
  type Steps,
} from '../../../src/engine/index.ts';
import { setScalar, type YamlEdit } from '../../../src/engine/parsers/yaml/index.ts';
import {
  isNonRoot,
  isPrivileged,
  isTrue,
  nameOf,
  placeOf,
  pods,
  type WallPart,
  walls,
  wholePods,
} from '../model/index.ts';

const STEPS = [
  {
    text: '`{service}` starts, and the kernel is not told that none of its programs may gain rights.',
    at: 'hint',
  },
  'Somebody finds a hole in it and can run a program there, as the user that `{service}` runs as.',
  'He looks for one with the setuid bit: `su`, `mount`, `sudo`, whatever the image happens to hold. The kernel starts it as its owner, and that is root.',
] as const satisfies Steps;

const FIELD = 'allowPrivilegeEscalation';
const ADD: WallPart = { path: ['securityContext', FIELD], value: false };

export default defineRule({
  title: 'Programs may gain more rights than their starter',
  languages: ['yaml', 'dockercompose', 'shellscript'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['ontainers', 'no-new-privileges'],
  embeds: ['shellscript'],
  shares: manifestFacts,
  group: walls,
  sameAs: [
    'checkov:CKV_K8S_20',
    'trivy:KSV-0001',
    'kube-linter:privilege-escalation-container',
    'polaris:privilegeEscalationAllowed',
    'semgrep:yaml.kubernetes.security.allow-privilege-escalation.allow-privilege-escalation',
    'semgrep:yaml.kubernetes.security.allow-privilege-escalation-true.allow-privilege-escalation-true',
    'kics:*',
  ],
  messages: {
    allowed: '`{service}` may start programs that gain rights: `{field}` says so.',
    unset: 'Nothing keeps programs in `{service}` from gaining rights: `{field}` is not set.',
  },
  steps: { allowed: STEPS, unset: STEPS },
  *check(doc, facts) {
    yield* inPods(doc);
    yield* lackingIn(doc, facts);
    for (const { service, value } of serviceItems(doc, 'security_opt')) {
      if (!/^no-new-privileges[:=]false$/.test(value.text ?? '')) continue;
      const fixed = setScalar(value, (value.text as string).replace('false', 'true'));
      yield allowed(doc, value, service.name, 'no-new-privileges', fixed, 'suggested');
    }
    for (const { options, called } of doc.model(runs)) {
      for (const { name, value, start, end } of options) {
        if (name !== 'security-opt' || !/^no-new-privileges[:=]false$/.test(value)) continue;
        yield allowed(doc, { start, end }, called, 'no-new-privileges');
      }
    }
  },
});

type Name = 'service' | 'field';

function allowed(
  doc: Document,
  at: { start: number; end: number },
  service: string,
  field: string,
  edit?: YamlEdit,
  kind: 'safe' | 'suggested' = 'suggested',
): Finding<'allowed', Name> {
  const isFixable = edit?.refused === undefined && (edit?.edits.length ?? 0) > 0;
  return {
    at,
    message: 'allowed',
    severity: severityIn(doc, 'warning'),
    names: { service, field },
    fixes: edit && isFixable ? [{ title: 'Forbid it', kind, edits: edit.edits }] : [],
  };
}

/** Whether a container may gain every right anyway, so that saying this of it is no news. */
function mayAll(container: Container): boolean {
  const added = container.node.get('securityContext', 'capabilities', 'add')?.values() ?? [];
  return isPrivileged(container) || added.some(({ text }) => capabilityName(text ?? '') === 'SYS_ADMIN');
}

function* inPods(doc: Document): Generator<Finding<'allowed', Name>> {
  const found = doc.model(pods).flatMap(({ object, pod, containers }) =>
    containers.flatMap((container) => {
      const value = container.node.get('securityContext', FIELD);
      return value && isTrue(value) && !mayAll(container) ? [{ object, pod, container, value }] : [];
    }),
  );
  for (const { object, pod, container, value } of onceAt(found, (each) => each.value.start)) {
    // A process that is not root and cannot become root loses only what a setuid program would do for it.
    const kind = isNonRoot(pod, container) ? 'safe' : 'suggested';
    const fix = object.templated ? undefined : setScalar(value, false);
    yield allowed(doc, value, nameOf(container), FIELD, fix, kind);
  }
}

function* lackingIn(doc: Document, facts: FactsView): Generator<Finding<'unset', Name, never, WallPart>> {
  const found = wholePods(doc, facts).flatMap(({ pod, containers }) =>
    containers.flatMap((container) => {
      const isSet = container.node.get('securityContext', FIELD) !== undefined;
      return isSet || container.role === 'ephemeral' || mayAll(container) ? [] : [{ pod, container }];
    }),
  );
  for (const { pod, container } of onceAt(found, (each) => each.container.node.start)) {
    yield {
      at: placeOf(container),
      message: 'unset',
      severity: severityIn(doc, 'information'),
      names: { service: nameOf(container), field: FIELD },
      part: {
        label: 'no new privileges',
        title: 'Forbid privilege escalation',
        kind: isNonRoot(pod, container) ? 'safe' : 'suggested',
        add: ADD,
      },
    };
  }
}
