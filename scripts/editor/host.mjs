/**
 * Runs test suites inside an extension host: the embedded editor's (Node or web worker), or that of a
 * desktop VS Code through @vscode/test-electron. The same suites, bundled the same way, run in each.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import { evidenceFolder, keepPage } from '../lib/evidence.mjs';
import { PlainError } from '../lib/log.mjs';
import { root } from '../lib/paths.mjs';
import { run, tail } from '../lib/process.mjs';
import { removeFolder } from '../lib/removeFolder.mjs';
import { packagedExtension } from './packages.mjs';
import { freshProfile, useProfile } from './profile.mjs';
import { baseSettings } from './serve.mjs';
import { Stage } from './stage.mjs';

/** @typedef {import('../../test/harness/suite.ts').SuiteEvent} SuiteEvent */

/**
 * @typedef {object} SuiteOptions
 * @property {string} suite absolute path of the suite's `*.test.ts`
 * @property {string} [vsix] the package under test
 * @property {string} [extension] folder of an unpacked extension under test, instead of `vsix`
 * @property {'node' | 'web' | 'desktop'} host
 * @property {string} [folder] workspace, relative to the repository; the suite gets a copy
 * @property {Record<string, unknown>} [settings]
 * @property {number} [timeout] for the whole run, in milliseconds
 * @property {Stage} [stage] with the server and the browsers to use; without one the suite has its own
 * @property {number} [lane] of the stage, from 0
 * @property {(line: string) => void} [log] console lines that are no outcomes
 * @property {(event: SuiteEvent) => void} [onEvent]
 */

/**
 * @typedef {object} SuiteResult
 * @property {SuiteEvent[]} events passes and failures, in order
 * @property {string | undefined} broken why the run as a whole failed, beyond what the events say
 */

/**
 * @param {SuiteOptions} options
 * @returns {Promise<SuiteResult>} never throws for failing tests, nor for an editor that breaks
 */
export async function runSuite(options) {
  const stage = mkdtempSync(join(tmpdir(), 'hindsight-suite-'));
  /** @type {SuiteEvent[]} */
  const events = [];
  const record = (/** @type {SuiteEvent} */ event) => {
    events.push(event);
    options.onEvent?.(event);
  };
  try {
    const parts = await prepare(options, stage);
    const broken =
      options.host === 'desktop'
        ? await runInVSCode(options, parts, record)
        : await runInEmbedded(options, parts, record);
    return { events: events.filter((event) => event.type !== 'end'), broken: broken ?? incomplete(events) };
  } catch (error) {
    return {
      events: events.filter((event) => event.type !== 'end'),
      broken:
        error instanceof PlainError ? error.message : String(error instanceof Error ? error.stack : error),
    };
  } finally {
    removeFolder(stage);
  }
}

/**
 * @param {readonly SuiteEvent[]} events
 * @returns {string | undefined} why these events are not those of a whole run
 */
function incomplete(events) {
  if (!events.some((event) => event.type === 'end')) return 'The suite ended before its last test.';
  if (events.length === 1) return 'The suite has no test.';
  return undefined;
}

/** @typedef {{ extension: string, entry: string, folder: string, profile: string }} Parts */

/**
 * Lays the run out in one folder: the extension as a user gets it, the bundled suite inside it (the editor
 * chooses the host of the tests by the extension that they lie in), and a copy of the workspace.
 * @param {SuiteOptions} options
 * @param {string} stage
 * @returns {Promise<Parts>}
 */
async function prepare(options, stage) {
  const extension = join(stage, 'extension');
  const source = options.extension ?? (options.vsix ? await packagedExtension(options.vsix) : undefined);
  if (!source) throw new Error('a suite needs a package or an extension folder');
  cpSync(source, extension, { recursive: true });
  if (options.host === 'web') {
    const manifestFile = join(extension, 'package.json');
    const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
    if (!manifest.browser)
      throw new PlainError('The extension has no browser entry, so it cannot run on the web.');
    delete manifest.main;
    writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
  }
  const suite = join(extension, 'suite');
  mkdirSync(suite);
  // `.cjs`, because the extension's manifest may say that its scripts are modules.
  const entry = join(suite, 'index.cjs');
  await bundleSuite(options.suite, entry, options.host === 'web');
  const folder = join(stage, 'workspace');
  if (options.folder) cpSync(resolve(root, options.folder), folder, { recursive: true });
  else mkdirSync(folder);
  return { extension, entry, folder, profile: join(stage, 'profile') };
}

/**
 * @param {string} suite
 * @param {string} outfile
 * @param {boolean} web
 */
async function bundleSuite(suite, outfile, web) {
  const harness = join(root, 'test', 'harness', 'suite.ts');
  try {
    await esbuild.build({
      absWorkingDir: root,
      stdin: {
        contents: `import ${JSON.stringify(suite)}; export { run } from ${JSON.stringify(harness)};`,
        resolveDir: root,
        loader: 'ts',
      },
      bundle: true,
      outfile,
      format: 'cjs',
      platform: web ? 'browser' : 'node',
      target: 'node20',
      external: ['vscode'],
      define: {
        'import.meta.url': JSON.stringify('https://hindsight.invalid/'),
        'globalThis.HINDSIGHT_WEB': String(web),
      },
      logLevel: 'silent',
    });
  } catch (error) {
    throw new PlainError(`${suite} does not compile: ${error instanceof Error ? error.message : error}`);
  }
}

const marker = 'hindsight-test ';

/**
 * @param {string} line
 * @param {SuiteOptions} options
 * @param {(event: SuiteEvent) => void} onEvent
 */
function readLine(line, options, onEvent) {
  const at = line.indexOf(marker);
  if (at < 0) options.log?.(line);
  else onEvent(JSON.parse(line.slice(at + marker.length)));
}

/** In milliseconds, for a whole suite: so long that only one that hangs is given up, on however busy a machine. */
const patience = 1_200_000;

/**
 * @param {SuiteOptions} options
 * @param {Parts} parts
 * @param {(event: SuiteEvent) => void} onEvent
 * @returns {Promise<string | undefined>} what went wrong with the run itself
 */
async function runInEmbedded(options, parts, onEvent) {
  const stage = options.stage ?? new Stage({});
  const started = Date.now();
  const profile = freshProfile(options.settings ?? {}, options.host === 'web');
  try {
    const server = await stage.server('development');
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const browser = await chromium.connectOverCDP((await stage.browser(options.lane ?? 0)).url);
    try {
      const context = await browser.newContext({
        viewport: { width: 1400, height: 900 },
        // It is only looked at after a failure, and the drawing is a good part of the work.
        deviceScaleFactor: 0.5,
        reducedMotion: 'reduce',
      });
      await useProfile(context, profile.userData);
      const page = await context.newPage();
      /** @type {string[]} */
      const lines = [];
      /** @type {Promise<void>} */
      let kept = Promise.resolve();
      const keep = (/** @type {string} */ name, /** @type {unknown} */ error) => {
        const folder = evidenceFolder(`${basename(options.suite, '.test.ts')} ${options.host} ${name}`);
        options.log?.(`What was seen then is kept in ${folder}`);
        const { log, logs } = server.place;
        kept = kept.then(() => keepPage(folder, page, { error, console: lines, log, logs, since: started }));
      };
      /** @type {(code: number) => void} */
      let finish = () => undefined;
      /** @type {Promise<number>} */
      const finished = new Promise((settle) => {
        finish = settle;
      });
      await page.exposeFunction(
        'codeAutomationLog',
        (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
          const line = args.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(' ');
          lines.push(line);
          readLine(line, options, (event) => {
            if (event.type === 'fail') keep(event.name, event.error);
            onEvent(event);
          });
        },
      );
      await page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => finish(code));
      const limit = options.timeout ?? patience;
      const late = new Promise((settle) => {
        timer = setTimeout(() => settle(`The suite did not end within ${limit / 1000} s.`), limit);
      });
      const crashed = new Promise((settle) => page.once('crash', () => settle('The browser page crashed.')));
      const gone = new Promise((settle) => browser.once('disconnected', () => settle('The browser ended.')));
      const ended = server.ended.then(() => "The editor's server ended during the suite.");
      await page.goto(
        server.url(parts.folder, {
          extensionDevelopmentPath: server.remoteUri(parts.extension),
          extensionTestsPath: server.remoteUri(parts.entry),
          skipWelcome: 'true',
        }),
        { timeout: limit },
      );
      const outcome = await Promise.race([finished, late, crashed, gone, ended]);
      if (typeof outcome === 'string') keep('stopped', outcome);
      await kept;
      return typeof outcome === 'string' ? outcome : undefined;
    } finally {
      // A window that could not be opened would otherwise keep this process alive until then.
      clearTimeout(timer);
      await browser.close();
    }
  } finally {
    profile.remove();
    if (!options.stage) await stage.close();
  }
}

/**
 * @param {SuiteOptions} options
 * @param {Parts} parts
 * @param {(event: SuiteEvent) => void} onEvent
 * @returns {Promise<string | undefined>} what went wrong with the run itself
 */
async function runInVSCode(options, parts, onEvent) {
  const user = join(parts.profile, 'user', 'User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...baseSettings, ...options.settings }));
  const plan = {
    extensionDevelopmentPath: parts.extension,
    extensionTestsPath: parts.entry,
    launchArgs: [
      parts.folder,
      ...[
        '--user-data-dir',
        join(parts.profile, 'user'),
        '--extensions-dir',
        join(parts.profile, 'extensions'),
      ],
      ...['--disable-gpu', '--skip-welcome', '--skip-release-notes', '--no-sandbox'],
    ],
    ...(process.env['HINDSIGHT_CODE'] ? { vscodeExecutablePath: process.env['HINDSIGHT_CODE'] } : {}),
  };
  // In a process of its own: test-electron writes the editor's console to its stdout, where the outcomes are.
  const result = await run(
    process.execPath,
    [join(root, 'scripts', 'editor', 'desktop.mjs'), JSON.stringify(plan)],
    {
      cwd: root,
      timeout: options.timeout ?? patience,
    },
  );
  let outcomes = 0;
  for (const line of result.output.split(/\r?\n/)) {
    if (line.includes(marker)) outcomes++;
    if (line) readLine(line, options, onEvent);
  }
  if (outcomes === 0) return `VS Code ran no test:\n${tail(result.output)}`;
  return undefined;
}
