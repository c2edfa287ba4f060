import { ownValue, setOwn } from '../../base/own.ts';
import { fileNameOf, folderOf, resolveFrom } from '../../base/uris.ts';
import type { Document } from '../../engine/document.ts';
import type { FactsView } from '../../engine/facts.ts';
import { type YamlNode, yamlFile } from '../../engine/parsers/yaml/index.ts';
import type { FileFacts } from '../../engine/rule.ts';
import { composeServices } from './compose.ts';

/** What another Compose file may want to know of a service. */
interface ComposeServiceFact {
  /** It says which image it runs; a service that does not only changes one of another file. */
  readonly whole?: true;
  readonly memory?: true;
  readonly pids?: true;
  /** The service that it builds on, and the URI of the file where that is another one. */
  readonly extends?: readonly [service: string, uri?: string];
}

interface ComposeFact {
  readonly services: Readonly<Record<string, ComposeServiceFact>>;
  /** It takes in other files by `include`. */
  readonly includes?: true;
}

/** What the Compose files of a folder tell. */
const composeKey = (folder: string) => `compose ${folder}`;
/** A manifest or a Compose file starts an image of this name, its last part, as a user other than root. */
export const imageUserKey = (image: string) => `user of image ${image}`;
/** A Compose service that is built in this folder is not started as root. */
export const builtUserKey = (folder: string) => `user of build ${folder}`;
/** A shell script of this name starts a program as another user than its own. */
export const stepsDownKey = (fileName: string) => `steps down ${fileName}`;

/** The programs by which a script that was started as root gives that up for the program that it starts. */
const STEP_DOWN_PROGRAMS = ['gosu', 'su-exec', 'setpriv', 'runuser', 'setuidgid', 'chpst'];
/** What stands in every text that calls one of them, or `su` in the place of itself. */
export const STEP_DOWN_WORDS = [...STEP_DOWN_PROGRAMS, 'exec su', '--userspec', '--chuid'];
const STEP_DOWN = new RegExp(
  `(?<![\\w-])(?:s6-)?(?:${STEP_DOWN_PROGRAMS.join('|')})(?![\\w-])|(?<![\\w-])exec su(?:do)?[ \\t]+[-\\w"'$]|--(?:userspec|chuid)[ \\t=]`,
);

/** Whether a text calls one of these programs. */
export function stepsDown(text: string): boolean {
  return STEP_DOWN.test(text);
}

/** The last part of an image's name, without tag and digest. */
export function shortName(image: string): string {
  const name = image.replace(/@.*$/, '');
  return name.slice(name.lastIndexOf('/') + 1).replace(/:.*$/, '');
}

/** Where a limit of a service stands: directly, or below `deploy`, which wins. */
export function composeLimit(node: YamlNode, limit: 'memory' | 'pids'): YamlNode | undefined {
  const short = limit === 'memory' ? 'mem_limit' : 'pids_limit';
  return node.get('deploy', 'resources', 'limits', limit) ?? node.get(short);
}

export function composeFacts(doc: Document): FileFacts | undefined {
  // Manifests are many; those need not be read as Compose files.
  if (!/^["']?services["']?:/m.test(doc.text)) return undefined;
  const services = doc.model(composeServices);
  // Of half a file others would take what is left for all that it says.
  if (services.length === 0 || doc.model(yamlFile).documents[0]?.doubt) return undefined;
  const folder = folderOf(doc.uri);
  const facts = new Map<string, ComposeServiceFact>();
  const users: Record<string, true> = {};
  for (const { name, node, extends: base } of services) {
    const file = base?.file === undefined ? undefined : resolveFrom(folder, base.file);
    facts.set(name, {
      ...(node.get('image') || node.get('build') ? { whole: true } : {}),
      ...(composeLimit(node, 'memory') ? { memory: true } : {}),
      ...(composeLimit(node, 'pids') ? { pids: true } : {}),
      ...(base
        ? { extends: file === undefined ? ([base.service] as const) : ([base.service, file] as const) }
        : {}),
    });
    if (!isOrdinaryUser(node.textAt('user'))) continue;
    const build = node.get('build');
    const context = build?.text ?? build?.textAt('context');
    const built = context === undefined ? undefined : resolveFrom(folder, context);
    if (built !== undefined) setOwn(users, builtUserKey(built), true);
    const image = node.textAt('image');
    if (image) setOwn(users, imageUserKey(shortName(image)), true);
  }
  const includes = doc.model(yamlFile).documents[0]?.root?.get('include') !== undefined;
  const fact: ComposeFact = { services: Object.fromEntries(facts), ...(includes ? { includes } : {}) };
  return { [composeKey(folder)]: fact, ...users };
}

/** Whether `user:` names a user that is certainly not root. */
function isOrdinaryUser(user: string | undefined): boolean {
  const [name = ''] = (user ?? '').split(':');
  return name !== '' && name !== 'root' && !/^0+$/.test(name) && !name.includes('$');
}

export function shellFacts(doc: Document): FileFacts | undefined {
  return stepsDown(doc.text) ? { [stepsDownKey(fileNameOf(doc.uri))]: true } : undefined;
}

/** Bases of a base of a service. */
const MAX_COMPOSE_BASES = 8;

/**
 * What the Compose files around one say of a service that it describes: the files of its folder, which are merged in
 * turn, and those that services extend.
 * @returns `undefined` where a part of it is nowhere in sight
 */
export function composeElsewhere(
  doc: Document,
  name: string,
  facts: FactsView,
): { readonly whole: boolean; readonly memory: boolean; readonly pids: boolean } | undefined {
  const seen = new Set<string>();
  const said = { whole: false, memory: false, pids: false };
  let isComplete = true;
  const visit = (service: string, uri: string | undefined, depth: number) => {
    const folder = folderOf(uri ?? doc.uri);
    if (depth > MAX_COMPOSE_BASES || seen.has(`${service} ${uri ?? folder}`)) return;
    seen.add(`${service} ${uri ?? folder}`);
    const files = facts
      .get(composeKey(folder))
      .filter((each) => uri === undefined || each.uri === uri)
      .map(({ value }) => value as ComposeFact);
    const found = files.flatMap(({ services }) => ownValue(services, service) ?? []);
    if (found.length === 0) isComplete = false;
    for (const fact of found) {
      said.whole ||= fact.whole === true;
      said.memory ||= fact.memory === true;
      said.pids ||= fact.pids === true;
      if (fact.extends) visit(fact.extends[0], fact.extends[1] ?? uri, depth + 1);
    }
  };
  visit(name, undefined, 0);
  return isComplete ? said : undefined;
}
