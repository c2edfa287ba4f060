/**
 * The topics that are tested.
 * @param names the environment variable `HINDSIGHT_TOPICS`: folders of topics with commas between them; all topics where
 *   it is not set
 */
export function chosenTopics<T extends { readonly id: string }>(
  all: readonly T[],
  names: string | undefined,
): readonly T[] {
  if (names === undefined) return all;
  const wanted = names.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !all.some(({ id }) => id === name));
  // A name that is not there would test nothing, and look like a success.
  if (unknown !== undefined)
    throw new Error(
      `HINDSIGHT_TOPICS names "${unknown}", and the topics are ${all.map(({ id }) => id).join(', ')}.`,
    );
  return all.filter(({ id }) => wanted.includes(id));
}
