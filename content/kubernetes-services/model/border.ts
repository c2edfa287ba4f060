import { labelsOf, type Scope, type ServiceFact } from '../../../src/domains/manifests/index.ts';
import type { YamlNode } from '../../../src/engine/parsers/yaml/index.ts';

/** Programs that take calls at the border and hand them on: their Service is the one door that has to be open. */
const BORDER =
  /ingress|gateway|traefik|nginx-controller|haproxy|contour|envoy|kong|ambassador|emissary|apisix|skipper|(?:^|-)(?:router|edge|lb|proxy|front-?door)(?:-|$)/i;

/** Whether a Service is the way into the cluster, by its name, its labels or what it selects. */
export function isBorder(name: string, node: YamlNode): boolean {
  if (BORDER.test(name)) return true;
  const labels = { ...labelsOf(node.get('metadata', 'labels')), ...labelsOf(node.get('spec', 'selector')) };
  return Object.values(labels).some((value) => BORDER.test(value));
}

/** The same of a Service of which only its name and selector are known. */
export function isBorderBy(name: string, selector: Readonly<Record<string, string>>): boolean {
  return BORDER.test(name) || Object.values(selector).some((value) => BORDER.test(value));
}

const FIGURES = /metric|prom|monitor|exporter|profil/i;

/** Whether a Service is only for reading figures; its reader asks again in a minute when it gets no answer. */
export function isForFigures(name: string, { ports }: ServiceFact): boolean {
  return /metric|exporter/i.test(name) || ports.every((port) => FIGURES.test(port.name ?? ''));
}

/**
 * Whether a controller may make a Service of an object in sight: it names them after the object or after its kind, as
 * `prometheus-operated` for a `Prometheus`.
 */
export function mayBeMade(scope: Scope, service: string): boolean {
  return scope.customObjects.some(
    ({ name, kind }) => (name !== '' && service.includes(name)) || service.includes(kind.toLowerCase()),
  );
}
