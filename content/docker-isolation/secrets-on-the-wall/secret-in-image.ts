import {
  chainOf,
  finalImage,
  isDockerfileTemplate,
  isOwnImage,
  MAX_STAGES,
} from '../../../src/domains/containers/index.ts';
import { isAside } from '../../../src/domains/environment/index.ts';
import {
  type Document,
  defineRule,
  type Edit,
  type Finding,
  type Fix,
  lower,
  only,
  type Severity,
} from '../../../src/engine/index.ts';
import {
  type Dockerfile,
  type DockerInstruction,
  type DockerPair,
  type DockerStage,
  type DockerWord,
  dockerfile,
} from '../../../src/engine/parsers/dockerfile/index.ts';
import { isKnownDefault, maySecret, secretName } from '../model/secrets.ts';

const SAME = only(
  { message: ['value', 'passed', 'argument', 'builder'] },
  'buildkit:SecretsUsedInArgOrEnv',
  'hadolint:DL3064',
  'trivy:DS-0031',
);

/** Files that are made to hold a secret; certificates and public keys are none. */
const SECRET_FILE =
  /(?:^|\/)(?:\.env(?:\.local)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|\.pgpass|\.git-credentials|credentials\.json|service[-_]?account(?:[-_]?key)?\.json|\.aws\/credentials|\.docker\/config\.json|(?:[\w-]+[-_.])?priv(?:ate)?[-_]?key\.pem|(?:server|tls|ssl|client|private|privkey)[-_]?key\.pem|key\.pem|(?:server|tls|ssl|client|private|privkey)\.key)$/;

/**
 * Settings of a project that are checked in, with `${NPM_TOKEN}` where the token would stand: they hold a secret where
 * a later instruction removes them again. Source: npm documentation, Using private packages in a CI/CD workflow.
 */
const SETTINGS_FILE = /(?:^|\/)\.npmrc$/;
const TAKES_AWAY = /\brm\s[^&|;\n]*\.npmrc\b/;

export default defineRule({
  title: 'Secret in an image',
  languages: ['dockerfile'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['ARG', 'ENV', 'COPY', 'ADD', 'arg', 'env', 'copy', 'add', 'Arg', 'Env', 'Copy', 'Add'],
  explains: ['semgrep:dockerfile.security.secret-in-build-arg.secret-in-build-arg'],
  sameAs: SAME,
  messages: {
    value: 'The value of `{secret}` is part of the image: whoever has the image can read it.',
    passed:
      'What is passed in as `{argument}` becomes part of the image: whoever has it can read `{secret}`.',
    argument: 'What is passed in as `{secret}` stays in the history of the image.',
    builder:
      'What is passed in as `{secret}` does not reach the image, but stays in the cache and the record of its build.',
    file: '`{path}` becomes a layer of the image: whoever has the image can read it, even where it is deleted later.',
  },
  steps: {
    value: [
      { text: 'The build writes `{secret}` and its value into what the image says of itself.', at: 'hint' },
      'The image goes to a registry, and from there to everyone who may pull it.',
      '`docker history` and `docker inspect` print such values. No container has to be started for it.',
      'The value stands in the Dockerfile, too, and in every version of it.',
    ],
    passed: [
      {
        text: '`--build-arg {argument}=…` brings the value in, and `ENV` writes it into the image.',
        at: 'hint',
      },
      'From now on every container of this image starts with `{secret}` in its environment, and each of its processes can read it.',
      'The image goes to a registry. Whoever may pull it reads the value with `docker inspect`.',
    ],
    argument: [
      { text: '`--build-arg {secret}=…` brings the value in.', at: 'hint' },
      { text: 'Each RUN behind it is run with the value, and noted together with it.', at: 'run' },
      'The notes are the history of the image, and they go to the registry with it.',
      '`docker history --no-trunc` prints them to everyone who has the image.',
    ],
    builder: [
      { text: '`--build-arg {secret}=…` brings the value in.', at: 'hint' },
      'This stage is left behind, so the history of the final image does not show it.',
      'The builder’s cache keeps the stage, and a build that records its provenance in full notes the argument.',
    ],
    file: [
      { text: '`{path}` is copied, and with it a layer is made.', at: 'hint' },
      'Nothing below a layer is ever changed. An instruction that deletes the file notes in a new layer that it is not to be shown.',
      'Whoever has the image unpacks the layer, and has the file.',
    ],
  },
  *check(doc) {
    const file = doc.model(dockerfile);
    if (isDockerfileTemplate(doc) || file.stages.length > MAX_STAGES) return;
    const final = new Set(doc.model(finalImage)?.chain ?? []);
    const build = new Arguments(file);
    for (const instruction of file.instructions) {
      const { keyword, stage } = instruction;
      if (keyword === 'ENV' || keyword === 'ARG') {
        for (const pair of instruction.pairs) yield* inPair(doc, build, instruction, pair, final);
      } else if ((keyword === 'COPY' || keyword === 'ADD') && stage) {
        yield* inCopy(doc, instruction, final.has(stage));
      }
    }
  },
});

type Found = Generator<
  Finding<'value' | 'passed' | 'argument' | 'builder' | 'file', 'secret' | 'argument' | 'path', 'run'>
>;

function* inPair(
  doc: Document,
  build: Arguments,
  instruction: DockerInstruction,
  pair: DockerPair,
  final: ReadonlySet<DockerStage>,
): Found {
  const { keyword, stage } = instruction;
  const { name, value = '', nameSpan } = pair;
  const secret = secretName(name);
  if (!secret) return;
  const isFinal = stage !== undefined && final.has(stage);
  const place = { start: nameSpan.start, end: nameSpan.end };
  const names = { secret: name };
  if (/\$/.test(value)) {
    const argument = keyword === 'ENV' && stage && build.passedIn(stage, value);
    if (argument)
      yield {
        at: place,
        message: isFinal ? 'passed' : 'builder',
        names: { ...names, argument },
        severity: severityOf(doc, 'warning', isFinal),
      };
    return;
  }
  if (value !== '') {
    // One above the first FROM reaches only those stages that ask for it.
    const reaches = stage ? isFinal : asksFor(final, name);
    if (!maySecret(value, secret) || (!stage && !reaches)) return;
    const severity = severityOf(doc, isKnownDefault(value) ? 'information' : 'warning', reaches);
    yield { at: place, message: 'value', names, severity };
    return;
  }
  if (keyword !== 'ARG' || !stage || build.isKept(stage, name)) return;
  const run = stage.instructions.find((each) => each.keyword === 'RUN' && each.start > instruction.end);
  if (!run) return;
  yield {
    at: place,
    message: isFinal ? 'argument' : 'builder',
    names,
    places: { run: run.keywordSpan },
    severity: severityOf(doc, 'information', isFinal),
    fixes: lent(doc, build.file, instruction, pair),
  };
}

function severityOf(doc: Document, severity: Severity, isFinal: boolean): Severity {
  return isFinal && !isOwnImage(doc) ? severity : lower(severity);
}

/** The build arguments of a Dockerfile, each stage looked through once. */
class Arguments {
  readonly file: Dockerfile;
  readonly #declared = new Map<DockerStage, ReadonlySet<string>>();
  readonly #kept = new Map<DockerStage, ReadonlySet<string>>();

  constructor(file: Dockerfile) {
    this.file = file;
  }

  /** The argument whose value a text takes over; what ENV gave is reported at that ENV. */
  passedIn(stage: DockerStage, value: string): string | undefined {
    const name = /^\$\{?(\w+)(?:\}|:[-?+][^}]*\}|$)$/.exec(value.trim())?.[1];
    if (name === undefined) return undefined;
    let declared = this.#declared.get(stage);
    if (!declared) {
      const all = chainOf(this.file, stage).flatMap(({ instructions }) => instructions);
      declared = new Set(namesIn(all.filter(({ keyword }) => keyword === 'ARG')));
      this.#declared.set(stage, declared);
    }
    return declared.has(name) ? name : undefined;
  }

  /** Whether an ENV writes the argument into the image: that is the worse of the two, and reported there. */
  isKept(stage: DockerStage, name: string): boolean {
    let kept = this.#kept.get(stage);
    if (!kept) {
      const pairs = stage.instructions.flatMap((each) => (each.keyword === 'ENV' ? each.pairs : []));
      kept = new Set(
        pairs.flatMap((pair) =>
          secretName(pair.name) ? (this.passedIn(stage, pair.value ?? '') ?? []) : [],
        ),
      );
      this.#kept.set(stage, kept);
    }
    return kept.has(name);
  }
}

function namesIn(instructions: readonly DockerInstruction[]): string[] {
  return instructions.flatMap(({ pairs }) => pairs.map(({ name }) => name));
}

function asksFor(stages: ReadonlySet<DockerStage>, name: string): boolean {
  return [...stages].some((stage) =>
    stage.instructions.some(
      (each) => each.keyword === 'ARG' && each.pairs.some((pair) => pair.name === name),
    ),
  );
}

function* inCopy(doc: Document, instruction: DockerInstruction, isFinal: boolean): Found {
  if (instruction.flag('from') || instruction.isOnbuild) return;
  const sources: readonly DockerWord[] = (instruction.json ?? instruction.words).slice(0, -1);
  for (const source of sources) {
    if (isAside({ path: source.text })) continue;
    const holdsSecret = SETTINGS_FILE.test(source.text)
      ? isTakenAway(doc, instruction)
      : SECRET_FILE.test(source.text);
    if (!holdsSecret) continue;
    yield {
      at: { start: source.start, end: source.end },
      message: 'file',
      names: { path: source.text },
      severity: severityOf(doc, 'information', isFinal),
    };
  }
}

/** Whether a later RUN of the stage deletes the settings that are copied: the author knows of a secret in them. */
function isTakenAway(doc: Document, copy: DockerInstruction): boolean {
  return (copy.stage?.instructions ?? []).some(
    (each) => each.keyword === 'RUN' && each.start > copy.end && TAKES_AWAY.test(doc.slice(each)),
  );
}

/** A text with more of them is some program's; all of them are looked through for each argument. */
const MOST_INSTRUCTIONS = 500;

/**
 * Lends an argument to the RUNs that use it: `RUN --mount=type=secret,id=…,env=…`, which Dockerfile syntax 1.10 and later
 * knows. Nothing is offered where something else than a RUN uses it.
 */
function lent(doc: Document, file: Dockerfile, argument: DockerInstruction, pair: DockerPair): Fix[] {
  const { name } = pair;
  const { stage } = argument;
  if (!stage || isOldSyntax(file) || !/^\w+$/.test(name) || file.instructions.length > MOST_INSTRUCTIONS)
    return [];
  const variable = new RegExp(`\\$(?:${name}\\b|\\{[!#]?${name}\\b)`);
  const uses = file.stages
    .filter((each) => chainOf(file, each).includes(stage))
    .flatMap((each) => each.instructions)
    .filter((each) => each.start > argument.start && mentions(doc, each, name, variable));
  const removal = removed(doc, argument, pair);
  if (uses.length === 0 || uses.some(({ keyword }) => keyword !== 'RUN') || !removal) return [];
  const mounts = uses.map((run): Edit => {
    const { end } = run.keywordSpan;
    return { start: end, end, newText: ` --mount=type=secret,id=${name.toLowerCase()},env=${name}` };
  });
  const title = 'Lend it to the RUN that needs it, as a build secret';
  return [{ title, kind: 'suggested', edits: [removal, ...mounts] }];
}

/** Whether the file names a syntax that does not know secrets as variables. */
function isOldSyntax({ directives }: Dockerfile): boolean {
  const syntax = directives.find(({ name }) => name === 'syntax')?.value ?? '';
  const [, minor] = /^docker\/dockerfile(?:-upstream)?:1\.(\d+)/.exec(syntax) ?? [];
  return (minor !== undefined && Number(minor) < 10) || /experimental|:0/.test(syntax);
}

/** Whether an instruction uses a variable, or sets one of its name. */
function mentions(doc: Document, instruction: DockerInstruction, name: string, variable: RegExp): boolean {
  const end = Math.max(instruction.end, ...instruction.heredocs.map((each) => each.end));
  const text = doc.slice({ start: instruction.start, end });
  return variable.test(text) || instruction.pairs.some((pair) => pair.name === name);
}

/** The edit that takes an argument away, with its line where nothing else stands there. */
function removed(doc: Document, argument: DockerInstruction, { start, end }: DockerPair): Edit | undefined {
  if (argument.pairs.length > 1) {
    const before = /[ \t]+$/.exec(doc.text.slice(argument.start, start));
    return before ? { start: start - before[0].length, end, newText: '' } : undefined;
  }
  const first = doc.lines.positionAt(argument.start).line;
  if (doc.lines.positionAt(end).line !== first) return undefined;
  return { start: doc.lines.lineStart(first), end: doc.lines.lineEnd(first), newText: '' };
}
