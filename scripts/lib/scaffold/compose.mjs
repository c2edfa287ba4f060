/** A rule for the services of Compose files: a made-up label. */

/** @param {string} rule */
const markerOf = (rule) => `com.example.${rule}`;

/** @type {import('./languages.mjs').Template} */
export const dockercompose = {
  id: 'dockercompose',
  languages: ['dockercompose'],
  fence: 'yaml',
  // The name says that it is a Compose file; the extension does not.
  file: 'compose.yaml',
  rule: (rule) => `import { defineRule } from '../../../src/engine/index.ts';
import { composeServices } from '../../../src/domains/containers/index.ts';
import { removeAt } from '../../../src/engine/parsers/yaml/index.ts';

// TODO: a made-up label, so that no real file is found. What the rule looks for takes its place.
const MARKER = '${markerOf(rule)}';

export default defineRule({
  title: 'TODO: Label that no program reads',
  languages: ['dockercompose'],
  severity: 'information',
  fix: 'suggested',
  looksFor: [MARKER],
  messages: {
    found: 'TODO: \`{label}\` of \`{service}\` is read by no program: the line can be left out.',
  },
  steps: {
    found: [
      { text: 'TODO: Compose starts \`{service}\` with the label \`{label}\`.', at: 'hint' },
      'TODO: Other programs look for the labels that they know, and this one is not among them.',
      'TODO: What runs is the same as without the line.',
    ],
  },
  *check(doc) {
    for (const { name, node } of doc.model(composeServices)) {
      const pair = node.get('labels')?.own(MARKER);
      if (!pair) continue;
      // An edit that cannot be made with certainty is refused; the hint then has no fix.
      const { edits, refused } = removeAt(node, ['labels', MARKER], { prune: true });
      yield {
        at: pair.key,
        message: 'found',
        names: { label: MARKER, service: name },
        fixes: refused === undefined ? [{ title: 'TODO: Remove the label', kind: 'suggested', edits }] : [],
      };
    }
  },
});
`,
  bad: (rule) => `services:
  web:
    image: shop/web:1.4.2
    labels:
      ${markerOf(rule)}: "yes"
`,
  good: () => `services:
  web:
    image: shop/web:1.4.2
`,
  more: {
    title: 'the other labels stay',
    bad: (rule) => `services:
  web:
    image: shop/web:1.4.2
    labels:
      ${markerOf(rule)}: "yes"
      com.example.owner: shop
`,
    good: () => `services:
  web:
    image: shop/web:1.4.2
    labels:
      com.example.owner: shop
`,
  },
  silent: {
    title: 'it is the label of a network, and of no service',
    code: (rule) => `services:
  web:
    image: shop/web:1.4.2
networks:
  shop:
    labels:
      ${markerOf(rule)}: "yes"
`,
  },
  files: ['**/{docker-,}compose*.{yaml,yml}'],
  globs: /compose/,
  icon: 'layers',
};
