import { type Document, defineModel, type Span } from '../../../src/engine/index.ts';
import {
  type Container,
  containersOf,
  fileNameOf,
  folderOf,
  isWindows,
  type ManifestObject,
  manifestObjects,
  type PodTemplate,
  podTemplateOf,
} from '../../../src/engine/manifests/index.ts';

/** The pods that an object of a manifest makes, with their containers. */
export interface Pod {
  readonly object: ManifestObject;
  readonly pod: PodTemplate;
  readonly containers: readonly Container[];
}

/** All pods of a manifest that run on Linux, templates included: these may be judged by what they say literally only. */
export const pods = defineModel<readonly Pod[]>({
  name: 'pods',
  build: (doc) =>
    doc.model(manifestObjects).flatMap((object) => {
      const pod = podTemplateOf(object);
      return pod && !isWindows(pod) ? [{ object, pod, containers: containersOf(pod) }] : [];
    }),
});

/**
 * Whether something may be said to be missing from the pods of an object: no template fills it in, the document could
 * be read to its end, it is no patch and no ephemeral container's.
 * @param isPatch what `Scope` says of the object
 */
export function isWhole(object: ManifestObject, isPatch: boolean): boolean {
  return !object.templated && !object.broken && !isPatch;
}

/** Where hints about a whole container stand: on its name, or on its first key where it has none of its own. */
export function placeOf({ node }: Container): Span {
  const name = node.own('name')?.value;
  const at = name?.kind === 'scalar' && !name.isEmpty ? name : (node.pairs()[0]?.key ?? node);
  return { start: at.start, end: at.end };
}

/** What a container is called in a message: its name, or that of its image. */
export function nameOf({ name, node }: Container): string {
  return name || node.textAt('image') || 'container';
}

/** Whether a file's path says that only its author, or a test, runs what it describes. */
export function isDevelopment({ uri }: Document): boolean {
  return (
    /\/(?:\.devcontainer|testdata)\//.test(uri) ||
    /(?:^|[.\-_])(?:override|dev|devel|development|local|test|tests|testing|debug)(?=[.\-_])/i.test(
      fileNameOf(uri),
    ) ||
    /\/(?:dev|development|local|minikube|kind)$/i.test(folderOf(uri))
  );
}
