import { isDevelopment, isSample } from '../../../src/domains/environment/index.ts';
import { manifestFacts, type Placed, Scope, type ServiceFact } from '../../../src/domains/manifests/index.ts';
import { defineRule, type Severity } from '../../../src/engine/index.ts';
import { isBorderBy } from '../model/border.ts';
import { completeObjects, isService, listed, relatedTo } from '../model/objects.ts';

/** From here on one door and rules behind it cost less than a balancer for each. */
const MANY_BALANCERS = 3;
const HTTP_PORTS: ReadonlySet<number> = new Set([80, 443, 3000, 8000, 8080, 8443, 8888]);

export default defineRule({
  title: 'A load balancer for every Service',
  languages: ['yaml'],
  severity: 'information',
  fix: 'none',
  looksFor: ['LoadBalancer'],
  shares: manifestFacts,
  messages: {
    many: 'This folder asks for {count} load balancers, for {services}. An Ingress or a Gateway would take the calls for all of them at one.',
  },
  steps: {
    many: [
      {
        text: 'Each of the {count} Services of the type `LoadBalancer` asks the cloud for a balancer of its own.',
        at: 'hint',
      },
      'The cloud makes {count} of them, each with an address, a price per hour, and limits and certificates to be kept up.',
      'All of them carry HTTP, in which the host and the path say where a call belongs.',
      'One balancer in front of an Ingress controller or a Gateway can read that, and hand each call to a plain Service.',
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      const type = isService(object) ? object.node.get('spec', 'type') : undefined;
      if (type?.text !== 'LoadBalancer') continue;
      scope ??= new Scope(doc, facts);
      if (scope.inChart || isDevelopment(doc) || isSample(doc)) return;
      const [first, ...others] = balancers(scope.services(object));
      // It is reported once, at the first of them.
      if (!first || others.length < MANY_BALANCERS - 1) continue;
      if (first.uri !== doc.uri || first.object.name !== object.name) continue;
      const all = [first, ...others];
      yield {
        at: type,
        message: 'many' as const,
        severity: 'information' as Severity,
        names: {
          service: object.name,
          count: String(all.length),
          services: listed(all.slice(0, MANY_BALANCERS + 1).map((each) => `\`${each.object.name}\``)),
        },
        related: others.map((each) => relatedTo(doc, each, `\`${each.object.name}\` asks for another.`)),
      };
      return;
    }
  },
});

/** The Services that ask the cloud for a balancer and carry nothing but HTTP, each name once, by file and place. */
function balancers(services: readonly Placed[]): readonly Placed[] {
  const found = new Map<string, Placed>();
  for (const placed of [...services].sort(byPlace)) {
    const { name, service } = placed.object;
    if (service?.type !== 'LoadBalancer' || service.loadBalancerClass) continue;
    if (isBorderBy(name, service.selector) || !carriesHttp(service) || found.has(name)) continue;
    found.set(name, placed);
  }
  return [...found.values()];
}

function byPlace(a: Placed, b: Placed): number {
  if (a.uri !== b.uri) return a.uri < b.uri ? -1 : 1;
  return a.object.at[0] - b.object.at[0];
}

function carriesHttp({ ports }: ServiceFact): boolean {
  return (
    ports.length > 0 &&
    ports.every(
      ({ name = '', port = 0, protocol }) =>
        protocol === 'TCP' && (/^(?:https?|web)\b/.test(name) || (name === '' && HTTP_PORTS.has(port))),
    )
  );
}
