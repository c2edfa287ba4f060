/**
 * `npm start [-- FOLDER] [--no-open] [--port N] [--web] [--desktop] [--fresh]`: builds the extension, installs
 * it as its users would, and opens it on a folder (the sample workspace where none is named).
 *
 * `--web` runs the browser-only build, `--desktop` an installed VS Code, `--fresh` forgets the profile and the
 * edited sample of earlier starts.
 */
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { bold, dim, PlainError, runMain, say, step, yellow } from './lib/log.mjs';
import { editorCache } from './lib/paths.mjs';
import { removeFolder } from './lib/removeFolder.mjs';

const usage = 'npm start [-- FOLDER] [--no-open] [--port N] [--web] [--desktop] [--fresh]';

await runMain(async () => {
  const options = readArguments();
  const home = join(editorCache, 'start');
  if (options.fresh) removeFolder(home);

  await step('Dependencies', ensureDependencies);
  const [{ build }, { pack }, { ensureEditor }, { firstFile, sampleCopy }] = await Promise.all([
    import('./lib/bundle.mjs'),
    import('./lib/package.mjs'),
    import('./editor/install.mjs'),
    import('./lib/sample.mjs'),
  ]);
  const packed = step('Build', () => build()).then(() => step('Package', () => pack()));
  const [{ file: vsix }] = await Promise.all([
    packed,
    options.desktop ? undefined : step('Editor', ensureEditor),
  ]);
  const folder = options.folder ?? sampleCopy(home);
  const file = options.folder === undefined ? firstFile(folder) : undefined;

  if (options.desktop) {
    const { openDesktop } = await import('./editor/installed.mjs');
    await openDesktop({ vsix, folder, profile: join(home, 'desktop') });
    return;
  }
  await serve({ ...options, vsix, folder, file, home });
});

/** @typedef {{ folder: string | undefined, open: boolean, port: number | undefined, web: boolean, desktop: boolean, fresh: boolean }} StartOptions */

/**
 * @returns {StartOptions}
 * @throws {PlainError} naming what is wrong with the arguments
 */
function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: {
        'no-open': { type: 'boolean', default: false },
        port: { type: 'string' },
        web: { type: 'boolean', default: false },
        desktop: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : error}\nUsage: ${usage}`);
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) throw new PlainError(`One folder at a time.\nUsage: ${usage}`);
  if (values.web && values.desktop) throw new PlainError('--web and --desktop exclude each other.');
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new PlainError(`${values.port} is no port; give a number from 1 to 65535.`);
  }
  // npm runs scripts in the repository's root and keeps where the person was.
  const folder =
    positionals[0] === undefined
      ? undefined
      : resolve(process.env['INIT_CWD'] ?? process.cwd(), positionals[0]);
  if (folder !== undefined && !(existsSync(folder) && statSync(folder).isDirectory())) {
    throw new PlainError(`${folder} is no folder.`);
  }
  return {
    folder,
    open: !values['no-open'],
    port,
    web: values.web,
    desktop: values.desktop,
    fresh: values.fresh,
  };
}

/**
 * Serves the editor until the person ends it.
 * @param {StartOptions & { vsix: string, folder: string, file: string | undefined, home: string }} options
 */
async function serve(options) {
  const { EditorServer, stopAllServers } = await import('./editor/serve.mjs');
  const { openInBrowser } = await import('./lib/openInBrowser.mjs');
  const { choosePort, usualPort } = await import('./lib/ports.mjs');
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(130);
    stopping = true;
    say(dim('\nStopping …'));
    await stopAllServers();
    say('Stopped.');
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());

  const port = options.port ?? (await choosePort());
  if (options.port === undefined && port !== usualPort) {
    say(
      yellow(
        `  Port ${usualPort} is taken, so this start has another address. Your browser keeps what you learned by address.`,
      ),
    );
  }
  const server = await step('Serve', () =>
    EditorServer.start({
      profile: join(options.home, options.web ? 'web' : 'node'),
      replaceSettings: false,
      vsix: options.vsix,
      web: options.web,
      port,
      name: 'start',
    }),
  );
  const url = server.url(
    options.folder,
    options.file ? { openFile: server.remoteUri(options.file) } : undefined,
  );
  say(`\n${bold('Hindsight is open on')} ${options.folder}`);
  say(`\n    ${bold(url)}\n`);
  const opened = options.open && (await openInBrowser(url));
  say(
    dim(
      `${opened ? 'Your browser shows it.' : 'Open this address in a browser.'} Ctrl-C ends it; what you learned and edited is kept for the next start.`,
    ),
  );
  const code = await server.ended;
  if (stopping) return new Promise(() => undefined);
  throw new PlainError(`The editor's server ended by itself (code ${code}). Its log: ${server.log}`);
}
