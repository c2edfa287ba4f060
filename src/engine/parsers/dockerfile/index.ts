import type { Document } from '../../document.ts';
import dockerfileKind from '../../kinds/dockerfile.ts';
import { reads } from '../../languages.ts';
import { defineModel } from '../../model.ts';
import type { Span } from '../../types.ts';
import { DockerInstruction, type Range } from './instruction.ts';
import { readDockerfile } from './read.ts';
import { DockerStage } from './stage.ts';

export {
  DockerInstruction,
  type DockerPair,
  type DockerWord,
} from './instruction.ts';
export { MAX_DOCKERFILE_LENGTH } from './read.ts';
export { DockerStage, type ImageName, parseImageName } from './stage.ts';

/** Whether a document is a Dockerfile; `dockerfile` must not be asked for any other. */
export function isDockerfile({ languageId }: Document): boolean {
  return reads(dockerfileKind, languageId);
}

/** `# escape=\`` and the like, above the first instruction. */
export interface DockerDirective extends Span {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

/** The readable part of a Dockerfile. */
export class Dockerfile {
  /** Why nothing of it is read, as the end of a sentence ("it is …"), or `undefined`. */
  readonly unreadable: string | undefined;
  readonly directives: readonly DockerDirective[];
  /** The character that continues a line. */
  readonly escape: string;
  /** In source order; ONBUILD is one instruction, and the one it would run is its `trigger`. */
  readonly instructions: readonly DockerInstruction[];
  readonly stages: readonly DockerStage[];
  /** Comments on lines of their own, including those between continued lines. */
  readonly comments: readonly Span[];
  #unclosed: readonly DockerInstruction[] | undefined;

  constructor(
    parts: Pick<Dockerfile, 'directives' | 'escape' | 'instructions' | 'stages' | 'comments' | 'unreadable'>,
  ) {
    this.unreadable = parts.unreadable;
    this.directives = parts.directives;
    this.escape = parts.escape;
    this.instructions = parts.instructions;
    this.stages = parts.stages;
    this.comments = parts.comments;
  }

  /** The instruction whose heredoc never ends and swallows the rest of the file; Docker does not build such a file. */
  get unclosed(): DockerInstruction | undefined {
    this.#unclosed ??= this.instructions.filter(({ heredocs }) =>
      heredocs.some(({ content }) => content === undefined),
    );
    return this.#unclosed[0];
  }

  /** The stage that is built by default. */
  get finalStage(): DockerStage | undefined {
    return this.stages.at(-1);
  }

  /** The ARGs before the first FROM. */
  get globalArguments(): readonly DockerInstruction[] {
    return this.instructions.filter((each) => each.stage === undefined && each.keyword === 'ARG');
  }

  /** The settings of `# check=skip=A,B` and `error=true`: the BuildKit checks that are off, or `all`. */
  get skippedChecks(): readonly string[] {
    return this.directives.flatMap(({ name, value }) =>
      name === 'check'
        ? value.split(';').flatMap((part) => {
            const [key, list = ''] = part.split('=');
            return key?.trim() === 'skip' ? list.split(',').map((each) => each.trim()) : [];
          })
        : [],
    );
  }

  /**
   * A text with its variables replaced by the values that ARG and ENV give them before an instruction. @returns
   * `undefined` when one of them has no value in the file
   */
  expand(text: string, at: DockerInstruction): string | undefined {
    return substitute(text, this.#variablesAt(at));
  }

  #variablesAt(at: DockerInstruction): ReadonlyMap<string, string> {
    const global = new Map<string, string>();
    for (const { pairs } of this.globalArguments)
      for (const { name, value } of pairs) {
        const given = value === undefined ? undefined : substitute(value, global);
        if (given !== undefined) global.set(name, given);
        else if (value !== undefined) global.delete(name);
      }
    if (!at.stage || at.keyword === 'FROM') return global;
    const values = new Map<string, string>();
    // ENV values of the base stages are inherited; their ARGs are not.
    for (const stage of [...at.stage.chain()].reverse())
      for (const instruction of stage.instructions) {
        if (instruction.start >= at.start && stage === at.stage) break;
        if (instruction.keyword !== 'ENV' && !(instruction.keyword === 'ARG' && stage === at.stage)) continue;
        for (const { name, value } of instruction.pairs) {
          const given = value === undefined ? global.get(name) : substitute(value, values);
          const isHidden = instruction.keyword === 'ARG' && values.has(name);
          if (isHidden) continue;
          if (given !== undefined) values.set(name, given);
          else if (value !== undefined) values.delete(name);
        }
      }
    return values;
  }
}

/**
 * In UTF-16 units. A variable that uses another one twice doubles with every line; real values are image names or
 * paths.
 */
const MAX_EXPANSION_LENGTH = 4096;

/** A text with its variables replaced; `undefined` when one of them has no value, or when the result grows too long. */
function substitute(text: string, values: ReadonlyMap<string, string>): string | undefined {
  if (!text.includes('$')) return text;
  let isKnown = true;
  let left = MAX_EXPANSION_LENGTH - text.length;
  const given = (name: string, operator: string | undefined, word: string): string | undefined => {
    const value = values.get(name);
    if (operator === '-') return value || word;
    if (operator === '+') return value ? word : '';
    return value;
  };
  const expanded = text.replace(
    /\\\$|\$(?:(\w+)|\{(\w+)(?::?([-+])([^{}]*))?\})/g,
    (whole, plain: string | undefined, braced: string | undefined, operator?: string, word = '') => {
      if (whole === '\\$') return '$';
      const value = left < 0 ? undefined : given(plain ?? braced ?? '', operator, word);
      left -= value?.length ?? 0;
      if (value === undefined || left < 0) isKnown = false;
      return isKnown ? (value ?? '') : '';
    },
  );
  return isKnown && !/(?<!\\)\$\{/.test(expanded) ? expanded : undefined;
}

/** The instructions and stages of a Dockerfile; read again for every version, because Dockerfiles are short. */
export const dockerfile = defineModel<Dockerfile>({ name: 'dockerfile', build });

function build(doc: Document): Dockerfile {
  const result = readDockerfile(doc.text);
  const nothing = { directives: [], escape: '\\', instructions: [], stages: [], comments: [] };
  if ('unreadable' in result) return new Dockerfile({ ...nothing, unreadable: result.unreadable });
  const { file } = result;
  const source = { text: doc.text, lines: doc.lines };
  const span = ({ start, end }: Range): Span => ({
    start: doc.lines.offsetAt({ line: start.line, column: start.character }),
    end: doc.lines.offsetAt({ line: end.line, column: end.character }),
  });
  const instructions: DockerInstruction[] = [];
  const stages: DockerStage[] = [];
  let inStage: DockerInstruction[] = [];
  for (const raw of file.getInstructions()) {
    if (raw.getKeyword() === 'FROM') {
      inStage = [];
      const stage = new DockerStage((each) => new DockerInstruction(raw, source, each), inStage, stages);
      stages.push(stage);
      instructions.push(stage.from);
      continue;
    }
    const instruction = new DockerInstruction(raw, source, stages.at(-1));
    instructions.push(instruction);
    if (instruction.stage) inStage.push(instruction);
  }
  return new Dockerfile({
    unreadable: undefined,
    directives: file.getDirectives().map((each) => ({
      name: each.getName().toLowerCase(),
      value: each.getValue(),
      ...span(each.getRange()),
    })),
    escape: file.getEscapeCharacter(),
    instructions,
    stages,
    comments: file.getComments().map((comment) => span(comment.getRange())),
  });
}
