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

/**
 * What is wrong with the entries of a lesson beyond their schema: languages that no kind reads, or of several kinds, and
 * places that are written in the form of another kind.
 * @param {string} file
 * @param {Pick<import('../../src/lessons/index.ts').FrontMatter, 'data' | 'placeOf'>} front it passed the schema
 * @param {typeof import('../../src/engine/languages.ts').kindOf} kindOf
 * @returns {import('./content-files.mjs').Fault[]}
 */
export function placesFaults(file, front, kindOf) {
  const head = /** @type {import('../../src/lessons/lesson.ts').LessonHead} */ (front.data);
  return /** @type {const} */ (['about', 'well']).flatMap((list) =>
    (head[list] ?? []).flatMap((entry, index) => {
      const message = complaintAbout(entry, kindOf);
      return message === undefined
        ? []
        : [{ file, ...front.placeOf([list, index]), message: `${list}.${index} ${message}` }];
    }),
  );
}

/**
 * @param {import('../../src/lessons/lesson.ts').PlacesHead} entry
 * @param {typeof import('../../src/engine/languages.ts').kindOf} kindOf
 */
function complaintAbout(entry, kindOf) {
  const { languages, looksFor: _, not, ...rest } = entry;
  const unknown = languages.find((id) => kindOf(id) === undefined);
  if (unknown !== undefined)
    return `names the language "${unknown}", which no kind of src/engine/kinds reads.`;
  const kinds = [...new Set(languages.map((id) => kindOf(id)))];
  if (kinds.length > 1)
    return `names languages of several kinds (${kinds.map((kind) => kind?.name).join(', ')}); give each an entry of its own.`;
  const [key = ''] = Object.keys(rest);
  const hasGrammar = kinds[0]?.languages.some(({ grammar }) => grammar !== undefined) ?? false;
  const expected = hasGrammar ? 'query' : kinds[0]?.name;
  if (key !== expected)
    return `is about ${languages.join(', ')}, so its place is given as "${expected}", not as "${key}".`;
  return hasGrammar && not !== undefined ? 'has "not", and a query says that itself, by @not.' : undefined;
}
