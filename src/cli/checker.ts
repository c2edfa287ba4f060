import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { messageOf } from '../base/errors.ts';
import { contentChecker } from '../domains/environment/index.ts';
import type { Checker } from '../engine/check.ts';
import type { FactStore } from '../engine/facts.ts';
import type { Rule } from '../engine/rule.ts';
import type { GivenPath } from './types.ts';

interface CheckerRequest {
  readonly rules: readonly Rule[];
  readonly given: readonly GivenPath[];
  readonly facts?: FactStore;
  /** Called with a sentence when a rule threw. */
  readonly onFault: (sentence: string) => void;
}

/**
 * The checker of every command, so that all of them find the same. It knows no settings: these differ between the given
 * paths, and are applied to what it finds.
 */
export function checkerFor({ rules, given, facts, onFault }: CheckerRequest): Checker {
  return contentChecker({
    rules,
    roots: rootsOf(given),
    keepsReplaced: true,
    ...(facts && { facts }),
    onRuleError: ({ id }, doc, error) => {
      const path = shownPath(fileURLToPath(doc.uri), given);
      onFault(`Rule ${id} failed in ${path} and was left out there: ${messageOf(error)}`);
    },
  });
}

/**
 * URIs of the folders from which a file's role (test, example) is read: the current folder, which is the workspace in
 * CI, or what was given when it lies elsewhere.
 */
function rootsOf(given: readonly GivenPath[]): string[] {
  return given.map(({ path }) => {
    const inside = relative(process.cwd(), path);
    return pathToFileURL(inside.startsWith('..') || isAbsolute(inside) ? path : process.cwd()).href;
  });
}

/** A path as it is reported: below the given path that holds it, else relative to the current folder where it can be. */
export function shownPath(path: string, given: readonly GivenPath[]): string {
  for (const one of given) {
    if (path === one.path) return one.given;
    const prefix = one.path.endsWith(sep) ? one.path : one.path + sep;
    if (!path.startsWith(prefix)) continue;
    const inside = path.slice(prefix.length).replaceAll(sep, '/');
    return /^\.[/\\]?$/.test(one.given) ? inside : `${one.given.replace(/[/\\]+$/, '')}/${inside}`;
  }
  const near = relative(process.cwd(), path);
  return near.startsWith('..') || isAbsolute(near) ? path : near.replaceAll(sep, '/');
}
