import type { Document } from '../../engine/document.ts';
import { kindOf } from '../../engine/languages.ts';
import { lower } from '../../engine/settings.ts';
import type { Severity } from '../../engine/types.ts';
import { PIECES_FOLDER } from './paths.ts';
import { type Environment, environmentOf, type Use, useOfName } from './use.ts';

/** A file whose part in the project is asked for. */
export interface FilePlace {
  /** From the workspace's folder that holds it, or its URI where no such folder is known. */
  readonly path: string;
  readonly languageId?: string;
}

function environment({ path, languageId }: FilePlace): Environment {
  return environmentOf(path, languageId === undefined ? undefined : kindOf(languageId)?.tests);
}

/** Whether only its authors or their tests run what a file describes: what it allows is no danger to users. */
export function isDevelopment(file: FilePlace): boolean {
  return isForAuthors(environment(file).use);
}

/** Whether the name of something in a file, such as a stage of an image, says the same of it. */
export function isDevelopmentName(name: string): boolean {
  return isForAuthors(useOfName(name));
}

function isForAuthors(use: Use): boolean {
  return use === 'development' || use === 'test';
}

/** Whether a path says that what a file describes runs for users. Most files that do so do not say it. */
export function isProduction(file: FilePlace): boolean {
  return environment(file).use === 'production';
}

/** Whether a file lies among tests, stories, examples, documentation or scripts: beside the program that users run. */
export function isAside(file: FilePlace): boolean {
  return environment(file).isAside;
}

/** Folders around a file that may hold pieces. */
const PIECES_DEPTH = 4;

/**
 * Whether a file lies among separate pieces, where neighbours in a folder have nothing to do with each other: what one of
 * them lacks is not to be looked for in the next. A demo is none: its files belong together.
 */
export function isSample({ path }: FilePlace): boolean {
  return path
    .split('/')
    .slice(-1 - PIECES_DEPTH, -1)
    .some((folder) => PIECES_FOLDER.test(folder));
}

/**
 * The severity of what endangers users: in development one step lower. The `Checker` lowers every hint of a file that is
 * aside, so that a test gets no second step here.
 */
export function severityIn(doc: Document, severity: Severity): Severity {
  const { use, isAside } = environment(doc);
  return isForAuthors(use) && !isAside ? lower(severity) : severity;
}
