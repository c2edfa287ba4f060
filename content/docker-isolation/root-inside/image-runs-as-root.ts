import { fileNameOf, folderOf } from '../../../src/base/uris.ts';
import {
  builtUserKey,
  type FinalImage,
  finalImage,
  imageUserKey,
  isOwnImage,
  stepsDownKey,
} from '../../../src/domains/containers/index.ts';
import { isDevelopmentName } from '../../../src/domains/environment/index.ts';
import { manifestFacts } from '../../../src/domains/manifests/index.ts';
import {
  type Document,
  defineRule,
  type FactsView,
  type Fix,
  lower,
  only,
  type Severity,
} from '../../../src/engine/index.ts';
import { type DockerInstruction, dockerfile } from '../../../src/engine/parsers/dockerfile/index.ts';
import { callsStepDown, habitsOf, lineOf, rootUser, scriptsOf } from '../model/images.ts';

/** Programs that are for root: they start others, look after the machine inside, mount, or build for a developer. */
const FOR_ROOT =
  /(?:^|[\s"'/[])(?:supervisord|systemd|init|sshd|crond?|dockerd|dind(?:-\w+)?|s6-svscan|runsvdir|circusd|monit|u?mount|make)(?=$|[\s"',\]])/;
/**
 * Servers that give up being root by themselves: the first process keeps it for the ports, and others, or itself from
 * then on, answer the calls (manuals of nginx, Apache httpd, PHP-FPM, HAProxy, mosquitto, Unbound, Squid, Postfix, Dovecot).
 */
const SERVERS =
  /(?:^|[\s"'/[])(?:nginx|httpd|apache2|apache2-foreground|apache2ctl|apachectl|php-fpm[\d.]*|haproxy|mosquitto|unbound|squid|postfix|dovecot)(?=$|[\s"',\]])/;
/** What the name of a last stage says, beside its use, where it is no image to be run for users. */
const HELPER_STAGE =
  /^(?:.*[-_.])?(?:lint|build|builder|docs?|export|artifacts?|binar(?:y|ies))(?:[-_.].*)?$/i;
/** What may stand between `USER root` and the end without needing root. */
const WITHOUT_WORK = new Set([
  'CMD',
  'ENTRYPOINT',
  'EXPOSE',
  'ENV',
  'LABEL',
  'HEALTHCHECK',
  'STOPSIGNAL',
  'ARG',
  'SHELL',
  'MAINTAINER',
]);
const CODES = [
  'trivy:DS-0002',
  ...only(
    { message: 'last' },
    'hadolint:DL3002',
    'checkov:CKV_DOCKER_8',
    'semgrep:dockerfile.security.last-user-is-root.last-user-is-root',
  ),
  ...only(
    { message: 'none' },
    'checkov:CKV_DOCKER_3',
    'semgrep:dockerfile.security.missing-user.missing-user',
  ),
];

const AS_ROOT = {
  text: 'It is root with fewer keys, but to the kernel its number is 0, inside and outside, unless the engine maps users.',
  unless: 'server',
} as const;

export default defineRule({
  title: 'Image that runs as root',
  languages: ['dockerfile'],
  severity: 'warning',
  fix: 'suggested',
  looksFor: ['FROM', 'from', 'From'],
  shares: manifestFacts,
  sameAs: CODES,
  messages: {
    last: '`{user}` is the last `USER` of this image: its program runs as root.',
    none: 'No `USER` in this image, and `{image}` starts as root.',
  },
  steps: {
    last: [
      {
        text: 'The last `USER` counts, and it is `{user}`. The program of this image is started as user 0.',
        at: 'hint',
      },
      AS_ROOT,
      'Somebody finds a hole in the program and has it run a command. The command is root, too.',
      'It may change every file that the program sees: its own code, its settings, and what is mounted from outside.',
    ],
    none: [
      {
        text: 'This image says nothing of a user, so `{image}` decides, and that says nothing either. Then it is root.',
        at: 'hint',
      },
      {
        text: 'The first process of the server is root. It starts others that are not, and those answer the calls.',
        when: 'server',
      },
      {
        text: 'A hole in the first one, or in what it reads at the start, is still a hole in a program that is root.',
        when: 'server',
      },
      AS_ROOT,
      {
        text: 'Somebody finds a hole in the program and has it run a command. The command is root, too.',
        unless: 'server',
      },
      {
        text: 'It may change every file that the program sees: its own code, its settings, and what is mounted from outside.',
        unless: 'server',
      },
    ],
  },
  *check(doc, facts) {
    const image = doc.model(finalImage);
    if (!image) return;
    const { user, base, instructions, stage } = image;
    // An image with ONBUILD is for building on; the image that is built on it decides.
    if (instructions.some(({ keyword }) => keyword === 'ONBUILD')) return;
    if (callsStepDown(doc, instructions)) return;
    if (scriptsOf(instructions).some((script) => facts.get(stepsDownKey(script)).length > 0)) return;
    const hasEntrypoint = stage.instructions.some(({ keyword }) => keyword === 'ENTRYPOINT');
    const habits = base && habitsOf(base);
    if (habits?.stepsDown && !hasEntrypoint) return;
    if (user) {
      const word = rootUser(user);
      if (!word) return;
      yield {
        at: word,
        message: 'last',
        names: { user: word.text, ...(base ? { image: base.name } : {}) },
        severity: severityOf(doc, facts, image, 'warning'),
        fixes: fixesOf(doc, image),
      };
      return;
    }
    if (!base || !habits?.startsAsRoot || !stage.image) return;
    const isServer = habits.isServer || startsServer(doc, image);
    const severity = severityOf(
      doc,
      facts,
      image,
      isServer || !runsSomething(image) ? 'hint' : 'information',
    );
    yield {
      at: stage.image,
      message: 'none',
      names: { image: base.name, user: 'root' },
      words: { server: isServer ? 'server' : undefined },
      severity,
      fixes: fixesOf(doc, image),
      related:
        base.word === stage.image || base.word.start === stage.image.start
          ? []
          : [{ start: base.word.start, end: base.word.end, message: 'It builds on this in the end.' }],
    };
  },
});

/** Whether the image says itself what it starts; one that does not is a set of tools, or a base. */
function runsSomething({ instructions }: FinalImage): boolean {
  return instructions.some(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
}

/** Whether the program that the image starts is one of those servers. */
function startsServer(doc: Document, { instructions }: FinalImage): boolean {
  return ['ENTRYPOINT', 'CMD'].some((keyword) => {
    const last = instructions.findLast((each) => each.keyword === keyword);
    return last !== undefined && SERVERS.test(doc.slice(last).slice(keyword.length));
  });
}

function severityOf(doc: Document, facts: FactsView, image: FinalImage, severity: Severity): Severity {
  if (isStartedAsOther(doc, facts)) return 'hint';
  const starts = image.instructions.filter(({ keyword }) => keyword === 'CMD' || keyword === 'ENTRYPOINT');
  const stage = image.stage.name?.text ?? '';
  const isHelper = HELPER_STAGE.test(stage) || isDevelopmentName(stage);
  const isForRoot = starts.some((each) => FOR_ROOT.test(doc.slice(each).slice(each.keyword.length)));
  return isHelper || isForRoot || startsServer(doc, image) || isOwnImage(doc) ? lower(severity) : severity;
}

/** Whether a manifest or a Compose file of the workspace starts this image as a user other than root. */
function isStartedAsOther({ uri }: Document, facts: FactsView): boolean {
  const folder = folderOf(uri);
  const name = fileNameOf(uri);
  const own =
    /^(?:docker|container)file[.-](.+)$/i.exec(name)?.[1] ??
    /^(.+)\.(?:docker|container)file$/i.exec(name)?.[1];
  const names = [fileNameOf(folder), ...(own ? [own] : [])];
  return (
    facts.get(builtUserKey(folder)).length > 0 ||
    names.some((each) => each !== '' && facts.get(imageUserKey(each)).length > 0)
  );
}

const USER = '10001';

/** A user without a home and without a login, in the way of each family (adduser of BusyBox, useradd(8)). */
const ADD_USER = {
  alpine: ['adduser', '-D', '-H', '-u', USER, 'app'].join(' '),
  debian: [
    'useradd',
    '--uid',
    USER,
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'app',
  ].join(' '),
} as const;

function fixesOf(doc: Document, image: FinalImage): Fix[] {
  const { stage, user, base, instructions } = image;
  const own = stage.instructions;
  const at = user && rootUser(user);
  const after = user ? instructions.slice(instructions.indexOf(user) + 1) : [];
  const title = `Run as user ${USER}, or the number that you put in its place`;
  const place = placeOf(doc, own);
  if (!place) return [];
  const keyword = stage.from.keywordSpan;
  const isLower = doc.slice(keyword) === 'from';
  const word = (text: string) => (isLower ? text.toLowerCase() : text);
  const isLast = user && at && own.includes(user) && after.every((each) => WITHOUT_WORK.has(each.keyword));
  const fixes: Fix[] = [
    isLast
      ? { title, kind: 'suggested', edits: [{ start: at.start, end: at.end, newText: USER }] }
      : { title, kind: 'suggested', edits: [insertion(place, `${word('USER')} ${USER}`)] },
  ];
  const family = base && habitsOf(base).family;
  const add = family && ADD_USER[family];
  // Only a program that looks its user up needs a user with a name; the number works without one.
  if (add && !isLast)
    fixes.push({
      title: `Add a user app with the number ${USER}, and run as that`,
      kind: 'suggested',
      edits: [insertion(place, `${word('RUN')} ${add}`, `${word('USER')} ${USER}`)],
    });
  return fixes;
}

interface Place {
  readonly at: number;
  /** A line stands behind the place; otherwise it is the end of one. */
  readonly isBefore: boolean;
  readonly lineBreak: string;
}

/** Before the CMD and ENTRYPOINT that end the stage, or else behind its last instruction. */
function placeOf(doc: Document, own: readonly DockerInstruction[]): Place | undefined {
  const lineBreak = /\r?\n/.exec(doc.text)?.[0] ?? '\n';
  let first: DockerInstruction | undefined;
  for (const each of [...own].reverse()) {
    if (!WITHOUT_WORK.has(each.keyword)) break;
    if (each.keyword === 'CMD' || each.keyword === 'ENTRYPOINT') first = each;
  }
  if (first) return { at: lineOf(doc, first), isBefore: true, lineBreak };
  const last = own.at(-1);
  let end = Math.max(last?.end ?? 0, ...(last?.heredocs ?? []).map((each) => each.end));
  // Some instructions reach over the line break behind them.
  while (end > 0 && /\s/.test(doc.text.charAt(end - 1))) end--;
  const at = doc.lines.lineEnd(doc.lines.positionAt(end).line);
  // A line behind one that goes on would be a part of it.
  if (doc.text.slice(0, at).trimEnd().endsWith(doc.model(dockerfile).escape)) return undefined;
  return { at, isBefore: doc.text.charAt(at - 1) === '\n', lineBreak };
}

function insertion({ at, isBefore, lineBreak }: Place, ...lines: string[]) {
  return {
    start: at,
    end: at,
    newText: lines.map((line) => (isBefore ? line + lineBreak : lineBreak + line)).join(''),
  };
}
