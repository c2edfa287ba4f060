import { ownValue } from '../../../src/base/own.ts';
import {
  type ManifestObject,
  manifestFacts,
  matches,
  Scope,
  serviceFact,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule, type Fix, type Span } from '../../../src/engine/index.ts';
import { removeAt, setScalar, type YamlNode, type YamlPair } from '../../../src/engine/parsers/yaml/index.ts';
import { knowsBy, labelPods } from '../model/labelEdits.ts';
import { completeObjects, isService, listed, relatedAt, relatedTo, suggested } from '../model/objects.ts';
import { type Candidate, type Loss, lossOf } from '../model/wiring.ts';
import { ownPlace, stepAt } from '../model/words.ts';

const EMPTY =
  'So the Service stands there without endpoints. An empty list is no error, and nothing turns red.';
const REFUSED = 'A call to `{service}` finds nobody. Where `kube-proxy` is at work, it is refused at once.';

export default defineRule({
  title: 'Service finds no pod',
  languages: ['yaml'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['Service'],
  shares: manifestFacts,
  sameAs: ['kube-linter:dangling-service', 'kube-score:service-targets-pod'],
  messages: {
    value:
      '`{service}` finds no pod: it selects `{key}: {value}`, and the pods of {kind} `{workload}` have `{key}: {found}`.',
    missing:
      '`{service}` finds no pod: it selects `{key}: {value}`, and the pods of {kind} `{workload}` have no label `{key}`.',
    several: '`{service}` finds no pod: {kind} `{workload}` comes nearest, and its pods differ in {keys}.',
    elsewhere:
      '`{service}` finds no pod: those of {kind} `{workload}` are in the namespace `{found}`, and it looks in `{namespace}`.',
    nobody: '`{service}` finds no pod: no workload in sight has the labels that it selects.',
  },
  steps: {
    value: [
      { text: '`{service}` looks in its namespace for pods that carry `{key}: {value}`.', at: 'hint' },
      ...stepAt('labelPlace', '{kind} `{workload}` makes pods that carry `{key}: {found}`.'),
      EMPTY,
      REFUSED,
    ],
    missing: [
      { text: '`{service}` looks in its namespace for pods that carry `{key}: {value}`.', at: 'hint' },
      ...stepAt('workloadPlace', 'The pods of {kind} `{workload}` carry no label `{key}` at all.'),
      EMPTY,
      REFUSED,
    ],
    several: [
      {
        text: '`{service}` looks in its namespace for pods that carry all pairs of its selector.',
        at: 'hint',
      },
      ...stepAt('workloadPlace', 'The pods of {kind} `{workload}` come nearest. They differ in {keys}.'),
      EMPTY,
      REFUSED,
    ],
    elsewhere: [
      {
        text: '`{service}` looks for pods in its own namespace, `{namespace}`, and nowhere else.',
        at: 'hint',
      },
      ...stepAt(
        'workloadPlace',
        '{kind} `{workload}` makes pods with the right labels, in the namespace `{found}`.',
      ),
      EMPTY,
      REFUSED,
    ],
    nobody: [
      {
        text: '`{service}` looks in its namespace for pods that carry all pairs of its selector.',
        at: 'hint',
      },
      'None of the workloads beside it makes such pods.',
      EMPTY,
      REFUSED,
    ],
  },
  *check(doc, facts) {
    const services = completeObjects(doc).filter(isService);
    if (services.length === 0) return;
    const scope = new Scope(doc, facts);
    for (const object of services) {
      const loss = lossOf(doc, scope, object, serviceFact(object.node));
      if (loss) yield findingOf(doc, scope, object, loss);
    }
  },
});

function findingOf(doc: Document, scope: Scope, object: ManifestObject, loss: Loss) {
  const selector = object.node.get('spec', 'selector') as YamlNode;
  const names = { service: object.name };
  if (loss.kind === 'nobody')
    return {
      at: spanOf(selector.effectivePairs()[0]) ?? selector,
      message: 'nobody' as const,
      names,
      severity: 'information' as const,
    };
  if (loss.kind === 'elsewhere') {
    const { uri, object: workload, namespace } = loss.placed;
    return {
      at: object.node.get('metadata', 'namespace') ?? selector,
      message: 'elsewhere' as const,
      names: {
        ...names,
        kind: workload.kind,
        workload: workload.name,
        namespace: object.namespace ?? 'default',
        found: namespace,
      },
      related: [relatedTo(doc, loss.placed, `Its pods are in the namespace ${namespace}.`)],
      places: { workloadPlace: ownPlace(doc.uri, uri, workload.at) },
    };
  }
  return nearFinding(doc, scope, object, selector, loss.nearest, loss.only);
}

function nearFinding(
  doc: Document,
  scope: Scope,
  object: ManifestObject,
  selector: YamlNode,
  { placed, differing, weak }: Candidate,
  only: boolean,
) {
  const { uri, object: workload } = placed;
  const [pair] = differing;
  const key = pair?.key ?? '';
  const names = {
    service: object.name,
    kind: workload.kind,
    workload: workload.name,
    key,
    value: pair?.wanted ?? '',
    ...(pair?.found === undefined ? {} : { found: pair.found }),
    keys: listed(differing.map((each) => `\`${each.key}\``)),
  };
  const label = ownValue(workload.pod?.labelsAt, key);
  const says = `The pods of ${workload.kind} ${workload.name} have ${key}: ${pair?.found} here.`;
  const related = label
    ? relatedAt(doc, uri, label, says)
    : relatedTo(doc, placed, `Its pods have no label ${key}.`);
  const at = spanOf(selector.effectivePairs().find(({ name }) => name === key)) ?? selector;
  const place = ownPlace(doc.uri, uri, label);
  return {
    at,
    message:
      differing.length > 1
        ? ('several' as const)
        : pair?.found === undefined
          ? ('missing' as const)
          : ('value' as const),
    names,
    ...(weak ? { severity: 'information' as const } : {}),
    related: [related],
    places: { labelPlace: place, workloadPlace: ownPlace(doc.uri, uri, workload.at) },
    notes: [
      { ...at, text: `Looks for ${key}: ${pair?.wanted}.` },
      ...(place ? [{ ...place, text: `The pods say ${pair?.found}.` }] : []),
    ],
    fixes: only && differing.length === 1 ? fixesOf(doc, scope, object, selector, { placed, differing }) : [],
  };
}

/** Fixes on either side: what the Service asks for, and what the pods carry. */
function fixesOf(
  doc: Document,
  scope: Scope,
  object: ManifestObject,
  selector: YamlNode,
  { placed, differing: [pair] }: Candidate,
): Fix[] {
  if (!pair) return [];
  const { key, wanted, found } = pair;
  const { kind, name } = placed.object;
  const value = selector.own(key)?.value;
  const fixes: Fix[] = [];
  if (found !== undefined) {
    if (value) fixes.push(...suggested(`Select ${key}: ${found}`, setScalar(value, found)));
  }
  const edits = servesOthers(scope, object, placed, key) ? undefined : labelPods(doc, placed, key, wanted);
  if (edits) {
    const also = knowsBy(placed, key) ? `, and change its selector (needs a new ${kind})` : '';
    fixes.push({
      title:
        found === undefined
          ? `Add ${key}: ${wanted} to the pods of ${kind} ${name}`
          : `Label the pods of ${kind} ${name} with ${key}: ${wanted}${also}`,
      kind: 'suggested',
      edits,
    });
  }
  if (found === undefined) {
    const { [key]: _, ...rest } = serviceFact(object.node).selector;
    const selected = scope.selected(object, rest);
    if (selected.length === 1 && matches(rest, placed.object.pod?.labels ?? {}))
      fixes.push(...suggested(`Select without ${key}`, removeAt(selector, [key])));
  }
  return fixes;
}

/** Whether another Service finds the pods by the label that would be changed. */
function servesOthers(
  scope: Scope,
  object: ManifestObject,
  { object: { pod } }: Candidate['placed'],
  key: string,
): boolean {
  return scope
    .services(object)
    .some(
      ({ object: { service } }) =>
        service && Object.hasOwn(service.selector, key) && matches(service.selector, pod?.labels ?? {}),
    );
}

function spanOf(pair: YamlPair | undefined): Span | undefined {
  return pair && { start: pair.start, end: pair.end };
}
