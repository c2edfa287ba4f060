// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.
import type { Catalogue } from '../lessons/types.ts';

/** Everything known of the built-in pack without loading a lesson. */
export const catalogue: Catalogue = {
  "topics": [],
  "lessons": [],
  "rules": []
};
