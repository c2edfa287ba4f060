import {
  EXAMPLE_PATH,
  IMAGE_RECIPE,
  PIPELINES,
  SCRIPT_FOLDER,
  TEST_FILE,
  TEST_FOLDER,
  WORDS,
} from './paths.ts';

/** The use of what a file describes. `script` is for what its authors start by hand. */
export type Use = 'production' | 'development' | 'test' | 'example' | 'script' | 'unknown';

/** What the path of a file says of its part in a project. */
export interface Environment {
  /** By the words nearest to the file: `examples/compose.dev.yml` is for development. */
  readonly use: Use;
  /** It lies among tests, stories, examples, documentation or scripts: beside the program that users run. */
  readonly isAside: boolean;
}

/** Folders around a file that say what it is for; of a URI fewer, since its outer ones are the place of the checkout. */
const NEAR_FOLDERS = 3;
const NEAR_FOLDERS_OF_URI = 2;
/** Folders of a URI that may say that tests or examples are below them. */
const OUTER_FOLDERS_OF_URI = 6;

/**
 * What a file is for, by its path.
 * @param path from the workspace's folder that holds the file, or its URI where no such folder is known
 * @param ofKind which paths are tests in the file's language, beside those that are in any
 */
export function environmentOf(path: string, ofKind?: RegExp): Environment {
  const inside = bounded(path);
  const isTest = isTestPath(inside, ofKind);
  const isExample = EXAMPLE_PATH.test(inside);
  const isScript = SCRIPT_FOLDER.test(inside);
  const outer = isTest ? 'test' : isExample ? 'example' : isScript ? 'script' : 'unknown';
  return { use: nearUse(path) ?? outer, isAside: isTest || isExample || isScript };
}

/**
 * Whether a file is a test, or something that only tests need.
 * @param path as for `environmentOf`
 * @param ofKind which paths are tests in the file's language, beside those that are in any
 */
export function isTestPath(path: string, ofKind?: RegExp): boolean {
  return TEST_FOLDER.test(path) || TEST_FILE.test(path) || (ofKind?.test(path) ?? false);
}

/** What the name of something in a file, such as a stage of an image, says of its use; `unknown` where it says nothing. */
export function useOfName(name: string): Use {
  if (WORDS.debug.test(name)) return 'development';
  return useOfWords(name) ?? (WORDS.ci.test(name) ? 'test' : 'unknown');
}

function useOfWords(text: string): Use | undefined {
  if (WORDS.development.test(text)) return 'development';
  if (WORDS.test.test(text)) return 'test';
  return WORDS.production.test(text) ? 'production' : undefined;
}

export type Pipeline = keyof typeof PIPELINES;

/** The kind of CI system that reads a file, by its path or URI. */
export function pipelineOf(path: string): Pipeline | undefined {
  if (PIPELINES.actions.test(path)) return 'actions';
  return PIPELINES.gitlab.test(path) ? 'gitlab' : undefined;
}

/** What the file's name says, or else the nearest of the folders around it. */
function nearUse(path: string): Use | undefined {
  const near = path.split('/').slice(-1 - (isUri(path) ? NEAR_FOLDERS_OF_URI : NEAR_FOLDERS));
  const name = near.pop() ?? '';
  const isImage = IMAGE_RECIPE.test(name);
  // `.gitlab-ci.yml` says by its name only what it is.
  const isPipeline = pipelineOf(path) !== undefined;
  const useOf = (part: string): Use | undefined => {
    if (!isImage && WORDS.trial.test(part)) return 'development';
    return useOfWords(part) ?? (!isPipeline && WORDS.ci.test(part) ? 'test' : undefined);
  };
  const own = WORDS.debug.test(name) || WORDS.override.test(name) ? 'development' : useOf(name);
  if (own) return own;
  if (/(?:^|\/)deploy\/live$/i.test(near.join('/'))) return 'production';
  return near
    .reverse()
    .map(useOf)
    .find((use) => use !== undefined);
}

function isUri(path: string): boolean {
  return /^[a-z][\w+.-]*:/i.test(path);
}

/** The part of a URI that may say something of the project. */
function bounded(path: string): string {
  return isUri(path)
    ? path
        .split('/')
        .slice(-1 - OUTER_FOLDERS_OF_URI)
        .join('/')
    : path;
}
