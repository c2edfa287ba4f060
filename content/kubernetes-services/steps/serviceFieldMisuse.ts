import type { Steps } from '../../../src/engine/index.ts';

/** The API server finds something in the Service that it does not take. */
const refused = <const T extends string>(text: T) =>
  [
    'The manifest is applied.',
    { text, at: 'hint' },
    'It refuses the whole object. What was there before stays as it was.',
  ] as const satisfies Steps;

/** What comes of a field of a Service that does nothing, or something else than it says. */
export const serviceFieldMisuseSteps = {
  address: [
    {
      text: 'The cluster notes that `{service}` is another name for `{address}`, digit by digit.',
      at: 'hint',
    },
    'A pod asks DNS for `{service}` and is sent on to a name that consists of four numbers.',
    'Names on the internet do not end in a number, so nobody knows this one. The call fails with "no such host".',
  ],
  localhost: [
    { text: 'The cluster notes that `{service}` is another name for `{address}`.', at: 'hint' },
    'A pod asks DNS for `{service}` and gets that name back.',
    'In every pod it means the pod itself. The call goes to the caller, and is refused or answered by the wrong program.',
  ],
  nodePortUnused: refused('The API server sees a `nodePort` on a Service that opens no port on nodes.'),
  nodePortRange: [
    'The manifest is applied.',
    {
      text: 'The API server looks whether {port} lies in the range that it hands out to node ports.',
      at: 'hint',
    },
    'By default that is 30000 to 32767. Outside of it the whole object is refused.',
  ],
  trafficPolicy: refused(
    'The API server finds a rule for traffic from outside on a Service that has no way in from there.',
  ),
  affinityConfig: refused('The API server finds limits for an affinity that is not switched on.'),
  headlessType: refused('The API server is asked for no address, and for a type that builds on having one.'),
  selectorUnused: [
    'A pod asks DNS for `{service}`.',
    'DNS answers with the other name, and its part is done.',
    {
      text: 'Nobody looks for pods with these labels, ready or not. The lines are read by people only.',
      at: 'hint',
    },
  ],
  balancerAddress: [
    'The controller of the cloud sees a Service of the type `LoadBalancer`.',
    {
      text: 'If it knows the field, it tries to give the balancer this address. If it does not, the field is passed over.',
      at: 'hint',
    },
    'Then the balancer comes up with another address, and DNS outside still names this one.',
  ],
  headlessPort: [
    'A pod asks DNS for `{service}` and gets the addresses of the endpoints themselves.',
    {
      text: 'It calls port {port} there. No rule on a node stands between that could make {targetPort} of it.',
      at: 'hint',
    },
    'The call is refused, unless the program listens on {port}, too.',
  ],
} as const satisfies Record<string, Steps>;
