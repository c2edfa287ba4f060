import { fileNameOf, folderOf, resolveFrom } from '../../base/uris.ts';
import type { Document } from '../../engine/document.ts';
import { isShellFile } from '../../engine/parsers/shell/index.ts';
import { doubtOf } from '../../engine/parsers/yaml/doubt.ts';
import type { YamlNode } from '../../engine/parsers/yaml/index.ts';
import { addMissing, yamlFile } from '../../engine/parsers/yaml/index.ts';
import { isTemplated } from '../../engine/parsers/yaml/template.ts';
import type { FactCollector, FileFacts } from '../../engine/rule.ts';
import { composeFacts, imageUserKey, STEP_DOWN_WORDS, shellFacts, shortName } from '../containers/index.ts';
import { type Hardening, hardeningOf, jsonPatchKeys } from './hardening.ts';
import { labelsOf, type ManifestObject, objectsOf } from './objects.ts';
import { containersOf, type PodTemplate, podTemplateOf, portsOf, servingContainers } from './pods.ts';
import { routesOf } from './routes.ts';
import { type Labels, matches } from './selectors.ts';

/** A place in the file that tells the fact: UTF-16 offsets, `end` exclusive. Written as a pair to keep facts small. */
export type Place = readonly [start: number, end: number];

export interface PortFact {
  readonly name?: string;
  readonly number?: number;
  readonly protocol: string;
  readonly container: string;
  readonly at: Place;
}

/** What other files may want to know of the pods of a workload. */
export interface PodFact {
  readonly labels: Labels;
  /** Where the values of the labels stand; those that an alias brings are left out. */
  readonly labelsAt: Readonly<Record<string, Place>>;
  /** Where the values of the workload's own `matchLabels` stand; those that an alias brings are left out. */
  readonly ownAt?: Readonly<Record<string, Place>>;
  /** What the workload itself selects, where its pods' labels do not carry it. */
  readonly selects?: Labels;
  /** Where one label more is written, and how: `k` stands for the key there and `v` for the value. */
  readonly oneMore?: readonly [at: number, text: string];
  /** The workload selects by more than `ownAt` says: `matchExpressions`, merged pairs, pairs that stand for something else, too. */
  readonly selectsMore?: true;
  /** It lacks what a workload needs to stand by itself, and so only changes another one. */
  readonly fragment?: true;
  readonly ports: readonly PortFact[];
  /** Names of the containers that run beside each other. */
  readonly containers: readonly string[];
  /** Whether one of these has a readiness probe. */
  readonly readiness: boolean;
  readonly images: readonly string[];
  /** Whether each container is known not to be root. */
  readonly nonRoot: boolean;
}

export interface ServicePortFact {
  readonly name?: string;
  readonly port?: number;
  /** Number or name; absent where it is the same as `port`. */
  readonly target?: number | string;
  readonly protocol: string;
  readonly at: Place;
}

export interface ServiceFact {
  readonly type: string;
  readonly headless: boolean;
  readonly selector: Labels;
  readonly selectorAt: Readonly<Record<string, Place>>;
  readonly ports: readonly ServicePortFact[];
  readonly clusterIP?: string;
  readonly publishNotReady?: true;
  /** What it says besides selector, ports, type and address, as a hash: equal for Services that say the same. */
  readonly rest?: string;
  /** The controller that is to make the balancer, where it is not the cloud's own. */
  readonly loadBalancerClass?: string;
}

export interface ObjectFact {
  readonly kind: string;
  readonly group: string;
  readonly name: string;
  /** As it is written. */
  readonly namespace?: string;
  /** The value of `metadata.name`, or of `kind` where there is none. */
  readonly at: Place;
  readonly pod?: PodFact;
  readonly service?: ServiceFact;
  /** It writes labels of a template without its containers, as a patch does. */
  readonly relabels?: true;
  /** The locks that a patch writes, or what may be one. */
  readonly locks?: readonly Hardening[];
  /** A LimitRange that gives containers a memory limit. */
  readonly limitsMemory?: true;
  /** What a VerticalPodAutoscaler that sets resources by itself is for: `Deployment/web`. */
  readonly sizes?: string;
  /** The Services that an Ingress names whose controller may send to node ports, as those of GKE and of AWS do. */
  readonly nodePortsOf?: readonly string[];
}

/** What one manifest file tells under `folderKey`. */
export interface FolderFact {
  readonly objects: readonly ObjectFact[];
  /** The file holds a template's input, or what cannot be read, so that what is not seen here may still be there. */
  readonly templated?: true;
}

/** What a kustomization tells under `kustomizationKey`, and to each of its resources under `listedKey`. */
export interface KustomizationFact {
  readonly folder: string;
  /** URIs of files and of folders. */
  readonly resources: readonly string[];
  readonly namespace?: string;
  /** It adds labels to selectors and templates alike. */
  readonly labelsSelectors?: true;
  readonly images?: readonly string[];
  /** The keys of labels that it writes into templates. */
  readonly labelKeys?: readonly string[];
  /** Some of its resources come from charts, generators or other repositories, and are not seen here. */
  readonly unseen?: true;
  /** It changes the names of objects. */
  readonly renames?: true;
  /** URIs of the files that it patches with. */
  readonly patches?: readonly string[];
  /** The keys that its inline patches write. */
  readonly patchedKeys?: readonly string[];
}

export const folderKey = (folder: string) => `folder ${folder}`;
export const kustomizationKey = (folder: string) => `kustomization ${folder}`;
/** `uri` of a file or a folder. */
export const listedKey = (uri: string) => `listed ${uri}`;
export const patchKey = (uri: string) => `patch ${uri}`;
export const chartKey = (folder: string) => `chart ${folder}`;
/** The namespaces, as written and '' where none is, of a file's v1 Services of a name. */
export const serviceKey = (name: string) => `service ${name}`;
/** The namespaces, as written and '' where none is, of a file's pods with a label, `key=value`. */
export const podKey = (pair: string) => `pods ${pair}`;
/** The keys that a file with a JSON patch writes. */
export const jsonPatchKey = (uri: string) => `json patch ${uri}`;
/** That somewhere a LimitRange gives the containers of this namespace, as written, a memory limit. */
export const limitRangeKey = (namespace: string) => `limit range ${namespace}`;
/** The names of images that a build of this repository replaces. */
const BUILT_IMAGES = 'built images';

const KUSTOMIZATION_FILE = /^kustomization\.ya?ml$/i;

/**
 * The objects of all manifests, what kustomizations and charts say of files, the services of Compose files, and which
 * scripts step down from root. Read once for all rules that share it.
 */
export const manifestFacts: FactCollector = {
  id: 'manifests',
  languages: ['yaml', 'dockercompose', 'shellscript'],
  looksFor: [
    'apiVersion',
    'resources:',
    'patches',
    'namespace:',
    'bases:',
    'services:',
    '- op:',
    ...STEP_DOWN_WORDS,
  ],
  collect(doc) {
    const name = fileNameOf(doc.uri);
    if (isShellFile(doc)) return shellFacts(doc);
    if (name === 'Chart.yaml') return { [chartKey(folderOf(doc.uri))]: true };
    if (KUSTOMIZATION_FILE.test(name)) return kustomizationFacts(doc);
    return skaffoldFacts(doc) ?? jsonPatchFacts(doc) ?? composeFacts(doc) ?? objectFacts(doc);
  },
};

/**
 * Kinds that no rule looks up from another file. There are many, and some are long, so they are not parsed for facts.
 */
const UNSEEN_KINDS =
  /^(?:ConfigMap|Secret|SealedSecret|ExternalSecret|ServiceAccount|Role|RoleBinding|ClusterRole|ClusterRoleBinding|Namespace|HorizontalPodAutoscaler|PodDisruptionBudget|NetworkPolicy|PersistentVolume|PersistentVolumeClaim|StorageClass|Ingress|CustomResourceDefinition|ServiceMonitor|PrometheusRule)$/;

/**
 * Controllers that call the nodes' ports: GKE's without container-native load balancing, and the AWS one with targets of
 * type `instance`. Sources: GKE documentation, Ingress for external Application Load Balancers; AWS Load Balancer
 * Controller, Ingress annotations.
 */
const NODE_PORT_INGRESS =
  /alb\.ingress\.kubernetes\.io\/|(?:ingress\.class["']?|ingressClassName):[ \t]*["']?(?:alb|gce|gce-internal)\b|networking\.gke\.io\/|ingress\.gcp\.kubernetes\.io\/|ingress\.(?:global|regional)-static-ip-name/;

/** Whether an Ingress is for one of these controllers, or names none: then the cluster's own choice is not in sight. */
function mayCallNodes(text: string): boolean {
  return NODE_PORT_INGRESS.test(text) || !/ingress\.class|ingressClassName/.test(text);
}

function objectFacts(doc: Document): FileFacts | undefined {
  const objects: ObjectFact[] = [];
  let templated = false;
  for (const document of doc.model(yamlFile).documents) {
    const kind = document.look('kind') ?? '';
    if (UNSEEN_KINDS.test(kind) && !(kind === 'Ingress' && mayCallNodes(document.text))) {
      templated ||= document.text.includes('{{') && isTemplated(document);
      continue;
    }
    // What a template makes of its document is not known, so it is not parsed for objects either.
    const isTemplate = isTemplated(document);
    templated ||= isTemplate || (document.mayHold('apiVersion') && doubtOf(document) !== undefined);
    if (isTemplate) continue;
    const found = objectsOf(document);
    // What was read of half a text, or of one that is refused, is no fact: other rules would take it for all there is.
    if (found.length === 0 || document.doubt) continue;
    for (const object of found) objects.push(objectFact(object));
  }
  if (objects.length === 0 && !templated) return undefined;
  const fact: FolderFact = { objects, ...(templated ? { templated } : {}) };
  return {
    [folderKey(folderOf(doc.uri))]: fact,
    ...serviceNames(objects),
    ...podLabels(objects),
    ...namedByOthers(objects),
  };
}

/** What is asked for by name and not by folder: images that are not started as root, and limits of a namespace. */
function namedByOthers(objects: readonly ObjectFact[]): Record<string, true> {
  const keys = objects.flatMap(({ pod, limitsMemory, namespace = '' }) => [
    ...(pod?.nonRoot ? pod.images.map((image) => imageUserKey(shortName(image))) : []),
    ...(limitsMemory ? [limitRangeKey(namespace)] : []),
  ]);
  return Object.fromEntries(keys.map((key) => [key, true as const]));
}

function serviceNames(objects: readonly ObjectFact[]): Record<string, string[]> {
  const names = new Map<string, Set<string>>();
  for (const { name, namespace = '', service } of objects) {
    if (!service || name === '') continue;
    const key = serviceKey(name);
    names.set(key, (names.get(key) ?? new Set()).add(namespace));
  }
  return listsOf(names);
}

function podLabels(objects: readonly ObjectFact[]): Record<string, string[]> {
  const namespaces = new Map<string, Set<string>>();
  for (const { pod, namespace = '' } of objects) {
    for (const [label, value] of Object.entries(pod?.labels ?? {})) {
      const key = podKey(`${label}=${value}`);
      namespaces.set(key, (namespaces.get(key) ?? new Set()).add(namespace));
    }
  }
  return listsOf(namespaces);
}

function listsOf(sets: ReadonlyMap<string, ReadonlySet<string>>): Record<string, string[]> {
  return Object.fromEntries([...sets].map(([key, values]) => [key, [...values]]));
}

function objectFact(object: ManifestObject): ObjectFact {
  const { kind, group, name, namespace, node } = object;
  const pod = podFact(object);
  const service = kind === 'Service' && group === '' ? serviceFact(node) : undefined;
  const sizes = kind === 'VerticalPodAutoscaler' ? autoscaled(node) : undefined;
  const locks =
    !pod || pod.fragment || object.node.get('spec', 'selector') === undefined ? hardeningOf(object) : [];
  const behind = kind === 'Ingress' ? [...new Set(routesOf(object).map((route) => route.service))] : [];
  return {
    kind,
    group,
    name,
    ...(namespace === undefined ? {} : { namespace }),
    at: place(node.get('metadata', 'name') ?? node.get('kind') ?? node),
    ...(pod ? { pod } : {}),
    ...(service ? { service } : {}),
    ...(!pod && node.get('spec', 'template', 'metadata', 'labels') ? { relabels: true } : {}),
    ...(locks.length > 0 && kind !== 'Pod' ? { locks } : {}),
    ...(kind === 'LimitRange' && limitsMemory(node) ? { limitsMemory: true } : {}),
    ...(sizes === undefined ? {} : { sizes }),
    ...(behind.length > 0 ? { nodePortsOf: behind } : {}),
  };
}

function podFact(object: ManifestObject): PodFact | undefined {
  const pod = podTemplateOf(object);
  if (!pod) return undefined;
  const serving = servingContainers(pod);
  const labels = pod.metadata?.get('labels');
  const own = ownSelector(object);
  const more = labels && addMissing(labels, { k: 'v' }).edits[0];
  const values = labelsOf(labels);
  const selects = labelsOf(own);
  const isNonRoot = (node: YamlNode | undefined) => {
    const user = node?.get('runAsUser')?.value;
    return node?.get('runAsNonRoot')?.value === true || (typeof user === 'number' && user > 0);
  };
  const podContext = pod.spec.get('securityContext');
  return {
    labels: values,
    labelsAt: placesOf(labels),
    ...(own ? { ownAt: placesOf(own) } : {}),
    ...(own && !matches(selects, values) ? { selects } : {}),
    ...(more ? { oneMore: [more.start, more.newText] as const } : {}),
    ...(selectsMore(object, own) ? { selectsMore: true } : {}),
    ...(isFragment(object, pod) ? { fragment: true } : {}),
    ports: serving.flatMap(portsOf).map(({ name, number, protocol, node, container }) => ({
      ...(name === undefined ? {} : { name }),
      ...(number === undefined ? {} : { number }),
      protocol,
      container: container.name,
      at: place(node),
    })),
    containers: serving.map(({ name }) => name),
    readiness: serving.some(({ node }) => node.get('readinessProbe') !== undefined),
    images: [...new Set(containersOf(pod).flatMap(({ node }) => node.textAt('image') ?? []))],
    nonRoot:
      serving.length > 0 &&
      serving.every(({ node }) => {
        const own = node.get('securityContext');
        return own?.get('runAsUser') || own?.get('runAsNonRoot') ? isNonRoot(own) : isNonRoot(podContext);
      }),
  };
}

/** The pairs by which a workload knows its own pods: `matchLabels`, or the whole selector of older kinds. */
function ownSelector({ kind, node }: ManifestObject): YamlNode | undefined {
  const selector = kind === 'Pod' ? undefined : node.get('spec', 'selector');
  if (selector?.kind !== 'map') return undefined;
  const isOld = kind === 'ReplicationController' || kind === 'DeploymentConfig';
  return isOld ? selector : selector.get('matchLabels');
}

function selectsMore({ node }: ManifestObject, own: YamlNode | undefined): boolean {
  if (node.get('spec', 'selector', 'matchExpressions')) return true;
  if (own === undefined) return false;
  const isWhole = Object.keys(labelsOf(own)).length === Object.keys(placesOf(own)).length;
  return !isWhole || own.document.isShared(own);
}

/** Whether what is there of a workload is a patch for another: no container says which image it runs. */
function isFragment({ kind, node }: ManifestObject, pod: PodTemplate): boolean {
  if (!containersOf(pod).some(({ node: container }) => container.get('image'))) return true;
  const isOwner = kind === 'Deployment' || kind === 'StatefulSet' || kind === 'DaemonSet';
  return isOwner && !node.get('spec', 'selector') && !pod.metadata?.get('labels');
}

/** What a v1 Service says of itself. */
export function serviceFact(node: YamlNode): ServiceFact {
  const spec = node.get('spec');
  const selector = spec?.get('selector');
  const clusterIP = spec?.textAt('clusterIP');
  const rest = restOf(node);
  const type = spec?.textAt('type') || 'ClusterIP';
  return {
    type,
    headless: clusterIP === 'None',
    selector: labelsOf(selector),
    selectorAt: placesOf(selector),
    ports: (spec?.get('ports')?.values() ?? [])
      .filter((port) => port.kind === 'map')
      .map((port) => {
        const number = port.get('port')?.value;
        const target = port.get('targetPort')?.value;
        return {
          ...(port.textAt('name') ? { name: port.textAt('name') as string } : {}),
          ...(typeof number === 'number' ? { port: number } : {}),
          ...(typeof target === 'number' || (typeof target === 'string' && target !== '') ? { target } : {}),
          protocol: port.textAt('protocol') || 'TCP',
          at: place(port),
        };
      }),
    ...(clusterIP && clusterIP !== 'None' ? { clusterIP } : {}),
    ...(spec?.get('publishNotReadyAddresses')?.value === true ? { publishNotReady: true } : {}),
    ...(rest === '' ? {} : { rest }),
    ...(spec?.textAt('loadBalancerClass')
      ? { loadBalancerClass: spec.textAt('loadBalancerClass') as string }
      : {}),
  };
}

function restOf(node: YamlNode): string {
  const spec = node.get('spec');
  const pairs = [
    ...(spec?.effectivePairs() ?? []).filter(
      ({ name }) => !['selector', 'ports', 'type', 'clusterIP', 'publishNotReadyAddresses'].includes(name),
    ),
    ...(node.get('metadata', 'annotations')?.effectivePairs() ?? []).filter(
      ({ name }) => !name.startsWith('kubectl.kubernetes.io/'),
    ),
  ];
  const texts = pairs.map(({ name, value }) => `${name}: ${JSON.stringify(value?.resolved?.toValue(50))}`);
  return texts.length === 0 ? '' : hashOf(texts.sort().join('\n'));
}

/** FNV-1a, 32 bits: a short stand-in for a text that is only compared. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Where there is a `max` and no `default`, the `max` is the default (Kubernetes API, LimitRangeItem). */
function limitsMemory(node: YamlNode): boolean {
  return (node.get('spec', 'limits')?.values() ?? []).some(
    (limit) =>
      limit.textAt('type') === 'Container' &&
      (limit.get('default', 'memory') ?? limit.get('max', 'memory')) !== undefined,
  );
}

function autoscaled(node: YamlNode): string | undefined {
  const mode = node.textAt('spec', 'updatePolicy', 'updateMode') ?? 'Auto';
  const target = node.get('spec', 'targetRef');
  if (mode === 'Off' || !target) return undefined;
  return `${target.textAt('kind') ?? ''}/${target.textAt('name') ?? ''}`;
}

function kustomizationFacts(doc: Document): FileFacts | undefined {
  const [document] = doc.model(yamlFile).documents;
  const root = document?.root;
  if (root?.kind !== 'map') return undefined;
  const folder = folderOf(doc.uri);
  const paths = (...keys: string[]) =>
    keys.flatMap((key) =>
      (root.get(key)?.values() ?? []).flatMap((node) => node.text ?? node.textAt('path') ?? []),
    );
  const uris = (all: readonly string[]) => all.flatMap((path) => resolveFrom(folder, path) ?? []);
  const namespace = root.textAt('namespace');
  const images = (root.get('images')?.values() ?? []).flatMap((image) => image.textAt('name') ?? []);
  const labelKeys = writtenLabels(root);
  const labelsSelectors =
    root.get('commonLabels') !== undefined ||
    (root.get('labels')?.values() ?? []).some((each) => each.get('includeSelectors')?.value === true);
  const resources = paths('resources', 'bases', 'components');
  const patches = uris(paths('patches', 'patchesStrategicMerge', 'patchesJson6902'));
  const patchedKeys = inlineKeys(root);
  const has = (...keys: string[]) => keys.some((key) => root.get(key) !== undefined);
  const fact: KustomizationFact = {
    folder,
    resources: uris(resources),
    ...(namespace ? { namespace } : {}),
    ...(labelsSelectors ? { labelsSelectors } : {}),
    ...(labelKeys.length > 0 ? { labelKeys } : {}),
    ...(images.length > 0 ? { images } : {}),
    ...(document?.doubt ||
    resources.some(isRemote) ||
    has('helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers')
      ? { unseen: true }
      : {}),
    ...(has('namePrefix', 'nameSuffix') ? { renames: true } : {}),
    ...(patches.length > 0 ? { patches } : {}),
    ...(patchedKeys.length > 0 ? { patchedKeys } : {}),
  };
  return {
    [kustomizationKey(folder)]: fact,
    ...Object.fromEntries(fact.resources.map((uri) => [listedKey(uri), folder])),
    ...Object.fromEntries(patches.map((uri) => [patchKey(uri), true])),
    ...(images.length > 0 ? { [BUILT_IMAGES]: images } : {}),
  };
}

/** The keys of the labels that a kustomization writes into the templates of workloads. */
function writtenLabels(root: YamlNode): string[] {
  const sets = (root.get('labels')?.values() ?? []).filter(
    (each) => each.get('includeSelectors')?.value === true || each.get('includeTemplates')?.value === true,
  );
  const maps = [root.get('commonLabels'), ...sets.map((each) => each.get('pairs'))];
  return [...new Set(maps.flatMap((map) => Object.keys(labelsOf(map))))];
}

/** Whether a resource of a kustomization lies in another repository: `github.com/owner/name//path?ref=v1`. */
function isRemote(path: string): boolean {
  return /^[\w+.-]+:|\?|^[\w-]+(?:\.[\w-]+)+\/[\w.-]+\/[\w.-]+|\.git(?:\/|$)/.test(path);
}

/** More keys than a patch within a kustomization has. */
const MAX_PATCHED_KEYS = 60;

/** The keys, last parts of paths among them, that the patches written into a kustomization set. */
function inlineKeys(root: YamlNode): string[] {
  const texts = ['patches', 'patchesStrategicMerge', 'patchesJson6902'].flatMap((key) =>
    (root.get(key)?.values() ?? []).flatMap((each) => each.text ?? each.textAt('patch') ?? []),
  );
  const keys = texts.flatMap((text) => [
    ...[...text.matchAll(/(?<=^|[{,])[ \t-]*["']?(\w+)["']?:(?=\s|$)/gm)].map((match) => match[1] as string),
    ...[...text.matchAll(/path["']?:[ \t]*["']?\/([\w/~.-]+)/g)].flatMap(([, path = '']) => path.split('/')),
  ]);
  return [...new Set(keys)].slice(0, MAX_PATCHED_KEYS);
}

function jsonPatchFacts(doc: Document): FileFacts | undefined {
  if (!/^[ \t]*- op:/m.test(doc.text)) return undefined;
  const root = doc.model(yamlFile).documents[0]?.root;
  const keys = root?.kind === 'sequence' ? jsonPatchKeys(root) : [];
  return keys.length > 0 ? { [jsonPatchKey(doc.uri)]: keys.slice(0, MAX_PATCHED_KEYS) } : undefined;
}

function skaffoldFacts(doc: Document): FileFacts | undefined {
  // Asked of every file, most of which need not be parsed for it.
  if (!doc.text.includes('skaffold/')) return undefined;
  const root = doc.model(yamlFile).documents[0]?.root;
  if (root?.kind !== 'map' || !root.textAt('apiVersion')?.startsWith('skaffold/')) return undefined;
  const artifacts = root.get('build', 'artifacts')?.values() ?? [];
  return { [BUILT_IMAGES]: artifacts.flatMap((artifact) => artifact.textAt('image') ?? []) };
}

/** Where the values of a mapping's own pairs stand. */
function placesOf(map: YamlNode | undefined): Record<string, Place> {
  if (map?.kind !== 'map') return {};
  return Object.fromEntries(
    map
      .pairs()
      .flatMap(({ name, value, isMerge }) =>
        isMerge || value?.kind !== 'scalar' ? [] : [[name, place(value)]],
      ),
  );
}

function place(node: YamlNode): Place {
  return [node.start, node.end];
}
