/**
 * `npm run generate [-- --check] [-- --content FOLDER --out FOLDER]`: writes what follows from content/:
 * src/generated/, parts of package.json, and the rule table of README.md. With `--check` it writes nothing and
 * fails, naming each stale file.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { contentFolder } from './lib/content-files.mjs';
import { writeGenerated } from './lib/content-written.mjs';
import { PlainError, runMain, say } from './lib/log.mjs';
import { root } from './lib/paths.mjs';

await runMain(async () => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, content: { type: 'string' }, out: { type: 'string' } },
  });
  const { message, complaint } = await writeGenerated({
    contentRoot: resolve(values.content ?? contentFolder),
    out: resolve(values.out ?? root),
    check: values.check ?? false,
  });
  if (message) say(message);
  if (complaint) throw new PlainError(complaint);
});
