// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.
import type { About, Rule } from '../engine/index.ts';

/** All rules, in the order of their lessons. */
export const rules: readonly Rule[] = [];

/** What the lessons are about, in their order. */
export const abouts: readonly About[] = [];
