/**
 * `npm run generate [-- --check] [-- --content FOLDER --out FOLDER]`: writes what follows from content/:
 * src/generated/, parts of package.json, and the rule table of README.md. With `--check` it writes nothing and
 * fails, naming each stale file.
 */
import { resolve } from 'node:path';
import { commandLine } from './lib/command-line.mjs';
import { contentFolder } from './lib/content-files.mjs';
import { writeGenerated } from './lib/content-written.mjs';
import { PlainError, runMain, say } from './lib/log.mjs';
import { root } from './lib/paths.mjs';

const USAGE = `npm run generate [-- --check] [-- --content FOLDER --out FOLDER]

Writes what follows from content/: src/generated/, parts of package.json, and the rule table of README.md.

  --check            writes nothing, names each stale file, and ends with 1 where there is one
  --content FOLDER   another content folder than content/
  --out FOLDER       writes there instead of into the repository
`;

await runMain(async () => {
  const given = commandLine(
    { check: { type: 'boolean' }, content: { type: 'string' }, out: { type: 'string' } },
    USAGE,
  );
  if (!given) return;
  const { values } = given;
  const { message, complaint } = await writeGenerated({
    contentRoot: resolve(values.content ?? contentFolder),
    out: resolve(values.out ?? root),
    check: values.check ?? false,
  });
  if (message) say(message);
  if (complaint) throw new PlainError(complaint);
});
