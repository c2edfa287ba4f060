import { fileNameOf } from '../../base/uris.ts';
import type { Document } from '../../engine/document.ts';
import { defineModel } from '../../engine/model.ts';
import { isCalledCompose, type YamlNode, yamlFile } from '../../engine/parsers/yaml/index.ts';
import { isProduction } from '../environment/index.ts';

/** A service of a Compose file. Fragments that merge keys and aliases bring are followed by `node.get` and `node.find`. */
export interface ComposeService {
  readonly name: string;
  readonly node: YamlNode;
  /** The key, where a hint about the whole service stands. */
  readonly key: YamlNode;
  /** What it builds on, in this file or another; what it lacks may stand there. */
  readonly extends: { readonly service: string; readonly file: string | undefined } | undefined;
}

/** What is mounted into a container. */
export interface Mount {
  /** What stands on the host's side: a path, or the name of a volume. */
  readonly source: string;
  readonly target: string | undefined;
  readonly readOnly: boolean;
  readonly kind: 'bind' | 'volume' | 'tmpfs' | 'other';
  /** The entry. */
  readonly node: YamlNode;
  /** The scalar that names the source. */
  readonly sourceNode: YamlNode;
}

/** The services of a Compose file; none where the text is no Compose file. */
export const composeServices = defineModel<readonly ComposeService[]>({
  name: 'compose',
  build(doc) {
    const [document] = doc.model(yamlFile).documents;
    if (!document || !(document.mayHold('services') || document.mayHold('<<'))) return [];
    const { root } = document;
    const services = root?.get('services');
    if (root?.kind !== 'map' || services?.kind !== 'map' || !isCompose(doc, root, services)) return [];
    return services.effectivePairs().flatMap(({ key, name, value }) => {
      const node = value?.resolved;
      if (node?.kind !== 'map') return [];
      return [{ name, node, key, extends: extended(node) }];
    });
  },
});

const COMPOSE_NAME = /^(?:docker-)?compose(?:[.-].+)?\.ya?ml$|\.compose\.ya?ml$/i;

/** Keys that only a service of Compose has beside each other with others of the list. */
const SERVICE_KEYS = new Set([
  'image',
  'build',
  'extends',
  'container_name',
  'depends_on',
  'ports',
  'command',
]);

function isCompose(doc: Document, root: YamlNode, services: YamlNode): boolean {
  if (isCalledCompose(doc) || COMPOSE_NAME.test(fileNameOf(doc.uri))) return true;
  // Other programs have `services` too: workflows (in jobs), docker-compose's namesakes; these say what they are.
  if (root.own('apiVersion') || root.own('on') || root.own('jobs')) return false;
  const pairs = services.effectivePairs();
  return (
    pairs.length > 0 &&
    pairs.every(({ value }) => {
      const service = value?.resolved;
      return (
        service?.kind === 'map' &&
        (service.get('image') ?? service.get('build') ?? service.get('extends')) !== undefined &&
        service.effectivePairs().some(({ name }) => SERVICE_KEYS.has(name))
      );
    })
  );
}

function extended(node: YamlNode): ComposeService['extends'] {
  const from = node.get('extends');
  if (!from) return undefined;
  const service = from.kind === 'scalar' ? from.text : from.textAt('service');
  return service ? { service, file: from.kind === 'map' ? from.textAt('file') : undefined } : undefined;
}

/** The volumes of a service, short and long syntax (Compose specification, `volumes`). */
export function mountsOf({ node }: Pick<ComposeService, 'node'>): readonly Mount[] {
  return (node.get('volumes')?.values() ?? []).flatMap((entry) => {
    const mount = entry.kind === 'scalar' ? shortMount(entry) : longMount(entry);
    return mount ? [mount] : [];
  });
}

function shortMount(entry: YamlNode): Mount | undefined {
  const text = entry.text ?? '';
  if (text === '') return undefined;
  const mount = parseMount(text);
  return { ...mount, node: entry, sourceNode: entry };
}

/**
 * Reads `source:target:options`, as in Compose and `docker run -v`. A path alone is an anonymous volume at that place in
 * the container; `C:\` at the begin belongs to the path.
 */
export function parseMount(text: string): Pick<Mount, 'source' | 'target' | 'readOnly' | 'kind'> {
  // A placeholder's own colons divide nothing.
  const open = /^(?:[A-Za-z]:(?=[\\/]))?(?:\$\{[^}]*\}|[^:])*/.exec(text)?.[0] ?? text;
  const rest = text.slice(open.length + 1);
  if (text.length === open.length)
    return { source: text, target: undefined, readOnly: false, kind: 'volume' };
  const parts = rest.split(':');
  const options = parts.length > 1 ? (parts.at(-1) as string).split(',') : [];
  const isPath = /^(?:[./~\\]|\$|[A-Za-z]:[\\/])/.test(open);
  return {
    source: open,
    target: parts[0],
    readOnly: options.includes('ro') || options.includes('readonly'),
    kind: isPath ? 'bind' : 'volume',
  };
}

function longMount(entry: YamlNode): Mount | undefined {
  if (entry.kind !== 'map') return undefined;
  const sourceNode = entry.get('source') ?? entry.get('src');
  const type = entry.textAt('type');
  const kind = type === 'bind' || type === 'volume' || type === 'tmpfs' ? type : 'other';
  return {
    source: sourceNode?.text ?? '',
    target: entry.textAt('target') ?? entry.textAt('dst') ?? entry.textAt('destination'),
    readOnly: entry.get('read_only')?.value === true,
    kind,
    node: entry,
    sourceNode: sourceNode ?? entry,
  };
}

/** Whether a file's path says that `docker stack deploy` reads it. */
export function isForSwarm({ path }: Document): boolean {
  // What lies further out than three folders is the place of the checkout.
  const near = path.split('/').slice(-4).join('/');
  return /(?:^|[/.\-_])(?:stack|swarm)(?=[/.\-_])/i.test(near);
}

/** Whether a service says that it runs for users: by the path of its file, or by how many of it are to run. */
export function runsForUsers(doc: Document, { node }: Pick<ComposeService, 'node'>): boolean {
  return isProduction(doc) || isForSwarm(doc) || node.get('deploy', 'replicas') !== undefined;
}
