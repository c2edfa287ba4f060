import { folderOf, foldersAround } from '../../base/uris.ts';
import type { Document } from '../../engine/document.ts';
import type { Fact, FactsView } from '../../engine/facts.ts';
import {
  chartKey,
  type FolderFact,
  folderKey,
  jsonPatchKey,
  type KustomizationFact,
  kustomizationKey,
  listedKey,
  type ObjectFact,
  patchKey,
  podKey,
  serviceKey,
} from './facts.ts';
import type { Hardening } from './hardening.ts';
import type { ManifestObject } from './objects.ts';
import { type Labels, matches } from './selectors.ts';

/** An object of the scope and the file that holds it. */
export interface Placed {
  readonly uri: string;
  readonly object: ObjectFact;
  /** The namespace that it ends up in, as seen from here. */
  readonly namespace: string;
}

/** Folders that lead on to others: a base of a base of a base. */
const MAX_KUSTOMIZE_BASES = 6;
/** Ways in which one file is applied: the overlays of a base, and what is built on these. */
const MAX_LISTINGS = 40;

/**
 * What is in sight of one manifest file: the objects of its folder, and those of the kustomizations that list it.
 * Whether something *is missing* can only be said of what is in sight, and only where no template hides a part.
 */
export class Scope {
  /** A template engine, a chart or another repository brings some of the objects, so that nothing can be said to be missing. */
  readonly hidesObjects: boolean;
  /** The file belongs to a Helm chart. */
  readonly inChart: boolean;
  readonly #groups: readonly Group[];
  readonly #doc: Document;
  readonly #facts: FactsView;
  /** What was collected, by the question: a file of thousands of objects asks the same for each of them. */
  readonly #collected = new Map<string, readonly Placed[]>();

  constructor(doc: Document, facts: FactsView) {
    this.#doc = doc;
    this.#facts = facts;
    this.inChart = isInChart(doc.uri, facts);
    this.#groups = groupsOf(doc.uri, facts);
    this.hidesObjects =
      this.inChart ||
      this.#groups.some(
        ({ folders, unseen }) => unseen || folders.some(({ index }) => index.isTemplated || index.isReleased),
      );
  }

  /** The namespaces that an object of this file ends up in, one for each way it is applied. */
  namespacesOf({ namespace }: ManifestObject): readonly string[] {
    return [...new Set(this.#groups.map((group) => group.namespaceOf(namespace)))];
  }

  /** Objects of a kind that share a namespace with an object of this file. */
  ofKind(object: ManifestObject, kind: string, group = ''): readonly Placed[] {
    return this.#collect(`kind ${group}/${kind}`, object, (index) =>
      (index.byKind.get(kind) ?? []).filter(({ object }) => object.group === group),
    );
  }

  /** Workloads, whatever their kind, that share a namespace with an object of this file. */
  workloads(object: ManifestObject): readonly Placed[] {
    return this.#collect('workloads', object, (index) => index.workloads);
  }

  /** The workloads whose pods carry every pair of a selector. */
  selected(object: ManifestObject, selector: Labels): readonly Placed[] {
    const pairs = pairsOf(selector);
    return this.#collect(`selected ${pairs.join()}`, object, (index) => {
      // The rarest label leaves the least to look at.
      const lists = pairs.map((pair) => index.byLabel.get(pair) ?? []);
      const shortest = lists.reduce(
        (short, list) => (list.length < short.length ? list : short),
        lists[0] ?? [],
      );
      return shortest.filter((each) => matches(selector, each.object.pod?.labels ?? {}));
    });
  }

  /** The Services that share a namespace with an object of this file. */
  services(object: ManifestObject): readonly Placed[] {
    return this.#collect('services', object, (index) => index.services);
  }

  /** The Services that share a namespace with an object of this file and select by exactly these pairs. */
  servicesSelecting(object: ManifestObject, selector: Labels): readonly Placed[] {
    const pairs = pairsOf(selector).sort().join(',');
    return this.#collect(`selecting ${pairs}`, object, (index) => index.bySelector.get(pairs) ?? []);
  }

  /**
   * Whether some file of the workspace, in sight or not, has pods with all these labels that may belong to this
   * namespace: enough to keep silent, as with `mayKnowService`.
   */
  mayKnowPods(selector: Labels, namespace: string): boolean {
    const [first, ...rest] = pairsOf(selector).map((pair) => this.#facts.get(podKey(pair)));
    return (first ?? []).some(({ uri, value }) => {
      const own = kustomizationOf(folderOf(uri), this.#facts)?.namespace;
      const isNear = (value as string[]).some(
        (each) => each === '' || each === namespace || own === namespace,
      );
      return isNear && rest.every((facts) => facts.some((each) => each.uri === uri));
    });
  }

  /** The keys of labels that kustomizations around this file write into templates; what files say of them does not hold. */
  get writtenLabels(): ReadonlySet<string> {
    return new Set(this.#groups.flatMap(({ labelKeys }) => [...labelKeys]));
  }

  /** The workloads in sight whose pods carry every pair of a selector, whatever namespace they end up in. */
  carrying(selector: Labels): readonly Placed[] {
    const [first = ''] = pairsOf(selector);
    return this.#all((index) => index.byLabel.get(first) ?? []).filter(({ object }) =>
      matches(selector, object.pod?.labels ?? {}),
    );
  }

  /** All Services in sight. */
  get everyService(): readonly Placed[] {
    return this.#all((index) => index.services);
  }

  #all(pick: (index: FolderIndex) => readonly Indexed[]): readonly Placed[] {
    const found = new Map<ObjectFact, Placed>();
    for (const group of this.#groups)
      for (const { index, only } of group.folders)
        for (const { uri, object } of pick(index))
          if ((!only || only.has(uri)) && !found.has(object))
            found.set(object, { uri, object, namespace: group.namespaceOf(object.namespace) });
    return [...found.values()];
  }

  /** The Services of a name among all objects in sight, each with the namespace that it ends up in. */
  servicesNamed(name: string): readonly Placed[] {
    return this.#groups.flatMap((group) =>
      group.folders.flatMap(({ index, only }) =>
        index.services
          .filter(({ uri, object }) => object.name === name && (!only || only.has(uri)))
          .map(({ uri, object }) => ({ uri, object, namespace: group.namespaceOf(object.namespace) })),
      ),
    );
  }

  /** The Services in sight that end up in a namespace. */
  servicesIn(namespace: string): readonly Placed[] {
    const found = new Map<ObjectFact, Placed>();
    for (const group of this.#groups)
      for (const { index, only } of group.folders)
        for (const { uri, object } of index.services)
          if ((!only || only.has(uri)) && group.namespaceOf(object.namespace) === namespace)
            found.set(object, { uri, object, namespace });
    return [...found.values()];
  }

  /**
   * Whether some file of the workspace, in sight or not, has a Service of this name that may belong to this namespace.
   * What is in another folder may be applied together all the same, so it is enough to keep silent and not to accuse.
   */
  mayKnowService(name: string, namespace: string): boolean {
    return this.#facts.get(serviceKey(name)).some(({ value, uri }) => {
      const listing = kustomizationOf(folderOf(uri), this.#facts)?.namespace;
      return (value as string[]).some((each) => each === '' || each === namespace || listing === namespace);
    });
  }

  /** Objects in sight of kinds that Kubernetes does not bring itself: a controller may make Services and pods of them. */
  get customObjects(): readonly ObjectFact[] {
    return this.#groups.flatMap(({ folders }) =>
      folders.flatMap(({ index, only }) =>
        index.custom.filter(({ uri }) => !only || only.has(uri)).map(({ object }) => object),
      ),
    );
  }

  /** Whether a kustomization that lists this file changes the names of objects. */
  get renames(): boolean {
    return this.#groups.some(({ kustomization }) => kustomization?.renames === true);
  }

  /** Whether a patch of a kustomization that lists this file writes one of these keys in its own text. */
  isPatchedWith(...keys: readonly string[]): boolean {
    return this.#groups.some(({ kustomization }) =>
      keys.some((key) => kustomization?.patchedKeys?.includes(key)),
    );
  }

  /** Whether a patch of a kustomization that lists this file, inline or in a file, writes one of these locks. */
  isLockedByPatch(...locks: readonly Hardening[]): boolean {
    if (this.isPatchedWith(...locks)) return true;
    return this.#groups.some(({ kustomization }) =>
      (kustomization?.patches ?? []).some(
        (uri) =>
          this.#facts
            .get(jsonPatchKey(uri))
            .some(({ value }) => locks.some((lock) => (value as string[]).includes(lock))) ||
          this.#facts
            .get(folderKey(folderOf(uri)))
            .some(
              (fact) =>
                fact.uri === uri &&
                (fact.value as FolderFact).objects.some((object) =>
                  locks.some((lock) => object.locks?.includes(lock)),
                ),
            ),
      ),
    );
  }

  /**
   * Whether a kustomization that lists this file patches with a file that tells nothing of itself: lists of operations
   * (JSON patches), and kinds that no facts are kept of.
   */
  get isPatchedBlindly(): boolean {
    return this.#groups.some(({ kustomization }) =>
      kustomization?.patches?.some((uri) => !indexOf(folderOf(uri), this.#facts).uris.has(uri)),
    );
  }

  /** What the patch files of the kustomizations that list this file write of an object. */
  patchesOf({ kind, name }: Pick<ObjectFact, 'kind' | 'name'>): readonly ObjectFact[] {
    return this.#groups.flatMap(({ kustomization }) =>
      (kustomization?.patches ?? []).flatMap((uri) =>
        (indexOf(folderOf(uri), this.#facts).byKind.get(kind) ?? [])
          .filter((each) => each.uri === uri && each.object.name === name)
          .map(({ object }) => object),
      ),
    );
  }

  /**
   * Whether an object only changes another one, so that what it lacks stands elsewhere: a kustomization names its file
   * as a patch, or it lies where patches lie and has neither selector nor image.
   */
  isPatch(object: ManifestObject): boolean {
    return isPatch(this.#doc.uri, object, this.#facts);
  }

  /** Whether a kustomization that lists this file adds labels to its selectors and templates. */
  get labelsSelectors(): boolean {
    return this.#groups.some(({ kustomization }) => kustomization?.labelsSelectors === true);
  }

  #collect(
    question: string,
    object: ManifestObject,
    pick: (index: FolderIndex) => readonly Indexed[],
  ): readonly Placed[] {
    const key = `${object.namespace ?? ''} ${question}`;
    const held = this.#collected.get(key);
    if (held) return held;
    const found = new Map<ObjectFact, Placed>();
    for (const group of this.#groups) {
      const namespace = group.namespaceOf(object.namespace);
      for (const { index, only } of group.folders) {
        for (const { uri, object: each } of pick(index)) {
          if ((only && !only.has(uri)) || found.has(each)) continue;
          if (group.namespaceOf(each.namespace) === namespace)
            found.set(each, { uri, object: each, namespace });
        }
      }
    }
    const collected = [...found.values()];
    this.#collected.set(key, collected);
    return collected;
  }
}

/** Whether a file belongs to a Helm chart. Unlike a `Scope` it asks for nothing that an edit of a neighbour changes. */
export function isInChart(uri: string, facts: FactsView): boolean {
  return foldersAround(folderOf(uri)).some((each) => facts.get(chartKey(each)).length > 0);
}

/** What `Scope` says of an object, without what an edit of a neighbour changes. */
export function isPatch(uri: string, { node }: ManifestObject, facts: FactsView): boolean {
  if (facts.get(patchKey(uri)).length > 0) return true;
  // What a kustomization lists among its resources stands by itself, wherever it lies.
  if (facts.get(listedKey(uri)).length > 0) return false;
  if (!/\/(?:components|overlays)\//.test(uri) && !/patch/i.test(uri.slice(uri.lastIndexOf('/'))))
    return false;
  const spec = node.get('spec', 'template', 'spec') ?? node.get('spec');
  const hasImage = (spec?.get('containers')?.values() ?? []).some((each) => each.get('image') !== undefined);
  return node.get('spec', 'selector') === undefined && !hasImage;
}

interface Indexed {
  readonly uri: string;
  readonly object: ObjectFact;
}

/** Kinds that stand for a chart or a whole application, whose objects are nowhere in the repository. */
const RELEASES = new Set(['HelmRelease', 'HelmChart', 'Application', 'ApplicationSet', 'Kustomization']);

/** The objects of one folder, found by what others ask for. */
interface FolderIndex {
  /** The files that tell of objects. */
  readonly uris: ReadonlySet<string>;
  readonly isTemplated: boolean;
  /** A chart is installed from here. */
  readonly isReleased: boolean;
  readonly custom: readonly Indexed[];
  readonly byKind: ReadonlyMap<string, readonly Indexed[]>;
  readonly workloads: readonly Indexed[];
  readonly services: readonly Indexed[];
  /** Services by all pairs of their selectors, sorted. */
  readonly bySelector: ReadonlyMap<string, readonly Indexed[]>;
  /** Workloads by each pair of their pods' labels, `key=value`. */
  readonly byLabel: ReadonlyMap<string, readonly Indexed[]>;
}

/** One way in which the file is applied together with others. */
interface Group {
  readonly kustomization: KustomizationFact | undefined;
  readonly folders: readonly { readonly index: FolderIndex; readonly only?: ReadonlySet<string> }[];
  /** A kustomization among them brings objects from elsewhere. */
  readonly unseen: boolean;
  /** Of the labels that it and the bases below it write into templates. */
  readonly labelKeys: ReadonlySet<string>;
  /** A kustomization's namespace overrides what is written. */
  namespaceOf(written: string | undefined): string;
}

/** Facts under a key are one array until one of them changes, so an index is made once for all files of a folder. */
const indexes = new WeakMap<readonly Fact[], FolderIndex>();

function indexOf(folder: string, facts: FactsView): FolderIndex {
  const all = facts.get(folderKey(folder));
  let index = indexes.get(all);
  if (!index) {
    index = makeIndex(all);
    indexes.set(all, index);
  }
  return index;
}

function makeIndex(all: readonly Fact[]): FolderIndex {
  const uris = new Set(all.map(({ uri }) => uri));
  const byKind = new Map<string, Indexed[]>();
  const byLabel = new Map<string, Indexed[]>();
  const workloads: Indexed[] = [];
  const services: Indexed[] = [];
  const bySelector = new Map<string, Indexed[]>();
  const custom: Indexed[] = [];
  let isTemplated = false;
  let isReleased = false;
  for (const { uri, value } of all) {
    const { objects, templated } = value as FolderFact;
    isTemplated ||= templated === true;
    for (const object of objects) {
      const indexed = { uri, object };
      add(byKind, object.kind, indexed);
      if (object.service) {
        services.push(indexed);
        add(bySelector, pairsOf(object.service.selector).sort().join(','), indexed);
      }
      if (isCustom(object)) custom.push(indexed);
      isReleased ||= RELEASES.has(object.kind) && isCustom(object);
      if (!object.pod || object.pod.fragment) continue;
      workloads.push(indexed);
      for (const [key, label] of Object.entries(object.pod.labels)) add(byLabel, `${key}=${label}`, indexed);
    }
  }
  return { uris, isTemplated, isReleased, custom, byKind, workloads, services, bySelector, byLabel };
}

/** The pairs of a selector, each as `key=value`. */
function pairsOf(selector: Labels): string[] {
  return Object.entries(selector).map(([key, value]) => `${key}=${value}`);
}

/** Groups with a domain of their own belong to controllers that the cluster's owner has installed. */
function isCustom({ group }: ObjectFact): boolean {
  return group.includes('.') && !/(?:^|\.)k8s\.io$/.test(group);
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function groupsOf(uri: string, facts: FactsView): Group[] {
  const folder = folderOf(uri);
  const own = kustomizationOf(folder, facts);
  const below = own ? resourceFolders(own, facts) : { unseen: false, labelKeys: new Set<string>() };
  const groups = [groupOf(own, [{ index: indexOf(folder, facts) }], below)];
  for (const listing of listings(uri, folder, facts)) {
    const kustomization = kustomizationOf(listing, facts);
    if (!kustomization) continue;
    const below = resourceFolders(kustomization, facts);
    groups.push(
      groupOf(
        kustomization,
        [...below.folders].map(([each, only]) => ({
          index: indexOf(each, facts),
          ...(only ? { only } : {}),
        })),
        below,
      ),
    );
  }
  return groups;
}

/** The folders of the kustomizations that list a file or its folder, and of those that list these in turn. */
function listings(uri: string, folder: string, facts: FactsView): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [uri, folder];
  for (let next = queue.shift(); next !== undefined && found.size < MAX_LISTINGS; next = queue.shift()) {
    for (const { value } of facts.get(listedKey(next))) {
      if (found.has(value as string)) continue;
      found.add(value as string);
      queue.push(value as string);
    }
  }
  return found;
}

function groupOf(
  kustomization: KustomizationFact | undefined,
  folders: Group['folders'],
  { unseen, labelKeys }: Pick<Group, 'unseen' | 'labelKeys'>,
): Group {
  return {
    kustomization,
    folders,
    unseen,
    labelKeys,
    namespaceOf: (written) => kustomization?.namespace ?? written ?? 'default',
  };
}

function kustomizationOf(folder: string, facts: FactsView): KustomizationFact | undefined {
  return facts.get(kustomizationKey(folder))[0]?.value as KustomizationFact | undefined;
}

/** The folders of a kustomization's resources, with the files that count there; bases lead on to theirs. */
function resourceFolders(
  start: KustomizationFact,
  facts: FactsView,
): Pick<Group, 'unseen' | 'labelKeys'> & { readonly folders: Map<string, Set<string> | undefined> } {
  const folders = new Map<string, Set<string> | undefined>();
  const seen = new Set<string>();
  const labelKeys = new Set<string>();
  let unseen = false;
  const visit = (kustomization: KustomizationFact, depth: number) => {
    if (depth > MAX_KUSTOMIZE_BASES || seen.has(kustomization.folder)) return;
    seen.add(kustomization.folder);
    unseen ||= kustomization.unseen === true;
    for (const key of kustomization.labelKeys ?? []) labelKeys.add(key);
    for (const uri of kustomization.resources) {
      const base = kustomizationOf(uri, facts);
      if (base) {
        visit(base, depth + 1);
        continue;
      }
      const folder = folderOf(uri);
      const only = folders.get(folder) ?? new Set<string>();
      only.add(uri);
      folders.set(folder, only);
    }
  };
  visit(start, 0);
  return { folders, unseen, labelKeys };
}
