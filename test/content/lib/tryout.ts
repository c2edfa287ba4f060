import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { root } from '../../../scripts/lib/paths.mjs';

/** Below the repository, so that rules of the try-out content find the engine's packages. */
const scratch = join(root, '.cache');
mkdirSync(scratch, { recursive: true });
/** Gone when the tests are through. */
export const folder = mkdtempSync(join(scratch, 'try-content-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** The text of a rule whose `check` has the given body. */
export const rule = (body: string, more = "fix: 'none',") => `
import { defineRule, syntax } from '../../../src/engine/index.ts';
export default defineRule({
  title: 'Calls bad', languages: ['typescriptreact'], severity: 'warning', ${more}
  looksFor: ['bad'], messages: { found: 'calls \`{name}\`' },
  *check(doc) { ${body} },
});`;
/** Finds every `bad`, with the given fixes. */
export const finds = (fixes: string) =>
  `for (const at of doc.model(syntax).walk()) if (at.type === 'identifier' && doc.slice(at) === 'bad') yield { at, message: 'found', names: { name: 'bad' }, fixes: [${fixes}] };`;
export const toGood =
  "{ title: 'Be good', kind: 'safe', edits: [{ start: at.start, end: at.end, newText: 'good' }] }";
export const topic = (lessons: string[]) =>
  JSON.stringify({ title: 'T', summary: 'S', icon: 'book', lessons, files: ['**/*'] });
export const lesson = (text = '', front = '') => `---
title: A lesson
summary: A summary.
minutes: 1
level: beginner
names: { call: bad }
${front}
sources: [{ title: A, url: "https://example.org/a" }]
quiz:
  - question: Is \`bad\` {{call}}?
    options: [{ text: "Yes", right: true, why: W }, { text: "No", right: false, why: W }]
---
## What you see

${text || 'Text with {{call|bad}}.'}

${['What happens', 'In your code', 'The way out', 'When it is fine', 'Check yourself'].map((title) => `## ${title}\n\nText.\n`).join('\n')}`;
/** A bad and a good fence for the rule `bad-call`. */
export const pair = (bad: string, good: string, tags = '') =>
  `\`\`\`tsx bad=bad-call\n${bad}\n\`\`\`\n\n\`\`\`tsx good${tags}\n${good}\n\`\`\`\n`;

let count = 0;
/** A name that no other folder of this test has. */
export const freshName = () => `fresh-${count++}`;

/** Writes files of a content folder of their own and gives its path. */
export function write(files: Record<string, string>): string {
  const content = join(folder, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(content, path)), { recursive: true });
    writeFileSync(join(content, path), text);
  }
  return content;
}

/** Runs one of the scripts. */
export function run(script: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts', script), ...args], {
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}
