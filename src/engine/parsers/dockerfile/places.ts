import { setOwn } from '../../../base/own.ts';
import type { Document } from '../../document.ts';
import type { Span } from '../../types.ts';
import { dockerfile } from './index.ts';
import { hasDockerfile } from './read.ts';

/** Instructions that a lesson is about: `FROM`, or several with what the lesson calls their parts. */
export type DockerfileAbout =
  | string
  | {
      readonly instruction: string | readonly string[];
      /** The first argument that is required, or one of several. */
      readonly argument?: string | readonly string[];
      /** Placeholders of the lesson, each with the part of the instruction that it refers to. */
      readonly names?: Readonly<Record<string, 'argument' | 'stage' | 'key'>>;
    };

/**
 * The places of one entry in a document; none while the parser is not loaded. The instruction that an ONBUILD would run
 * counts.
 */
export function dockerfilePlaces(
  doc: Document,
  about: DockerfileAbout,
): (Span & { names: Record<string, string> })[] {
  if (!hasDockerfile()) return [];
  const wanted = typeof about === 'string' ? { instruction: about } : about;
  const keywords = [wanted.instruction].flat();
  const allowed = wanted.argument === undefined ? undefined : [wanted.argument].flat();
  return doc.model(dockerfile).instructions.flatMap((each) => {
    const instruction = keywords.includes(each.keyword) ? each : each.trigger;
    if (!instruction || !keywords.includes(instruction.keyword)) return [];
    const parts = {
      argument: instruction.words[0]?.text,
      stage: instruction.stage?.name?.text,
      key: instruction.pairs[0]?.name,
    };
    if (allowed && !allowed.includes(parts.argument ?? '')) return [];
    const names: Record<string, string> = {};
    for (const [name, part] of Object.entries(wanted.names ?? {})) {
      const text = parts[part];
      if (text) setOwn(names, name, text);
    }
    return [{ start: instruction.start, end: instruction.end, names }];
  });
}
