import { isSample } from '../../../src/domains/environment/index.ts';
import {
  labelsOf,
  type ManifestObject,
  manifestFacts,
  matches,
  type Placed,
  type PodTemplate,
  podTemplateOf,
  portsOf,
  Scope,
  servingContainers,
} from '../../../src/domains/manifests/index.ts';
import { type Document, defineRule, type Severity } from '../../../src/engine/index.ts';
import { addMissing, setScalar, type YamlInput } from '../../../src/engine/parsers/yaml/index.ts';
import { isForFigures, mayBeMade } from '../model/border.ts';
import { addDocuments, type NewObject } from '../model/newDocument.ts';
import { completeObjects, relatedTo, suggested } from '../model/objects.ts';

const CODES = ['kube-score:statefulset-has-servicename'];

export default defineRule({
  title: 'A StatefulSet without the Service for its names',
  languages: ['yaml'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['StatefulSet'],
  shares: manifestFacts,
  explains: ['kics:bb241e61-77c3-4b97-9575-c0f8a1e008d0'],
  sameAs: CODES,
  messages: {
    unnamed: 'The StatefulSet `{workload}` names no Service, so its pods have no names in DNS.',
    missing:
      'The pods of `{workload}` get no names in DNS: there is no Service `{service}` in the namespace `{namespace}`.',
    address:
      'The Service `{service}` has an address of its own. For names such as `{host}` it has to be headless.',
    selector: 'The Service `{service}` does not select the pods of `{workload}`, so they get no names by it.',
  },
  steps: {
    unnamed: [
      {
        text: 'The StatefulSet makes `{workload}-0`, and after it the others. Each keeps its number for good.',
        at: 'name',
      },
      'Nothing says which Service the numbers belong to, so DNS makes no name of them.',
      'Whoever needs one particular pod has its address only, and that changes when the pod is replaced.',
    ],
    missing: [
      {
        text: 'The StatefulSet makes `{workload}-0`, and after it the others. Each is told that it belongs to `{service}`.',
        at: 'hint',
      },
      'DNS makes the names when a headless Service of that name is there. It is not, and nobody complains.',
      'A call to `{host}` is answered with "no such name".',
      'A group that finds itself by these names, as databases do, does not come together.',
    ],
    address: [
      { text: 'The StatefulSet hands its numbered pods to the Service `{service}`.', at: 'hint' },
      'That Service has an address of its own. Asked for `{service}`, DNS answers with this one address.',
      'Each new connection to it ends at any of the pods, whichever of them was meant.',
      'Kubernetes promises names such as `{host}` for headless Services only.',
    ],
    selector: [
      { text: 'The StatefulSet names `{service}`, and its pods carry {labels}.', at: 'hint' },
      'The Service asks for {wanted}, so none of these pods is on its list.',
      'DNS makes names of what is on the list. A call to `{host}` is answered with "no such name".',
    ],
  },
  *check(doc, facts) {
    let scope: Scope | undefined;
    for (const object of completeObjects(doc)) {
      if (object.kind !== 'StatefulSet' || object.group !== 'apps') continue;
      const pod = podTemplateOf(object);
      // Pods that are never called need no names.
      if (!pod || servingContainers(pod).every((each) => portsOf(each).length === 0)) continue;
      scope ??= new Scope(doc, facts);
      if (scope.inChart) return;
      if (scope.isPatch(object) || scope.isPatchedWith('serviceName')) continue;
      yield* new Naming(doc, scope, object, pod).faults();
    }
  },
});

/** How a StatefulSet and the Services in sight agree on the names of its pods. */
class Naming {
  readonly #doc: Document;
  readonly #scope: Scope;
  readonly #object: ManifestObject;
  readonly #pod: PodTemplate;
  readonly #labels: Readonly<Record<string, string>>;

  constructor(doc: Document, scope: Scope, object: ManifestObject, pod: PodTemplate) {
    this.#doc = doc;
    this.#scope = scope;
    this.#object = object;
    this.#pod = pod;
    this.#labels = labelsOf(pod.metadata?.get('labels'));
  }

  *faults() {
    const { node } = this.#object;
    const at = node.get('spec', 'serviceName');
    if (at && at.kind !== 'scalar') return;
    const named = at?.text
      ? this.#scope.services(this.#object).filter(({ object }) => object.name === at.text)
      : [];
    if (named.length > 0) yield* this.#unfit(named);
    else if (this.#isForFigures) return;
    else if (at?.text) yield* this.#missing(at.text);
    else yield* this.#unnamed();
  }

  /** Whether the Services that find these pods are only for reading figures; then no client needs one particular pod. */
  get #isForFigures(): boolean {
    const found = this.#scope
      .services(this.#object)
      .filter(({ object: { service } }) => service && matches(service.selector, this.#labels));
    return (
      found.length > 0 &&
      found.every(({ object: { name, service } }) => service && isForFigures(name, service))
    );
  }

  *#unnamed() {
    const at = this.#object.node.get('metadata', 'name');
    if (!at) return;
    const { name } = this.#object;
    const headless = this.#headless();
    // One pod alone is found by any Service in front of it.
    const severity: Severity = headless.length > 0 || this.#replicas !== 1 ? 'information' : 'hint';
    const spec = this.#object.node.get('spec');
    const named = (service: string) =>
      spec && addMissing(spec, { serviceName: service }, { after: ['replicas'] });
    const choose = headless.flatMap(({ object }) => {
      const edit = named(object.name);
      return edit ? suggested(`Name the headless Service ${object.name}`, edit) : [];
    });
    const own = named(name);
    const isFree = this.#scope.services(this.#object).every(({ object }) => object.name !== name);
    const make =
      own && isFree && headless.length === 0
        ? suggested(`Name a headless Service ${name}, and make it`, own, this.#skeleton(name))
        : [];
    yield {
      at,
      message: 'unnamed' as const,
      severity,
      names: this.#names(name),
      places: { name: at },
      related: headless.map((each) => relatedTo(this.#doc, each, 'This headless Service selects the pods.')),
      fixes: [...choose, ...make],
    };
  }

  *#missing(service: string) {
    const scope = this.#scope;
    const found = this.#object.node.find('spec', 'serviceName');
    const services = scope.services(this.#object);
    if (!found || scope.hidesObjects || scope.renames || services.length === 0) return;
    if (isSample(this.#doc) && services.every(({ uri }) => uri !== this.#doc.uri)) return;
    if (scope.namespacesOf(this.#object).some((each) => scope.mayKnowService(service, each))) return;
    if (mayBeMade(scope, service)) return;
    const headless = this.#headless();
    const choose = headless.flatMap(({ object }) =>
      suggested(`Name the headless Service ${object.name}`, setScalar(found.written, object.name)),
    );
    const make =
      headless.length === 0 ? suggested(`Make a headless Service ${service}`, this.#skeleton(service)) : [];
    yield {
      at: found.written,
      message: 'missing' as const,
      // With one pod alone, no client has to find it by its number.
      severity: (this.#replicas === 1 ? 'information' : 'warning') as Severity,
      names: this.#names(service),
      related: headless.map((each) => relatedTo(this.#doc, each, 'This headless Service selects the pods.')),
      fixes: [...choose, ...make],
    };
  }

  *#unfit(named: readonly Placed[]) {
    const written = this.#object.node.find('spec', 'serviceName')?.written;
    const [placed] = named;
    const service = placed?.object.service;
    if (!written || !service || service.type === 'ExternalName') return;
    const pairs = Object.entries(service.selector);
    const related = [relatedTo(this.#doc, placed, 'The Service is made here.')];
    const notes = placed.uri === this.#doc.uri ? this.#noteAt(placed) : [];
    const rest = { at: written, names: this.#names(placed.object.name), related, notes };
    // The addresses behind a Service without a selector are some program's, such as those of a leader: no name comes of them.
    if (pairs.length === 0) return;
    if (named.every(({ object }) => object.service?.headless !== true))
      yield {
        ...rest,
        message: 'address' as const,
        severity: (this.#replicas === 1 ? 'hint' : 'information') as Severity,
        fixes: this.#headlessFix(placed),
      };
    const selects = named.some(({ object }) => matches(object.service?.selector ?? {}, this.#labels));
    if (selects || this.#scope.labelsSelectors) return;
    const text = (labels: Readonly<Record<string, string>>) =>
      Object.entries(labels)
        .map(([key, value]) => `\`${key}: ${value}\``)
        .join(', ') || 'no labels';
    yield {
      ...rest,
      message: 'selector' as const,
      words: { labels: text(this.#labels), wanted: text(service.selector) },
      fixes: [],
    };
  }

  /** Makes the Service headless, where it stands in this file and no caller's port changes by it. */
  #headlessFix({ uri, object: { at, name, service } }: Placed) {
    const isSame = service?.ports.every(({ port, target }) => target === undefined || target === port);
    if (uri !== this.#doc.uri || service?.type !== 'ClusterIP' || service.clusterIP || !isSame) return [];
    const spec = completeObjects(this.#doc)
      .find(({ node }) => node.get('metadata', 'name')?.start === at[0])
      ?.node.get('spec');
    return spec
      ? suggested(
          `Make the Service ${name} headless; one that is there already has to be deleted first`,
          addMissing(spec, { clusterIP: 'None' }, { first: true }),
        )
      : [];
  }

  #noteAt({ object: { at, service } }: Placed) {
    const text = service?.headless
      ? 'The Service that `serviceName` means.'
      : 'No `clusterIP: None`, so it has an address.';
    return [{ start: at[0], end: at[1], text }];
  }

  get #replicas(): number {
    const value = this.#object.node.get('spec', 'replicas')?.value;
    return typeof value === 'number' ? value : 1;
  }

  /** The headless Services in sight that select these pods. */
  #headless(): readonly Placed[] {
    return this.#scope
      .services(this.#object)
      .filter(({ object: { service } }) => service?.headless && matches(service.selector, this.#labels));
  }

  #names(service: string) {
    const namespace = this.#scope.namespacesOf(this.#object)[0] ?? 'default';
    const { name } = this.#object;
    return {
      service,
      namespace,
      workload: name,
      kind: 'StatefulSet',
      host: `${name}-0.${service}.${namespace}.svc.cluster.local`,
    };
  }

  /** The Service as its pods' ports and the StatefulSet's own selector give it. */
  #skeleton(name: string) {
    const { node, namespace } = this.#object;
    const own = labelsOf(node.get('spec', 'selector', 'matchLabels'));
    const selector = Object.keys(own).length > 0 ? own : this.#labels;
    const ports = servingContainers(this.#pod)
      .flatMap(portsOf)
      .filter(({ number }) => number !== undefined)
      .map(
        ({ name: port, number, protocol }): YamlInput => ({
          name: port ?? `port-${number}`,
          port: number as number,
          ...(protocol === 'TCP' ? {} : { protocol }),
        }),
      );
    const service: NewObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
      spec: { clusterIP: 'None', selector, ...(ports.length > 0 ? { ports } : {}) },
    };
    return addDocuments(node, [service]);
  }
}
