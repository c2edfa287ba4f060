import type { Document } from '../../engine/document.ts';
import type { YamlNode } from '../../engine/parsers/yaml/index.ts';
import { type ComposeService, composeServices, type Mount, mountsOf } from './compose.ts';

/** A value that holds for a service. */
interface ServiceValue {
  readonly service: ComposeService;
  readonly value: YamlNode;
}

/**
 * What a service's image is called, variables with a default replaced by it; services that are built are known by their
 * own name only.
 */
export function imageOf({ node }: ComposeService): string | undefined {
  const image = node.textAt('image');
  return image === undefined ? undefined : withDefaults(image);
}

/** The values of a key in all services. What a fragment brings to several comes once, with the first of them. */
export function serviceValues(doc: Document, key: string): readonly ServiceValue[] {
  return onceAt(
    doc.model(composeServices).flatMap((service): ServiceValue[] => {
      const value = service.node.get(key);
      return value ? [{ service, value }] : [];
    }),
    ({ value }) => value.start,
  );
}

/** The items of a list in all services. */
export function serviceItems(doc: Document, key: string): readonly ServiceValue[] {
  return onceAt(
    doc
      .model(composeServices)
      .flatMap((service) => (service.node.get(key)?.values() ?? []).map((value) => ({ service, value }))),
    ({ value }) => value.start,
  );
}

/** Only the first of those that stand at one place: an anchor's text belongs to all that name it. */
export function onceAt<T>(all: readonly T[], startOf: (each: T) => number): T[] {
  const seen = new Set<number>();
  return all.filter((each) => {
    const start = startOf(each);
    if (seen.has(start)) return false;
    seen.add(start);
    return true;
  });
}

/** What services have mounted, each entry once. */
export function bindOf(doc: Document): readonly { service: ComposeService; mount: Mount }[] {
  return onceAt(
    doc.model(composeServices).flatMap((service) => mountsOf(service).map((mount) => ({ service, mount }))),
    ({ mount }) => mount.node.start,
  );
}

/** A path with the variables that have a default replaced by it: `${SOCKET:-/run/docker.sock}`. */
export function withDefaults(text: string): string {
  return text.replace(/\$\{\w+:?-([^{}]*)\}/g, '$1');
}
