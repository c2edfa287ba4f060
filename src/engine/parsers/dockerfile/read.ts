type Library = Pick<typeof import('dockerfile-ast'), 'DockerfileParser'>;

let library: Library | undefined;

/** Loads the parser; call it before Dockerfiles are checked. It is not part of a start. */
export async function loadDockerfile(): Promise<void> {
  library ??= await import('dockerfile-ast');
}

/** Whether `loadDockerfile` has come to its end. */
export function hasDockerfile(): boolean {
  return library !== undefined;
}
