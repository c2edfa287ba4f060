/**
 * `node scripts/bench/tour.mjs [FOLDER…]`: how long it takes until the tour of a workspace is ready, and what the tour
 * is, so that its order can be read and judged. Without a folder: the sample, the bench corpus where it was fetched,
 * and 5,000 manifests. The language server that was built last is asked what the editor asks it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { runMain, say, yellow } from '../lib/log.mjs';
import { root } from '../lib/paths.mjs';
import { corpusFolder } from './corpus.mjs';
import { writeManifests } from './manifests.mjs';
import { makeTour } from './tours.mjs';

/** Milliseconds in which a tour is to be ready. */
const GOAL = 5000;

await runMain(async () => {
  const made = mkdtempSync(join(tmpdir(), 'hindsight-manifests-'));
  try {
    let folders = process.argv.slice(2).map((folder) => resolve(folder));
    if (folders.length === 0) {
      writeManifests(made, 5000);
      folders = [join(root, 'content', 'sample'), corpusFolder, made].filter(existsSync);
    }
    for (const folder of folders) print(folder, await makeTour(folder));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
});

/**
 * @param {string} folder
 * @param {import('./tours.mjs').MadeTour} tour
 */
function print(folder, { files, hints, milliseconds, check, processor, complete, stops, more }) {
  const worked = processor === undefined ? '' : `, server's processor time ${processor} ms`;
  say(
    `\n${relative(root, folder)}: ${files} files, ${hints} hints, tour ready in ${Math.round(milliseconds)} ms` +
      ` (check ${Math.round(check)} ms${worked})${complete ? '' : ', search ended early'}`,
  );
  for (const [index, { lesson, kind, why, place }] of stops.entries())
    say(`  ${index + 1}. ${lesson} (${kind}): ${why}; ${place.path}:${place.range.start.line + 1}`);
  for (const { lesson, kind, why } of more) say(`  more: ${lesson} (${kind}): ${why}`);
  if (milliseconds > GOAL) say(yellow(`  Longer than ${GOAL} ms.`));
}
