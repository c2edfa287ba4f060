/** A rule for YAML of any kind: a made-up key of a document. */

/** @param {string} rule */
const markerOf = (rule) => `made-up-${rule}`;

/** @type {import('./languages.mjs').Template} */
export const yaml = {
  id: 'yaml',
  languages: ['yaml'],
  fence: 'yaml',
  rule: (rule) => `import { defineRule } from '../../../src/engine/index.ts';
import { removeAt, yamlFile } from '../../../src/engine/parsers/yaml/index.ts';

// TODO: a made-up key, so that no real file is found. What the rule looks for takes its place.
const MARKER = '${markerOf(rule)}';

export default defineRule({
  title: 'TODO: Key that no program reads',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: [MARKER],
  messages: {
    found: 'TODO: \`{key}\` is read by no program: the line can be left out.',
  },
  steps: {
    found: [
      { text: 'TODO: A program reads the file, and comes to \`{key}\`.', at: 'hint' },
      'TODO: It does not know the key, and goes on.',
      'TODO: What it does is the same as without the line.',
    ],
  },
  *check(doc) {
    for (const { root } of doc.model(yamlFile).documents) {
      const pair = root?.own(MARKER);
      if (!root || !pair) continue;
      // An edit that cannot be made with certainty is refused; the hint then has no fix.
      const { edits, refused } = removeAt(root, [MARKER]);
      yield {
        at: pair.key,
        message: 'found',
        names: { key: MARKER },
        fixes: refused === undefined ? [{ title: 'TODO: Remove the key', kind: 'suggested', edits }] : [],
      };
    }
  },
});
`,
  bad: (rule) => `name: web
${markerOf(rule)}: true
replicas: 2
`,
  good: () => `name: web
replicas: 2
`,
  more: {
    title: 'the key is in the second document of a file',
    bad: (rule) => `name: cart
---
name: web
${markerOf(rule)}: true
`,
    good: () => `name: cart
---
name: web
`,
  },
  silent: {
    title: 'the word is a value, and no key',
    code: (rule) => `name: ${markerOf(rule)}
replicas: 2
`,
  },
  files: ['**/*.{yaml,yml}'],
  globs: /\bya?ml\b/,
  icon: 'list-tree',
};
