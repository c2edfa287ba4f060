/** A rule for shell scripts: a made-up command before another. */

/** @param {string} rule */
const markerOf = (rule) => `made-up-${rule}`;

/** @type {import('./languages.mjs').Template} */
export const shellscript = {
  id: 'shellscript',
  languages: ['shellscript'],
  fence: 'sh',
  rule: (rule) => `import { defineRule } from '../../../src/engine/index.ts';
import { shellFile } from '../../../src/engine/parsers/shell/index.ts';

// TODO: a made-up command, so that no real script is found. What the rule looks for takes its place.
const MARKER = '${markerOf(rule)}';

export default defineRule({
  title: 'TODO: Command that only starts another',
  languages: ['shellscript'],
  severity: 'information',
  fix: 'suggested',
  looksFor: [MARKER],
  messages: {
    found: 'TODO: \`{starter}\` only starts \`{command}\`: it can be left out.',
  },
  steps: {
    found: [
      { text: 'TODO: The shell starts \`{starter}\`.', at: 'hint' },
      { text: 'TODO: It starts \`{command}\` with the words that follow.', at: 'started' },
      'TODO: What \`{command}\` does is the same as without it.',
    ],
  },
  *check(doc) {
    const script = doc.model(shellFile);
    // What could not be read to its end may have put words into the wrong command.
    if (script.isBroken) return;
    for (const { name, words } of script.commands) {
      const [command] = words;
      if (name?.text !== MARKER || !command?.text) continue;
      const edits = [{ start: name.start, end: command.start, newText: '' }];
      yield {
        at: name,
        message: 'found',
        names: { starter: MARKER, command: command.text },
        places: { started: command },
        fixes: [{ title: 'TODO: Start the command itself', kind: 'suggested', edits }],
      };
    }
  },
});
`,
  bad: (rule) => `#!/bin/sh
set -eu
${markerOf(rule)} npm run build
`,
  good: () => `#!/bin/sh
set -eu
npm run build
`,
  more: {
    title: 'the command is part of a condition',
    bad: (rule) => `if ${markerOf(rule)} test -d dist; then
  ls dist
fi
`,
    good: () => `if test -d dist; then
  ls dist
fi
`,
  },
  silent: {
    title: 'the word is printed, and starts nothing',
    code: (rule) => `echo "${markerOf(rule)}"\n`,
  },
  files: ['**/*.{sh,bash}'],
  globs: /\b(?:ba)?sh\b/,
  icon: 'terminal',
};
