import { isDevelopment } from '../../../src/domains/environment/index.ts';
import { stepsDown } from '../../../src/domains/manifests/index.ts';
import { type Document, defineModel, type Span } from '../../../src/engine/index.ts';
import {
  type Dockerfile,
  type DockerInstruction,
  type DockerStage,
  type DockerWord,
  dockerfile,
  parseImageName,
} from '../../../src/engine/parsers/dockerfile/index.ts';

/**
 * Docker Official Images that set no USER and start what they run as root (their Dockerfiles, as of 2026). Those that
 * set one, or whose entrypoint steps down, are left out: an image that is not known here is not judged.
 */
const ROOT_IMAGES = new Set([
  'alpine',
  'almalinux',
  'alt',
  'amazonlinux',
  'archlinux',
  'busybox',
  'centos',
  'clearlinux',
  'debian',
  'fedora',
  'oraclelinux',
  'photon',
  'rockylinux',
  'ubuntu',
  'buildpack-deps',
  'amazoncorretto',
  'bash',
  'clojure',
  'composer',
  'dart',
  'eclipse-temurin',
  'elixir',
  'erlang',
  'gcc',
  'golang',
  'haskell',
  'haxe',
  'hylang',
  'ibm-semeru-runtimes',
  'jruby',
  'julia',
  'maven',
  'mono',
  'node',
  'openjdk',
  'perl',
  'php',
  'pypy',
  'python',
  'r-base',
  'ruby',
  'rust',
  'sapmachine',
  'swift',
  'caddy',
  'httpd',
  'nginx',
  'orientdb',
  'rethinkdb',
  'tomcat',
  'traefik',
]);

/** Those whose first process is root and hands its work to others that are not. */
const SERVER_IMAGES = /^(?:httpd|nginx|php)$/;

/** Official images whose entrypoint is started as root and steps down by itself. */
const STEPPING_DOWN =
  /^(?:cassandra|consul|couchdb|crate|ghost|influxdb|mariadb|mongo|mysql|neo4j|nextcloud|postgres|rabbitmq|redis|telegraf|valkey|vault|zookeeper)$/;

/** Debian and what is made of it: `useradd` is there, and takes the same options. */
const ALPINE = /alpine/;
const NO_SHELL = /^(?:scratch|busybox)(?::|$)|distroless|chiseled/;
const OTHER_FAMILY =
  /^(?:amazonlinux|archlinux|clearlinux|photon|bash|haxe|caddy|traefik)$|^(?:alma|oracle|rocky)linux$|^centos$|^fedora$|\/ubi/;

/** What a stage is in the end built on. */
export interface BaseImage {
  /** As it is written in the last FROM of the chain, variables replaced. */
  readonly name: string;
  /** The word that names it. */
  readonly word: DockerWord;
  /** Whether it is known to start what it runs as root. */
  readonly startsAsRoot: boolean;
  /** It starts as root and then hands its work to others that are not. */
  readonly isServer: boolean;
  /** Its entrypoint gives up being root by itself. */
  readonly stepsDown: boolean;
  /** How a user is added there, where that is known. */
  readonly family: 'alpine' | 'debian' | undefined;
}

/** The stage that becomes the image, and what stands in it and below it. */
export interface FinalImage {
  readonly stage: DockerStage;
  /** The stage itself first. */
  readonly chain: readonly DockerStage[];
  /** Its instructions in the order in which they are carried out; those of the stages below come first. */
  readonly instructions: readonly DockerInstruction[];
  /** The last USER; what an ONBUILD would do does not count. */
  readonly user: DockerInstruction | undefined;
  /** `undefined` where a variable names it, or nothing does. */
  readonly base: BaseImage | undefined;
}

/** The image that a Dockerfile makes; `undefined` where it is a template, or holds no stage. */
export const finalImage = defineModel<FinalImage | undefined>({
  name: 'final image',
  build(doc) {
    const file = doc.model(dockerfile);
    const stage = file.finalStage;
    if (!stage || isTemplate(doc)) return undefined;
    const chain = chainOf(file, stage);
    const instructions = [...chain].reverse().flatMap((each) => each.instructions);
    return {
      stage,
      chain,
      instructions,
      user: instructions.findLast(({ keyword }) => keyword === 'USER'),
      base: baseOf(file, chain),
    };
  },
});

/** Whether a program fills the text in before it is a Dockerfile. */
export function isTemplate({ text }: Document): boolean {
  return /\{\{|\{%|<%|^\s*#@|^\s*%%/m.test(text);
}

/** More stages than people write; a text with more is some program's, and not looked through for each of them. */
export const MAX_STAGES = 200;

/** A stage and those it builds on, itself first; a variable may name one, too. */
export function chainOf(file: Dockerfile, stage: DockerStage): readonly DockerStage[] {
  const chain: DockerStage[] = [];
  for (
    let next: DockerStage | undefined = stage;
    next && chain.length < MAX_STAGES && !chain.includes(next);
  ) {
    chain.push(next);
    const from: DockerStage = next;
    const wanted = from.image && file.expand(from.image.text, from.from)?.toLowerCase();
    next =
      from.base ??
      file.stages.slice(0, from.index).findLast((each) => each.name?.text.toLowerCase() === wanted);
  }
  return chain;
}

/** What the last FROM of a chain of stages names. */
export function baseOf(file: Dockerfile, chain: readonly DockerStage[]): BaseImage | undefined {
  const last = chain.at(-1);
  const word = last?.image;
  const name = last && word && file.expand(word.text, last.from);
  if (!word || !name) return undefined;
  const { repository, tag = '' } = parseImageName(name);
  const official = repository.replace(
    /^(?:(?:docker\.io|index\.docker\.io|registry\.hub\.docker\.com|mirror\.gcr\.io|public\.ecr\.aws\/docker)\/)?(?:(?:library|amd64|arm64v8|arm32v[67])\/)?/,
    '',
  );
  // An image that is told by `nonroot` in its tag has said it all.
  const isNonRoot = /nonroot|non-root|rootless|unprivileged|chiseled|distroless/.test(tag);
  return {
    name,
    word,
    startsAsRoot: !isNonRoot && (ROOT_IMAGES.has(official) || isOtherRoot(repository)),
    isServer: SERVER_IMAGES.test(official) && (official !== 'php' || /apache|fpm/.test(tag)),
    stepsDown: STEPPING_DOWN.test(official),
    family:
      NO_SHELL.test(`${official}:${tag}`) || OTHER_FAMILY.test(official)
        ? undefined
        : ALPINE.test(`${official}:${tag}`)
          ? 'alpine'
          : ROOT_IMAGES.has(official)
            ? 'debian'
            : undefined,
  };
}

/** Root by the documentation of Microsoft (.NET), Red Hat (UBI) and distroless; tags with other users are told before. */
function isOtherRoot(repository: string): boolean {
  return (
    /^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)$/.test(repository) ||
    /^registry\.(?:access\.)?redhat\.com\/ubi\d+(?:\/ubi(?:-minimal|-micro)?|-minimal|-micro)?$/.test(
      repository,
    ) ||
    /^gcr\.io\/distroless\/[\w.-]+$/.test(repository)
  );
}

/** Whether a USER names root: `root`, `0`, `root:wheel`, `0:0`. Variables are not judged. */
export function rootUser({ words }: DockerInstruction): DockerWord | undefined {
  const [word] = words;
  const name = word?.text.split(':')[0] ?? '';
  return name === 'root' || /^0+$/.test(name) ? word : undefined;
}

/** Whether some instruction calls a program that starts another as somebody else. */
export function callsStepDown(doc: Document, instructions: readonly DockerInstruction[]): boolean {
  return instructions.some((each) => {
    const text = doc.slice(each);
    if (stepsDown(text)) return true;
    return /^(?:CMD|ENTRYPOINT)$/.test(each.keyword) && /\bsu(?:do)?\b["', ]+(?:-|\w)/.test(text);
  });
}

/** Whether a file's name says that its image builds, checks or documents the project, and never runs for users. */
function isForTheProject({ path }: Document): boolean {
  return (
    /[.\-_](?:lint|builder|binary|cross|docs?|vendor)$/i.test(path) ||
    /(?:^|\/)(?:lint|builder)\.(?:docker|container)file$/i.test(path)
  );
}

/** Whether only the people who work on a project run its image. */
export function isOwnImage(doc: Document): boolean {
  return isForTheProject(doc) || isDevelopment(doc);
}

/** The file name of the script that an ENTRYPOINT or CMD starts. */
export function scriptsOf(instructions: readonly DockerInstruction[]): string[] {
  return instructions
    .filter(({ keyword }) => keyword === 'ENTRYPOINT' || keyword === 'CMD')
    .flatMap(({ json, words }) => json ?? words)
    .flatMap(({ text }) => /([\w.-]+\.(?:sh|bash))$/.exec(text)?.[1] ?? []);
}

/** Where a line can be put in before an instruction. */
export function lineOf(doc: Document, { start }: Span): number {
  return doc.lines.lineStart(doc.lines.positionAt(start).line);
}
