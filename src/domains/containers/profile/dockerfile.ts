import type { Document } from '../../../engine/document.ts';
import {
  type Dockerfile,
  type DockerStage,
  dockerfile,
  parseImageName,
} from '../../../engine/parsers/dockerfile/index.ts';
import { type ContainerProfile, type ProfileItem, userItem } from './types.ts';

/**
 * The part of a container's profile that the Dockerfile decides: its user, where it keeps files, and the ports it
 * exposes. Everything else is decided when the image is run. Source: Docker documentation, Dockerfile reference (USER,
 * VOLUME, EXPOSE); docker container run.
 * @returns nothing for a text that has no stage, or whose rest a heredoc takes with it
 */
export function dockerfileProfile(doc: Document): ContainerProfile | undefined {
  const file = doc.model(dockerfile);
  const stage = file.finalStage;
  if (!stage || file.unclosed) return undefined;
  return {
    name: stage.name?.text ?? 'the image',
    source: 'dockerfile',
    privileged: false,
    items: [...decidedLater, user(file, stage), ...volumes(file, stage), ...ports(file, stage)],
    at: stage.from,
  };
}

/** No instruction of a Dockerfile sets these; `docker run`, Compose and the pod do. */
const decidedLater: readonly ProfileItem[] = [
  {
    part: 'wall',
    state: 'unknown',
    label: 'namespaces',
    text: 'Built when it is run. Whoever runs it gets walls around it unless they ask for the host’s, as with `--pid=host`.',
  },
  {
    part: 'meter',
    state: 'unknown',
    label: 'memory and CPU',
    text: 'Set when it is run. An image cannot limit itself, and without `--memory` there is no limit.',
  },
  {
    part: 'key',
    state: 'unknown',
    label: 'capabilities',
    text: 'Handed out when it is run. An image cannot hand any back; `--cap-drop` does.',
  },
  {
    part: 'rule',
    state: 'unknown',
    label: 'house rules',
    text: 'Set when it is run. Docker brings a seccomp profile of its own; `no-new-privileges` and a read-only root have to be asked for.',
  },
];

/** The user of the last USER that the final stage, or a stage it builds on, sets. */
function user(file: Dockerfile, stage: DockerStage): ProfileItem {
  const chain = stage.chain();
  for (const each of chain) {
    const last = each.instructions.findLast(({ keyword }) => keyword === 'USER');
    const written = last?.words[0];
    if (last && written) return userItem(file.expand(written.text, last) ?? written.text, written, '');
  }
  const bottom = chain.at(-1) ?? stage;
  const image = bottom.image;
  const name = image && (file.expand(image.text, bottom.from) ?? image.text);
  const place = image ? { at: image } : {};
  if (name === undefined || /\$/.test(name))
    return {
      part: 'user',
      state: 'unknown',
      label: 'user',
      text: 'Without `USER` the base image decides who runs, and which one that is, is filled in when it is built.',
      ...place,
    };
  if (name === 'scratch')
    return {
      part: 'user',
      state: 'open',
      label: 'root',
      text: 'There is no `USER`, and `scratch` brings none: the process is user 0.',
      ...place,
    };
  if (/non-?root/.test(parseImageName(name).tag ?? ''))
    return {
      part: 'user',
      state: 'unknown',
      label: 'not root, it says',
      text: `The name of the base image \`${name}\` says that it is not root. This file does not set a user itself.`,
      ...place,
    };
  return {
    part: 'user',
    state: 'unset',
    label: 'user',
    text: `Without \`USER\` the base image \`${name}\` decides who runs. Many images are root unless somebody says otherwise.`,
    ...place,
  };
}

/** Words of an instruction in all stages that make up the image, the first stage first, each once. */
function wordsOf(file: Dockerfile, stage: DockerStage, keyword: string) {
  const seen = new Map<string, { start: number; end: number }>();
  for (const each of [...stage.chain()].reverse())
    for (const instruction of each.instructions) {
      if (instruction.keyword !== keyword) continue;
      for (const { text, start, end } of instruction.json ?? instruction.words) {
        const value = file.expand(text, instruction) ?? text;
        if (!seen.has(value)) seen.set(value, { start, end });
      }
    }
  return seen;
}

function volumes(file: Dockerfile, stage: DockerStage): ProfileItem[] {
  return [...wordsOf(file, stage, 'VOLUME')].map(([path, at]) => ({
    part: 'door',
    state: 'closed',
    label: path,
    text: `Every container gets storage of its own at \`${path}\`, unless something else is mounted there. It is no way to the host’s files.`,
    at,
  }));
}

function ports(file: Dockerfile, stage: DockerStage): ProfileItem[] {
  return [...wordsOf(file, stage, 'EXPOSE')].map(([port, at]) => ({
    part: 'door',
    state: 'closed',
    label: `port ${port}`,
    text: '`EXPOSE` opens nothing. It tells where the program listens; who runs the image publishes the port or does not.',
    at,
  }));
}
