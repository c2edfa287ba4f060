import { onceAt } from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import { manifestFacts } from '../../../src/domains/manifests/index.ts';
import { defineRule } from '../../../src/engine/index.ts';
import { isPrivileged, nameOf, placeOf, type WallPart, walls, wholePods } from '../model/index.ts';

const FIELD = 'readOnlyRootFilesystem';
const ADD: WallPart = { path: ['securityContext', FIELD], value: true };

export default defineRule({
  title: 'A container that can change its own files',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['ontainers'],
  shares: manifestFacts,
  group: walls,
  sameAs: [
    'checkov:CKV_K8S_22',
    'trivy:KSV-0014',
    'kube-linter:no-read-only-root-fs',
    'kube-score:container-security-context-readonlyrootfilesystem',
    'polaris:notReadOnlyRootFilesystem',
    'semgrep:yaml.kubernetes.security.writable-filesystem-container.writable-filesystem-container',
    'kics:*',
  ],
  messages: {
    writable: '`{service}` can change its own files while it runs, its programs among them.',
  },
  steps: {
    writable: [
      {
        text: '`{service}` starts on the files of its image, with a layer above them that it may write.',
        at: 'hint',
      },
      'Somebody finds a hole in it. He puts a program of his own beside the others, or in the place of one.',
      'It stays for as long as the container does. With a root that cannot be written he would have to do without; what the program itself writes goes into a volume.',
    ],
  },
  *check(doc, facts) {
    const found = wholePods(doc, facts).flatMap(({ containers }) =>
      containers.filter(
        (container) =>
          // An init container ends before an attacker can reach it.
          (container.role === 'regular' || container.role === 'sidecar') &&
          container.node.get('securityContext', FIELD) === undefined &&
          !isPrivileged(container),
      ),
    );
    for (const container of onceAt(found, ({ node }) => node.start)) {
      yield {
        at: placeOf(container),
        message: 'writable',
        severity: severityIn(doc, 'information'),
        names: { service: nameOf(container), field: FIELD },
        part: {
          label: 'a read-only root file system',
          title: 'Make its root file system read-only',
          kind: 'suggested',
          add: ADD,
        },
      };
    }
  },
});
