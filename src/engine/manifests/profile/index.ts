import type { Document } from '../../document.ts';
import { composeServices } from '../compose.ts';
import { manifestObjects } from '../objects.ts';
import { containersOf, podTemplateOf } from '../pods.ts';
import { composeProfile } from './compose.ts';
import { podProfile } from './pod.ts';
import type { ContainerProfile } from './types.ts';

export * from './types.ts';

/** The containers that a YAML text describes, in its order; those of templates are left out, since much of them is not written yet. */
export function profilesOf(doc: Document): readonly ContainerProfile[] {
  const services = doc.model(composeServices);
  if (services.length > 0) return services.map(composeProfile);
  return doc.model(manifestObjects).flatMap((object) => {
    const pod = object.templated ? undefined : podTemplateOf(object);
    return pod ? containersOf(pod).map((container) => podProfile(pod, container)) : [];
  });
}
