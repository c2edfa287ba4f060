import type { Dockerfile } from 'dockerfile-ast';
import { messageOf } from '../../../base/errors.ts';

/** In UTF-16 units. The largest handwritten ones are a tenth of this. */
export const MAX_DOCKERFILE_LENGTH = 128 * 1024;

type Library = Pick<typeof import('dockerfile-ast'), 'DockerfileParser'>;

let library: Library | undefined;

/** Loads the parser; call it before Dockerfiles are checked. Start-up does not wait for it. */
export async function loadDockerfile(): Promise<void> {
  if (library) return;
  const loaded = (await import('dockerfile-ast')) as Library & { default?: Library };
  // A bundle in CommonJS that is imported as a module may have its exports under `default` alone.
  library = loaded.DockerfileParser ? loaded : loaded.default;
}

/** Whether `loadDockerfile` has finished. */
export function hasDockerfile(): boolean {
  return library !== undefined;
}

/**
 * Parses a text; if the library throws, the result is a reason, as the end of a sentence ("it is …").
 * @throws when the parser is not loaded
 */
export function readDockerfile(text: string): { file: Dockerfile } | { unreadable: string } {
  if (!library) throw new Error('The Dockerfile parser is not loaded; call prepareLanguage first.');
  if (text.length > MAX_DOCKERFILE_LENGTH) return { unreadable: 'larger than 128 KB' };
  try {
    return { file: library.DockerfileParser.parse(text) };
  } catch (error) {
    const cause = messageOf(error);
    return { unreadable: `a text that the Dockerfile parser fails on (${cause})` };
  }
}
