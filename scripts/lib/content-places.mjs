/** What `about` and `well` of a lesson look for. */

/**
 * What the kind of an entry's languages looks for: a query, or what is written under the kind's name.
 * @param {import('../../src/lessons/lesson.ts').PlacesHead} entry
 * @returns {unknown}
 */
export function placesOf({ languages: _, looksFor: __, not: ___, ...rest }) {
  return Object.values(rest)[0];
}

/**
 * The names that an entry gives to the lesson's placeholders.
 * @param {import('../../src/lessons/lesson.ts').PlacesHead} entry
 * @returns {string[]}
 */
export function namesOf(entry) {
  const places = placesOf(entry);
  if (typeof places === 'string') return [...places.matchAll(/@(\w+)/g)].map((match) => match[1] ?? '');
  const { names } = /** @type {{ names?: object }} */ (places ?? {});
  return Object.keys(names ?? {});
}
