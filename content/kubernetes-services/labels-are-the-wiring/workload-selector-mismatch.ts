import { ownValue } from '../../../src/base/own.ts';
import {
  type Labels,
  labelsOf,
  type ManifestObject,
  manifestFacts,
  matches,
  meets,
  type PodTemplate,
  podTemplateOf,
  type Requirement,
  Scope,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule, type Fix, only, type Span } from '../../../src/engine/index.ts';
import {
  addMissing,
  setScalar,
  type YamlEdit,
  type YamlNode,
} from '../../../src/engine/parsers/yaml/index.ts';
import { completeObjects, listed, suggested } from '../model/objects.ts';
import { isLabelValue } from '../model/wiring.ts';

const REFUSED = 'So the API server refuses the whole object, and what ran before goes on as it was.';

export default defineRule({
  title: 'Workload does not select its own pods',
  languages: ['yaml'],
  severity: 'error',
  fix: 'safe',
  looksFor: ['selector'],
  shares: manifestFacts,
  sameAs: [
    'kube-linter:mismatching-selector',
    ...only(
      { kind: 'Deployment' },
      'kube-score:deployment-pod-selector-labels-match-template-metadata-labels',
    ),
    ...only(
      { kind: 'StatefulSet' },
      'kube-score:statefulset-pod-selector-labels-match-template-metadata-labels',
    ),
  ],
  messages: {
    missing: '{kind} `{workload}` selects `{key}: {value}`, and its own pods have no label `{key}`.',
    value: '{kind} `{workload}` selects `{key}: {value}`, and its own pods have `{key}: {found}`.',
    several: '{kind} `{workload}` does not select its own pods: they differ in {keys}.',
    expression:
      '{kind} `{workload}` does not select its own pods: their labels do not meet what it asks of `{key}`.',
  },
  steps: {
    missing: [
      { text: '{kind} `{workload}` means to know its pods by `{key}: {value}`.', at: 'hint' },
      {
        text: 'Every pod that it makes is born with the labels of its template. `{key}` is not among them.',
        at: 'labels',
      },
      'It would make pod after pod and recognise none of them.',
      REFUSED,
    ],
    value: [
      { text: '{kind} `{workload}` means to know its pods by `{key}: {value}`.', at: 'hint' },
      { text: 'Every pod that it makes is born with `{key}: {found}`.', at: 'labels' },
      'It would make pod after pod and recognise none of them.',
      REFUSED,
    ],
    several: [
      { text: '{kind} `{workload}` means to know its pods by all pairs of its selector.', at: 'hint' },
      {
        text: 'Every pod that it makes is born with the labels of its template. They differ in {keys}.',
        at: 'labels',
      },
      'It would make pod after pod and recognise none of them.',
      REFUSED,
    ],
    expression: [
      { text: '{kind} `{workload}` means to know its pods by what they say of `{key}`.', at: 'hint' },
      {
        text: 'Every pod that it makes is born with the labels of its template. They do not meet that.',
        at: 'labels',
      },
      'It would make pod after pod and recognise none of them.',
      REFUSED,
    ],
  },
  *check(doc, facts) {
    const workloads = completeObjects(doc).filter(({ kind, group }) => OWNERS.get(kind)?.includes(group));
    const found = workloads.flatMap((object) => mismatchOf(object) ?? []);
    if (found.length === 0) return;
    const scope = new Scope(doc, facts);
    if (scope.inChart || scope.isPatchedWith('labels', 'matchLabels', 'matchExpressions')) return;
    for (const mismatch of found) {
      const { object } = mismatch;
      const isWritten = [...mismatch.pairs, ...mismatch.expressions].some(({ key }) =>
        scope.writtenLabels.has(key),
      );
      if (
        isWritten ||
        scope.isPatch(object) ||
        scope.patchesOf(object).some((each) => each.relabels || each.pod)
      )
        continue;
      yield findingOf(doc, scope, mismatch);
    }
  },
});

/** Kinds whose selector has to match their own template, by the groups that have had them. */
const OWNERS = new Map([
  ['Deployment', ['apps', 'extensions']],
  ['ReplicaSet', ['apps', 'extensions']],
  ['DaemonSet', ['apps', 'extensions']],
  ['StatefulSet', ['apps']],
  ['ReplicationController', ['']],
]);

interface Mismatch {
  readonly object: ManifestObject;
  readonly pod: PodTemplate;
  readonly labels: Labels;
  readonly pairs: readonly {
    readonly key: string;
    readonly value: string;
    readonly found?: string;
    readonly node: YamlNode;
    readonly at: Span;
  }[];
  readonly expressions: readonly (Requirement & { readonly at: Span })[];
}

function mismatchOf(object: ManifestObject): Mismatch | undefined {
  const pod = podTemplateOf(object);
  const selector = object.node.get('spec', 'selector');
  if (!pod || selector?.kind !== 'map') return undefined;
  const labelNode = pod.metadata?.get('labels');
  // What is still being typed has no value yet.
  if (labelNode && labelNode.kind !== 'map' && !labelNode.isEmpty) return undefined;
  const labels = labelsOf(labelNode);
  const own = object.kind === 'ReplicationController' ? selector : selector.get('matchLabels');
  const pairs = (own?.kind === 'map' ? own.effectivePairs() : []).flatMap((pair) => {
    const node = pair.value?.resolved;
    const value = node?.text;
    const { name: key } = pair;
    if (!node || value === undefined || node.isEmpty || !isLabelValue(value)) return [];
    const found = ownValue(labels, key);
    if (found === value) return [];
    return [
      {
        key,
        value,
        ...(found === undefined ? {} : { found }),
        node: pair.value as YamlNode,
        at: spanOf(pair),
      },
    ];
  });
  const expressions = (selector.get('matchExpressions')?.values() ?? []).flatMap((each) => {
    const requirement = requirementOf(each);
    return requirement && meets(requirement, labels) === false ? [{ ...requirement, at: placeOf(each) }] : [];
  });
  if (pairs.length + expressions.length === 0) return undefined;
  return { object, pod, labels, pairs, expressions };
}

function requirementOf(node: YamlNode): Requirement | undefined {
  const key = node.textAt('key');
  const operator = node.textAt('operator');
  if (!key || !operator) return undefined;
  return { key, operator, values: (node.get('values')?.values() ?? []).flatMap((each) => each.text ?? []) };
}

/** The key of an expression, the smallest thing that tells it from others. */
function placeOf(expression: YamlNode): Span {
  const pair = expression.own('key');
  return pair ? spanOf(pair) : { start: expression.start, end: expression.end };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function findingOf(doc: Document, scope: Scope, mismatch: Mismatch) {
  const { object, pod, pairs, expressions } = mismatch;
  const first = pairs[0] ?? expressions[0];
  const keys = [...pairs, ...expressions].map(({ key }) => key);
  const labels = pod.metadata?.own('labels');
  const at = first?.at ?? object.node;
  const [pair] = pairs;
  const message =
    keys.length > 1
      ? ('several' as const)
      : !pair
        ? ('expression' as const)
        : pair.found === undefined
          ? ('missing' as const)
          : ('value' as const);
  const place = labels ? spanOf(labels.key) : spanOf(pod.object.node.get('spec')?.own('template')?.key ?? at);
  return {
    at,
    message,
    names: {
      kind: object.kind,
      workload: object.name,
      key: first?.key ?? '',
      ...(pair ? { value: pair.value } : {}),
      ...(pair?.found === undefined ? {} : { found: pair.found }),
      keys: listed(keys.map((key) => `\`${key}\``)),
    },
    places: { labels: place },
    related: [{ ...place, message: 'Every pod is born with these labels.' }],
    notes: [{ ...place, text: 'What every pod is born with.' }],
    fixes: fixesOf(doc, scope, mismatch),
  };
}

function fixesOf(_doc: Document, scope: Scope, { object, pod, labels, pairs, expressions }: Mismatch): Fix[] {
  const wanted = new Map(pairs.map(({ key, value }) => [key, value]));
  for (const { key, operator, values } of expressions) {
    const [value] = values;
    // Which of several values is meant, only a person knows.
    if (operator !== 'In' || values.length !== 1 || value === undefined || wanted.has(key)) return [];
    wanted.set(key, value);
  }
  const differing = pairs.filter(({ found }) => found !== undefined);
  if (differing.length === 0 && expressions.every(({ key }) => !Object.hasOwn(labels, key))) {
    const edit = addMissing(pod.node, { metadata: { labels: Object.fromEntries(wanted) } });
    const isOne = wanted.size === 1;
    if (edit.refused !== undefined) return [];
    return [{ title: `Add the label${isOne ? '' : 's'} to the pods`, kind: 'safe', edits: edit.edits }];
  }
  const [pair] = differing;
  if (!pair || pairs.length + expressions.length > 1 || pair.found === undefined) return [];
  const label = pod.metadata?.get('labels')?.own(pair.key)?.value;
  const here: YamlEdit = label
    ? setScalar(label, pair.value)
    : { edits: [], refused: 'it comes from elsewhere' };
  const relabel = suggested(`Label the pods with ${pair.key}: ${pair.value}`, here);
  const reselect = suggested(`Select ${pair.key}: ${pair.found}`, setScalar(pair.node, pair.found));
  const isServed = scope
    .services(object)
    .some(
      ({ object: { service } }) =>
        service && Object.hasOwn(service.selector, pair.key) && matches(service.selector, labels),
    );
  return isServed ? [...reselect, ...relabel] : [...relabel, ...reselect];
}
