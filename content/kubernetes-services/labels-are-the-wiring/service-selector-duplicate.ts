import {
  type ManifestObject,
  manifestFacts,
  type Placed,
  Scope,
  type ServiceFact,
  serviceFact,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule } from '../../../src/engine/index.ts';
import { completeObjects, isService, relatedTo } from '../model/objects.ts';
import { ownPlace, stepAt } from '../model/words.ts';

export default defineRule({
  title: 'Two Services for the same pods',
  languages: ['yaml'],
  severity: 'information',
  fix: 'none',
  looksFor: ['Service'],
  shares: manifestFacts,
  messages: {
    same: '`{service}` selects the same pods as `{other}`, with the same ports and type: one Service is enough.',
  },
  steps: {
    same: [
      ...stepAt('otherPlace', '`{other}` selects pods by these pairs, and offers these ports.'),
      { text: '`{service}` does exactly the same. Both lists hold the same pods at any moment.', at: 'hint' },
      'Some callers write the one name and some the other, and both work.',
      'On the day one of the two is changed or deleted, half of the callers notice.',
    ],
  },
  *check(doc, facts) {
    const services = completeObjects(doc).filter(isService);
    if (services.length === 0) return;
    const scope = new Scope(doc, facts);
    if (scope.inChart || scope.isPatchedWith('selector', 'ports', 'type')) return;
    for (const object of services) {
      const fact = serviceFact(object.node);
      if (object.name === '' || Object.keys(fact.selector).length === 0 || fact.type === 'ExternalName')
        continue;
      const other = earlierTwin(doc, scope, object, fact);
      const selector = object.node.get('spec')?.own('selector');
      if (!other || !selector || scope.isPatch(object)) continue;
      yield {
        at: { start: selector.key.start, end: selector.key.end },
        message: 'same' as const,
        names: { service: object.name, other: other.object.name },
        related: [relatedTo(doc, other, 'This Service says the same.')],
        places: { otherPlace: ownPlace(doc.uri, other.uri, other.object.at) },
      };
    }
  },
});

/** Names of Services whose selectors a controller tells apart as it rolls out. */
const ROLLED_OUT = /(?:^|-)(?:canary|stable|active|preview|primary|blue|green)(?:-|$)/;

/** The first Service before this one, by file and place, that says the same in all of it. */
function earlierTwin(
  doc: Document,
  scope: Scope,
  object: ManifestObject,
  fact: ServiceFact,
): Placed | undefined {
  const at = object.node.get('metadata', 'name')?.start ?? object.node.start;
  return scope
    .servicesSelecting(object, fact.selector)
    .find(
      ({ uri, object: { name, service, at: other } }) =>
        service &&
        name !== '' &&
        name !== object.name &&
        (uri < doc.uri || (uri === doc.uri && other[0] < at)) &&
        !isRolledOut(scope, object, [name, object.name]) &&
        saysTheSame(service, fact),
    );
}

/** Argo Rollouts and Flagger tell two Services apart by a label that they write themselves. */
function isRolledOut(scope: Scope, object: ManifestObject, names: readonly string[]): boolean {
  return (
    names.some((name) => ROLLED_OUT.test(name)) ||
    scope.ofKind(object, 'Rollout', 'argoproj.io').length > 0 ||
    scope.ofKind(object, 'Canary', 'flagger.app').length > 0
  );
}

function saysTheSame(a: ServiceFact, b: ServiceFact): boolean {
  return (
    a.type === b.type &&
    a.headless === b.headless &&
    a.publishNotReady === b.publishNotReady &&
    a.clusterIP === b.clusterIP &&
    a.rest === b.rest &&
    portsOf(a) === portsOf(b)
  );
}

function portsOf({ ports }: ServiceFact): string {
  return ports
    .map(({ name, port, target = port, protocol }) => [name, port, target, protocol].join(' '))
    .sort()
    .join(',');
}
