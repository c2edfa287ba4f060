import { Checker, type CheckerOptions } from '../../engine/check.ts';
import { isAside } from './questions.ts';

/** A `Checker` as all hosts and tests of content use it: it knows which files are aside. */
export function contentChecker(options: Omit<CheckerOptions, 'isAside'>): Checker {
  return new Checker({ ...options, isAside });
}
