import type { Document } from '../../../engine/document.ts';
import { isDockerfile } from '../../../engine/parsers/dockerfile/index.ts';
import { yamlFile } from '../../../engine/parsers/yaml/index.ts';
import type { Span } from '../../../engine/types.ts';
import {
  type ComposeService,
  type ContainerProfile,
  composeProfile,
  composeServices,
  dockerfileProfile,
} from '../../containers/index.ts';
import { objectAround } from '../callPath.ts';
import { type ManifestObject, manifestObjects } from '../objects.ts';
import { containersOf, podTemplateOf, servingContainers } from '../pods.ts';
import { podProfile } from './pod.ts';

/**
 * The containers that a text describes, in its order: services of a Compose file, containers of pods, the image of a
 * Dockerfile. Those of templates are left out, since much of them is not written yet.
 */
export function profilesOf(doc: Document): readonly ContainerProfile[] {
  if (isDockerfile(doc)) {
    const profile = dockerfileProfile(doc);
    return profile ? [profile] : [];
  }
  const services = composeIn(doc);
  if (services.length > 0) return services.map(composeProfile);
  return doc.model(manifestObjects).flatMap((object) => {
    const pod = isWhole(object) ? podTemplateOf(object) : undefined;
    return pod ? containersOf(pod).map((container) => podProfile(pod, container)) : [];
  });
}

/**
 * The container around an offset. In a Dockerfile it is the image, wherever one stands; around a pod, but in none of
 * its containers, the first of those that serve.
 */
export function profileAt(doc: Document, offset: number): ContainerProfile | undefined {
  if (isDockerfile(doc)) return dockerfileProfile(doc);
  // The whole line counts: the cursor often stands before the key.
  const isAround = (first: Span, all: Span) => lineStart(doc, first.start) <= offset && offset <= all.end;
  const services = composeIn(doc);
  if (services.length > 0) {
    const service = services.find(({ key, node }) => isAround(key, node));
    return service && composeProfile(service);
  }
  const object = objectAround(doc, offset);
  const pod = object && isWhole(object) ? podTemplateOf(object) : undefined;
  if (!pod) return undefined;
  const containers = containersOf(pod);
  const container =
    containers.find(({ node }) => isAround(node, node)) ?? servingContainers(pod)[0] ?? containers[0];
  return container && podProfile(pod, container);
}

/** Of half a file a picture would show as unset what only was not read. */
function composeIn(doc: Document): readonly ComposeService[] {
  return doc.model(yamlFile).documents[0]?.doubt ? [] : doc.model(composeServices);
}

function isWhole({ templated, document }: ManifestObject): boolean {
  return !templated && document.doubt === undefined;
}

function lineStart({ text }: Document, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
