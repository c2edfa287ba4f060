import { type BaseImage, stepsDown } from '../../../src/domains/containers/index.ts';
import type { Document, Span } from '../../../src/engine/index.ts';
import type { DockerInstruction, DockerWord } from '../../../src/engine/parsers/dockerfile/index.ts';

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

/** How an image is known to start what it runs. */
export interface StartHabits {
  /** As root. */
  readonly startsAsRoot: boolean;
  /** It starts as root and then hands its work to others that are not. */
  readonly isServer: boolean;
  /** Its entrypoint gives up being root by itself. */
  readonly stepsDown: boolean;
  /** How a user is added there, where that is known. */
  readonly family: 'alpine' | 'debian' | undefined;
}

/** What is known of an image by its name. */
export function habitsOf({ repository, official, tag = '' }: BaseImage): StartHabits {
  // A tag that says `nonroot` has said it all.
  const isNonRoot = /nonroot|non-root|rootless|unprivileged|chiseled|distroless/.test(tag);
  return {
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

/** Root by the documentation of Microsoft (.NET), Red Hat (UBI) and distroless; tags with other users are handled before. */
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

/** Whether some instruction calls a program that starts another program as a different user. */
export function callsStepDown(doc: Document, instructions: readonly DockerInstruction[]): boolean {
  return instructions.some((each) => {
    const text = doc.slice(each);
    if (stepsDown(text)) return true;
    return /^(?:CMD|ENTRYPOINT)$/.test(each.keyword) && /\bsu(?:do)?\b["', ]+(?:-|\w)/.test(text);
  });
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
