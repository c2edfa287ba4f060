/** What the project says to people, in lessons, pages and the interface, is spelt well and worded plainly. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readContent } from '../../scripts/lib/content.mjs';
import { faultLine } from '../../scripts/lib/content-files.mjs';
import { pictureFaults } from '../../scripts/lib/lesson-check.mjs';
import { root } from '../../scripts/lib/paths.mjs';
import { packTexts, projectTexts } from '../../scripts/lib/project-texts.mjs';
import { projectWords, spellingFaults, wordListFaults } from '../../scripts/lib/spelling.mjs';
import { wordingFaults } from '../../scripts/lib/wording.mjs';
import { assertNone } from './lib/failures.ts';

const content = await readContent();
const texts = await projectTexts(content);
const all = [...texts, ...(await packTexts(content))];

test('pages, manifest and interface are spelt well', () => {
  assertNone(spellingFaults(texts).map(faultLine));
});

test('pages, manifest and interface are worded plainly', () => {
  assertNone(wordingFaults(texts).map(faultLine));
});

test('the list of words holds what is used and in no dictionary, in order', () => {
  assertNone(wordListFaults(projectWords(), all).map(faultLine));
});

test('every picture of a page has a text', () => {
  const pages = readdirSync(root).filter((name) => name.endsWith('.md'));
  assertNone(pages.flatMap((name) => pictureFaults(join(root, name))).map(faultLine));
});
