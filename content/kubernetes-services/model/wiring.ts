import {
  differingPairs,
  type Labels,
  type ManifestObject,
  nearestWorkloads,
  type ObjectFact,
  type Placed,
  type PodFact,
  type Scope,
  type ServiceFact,
  subject,
} from '../../../src/domains/manifests/index.ts';
import type { Document } from '../../../src/engine/index.ts';
import { yamlFile } from '../../../src/engine/parsers/yaml/index.ts';

/** A workload that a Service may have been meant for, and the pairs of the selector that its pods do not carry. */
export interface Candidate {
  readonly placed: Placed;
  readonly differing: readonly { readonly key: string; readonly wanted: string; readonly found?: string }[];
  /** Only that the file holds nothing else speaks for it. */
  readonly weak?: true;
}

/** What can be said of a selector that finds no pod in sight. */
export type Loss =
  /** `only` where no other workload comes as near. */
  | { readonly kind: 'near'; readonly nearest: Candidate; readonly only: boolean }
  /** Pods with all these labels are there, in another namespace. */
  | { readonly kind: 'elsewhere'; readonly placed: Placed }
  /** The file brings its own workloads, and none of them comes near. */
  | { readonly kind: 'nobody' };

/** Values that cannot be labels are a project's own placeholders. Source: Kubernetes documentation, Labels and Selectors. */
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/;

/** Labels that Kubernetes or well-known controllers put on pods themselves. */
const CONTROLLER_KEYS =
  /^(?:(?:statefulset|apps|batch|controller|job|pod|node|topology)\.?kubernetes\.io\/.*|pod-template-hash|controller-revision-hash|job-name|controller-uid|rollouts-pod-template-hash|cluster-name|rook_cluster|strimzi\..*|spark-role|spark-app-selector|.*-operator)$/;
const CONTROLLER_VALUES = /^gke-managed-|^kube-(?:dns|apiserver|scheduler|controller-manager|proxy)$/;

/** Labels that are put on and taken off while pods run: which pod leads, which is live. */
const MOVING_KEY =
  /(?:^|[-_./])(?:role|leader|active|primary|master|state|status|initialized|sealed|standby|slot|colou?r)$/i;
const MOVING_VALUE =
  /^(?:blue|green|canary|stable|preview|active|leader|primary|master|replica|standby|secondary|slave)$/i;

/** Keys whose value says what the pods are. */
const IDENTITY = /^(?:app|name|run|service|application|k8s-app|app\.kubernetes\.io\/name)$/;

/** Custom objects of these groups and kinds make no pods. */
const PODLESS_GROUP =
  /^(?:cert-manager\.io|acme\.cert-manager\.io|(?:networking|security|telemetry)\.istio\.io|traefik\.(?:io|containo\.us)|external-secrets\.io|bitnami\.com|keda\.sh|projectcontour\.io|cilium\.io|kyverno\.io|policies\.kyverno\.io|configuration\.konghq\.com|networking\.gke\.io|cloud\.google\.com|.*\.toolkit\.fluxcd\.io|metallb\.io|.*\.projectcalico\.org)$/;
const PODLESS_KIND =
  /^(?:ServiceMonitor|PodMonitor|PrometheusRule|Probe|AlertmanagerConfig|ScrapeConfig|Route|ImageStream|BuildConfig|SecurityContextConstraints)$/;

/** Workloads that end: a Service is not meant for them unless its selector matches them. */
const ENDING = new Set(['Job', 'CronJob', 'PodTemplate']);

/**
 * Why a Service's selector finds no pod, where the files in sight prove that it does not; `undefined` where it does, or
 * where a template, a kustomization, an operator or another folder may bring the pods.
 */
export function lossOf(
  doc: Document,
  scope: Scope,
  object: ManifestObject,
  service: ServiceFact,
): Loss | undefined {
  if (service.type === 'ExternalName' || scope.hidesObjects || scope.isPatch(object)) return undefined;
  const written = scope.writtenLabels;
  const selector = Object.fromEntries(Object.entries(service.selector).filter(([key]) => !written.has(key)));
  if (Object.keys(selector).length === 0 || !isLiteral(selector)) return undefined;
  if (scope.selected(object, selector).length > 0) return undefined;
  if (scope.isPatchedBlindly || scope.isPatchedWith('labels', 'selector', 'matchLabels')) return undefined;
  if (scope.patchesOf(object).some((each) => Object.keys(each.service?.selector ?? {}).length > 0))
    return undefined;
  const namespaces = scope.namespacesOf(object);
  if (namespaces.some((namespace) => scope.mayKnowPods(selector, namespace))) return undefined;
  const elsewhere = inOtherNamespace(doc, scope, object, selector);
  if (elsewhere) return { kind: 'elsewhere', placed: elsewhere };
  const workloads = scope.workloads(object).filter((each) => !ENDING.has(each.object.kind));
  if (workloads.length === 0 || belongsToController(selector, workloads)) return undefined;
  if (workloads.some(({ object: { pod } }) => differsInMotion(selector, pod?.labels ?? {}))) return undefined;
  // The workload's template is at fault and gets the hint: what the workload says of itself is what the Service asks for.
  if (workloads.some(({ object: { pod } }) => isMeantToCarry(selector, pod))) return undefined;
  const makers = scope.customObjects.filter(makesPods);
  if (makers.some((maker) => isNamedIn(selector, maker))) return undefined;
  const related = candidates(doc, scope, object, { ...service, selector }, workloads, makers.length > 0);
  const [nearest, second] = related;
  if (nearest) {
    const only = !second || second.rank > nearest.rank;
    return { kind: 'near', nearest, only };
  }
  const isWhole =
    makers.length === 0 &&
    isPlainlyNamed(selector) &&
    !workloads.some(({ object: { pod } }) => lacksOnly(selector, pod?.labels ?? {})) &&
    !holdsCustomKinds(doc) &&
    hasWorkingService(doc, scope, object, workloads);
  return isWhole ? { kind: 'nobody' } : undefined;
}

function isLiteral(labels: Labels): boolean {
  return Object.values(labels).every((value) => value !== '' && isLabelValue(value));
}

/** Whether a text can be the value of a label; '' can. */
export function isLabelValue(value: string): boolean {
  return LABEL_VALUE.test(value);
}

/** Whether a controller puts one of these labels on pods of its own: keys of a domain that no workload in sight uses. */
function belongsToController(selector: Labels, workloads: readonly Placed[]): boolean {
  return Object.entries(selector).some(([key, value]) => {
    if (CONTROLLER_KEYS.test(key) || CONTROLLER_VALUES.test(value)) return true;
    const domain = key.slice(0, key.indexOf('/') + 1);
    if (domain === '' || domain === 'app.kubernetes.io/') return false;
    return !workloads.some(({ object: { pod } }) =>
      Object.keys(pod?.labels ?? {}).some((label) => label.startsWith(domain)),
    );
  });
}

function differsInMotion(selector: Labels, labels: Labels): boolean {
  const differing = differingPairs(selector, labels);
  return (
    differing.length < Object.keys(selector).length &&
    differing.every(
      ({ key, wanted }) => MOVING_KEY.test(key) || (!IDENTITY.test(key) && MOVING_VALUE.test(wanted)),
    )
  );
}

/** Whether a selector says of an application which one it is, and not of what a cluster or a mesh brings itself. */
function isPlainlyNamed(selector: Labels): boolean {
  return Object.entries(selector).every(
    ([key, value]) => IDENTITY.test(key) && !/ingress|gateway|traefik|haproxy|proxy|dns/i.test(value),
  );
}

/** Whether labels differ from a selector only in keys that they lack: these may be added while the pods run. */
function lacksOnly(selector: Labels, labels: Labels): boolean {
  const differing = differingPairs(selector, labels);
  return (
    differing.length < Object.keys(selector).length && differing.every(({ found }) => found === undefined)
  );
}

function isMeantToCarry(selector: Labels, pod: PodFact | undefined): boolean {
  return (
    pod?.selects !== undefined && differingPairs(selector, { ...pod.labels, ...pod.selects }).length === 0
  );
}

function makesPods({ group, kind, pod }: ObjectFact): boolean {
  return !pod && !PODLESS_GROUP.test(group) && !PODLESS_KIND.test(kind);
}

function isNamedIn(selector: Labels, { name, kind }: ObjectFact): boolean {
  return Object.values(selector).some(
    (value) =>
      value === name ||
      (name.length > 3 && value.includes(name)) ||
      value.toLowerCase() === kind.toLowerCase(),
  );
}

/** The one workload with all labels of the selector, where both it and the Service say in which other namespace they are. */
function inOtherNamespace(
  doc: Document,
  scope: Scope,
  object: ManifestObject,
  selector: Labels,
): Placed | undefined {
  const [namespace, ...others] = scope.namespacesOf(object);
  if (others.length > 0 || object.namespace === undefined || namespace !== object.namespace) return undefined;
  const found = scope.carrying(selector).filter((each) => !ENDING.has(each.object.kind));
  const [placed] = found;
  if (!placed || found.length > 1 || placed.object.namespace !== placed.namespace) return undefined;
  const isNearBy = placed.uri === doc.uri || subject(placed.object.name) === subject(object.name);
  return isNearBy ? placed : undefined;
}

interface Ranked extends Candidate {
  readonly rank: number;
}

function candidates(
  doc: Document,
  scope: Scope,
  object: ManifestObject,
  service: ServiceFact,
  workloads: readonly Placed[],
  guarded: boolean,
): Ranked[] {
  const services = scope.services(object);
  const others = services.filter(({ uri, object: each }) => uri !== doc.uri || each.name !== object.name);
  const isServed = ({ object: { pod } }: Placed) =>
    others.some(({ object: each }) => each.service && carries(pod, each.service.selector));
  const inFile = workloads.filter(({ uri }) => uri === doc.uri);
  const isAlone =
    inFile.length === 1 &&
    services.filter(({ uri }) => uri === doc.uri).length === 1 &&
    !isCalledIn(doc, object.name);
  const { selector } = service;
  return nearestWorkloads({ uri: doc.uri, name: object.name, selector }, workloads).flatMap(
    ({ placed, differing, near, isNamesake, rank }): Ranked[] => {
      const { pod } = placed.object;
      if (!pod || !isLiteral(pod.labels) || isRelabelled(scope, placed.object)) return [];
      const isLikely =
        (differing.length === 1 && near === 1) ||
        (differing.length === 1 &&
          Object.keys(selector).some((key) => IDENTITY.test(key) && key !== differing[0]?.key));
      const isLeft = !guarded && isAlone && placed.uri === doc.uri && pod.ports.length > 0;
      if (!isNamesake && !((isLikely || isLeft) && portsAgree(service, pod) && !isServed(placed))) return [];
      return [{ placed, differing, rank, ...(isNamesake || isLikely ? {} : { weak: true as const }) }];
    },
  );
}

/** Whether a text calls a Service by its name: what stands beside the Service is one of its callers then. */
function isCalledIn(doc: Document, name: string): boolean {
  const host = name.replace(/[^\w-]/g, '');
  return new RegExp(
    `(?:\\/\\/|@)${host}(?![\\w-])|(?<![\\w-])${host}:\\d|(?<![\\w-])${host}\\.[\\w-]+\\.svc|value: ["']?${host}["']?\\s`,
  ).test(doc.text);
}

function carries(pod: PodFact | undefined, selector: Labels): boolean {
  return Object.keys(selector).length > 0 && differingPairs(selector, pod?.labels ?? {}).length === 0;
}

/** Whether what the pods declare does not speak against the Service's ports. */
function portsAgree(service: ServiceFact, { ports }: PodFact): boolean {
  if (ports.length === 0 || service.ports.length === 0) return true;
  return service.ports.some(({ port, target = port }) =>
    ports.some(({ name, number }) => name === target || number === target),
  );
}

function isRelabelled(scope: Scope, object: ObjectFact): boolean {
  return scope
    .patchesOf(object)
    .some(({ relabels, pod }) => relabels || Object.keys(pod?.labels ?? {}).length > 0);
}

/** Whether the file declares kinds of its own: what makes objects of these may make pods. */
function holdsCustomKinds(doc: Document): boolean {
  return doc.model(yamlFile).documents.some((each) => each.look('kind') === 'CustomResourceDefinition');
}

/** Whether another Service of the file finds workloads of the file, so that the file seems to be a whole. */
function hasWorkingService(
  doc: Document,
  scope: Scope,
  object: ManifestObject,
  workloads: readonly Placed[],
): boolean {
  return scope
    .services(object)
    .some(
      ({ uri, object: each }) =>
        uri === doc.uri &&
        workloads.some(
          (placed) =>
            placed.uri === doc.uri && each.service && carries(placed.object.pod, each.service.selector),
        ),
    );
}
