import { imageOf, onceAt, runs, serviceValues } from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import {
  type Document,
  defineRule,
  type Finding,
  type Fix,
  type Severity,
  type Steps,
} from '../../../src/engine/index.ts';
import { dockerfile, isDockerfile } from '../../../src/engine/parsers/dockerfile/index.ts';
import { removeAt, type YamlEdit } from '../../../src/engine/parsers/yaml/index.ts';
import { isNestedEngine, isNodeAgent, isNodeCritical, isTrue, nameOf, pods } from '../model/index.ts';

const STEPS = [
  {
    text: '`{service}` starts with every capability there is, with all devices of the host, and without a seccomp or AppArmor profile.',
    at: 'hint',
  },
  'One of the devices is the host’s disk. Who is root in the container can mount it, read every file of the host and write it.',
  'A hole in this one program is then a hole in the machine, and in all containers on it.',
] as const satisfies Steps;

export default defineRule({
  title: 'Container with every key there is',
  languages: ['yaml', 'dockercompose', 'dockerfile', 'shellscript'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['privileged', 'insecure'],
  embeds: ['shellscript'],
  sameAs: [
    'checkov:CKV_K8S_16',
    'trivy:KSV-0017',
    'kics:*',
    'kube-linter:privileged-container',
    'kube-score:container-security-context-privileged',
    'polaris:runAsPrivileged',
    'semgrep:yaml.docker-compose.security.privileged-service.privileged-service',
    'semgrep:yaml.kubernetes.security.privileged-container.privileged-container',
  ],
  messages: {
    privileged: '`{service}` is privileged: it has every capability and every device of the host.',
    expected:
      '`{service}` is privileged, as programs of its kind are. Keep it away from machines and networks that others share.',
    build: 'This step of the build runs with every capability and without a seccomp profile.',
  },
  steps: {
    privileged: STEPS,
    expected: STEPS,
    build: [
      {
        text: 'BuildKit runs this step without its sandbox, where its builder was allowed to (`security.insecure`).',
        at: 'hint',
      },
      'What the step downloads and runs can do to the building machine what root there can do.',
      'On a builder that does not allow it the build ends here with an error.',
    ],
  },
  *check(doc) {
    yield* inPods(doc);
    yield* inServices(doc);
    yield* inCommands(doc);
    if (isDockerfile(doc)) yield* inBuilds(doc);
  },
});

type Found = Generator<Finding<'privileged' | 'expected' | 'build', 'service' | 'field'>>;

function hint(doc: Document, isExpected: boolean) {
  const severity: Severity = severityIn(doc, isExpected ? 'information' : 'warning');
  return { severity, message: isExpected ? ('expected' as const) : ('privileged' as const) };
}

function removal({ edits, refused }: YamlEdit): Fix[] {
  return refused === undefined && edits.length > 0
    ? [{ title: 'Take the privileges away', kind: 'suggested', edits }]
    : [];
}

function* inPods(doc: Document): Found {
  const found = doc.model(pods).flatMap(({ object, pod, containers }) =>
    containers.flatMap((container) => {
      const value = container.node.get('securityContext', 'privileged');
      return value && isTrue(value) ? [{ object, pod, container, value }] : [];
    }),
  );
  for (const { object, pod, container, value } of onceAt(found, (each) => each.value.start)) {
    const names = [object.name, container.name, container.node.textAt('image')];
    const isExpected = isNodeAgent(...names) || isNestedEngine(...names) || isNodeCritical(pod);
    yield {
      ...hint(doc, isExpected),
      at: value,
      names: { service: nameOf(container), field: 'privileged' },
      // A program that is built on its privileges is not repaired by taking them away.
      fixes:
        object.templated || isExpected
          ? []
          : removal(removeAt(container.node, ['securityContext', 'privileged'], { prune: true })),
    };
  }
}

function* inServices(doc: Document): Found {
  for (const { service, value } of serviceValues(doc, 'privileged')) {
    if (!isTrue(value)) continue;
    const names = [service.name, imageOf(service)];
    const isExpected = isNodeAgent(...names) || isNestedEngine(...names);
    yield {
      ...hint(doc, isExpected),
      at: value,
      names: { service: service.name, field: 'privileged' },
      fixes: isExpected ? [] : removal(removeAt(value.pair?.map ?? service.node, ['privileged'])),
    };
  }
}

function* inCommands(doc: Document): Found {
  for (const { options, image, called } of doc.model(runs)) {
    const option = options.find(({ name, value }) => name === 'privileged' && value !== 'false');
    if (!option?.isKnown) continue;
    const { start, end } = option;
    yield {
      ...hint(doc, isNodeAgent(image) || isNestedEngine(image)),
      at: { start, end },
      names: { service: called, field: '--privileged' },
    };
  }
}

function* inBuilds(doc: Document): Found {
  for (const instruction of doc.model(dockerfile).instructions) {
    const flag = instruction.keyword === 'RUN' ? instruction.flag('security') : undefined;
    if (flag?.value !== 'insecure') continue;
    const { start } = flag;
    const end = flag.end + (/^[ \t]+/.exec(doc.text.slice(flag.end))?.[0].length ?? 0);
    yield {
      at: flag,
      message: 'build',
      severity: severityIn(doc, 'warning'),
      names: { field: '--security=insecure' },
      fixes: [
        { title: 'Run the step in its sandbox', kind: 'suggested', edits: [{ start, end, newText: '' }] },
      ],
    };
  }
}
