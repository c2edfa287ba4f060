import { ownValue } from '../../../src/base/own.ts';
import {
  capabilityName,
  imageOf,
  onceAt,
  runs,
  serviceItems,
} from '../../../src/domains/containers/index.ts';
import { isDevelopment, severityIn } from '../../../src/domains/environment/index.ts';
import {
  type Document,
  defineRule,
  type Finding,
  only,
  type Severity,
  type Steps,
} from '../../../src/engine/index.ts';
import { removeItem, type YamlNode } from '../../../src/engine/parsers/yaml/index.ts';
import { isNodeAgent, nameOf, needsKey, pods } from '../model/index.ts';

/** What the level *baseline* of the Pod Security Standards lets a container add (Kubernetes documentation, 1.34). */
const BASELINE = new Set([
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
]);

/** Those with which root in the container is soon root on the host. */
const MASTER = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'BPF',
  'DAC_READ_SEARCH',
]);

/** What a capability is for, as a sentence in which `He` is its holder. Source: capabilities(7). */
const POWERS: Readonly<Record<string, string>> = {
  ALL: 'He has every key there is. Little keeps him from the host.',
  SYS_ADMIN:
    'He may mount file systems, enter namespaces and more: so much hangs on this key that it is nearly root.',
  SYS_MODULE: 'He may load a module into the kernel, and is then the kernel.',
  SYS_PTRACE: 'He may read and change the memory of every process that he can see.',
  SYS_RAWIO: 'He may speak to devices and memory past the kernel.',
  BPF: 'He may load programs into the kernel that watch what all others do.',
  DAC_READ_SEARCH:
    'He may read every file whatever its rights, and with an old trick also files of the host.',
  NET_ADMIN: 'He may change interfaces, routes and the firewall of the network that the container is in.',
  NET_RAW: 'He may make packets by hand, also such that pretend to be from another.',
  IPC_LOCK: 'He may keep memory from being swapped out, as much as the machine has.',
  SYS_TIME: 'He may set the clock, of which all containers have the same one.',
  SYS_NICE: 'He may push himself before all others when processor time is handed out.',
  SYS_RESOURCE: 'He may go beyond limits that are set for processes.',
  SYS_BOOT: 'He may restart the machine.',
  SYSLOG: 'He may read the kernel’s messages, with addresses that help to attack it.',
};

const HELD = [
  'Somebody finds a hole in the program, and what the program has he has.',
  '{power}',
] as const satisfies Steps;
const STEPS = [
  {
    text: '`{service}` starts with `{capability}` besides the usual keys. Root in it has it at once.',
    at: 'hint',
  },
  ...HELD,
] as const satisfies Steps;

export default defineRule({
  title: 'A key more than a container should have',
  languages: ['yaml', 'dockercompose', 'shellscript'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['capabilities', 'cap_add', '--cap-add'],
  embeds: ['shellscript'],
  sameAs: [
    'trivy:KSV-0022',
    ...only({ capability: 'SYS_ADMIN' }, 'checkov:CKV_K8S_39', 'trivy:KSV-0005'),
    ...only({ capability: 'SYS_MODULE' }, 'trivy:KSV-0120'),
    ...only({ capability: 'NET_RAW' }, 'trivy:KSV-0119'),
    ...only({ capability: ['ALL', 'SYS_ADMIN', 'NET_ADMIN'] }, 'polaris:dangerousCapabilities'),
    'kics:*',
  ],
  explains: ['checkov:CKV_K8S_25'],
  messages: {
    all: '`{service}` gets every capability there is.',
    master: '`{service}` gets `{capability}`, one of the keys that can lead out of a container.',
    extra: '`{service}` gets `{capability}`, which the level `baseline` does not allow.',
    unusual: '`{service}` gets `{capability}`, a key that containers are not given by default.',
    expected:
      '`{service}` gets `{capability}`, as programs of its kind do. What breaks into it has that key, too.',
  },
  steps: {
    all: [
      {
        text: '`{service}` starts with the usual keys and with all the others. Root in it has them at once.',
        at: 'hint',
      },
      ...HELD,
    ],
    master: STEPS,
    extra: STEPS,
    unusual: STEPS,
    expected: STEPS,
  },
  *check(doc) {
    const inPods = doc.model(pods).flatMap(({ object, containers }) =>
      containers.flatMap((container) =>
        (container.node.get('securityContext', 'capabilities', 'add')?.values() ?? []).map((value) => ({
          value,
          isTemplate: object.templated,
          service: nameOf(container),
          names: [object.name, container.name, container.node.textAt('image')],
        })),
      ),
    );
    for (const { value, service, names, isTemplate } of onceAt(inPods, (each) => each.value.start))
      yield* inYaml(doc, value, service, names, isTemplate);
    for (const { service, value } of serviceItems(doc, 'cap_add'))
      for (const found of inYaml(doc, value, service.name, [service.name, imageOf(service)]))
        yield* beside(found);
    for (const { options, image, called } of doc.model(runs)) {
      for (const { name, value, isKnown, start, end } of options) {
        if (name !== 'cap-add' || !isKnown) continue;
        for (const each of value.split(',')) {
          const found = finding(doc, each, called, [image]);
          if (found) yield* beside({ at: { start, end }, ...found });
        }
      }
    }
  },
});

type Found = Finding<
  'all' | 'master' | 'extra' | 'unusual' | 'expected',
  'service' | 'capability' | 'field' | 'power'
>;

/**
 * The same of a container beside Kubernetes, which has no levels. There `NET_RAW` is one of those that Docker gives by
 * default (Docker Engine 29, "Runtime privilege and Linux capabilities"): adding it back is what a careful author does.
 */
function* beside(found: Found): Generator<Found> {
  if (found.message !== 'extra') yield found;
  else if (found.names?.capability !== 'NET_RAW') yield { ...found, message: 'unusual' };
}

function* inYaml(
  doc: Document,
  value: YamlNode,
  service: string,
  names: readonly (string | undefined)[],
  isTemplate = false,
): Generator<Found> {
  const found = finding(doc, value.text ?? '', service, names);
  if (!found) return;
  const { edits, refused } = removeItem(value, { prune: true });
  // A program that is built on its key is not repaired by taking it away.
  const isFixable = !isTemplate && found.message !== 'expected' && refused === undefined && edits.length > 0;
  yield {
    at: value,
    ...found,
    fixes: isFixable ? [{ title: 'Take the key away', kind: 'suggested', edits }] : [],
  };
}

function finding(
  doc: Document,
  text: string,
  service: string,
  names: readonly (string | undefined)[],
): Omit<Found, 'at'> | undefined {
  const capability = capabilityName(text);
  if (!/^[A-Z_]+$/.test(capability) || BASELINE.has(capability)) return undefined;
  const isExpected = needsKey(capability, ...names) || (capability !== 'ALL' && isNodeAgent(...names));
  const isMaster = MASTER.has(capability);
  // A debugger asks for it, on the machine of the person who debugs.
  const isForDebugging = capability === 'SYS_PTRACE' && isDevelopment(doc);
  const severity: Severity = isMaster && !isExpected && !isForDebugging ? 'warning' : 'information';
  return {
    message: isExpected ? 'expected' : capability === 'ALL' ? 'all' : isMaster ? 'master' : 'extra',
    severity: severityIn(doc, severity),
    names: { service, capability, field: 'capabilities' },
    words: {
      power: ownValue(POWERS, capability) ?? 'He may do with it what root may, and other containers may not.',
    },
  };
}
