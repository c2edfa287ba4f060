/** A rule for Dockerfiles: a made-up label. */

/** @param {string} rule */
const markerOf = (rule) => `com.example.${rule}`;

/** @type {import('./languages.mjs').Template} */
export const dockerfile = {
  id: 'dockerfile',
  languages: ['dockerfile'],
  fence: 'dockerfile',
  rule: (rule) => `import { defineRule } from '../../../src/engine/index.ts';
import { dockerfile } from '../../../src/engine/parsers/dockerfile/index.ts';

// TODO: a made-up label, so that no real file is found. What the rule looks for takes its place.
const MARKER = '${markerOf(rule)}';

export default defineRule({
  title: 'TODO: Label that no program reads',
  languages: ['dockerfile'],
  severity: 'information',
  fix: 'suggested',
  looksFor: [MARKER],
  messages: {
    found: 'TODO: The label \`{label}\` is read by no program: the line can be left out.',
  },
  steps: {
    found: [
      { text: 'TODO: The build comes to this line, and puts \`{label}\` into the image.', at: 'hint' },
      'TODO: Programs look for the labels that they know, and this one is not among them.',
      'TODO: The container runs as it would without the line.',
    ],
  },
  *check(doc) {
    for (const { keyword, pairs, start, end } of doc.model(dockerfile).instructions) {
      const pair = pairs.find(({ name }) => name === MARKER);
      if (keyword !== 'LABEL' || !pair) continue;
      const lines = {
        start: doc.lines.lineStart(doc.lines.positionAt(start).line),
        end: doc.lines.lineEnd(doc.lines.positionAt(end).line),
      };
      yield {
        at: pair.nameSpan,
        message: 'found',
        names: { label: MARKER },
        // A line with several labels is left to a person.
        fixes:
          pairs.length === 1
            ? [{ title: 'TODO: Remove the label', kind: 'suggested', edits: [{ ...lines, newText: '' }] }]
            : [],
      };
    }
  },
});
`,
  bad: (rule) => `FROM node:22-slim
LABEL ${markerOf(rule)}="yes"
WORKDIR /app
COPY . .
USER 10001
CMD ["node", "server.js"]
`,
  good: () => `FROM node:22-slim
WORKDIR /app
COPY . .
USER 10001
CMD ["node", "server.js"]
`,
  more: {
    title: 'the label is in the first of two stages',
    bad: (rule) => `FROM node:22 AS build
LABEL ${markerOf(rule)}="yes"
RUN npm run build

FROM node:22-slim
COPY --from=build /app/dist ./dist
USER 10001
`,
    good: () => `FROM node:22 AS build
RUN npm run build

FROM node:22-slim
COPY --from=build /app/dist ./dist
USER 10001
`,
  },
  silent: {
    title: 'it is a variable, and no label',
    code: (rule) => `FROM node:22-slim
ENV ${markerOf(rule)}="yes"
USER 10001
`,
  },
  files: ['**/Dockerfile*', '**/*.dockerfile', '**/Containerfile'],
  globs: /dockerfile|containerfile/i,
  icon: 'package',
};
