import type { Span } from '../../types.ts';
import type { DockerInstruction, DockerWord } from './instruction.ts';

/** The parts of an image's name: `registry.example.org/team/web:1.2@sha256:…`. */
export interface ImageName {
  /** Everything before the tag and the digest. */
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Takes an image's name apart. A `:` starts a tag only after the last `/`; before that it is a registry's port. */
export function parseImageName(text: string): ImageName {
  const at = text.indexOf('@');
  const name = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? undefined : text.slice(at + 1);
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0
    ? { repository: name, tag: undefined, digest }
    : { repository: name.slice(0, colon), tag: name.slice(colon + 1), digest };
}

/** The build stage that a FROM begins. */
export class DockerStage implements Span {
  /** 0-based. */
  readonly index: number;
  readonly from: DockerInstruction;
  /** The FROM is the first of them. */
  readonly instructions: readonly DockerInstruction[];
  readonly #stages: readonly DockerStage[];

  constructor(
    from: (stage: DockerStage) => DockerInstruction,
    instructions: DockerInstruction[],
    stages: readonly DockerStage[],
  ) {
    this.index = stages.length;
    this.instructions = instructions;
    this.#stages = stages;
    this.from = from(this);
    instructions.push(this.from);
  }

  get start(): number {
    return this.from.start;
  }

  get end(): number {
    return this.instructions.at(-1)?.end ?? this.from.end;
  }

  /** The image or stage that it builds on, as written. */
  get image(): DockerWord | undefined {
    return this.from.words[0];
  }

  /** The name after AS. */
  get name(): DockerWord | undefined {
    const { words } = this.from;
    return words[1]?.text.toUpperCase() === 'AS' ? words[2] : undefined;
  }

  /** The earlier stage that it builds on; names are compared ignoring case. */
  get base(): DockerStage | undefined {
    const wanted = this.image?.text.toLowerCase();
    if (wanted === undefined) return undefined;
    return this.#stages.slice(0, this.index).findLast((stage) => stage.name?.text.toLowerCase() === wanted);
  }

  /** This stage and those it builds on, itself first. */
  chain(): readonly DockerStage[] {
    const chain: DockerStage[] = [];
    for (let stage: DockerStage | undefined = this; stage; stage = stage.base) chain.push(stage);
    return chain;
  }
}
