import { defineModel } from '../../engine/model.ts';
import { type YamlDocument, type YamlNode, yamlFile } from '../../engine/parsers/yaml/index.ts';
import { isTemplated } from '../../engine/parsers/yaml/template.ts';
import type { Labels } from './selectors.ts';

/** One Kubernetes object of a manifest. */
export interface ManifestObject {
  readonly kind: string;
  /** `apps` of `apps/v1`; '' for the core group. */
  readonly group: string;
  /** `v1` of `apps/v1`. */
  readonly version: string;
  /** '' where there is none, as with `generateName`. */
  readonly name: string;
  /** As it is written; what a kustomization sets is known only with the facts of the workspace. */
  readonly namespace: string | undefined;
  readonly node: YamlNode;
  readonly document: YamlDocument;
  /** The document is a template's input: only what it says literally may be judged. */
  readonly templated: boolean;
  /** The document could not be read to its end; what is missing may only be unread. */
  readonly broken: boolean;
}

/** The Kubernetes objects of a YAML text in their order, items of a `List` included. */
export const manifestObjects = defineModel<readonly ManifestObject[]>({
  name: 'manifests',
  build(doc) {
    return doc.model(yamlFile).documents.flatMap(objectsOf);
  },
});

/** The objects of one document; none where it is no manifest, or a kind that no rule and no picture is about. */
export function objectsOf(document: YamlDocument): readonly ManifestObject[] {
  // These are long and make no pods: not worth a parse.
  if (document.look('kind') === 'CustomResourceDefinition') return [];
  // Most YAML is none: lock files, values, API descriptions.
  if (!document.mayHold('kind', 'apiVersion')) return [];
  const { root } = document;
  if (root?.kind !== 'map' || !root.own('kind') || !root.own('apiVersion')) return [];
  const rest = { document, templated: isTemplated(document), broken: document.isBroken };
  return itemsOf(root).flatMap((node) => objectOf(node, root, rest) ?? []);
}

function itemsOf(root: YamlNode): readonly YamlNode[] {
  const kind = root.textAt('kind') ?? '';
  const items = root.get('items');
  // `List`, and the typed lists that `kubectl get -o yaml` used to print: `ServiceList`.
  return kind.endsWith('List') && items?.kind === 'sequence' ? items.values() : [root];
}

function objectOf(
  node: YamlNode,
  list: YamlNode,
  rest: Pick<ManifestObject, 'document' | 'templated' | 'broken'>,
): ManifestObject | undefined {
  if (node.kind !== 'map') return undefined;
  const kind = node.textAt('kind') ?? (node === list ? undefined : list.textAt('kind')?.replace(/List$/, ''));
  const apiVersion = node.textAt('apiVersion') ?? list.textAt('apiVersion');
  if (!kind || !apiVersion) return undefined;
  const slash = apiVersion.lastIndexOf('/');
  return {
    kind,
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    name: node.textAt('metadata', 'name') ?? '',
    namespace: node.textAt('metadata', 'namespace') || undefined,
    node,
    ...rest,
  };
}

/** The string pairs of a mapping, such as labels; values that are collections are left out. */
export function labelsOf(node: YamlNode | undefined): Labels {
  if (node?.kind !== 'map') return {};
  return Object.fromEntries(
    node.effectivePairs().flatMap(({ name, value }) => {
      // In a map of strings the API reads `null` as no text.
      const text = value?.resolved?.value === null ? '' : value?.resolved?.text;
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
