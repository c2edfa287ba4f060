import type { Document } from '../document.ts';
import type { Fact, FactsView } from '../facts.ts';
import {
  chartKey,
  type FolderFact,
  folderKey,
  type KustomizationFact,
  kustomizationKey,
  listedKey,
  type ObjectFact,
  patchKey,
} from './facts.ts';
import type { ManifestObject } from './objects.ts';
import { type Labels, matches } from './selectors.ts';
import { folderOf, foldersAround } from './uris.ts';

/** An object of the scope and the file that holds it. */
export interface Placed {
  readonly uri: string;
  readonly object: ObjectFact;
  /** The namespace that it ends up in, as seen from here. */
  readonly namespace: string;
}

/** Folders that lead on to others: a base of a base of a base. */
const MAX_BASES = 6;

/**
 * What is in sight of one manifest file: the objects of its folder, and those of the kustomizations that list it.
 * Whether something *is missing* can only be said of what is in sight, and only where no template hides a part.
 */
export class Scope {
  /** A template engine writes some of the objects, so that nothing can be said to be missing. */
  readonly hidesObjects: boolean;
  /** The file belongs to a Helm chart. */
  readonly inChart: boolean;
  readonly #groups: readonly Group[];
  readonly #doc: Document;
  readonly #facts: FactsView;

  constructor(doc: Document, facts: FactsView) {
    this.#doc = doc;
    this.#facts = facts;
    const folder = folderOf(doc.uri);
    this.inChart = foldersAround(folder).some((each) => facts.get(chartKey(each)).length > 0);
    this.#groups = groupsOf(doc.uri, facts);
    this.hidesObjects =
      this.inChart || this.#groups.some(({ folders }) => folders.some(({ index }) => index.isTemplated));
  }

  /** The namespaces that an object of this file ends up in, one for each way it is applied. */
  namespacesOf({ namespace }: ManifestObject): readonly string[] {
    return [...new Set(this.#groups.map((group) => group.namespaceOf(namespace)))];
  }

  /** Objects of a kind that share a namespace with an object of this file. */
  ofKind(object: ManifestObject, kind: string, group = ''): readonly Placed[] {
    return this.#collect(object, (index) =>
      (index.byKind.get(kind) ?? []).filter(({ object }) => object.group === group),
    );
  }

  /** Workloads, whatever their kind, that share a namespace with an object of this file. */
  workloads(object: ManifestObject): readonly Placed[] {
    return this.#collect(object, (index) => index.workloads);
  }

  /** The workloads whose pods carry every pair of a selector. */
  selected(object: ManifestObject, selector: Labels): readonly Placed[] {
    const [pair] = Object.entries(selector);
    if (!pair) return [];
    return this.#collect(object, (index) => index.byLabel.get(`${pair[0]}=${pair[1]}`) ?? []).filter(
      (placed) => matches(selector, placed.object.pod?.labels ?? {}),
    );
  }

  /** The Services that share a namespace with an object of this file. */
  services(object: ManifestObject): readonly Placed[] {
    return this.#collect(object, (index) => index.services);
  }

  /**
   * Whether an object only changes another one, so that what it lacks stands elsewhere: a kustomization names its file
   * as a patch, or it lies where patches lie and has neither selector nor image.
   */
  isPatch({ node }: ManifestObject): boolean {
    const { uri } = this.#doc;
    if (this.#facts.get(patchKey(uri)).length > 0) return true;
    if (!/\/(?:components|overlays)\//.test(uri) && !/patch/i.test(uri.slice(uri.lastIndexOf('/'))))
      return false;
    const spec = node.get('spec', 'template', 'spec') ?? node.get('spec');
    const hasImage = (spec?.get('containers')?.values() ?? []).some(
      (each) => each.get('image') !== undefined,
    );
    return node.get('spec', 'selector') === undefined && !hasImage;
  }

  /** Whether a kustomization that lists this file adds labels to its selectors and templates. */
  get labelsSelectors(): boolean {
    return this.#groups.some(({ kustomization }) => kustomization?.labelsSelectors === true);
  }

  #collect(object: ManifestObject, pick: (index: FolderIndex) => readonly Indexed[]): readonly Placed[] {
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
    return [...found.values()];
  }
}

interface Indexed {
  readonly uri: string;
  readonly object: ObjectFact;
}

/** The objects of one folder, found by what others ask for. */
interface FolderIndex {
  readonly isTemplated: boolean;
  readonly byKind: ReadonlyMap<string, readonly Indexed[]>;
  readonly workloads: readonly Indexed[];
  readonly services: readonly Indexed[];
  /** Workloads by each pair of their pods' labels, `key=value`. */
  readonly byLabel: ReadonlyMap<string, readonly Indexed[]>;
}

/** One way in which the file is applied together with others. */
interface Group {
  readonly kustomization: KustomizationFact | undefined;
  readonly folders: readonly { readonly index: FolderIndex; readonly only?: ReadonlySet<string> }[];
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
  const byKind = new Map<string, Indexed[]>();
  const byLabel = new Map<string, Indexed[]>();
  const workloads: Indexed[] = [];
  const services: Indexed[] = [];
  let isTemplated = false;
  for (const { uri, value } of all) {
    const { objects, templated } = value as FolderFact;
    isTemplated ||= templated === true;
    for (const object of objects) {
      const indexed = { uri, object };
      add(byKind, object.kind, indexed);
      if (object.service) services.push(indexed);
      if (!object.pod) continue;
      workloads.push(indexed);
      for (const [key, label] of Object.entries(object.pod.labels)) add(byLabel, `${key}=${label}`, indexed);
    }
  }
  return { isTemplated, byKind, workloads, services, byLabel };
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function groupsOf(uri: string, facts: FactsView): Group[] {
  const folder = folderOf(uri);
  const own = kustomizationOf(folder, facts);
  const groups = [groupOf(own, [{ index: indexOf(folder, facts) }])];
  const lists = [...facts.get(listedKey(uri)), ...facts.get(listedKey(folder))];
  for (const listing of new Set(lists.map(({ value }) => value as string))) {
    const kustomization = kustomizationOf(listing, facts);
    if (!kustomization) continue;
    const folders = resourceFolders(kustomization, facts);
    groups.push(
      groupOf(
        kustomization,
        [...folders].map(([each, only]) => ({ index: indexOf(each, facts), ...(only ? { only } : {}) })),
      ),
    );
  }
  return groups;
}

function groupOf(kustomization: KustomizationFact | undefined, folders: Group['folders']): Group {
  return {
    kustomization,
    folders,
    namespaceOf: (written) => kustomization?.namespace ?? written ?? 'default',
  };
}

function kustomizationOf(folder: string, facts: FactsView): KustomizationFact | undefined {
  return facts.get(kustomizationKey(folder))[0]?.value as KustomizationFact | undefined;
}

/** The folders of a kustomization's resources, with the files that count there; bases lead on to theirs. */
function resourceFolders(start: KustomizationFact, facts: FactsView): Map<string, Set<string> | undefined> {
  const folders = new Map<string, Set<string> | undefined>();
  const seen = new Set<string>();
  const visit = (kustomization: KustomizationFact, depth: number) => {
    if (depth > MAX_BASES || seen.has(kustomization.folder)) return;
    seen.add(kustomization.folder);
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
  return folders;
}
