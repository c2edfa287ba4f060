import type { Document } from '../../engine/document.ts';
import { defineModel } from '../../engine/model.ts';
import {
  type Dockerfile,
  type DockerInstruction,
  type DockerStage,
  type DockerWord,
  dockerfile,
  type ImageName,
  parseImageName,
} from '../../engine/parsers/dockerfile/index.ts';
import { isDevelopment } from '../environment/index.ts';

/** What a stage is in the end built on. */
export interface BaseImage extends ImageName {
  /** As it is written in the last FROM of the chain, variables replaced. */
  readonly name: string;
  /** The word that names it. */
  readonly word: DockerWord;
  /** The repository as Docker Hub calls it, whichever mirror it comes from: `node` of `mirror.gcr.io/library/node`. */
  readonly official: string;
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
    if (!stage || isDockerfileTemplate(doc)) return undefined;
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
export function isDockerfileTemplate({ text }: Document): boolean {
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

/** What the last FROM of a chain of stages names; `undefined` where a variable does, or nothing. */
export function baseOf(file: Dockerfile, chain: readonly DockerStage[]): BaseImage | undefined {
  const last = chain.at(-1);
  const word = last?.image;
  const name = last && word && file.expand(word.text, last.from);
  if (!word || !name) return undefined;
  const parts = parseImageName(name);
  const official = parts.repository.replace(
    /^(?:(?:docker\.io|index\.docker\.io|registry\.hub\.docker\.com|mirror\.gcr\.io|public\.ecr\.aws\/docker)\/)?(?:(?:library|amd64|arm64v8|arm32v[67])\/)?/,
    '',
  );
  return { ...parts, name, word, official };
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
