/** Pictures of what tests see, for people. They are taken only on request: each costs half a second. */
import { join } from 'node:path';
import { testResults } from '../../scripts/lib/paths.mjs';

/** Set by `npm test -- --pictures`. */
const isWanted = process.env['HINDSIGHT_PICTURES'] === '1';

/**
 * Where a picture is to be kept, in `test-results/screenshots`.
 * @param name without extension
 * @returns absolute path; `undefined` where no pictures are wanted
 */
export function pictureFile(name: string): string | undefined {
  return isWanted ? join(testResults, 'screenshots', `${name}.png`) : undefined;
}
