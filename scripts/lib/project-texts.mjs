/** Everything that the project says to people: lessons, pages, the manifest, and the words of the interface. */
import { join } from 'node:path';
import { findFiles } from './bundle.mjs';
import { lessonTexts } from './lesson-check.mjs';
import { root } from './paths.mjs';
import { proseOfJson, proseOfMarkdown, proseOfStrings } from './prose.mjs';

/** @typedef {import('./prose.mjs').Prose} Prose */

const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'content/sample/README.md'];
const ROOMS = ['client', 'panel', 'server', 'cli'];
/** Keys of package.json whose values people read, wherever they stand. */
const MANIFEST_KEYS = [
  'displayName',
  'description',
  'title',
  'name',
  'contents',
  'markdownDescription',
  'enumDescriptions',
];

/**
 * What belongs to no lesson: topics, snippets, walkthroughs, models, pages, the manifest and the interface.
 * @param {import('./content.mjs').Content} content
 * @returns {Promise<Prose[]>}
 */
export async function projectTexts(content) {
  const ofTopic = (/** @type {readonly (string | number)[]} */ path) =>
    path.length === 1 && (path[0] === 'title' || path[0] === 'summary');
  const models = content.topics.flatMap(({ folder }) =>
    findFiles(folder, /\.ts$/).filter((file) => /[\\/]model[\\/]/.test(file)),
  );
  const rooms = ROOMS.flatMap((room) => findFiles(join(root, 'src', room), /\.ts$/));
  return [
    ...PAGES.map((page) => proseOfMarkdown(join(root, page))),
    ...content.topics.map(({ folder }) => proseOfJson(join(folder, 'topic.json'), ofTopic)),
    ...content.topics.flatMap(({ snippets }) =>
      snippets.map(({ file }) => proseOfJson(file, (path) => path.at(-1) === 'description')),
    ),
    ...content.walkthroughs.map(({ file }) =>
      proseOfJson(file, (path) => /^(?:title|description|altText)$/.test(String(path.at(-1)))),
    ),
    proseOfJson(join(root, 'package.json'), isManifestProse),
    ...(await Promise.all([...models, ...rooms].map(proseOfStrings))),
  ];
}

/** @param {import('./content.mjs').Content} content what its lessons say */
export async function packTexts(content) {
  const lessons = content.topics.flatMap((topic) => topic.lessons);
  return (await Promise.all(lessons.map(lessonTexts))).flat();
}

/** The parts that are generated are read where they come from. @param {readonly (string | number)[]} path */
function isManifestProse(path) {
  if (path[0] !== 'contributes')
    return path.length === 1 && MANIFEST_KEYS.includes(String(path[0])) && path[0] !== 'name';
  if (path[1] === 'walkthroughs' || path[1] === 'snippets' || path[4] === 'properties') return false;
  return MANIFEST_KEYS.includes(String(path.at(-1)));
}
