import { capabilityName, onceAt } from '../../../src/domains/containers/index.ts';
import { severityIn } from '../../../src/domains/environment/index.ts';
import { manifestFacts } from '../../../src/domains/manifests/index.ts';
import { defineRule, only, type Steps } from '../../../src/engine/index.ts';
import { isPrivileged, nameOf, placeOf, type WallPart, walls, wholePods } from '../model/index.ts';

const STEPS = [
  {
    text: '`{service}` starts with the keys that its node’s container runtime gives everybody: fourteen with containerd, fewer with some others.',
    at: 'hint',
  },
  'It uses few or none. They are those for changing owners, ending others’ processes, becoming another user and more.',
  'Somebody who becomes root in it finds them in his hand.',
] as const satisfies Steps;

const ADD: WallPart = { path: ['securityContext', 'capabilities', 'drop'], item: 'ALL' };

export default defineRule({
  title: 'Capabilities are not handed back',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['ontainers'],
  shares: manifestFacts,
  group: walls,
  sameAs: [
    'checkov:CKV_K8S_37',
    'trivy:KSV-0003',
    'trivy:KSV-0106',
    ...only({ message: 'unset' }, 'trivy:KSV-0004'),
    'polaris:insecureCapabilities',
    'kics:*',
  ],
  explains: ['checkov:CKV_K8S_28', 'kube-linter:drop-net-raw-capability'],
  messages: {
    unset: '`{service}` keeps all capabilities that it is given by default. Few programs need one of them.',
    partial:
      '`{service}` hands back some capabilities and keeps the others. Drop `ALL`, then add back what it needs.',
  },
  steps: { unset: STEPS, partial: STEPS },
  *check(doc, facts) {
    const found = wholePods(doc, facts).flatMap(({ containers }) =>
      containers.flatMap((container) => {
        const dropped = container.node.get('securityContext', 'capabilities', 'drop')?.values() ?? [];
        const isAll = dropped.some(({ text }) => capabilityName(text ?? '') === 'ALL');
        return isAll || container.role === 'ephemeral' || isPrivileged(container)
          ? []
          : [{ container, dropped }];
      }),
    );
    for (const { container, dropped } of onceAt(found, (each) => each.container.node.start)) {
      yield {
        at: placeOf(container),
        message: dropped.length > 0 ? 'partial' : 'unset',
        severity: severityIn(doc, 'information'),
        names: { service: nameOf(container), field: 'capabilities' },
        part: {
          label: dropped.length > 0 ? 'all capabilities dropped' : 'dropped capabilities',
          title: 'Drop all capabilities',
          kind: 'suggested',
          add: ADD,
        },
      };
    }
  },
});
