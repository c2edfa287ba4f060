import { severityIn } from '../../../src/domains/environment/index.ts';
import { type ManifestObject, manifestFacts, Scope } from '../../../src/domains/manifests/index.ts';
import { defineRule, only } from '../../../src/engine/index.ts';
import { isBorder } from '../model/border.ts';
import { completeObjects, isService } from '../model/objects.ts';

const CODES = [
  ...only({ message: 'nodePort' }, 'kube-linter:exposed-services', 'kube-score:service-type'),
  ...only({ message: 'externalIPs' }, 'trivy:KSV-0108'),
];

export default defineRule({
  title: 'A door on every node',
  languages: ['yaml'],
  severity: 'information',
  fix: 'none',
  looksFor: ['NodePort', 'externalIPs'],
  shares: manifestFacts,
  explains: ['kics:845acfbe-3e10-4b8e-b656-3b404d36dfb2'],
  sameAs: CODES,
  messages: {
    nodePort: '`{service}` opens a port on every node of the cluster: whoever reaches a node reaches it.',
    externalIPs:
      'Nobody checks these addresses: the nodes take what is sent to {address} and give it to `{service}`.',
  },
  steps: {
    nodePort: [
      { text: 'The cluster takes a port for `{service}`, by default one from 30000 to 32767.', at: 'hint' },
      'Every node listens on it, also those on which none of its pods runs.',
      'Whoever reaches the address of a node, because it is a public one or a rule of the firewall was forgotten, reaches the Service.',
      'The rules at the border, with their certificates and logins, are not asked on this way.',
    ],
    externalIPs: [
      {
        text: 'The manifest says that {address} belongs to `{service}`. Kubernetes does not ask whether that is so.',
        at: 'hint',
      },
      'On every node, calls to this address are from now on sent to the pods of `{service}`.',
      'That includes calls by other pods that meant the real owner of the address.',
      'Since Kubernetes 1.36 the field is deprecated, and the API server warns.',
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      if (!isService(object)) continue;
      const type = object.node.get('spec', 'type');
      const addresses = object.node.find('spec', 'externalIPs');
      const names = { service: object.name, type: type?.text ?? 'ClusterIP' };
      if (addresses && addresses.node.items().length > 0) {
        const first = addresses.node.values()[0]?.text ?? '';
        yield {
          at: addresses.written.pair?.key ?? addresses.written,
          message: 'externalIPs' as const,
          severity: severityIn(doc, 'warning'),
          names: { ...names, address: first },
        };
      }
      if (type?.text !== 'NodePort' || isBorder(object.name, object.node)) continue;
      scope ??= new Scope(doc, facts);
      if (isCalledByBalancer(scope, object)) continue;
      yield {
        at: type,
        message: 'nodePort' as const,
        severity: severityIn(doc, 'information'),
        names,
        notes: (object.node.get('spec', 'ports')?.values() ?? []).flatMap((port) => {
          const own = port.get('nodePort');
          return own && !own.isEmpty
            ? [{ start: own.start, end: own.end, text: 'This port is open on every node.' }]
            : [];
        }),
      };
    }
  },
});

/** Whether an Ingress in sight may belong to a controller whose balancer calls the nodes' ports, and names this Service. */
function isCalledByBalancer(scope: Scope, object: ManifestObject): boolean {
  return [
    ...scope.ofKind(object, 'Ingress', 'networking.k8s.io'),
    ...scope.ofKind(object, 'Ingress', 'extensions'),
  ].some((each) => each.object.nodePortsOf?.includes(object.name));
}
