import {
  type Container,
  containersOf,
  isInChart,
  isPatch,
  isWindows,
  type ManifestObject,
  manifestObjects,
  type PodTemplate,
  podTemplateOf,
  securityField,
} from '../../../src/domains/manifests/index.ts';
import { Document, defineModel, type FactsView, type Span } from '../../../src/engine/index.ts';

/** The pods that an object of a manifest makes, with their containers. */
export interface Pod {
  readonly object: ManifestObject;
  readonly pod: PodTemplate;
  readonly containers: readonly Container[];
}

/** All pods of a manifest that run on Linux. Of templates only what they say literally may be judged. */
export const pods = defineModel<readonly Pod[]>({
  name: 'pods',
  build: (doc) =>
    objectsIn(doc).flatMap((object) => {
      const pod = podTemplateOf(object);
      return pod && !isWindows(pod) ? [{ object, pod, containers: containersOf(pod) }] : [];
    }),
});

/** The objects of a manifest; where a template breaks the syntax, as they stand between its actions. */
function objectsIn(doc: Document): readonly ManifestObject[] {
  const objects = doc.model(manifestObjects);
  const isWritten = (each: ManifestObject) => !each.templated || !each.broken;
  if (!doc.mentions(['{{', '{%'])) return objects;
  const masked = new Document(doc.uri, doc.languageId, withoutActions(doc.text));
  return [
    ...objects.filter(isWritten),
    ...masked.model(manifestObjects).flatMap((object) => {
      const { start, end } = object.document;
      // Nothing of it can be edited: the text is another one.
      const isHeld = objects.some((each) => isWritten(each) && each.document.start === start);
      return isHeld || !/\{[{%]/.test(doc.text.slice(start, end)) ? [] : [{ ...object, templated: true }];
    }),
  ];
}

/** Stands for each character that a template fills in. */
const UNKNOWN = '…';

/** A template's text with blanks for actions on lines of their own and a word for those inside of a line, in its length. */
function withoutActions(text: string): string {
  const blank = (found: string) => found.replace(/[^\r\n]/g, ' ');
  return text
    .replace(/^[ \t]*(?:\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|\{#[\s\S]*?#\})[ \t]*(?=\r?$)/gm, blank)
    .replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, (found) =>
      /[\r\n]/.test(found) ? blank(found) : UNKNOWN.repeat(found.length),
    );
}

/**
 * The pods of which something may be said to be missing: no template fills them in, they could be read to their end,
 * and they are no patch, whose other half stands elsewhere.
 * @param facts those of `manifestFacts`
 */
export function wholePods(doc: Document, facts: FactsView): readonly Pod[] {
  const all = doc.model(pods);
  if (all.length === 0 || isInChart(doc.uri, facts)) return [];
  return all.filter(({ object }) => !object.templated && !object.broken && !isPatch(doc.uri, object, facts));
}

/** Where hints about a whole container stand: on its name, or on its first key where it has none of its own. */
export function placeOf({ node }: Container): Span {
  const name = node.own('name')?.value;
  const at = name?.kind === 'scalar' && !name.isEmpty ? name : (node.pairs()[0]?.key ?? node);
  return { start: at.start, end: at.end };
}

/** What a container is called in a message: its name, or that of its image. */
export function nameOf({ name, node }: Container): string {
  return shown(name) || shown(node.textAt('image') ?? '') || 'container';
}

/** What the pods of an object are called in a message. */
export function ownerOf({ name, kind }: ManifestObject): string {
  return shown(name) || kind;
}

/** A name as it is shown: what a template fills in is one sign; '' where there is nothing besides. */
function shown(name: string): string {
  const text = name.replace(/…+/g, UNKNOWN);
  return /\w/.test(text) ? text : '';
}

/** Whether a pod is one of those that a node cannot do without, by the priority that Kubernetes keeps for them. */
export function isNodeCritical({ spec }: PodTemplate): boolean {
  return spec.textAt('priorityClassName') === 'system-node-critical';
}

/** Whether a container has every capability, so that what it may do besides is no news. */
export function isPrivileged({ node }: Container): boolean {
  return isTrue(node.get('securityContext', 'privileged'));
}

/** Whether the file says that a container's processes are not root; what the container says wins over its pod. */
export function isNonRoot(pod: PodTemplate, container: Container): boolean {
  const user = securityField(pod, container, 'runAsUser')?.value;
  if (typeof user === 'number') return user > 0;
  return isTrue(securityField(pod, container, 'runAsNonRoot'));
}

/** `true`, also where it is written in quotes. */
export function isTrue(node: { readonly value: unknown } | undefined): boolean {
  return node?.value === true || node?.value === 'true';
}
