import { ownValue } from '../../base/own.ts';
import { type Document, defineModel, type Span } from '../../engine/index.ts';
import {
  isShellFile,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  shellFile,
  shellOfScalar,
} from '../../engine/parsers/shell/index.ts';
import type { YamlNode } from '../../engine/parsers/yaml/index.ts';
import { type JobContainer, workflow } from '../workflows/index.ts';

/** An option of `docker run`. */
interface RunOption extends Span {
  /** Without dashes, the long form where there are two. */
  readonly name: string;
  /** What it certainly begins with; all of it where `isKnown`. */
  readonly value: string;
  readonly isKnown: boolean;
}

/** A `docker run` or `podman run`, or the options that a workflow gives its container. */
interface Run {
  readonly options: readonly RunOption[];
  /** `undefined` where a variable names it. */
  readonly image: string | undefined;
  /** What the container is called in a message: its image as it is written, or else the name that it is given. */
  readonly called: string;
}

/** A program that starts containers, and right after it the command that does. Most steps only build and push. */
const MAY_RUN = /\b(?:docker|podman)["']?[\s\\]+["']?(?:container["']?[\s\\]+["']?)?(?:run|create)\b/;
/** Without one of these nothing is parsed as shell. */
const RUN_WORDS = ['docker ', 'podman ', 'options:'];

const LONG: Readonly<Record<string, string>> = { v: 'volume', net: 'network', u: 'user', m: 'memory' };
/** Options without a value (Docker reference, `docker container run`; podman-run(1)). */
const FLAGS = new Set([
  'detach',
  'init',
  'interactive',
  'no-healthcheck',
  'no-hosts',
  'oom-kill-disable',
  'privileged',
  'publish-all',
  'quiet',
  'read-only',
  'replace',
  'rm',
  'rmi',
  'sig-proxy',
  'tty',
  'disable-content-trust',
  'use-api-socket',
]);
const SHORT_FLAGS = /^[diqtP]$/;

/** The containers that shell scripts and the commands of CI files start. */
export const runs = defineModel<readonly Run[]>({
  name: 'docker runs',
  build(doc) {
    if (!doc.mentions(RUN_WORDS)) return [];
    if (isShellFile(doc)) return runsOf(doc, doc.model(shellFile));
    return (doc.model(workflow)?.jobs ?? []).flatMap(({ steps, containers }) => [
      ...steps.flatMap(({ run }) => scriptRuns(doc, run)),
      ...containers.flatMap((container) => containerRun(doc, container) ?? []),
    ]);
  },
});

/** A container of a job as the `docker create` that it becomes. */
function containerRun(doc: Document, { image, options }: JobContainer): Run | undefined {
  const [command] = options ? shellOfScalar(doc, options).commands : [];
  if (!command?.name) return undefined;
  return calledAs(doc, optionsOf([command.name, ...command.words]).options, image);
}

function scriptRuns(doc: Document, node: YamlNode | undefined): Run[] {
  if (node?.kind !== 'scalar' || !MAY_RUN.test(node.text ?? '')) return [];
  return runsOf(doc, shellOfScalar(doc, node));
}

function runsOf(doc: Document, script: ShellScript): Run[] {
  // What could not be read to its end may have put words into the wrong command.
  return script.isBroken ? [] : script.commands.flatMap((command) => runOf(doc, command) ?? []);
}

function runOf(doc: Document, { name, words }: ShellCommand): Run | undefined {
  let [first, rest] = [name?.text, [...words]];
  while (first === 'sudo' || first === 'exec' || first === 'time' || first === 'env') {
    const at = rest.findIndex(({ text }) => text === undefined || !/^-|=/.test(text));
    if (at < 0) return undefined;
    first = rest[at]?.text;
    rest = rest.slice(at + 1);
  }
  if (!first || !/(?:^|\/)(?:docker|podman|nerdctl)$/.test(first)) return undefined;
  if (rest[0]?.text === 'container') rest = rest.slice(1);
  if (rest[0]?.text !== 'run' && rest[0]?.text !== 'create') return undefined;
  const { options, image } = optionsOf(rest.slice(1));
  return calledAs(doc, options, image?.text, image);
}

/** More of a word than fits into a message. */
const MAX_CALLED = 40;

function calledAs(
  doc: Document,
  options: readonly RunOption[],
  image: string | undefined,
  word?: ShellWord,
): Run {
  const given = options.find(({ name, isKnown }) => name === 'name' && isKnown)?.value;
  const written = word && /^["']?(\$[\w{}./:-]+)["']?$/.exec(doc.slice(word))?.[1];
  const short = written && written.length <= MAX_CALLED ? written : undefined;
  return { options, image, called: image ?? given ?? short ?? 'container' };
}

/** The options before the image; what follows it belongs to the program inside. */
function optionsOf(words: readonly ShellWord[]): { options: RunOption[]; image: ShellWord | undefined } {
  const options: RunOption[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as ShellWord;
    if (!word.prefix.startsWith('-')) {
      // An unquoted variable may hold options as well as the image; what follows then tells.
      if (word.text === undefined && word.prefix === '' && words[at + 1]?.prefix.startsWith('-')) continue;
      return { options, image: word };
    }
    const long = /^--([\w-]+)(=)?/.exec(word.prefix);
    const short = /^-(\w+)(=)?/.exec(word.prefix);
    const letters = [...(short?.[1] ?? '')];
    const key = long?.[1] ?? letters.find((letter) => !SHORT_FLAGS.test(letter)) ?? '';
    const name = ownValue(LONG, key) ?? key;
    if (name === '') continue;
    const isFlag = long ? FLAGS.has(name) : false;
    const inline = long
      ? long[2] && word.prefix.slice(long[0].length)
      : word.prefix.slice(word.prefix.indexOf(key) + 1).replace(/^=/, '') || undefined;
    const hasInline = inline !== undefined || (!long && word.text === undefined);
    const given = isFlag || hasInline ? undefined : words[++at];
    options.push({
      name,
      value: inline ?? given?.prefix ?? (isFlag ? 'true' : ''),
      isKnown: given ? given.text !== undefined : word.text !== undefined,
      start: word.start,
      end: given?.end ?? word.end,
    });
  }
  return { options, image: undefined };
}
