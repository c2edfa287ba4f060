import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Report } from '../../src/cli/types.ts';
import type * as clientLanguages from '../../src/client/languages.ts';
import type * as highlight from '../../src/generated/highlight.ts';
import type * as search from '../../src/lessons/search/index.ts';
import type { LessonBody } from '../../src/lessons/types.ts';
import { AT, EXAMPLES, PRACTICE, TOUR } from '../../src/protocol/server.ts';
import { BuiltServer } from './lib/builtServer.ts';
import { filesBelow, RepositoryCopy } from './lib/repositoryCopy.ts';

/**
 * A language is one file. Two are added to a copy of the repository, one with a grammar and one with a line reader, with a
 * topic for both; then the product is built, and every part of it knows them.
 */

const fixtures = fileURLToPath(new URL('./fixtures/newKinds/', import.meta.url));
const added = join(fixtures, 'repository');

const KINDS = ['src/engine/kinds/css.ts', 'src/engine/kinds/dotenv.ts'];
const CSS = { rule: 'toys/transition-all', lesson: 'toys/slow-change' } as const;
const DOTENV = { rule: 'toys/loud-log', lesson: 'toys/loud-server' } as const;

let copy: RepositoryCopy;
let scratch: string;
let said = '';

before(() => {
  copy = new RepositoryCopy();
  copy.add(added);
  scratch = mkdtempSync(join(tmpdir(), 'hindsight-kinds-'));
  said = copy.script('generate.mjs');
  said += copy.script('build.mjs');
});
after(() => {
  copy.remove();
  rmSync(scratch, { recursive: true, force: true });
});

let folders = 0;
/** A workspace with faults, good code and comments that silence. */
function workspace(): string {
  const folder = join(scratch, `workspace${folders++}`);
  cpSync(join(fixtures, 'workspace'), folder, { recursive: true });
  return folder;
}

describe('two new kinds', () => {
  it('are a file each, and their content a folder', () => {
    const rest = filesBelow(added).filter((path) => !path.startsWith('content/toys/'));
    assert.deepEqual(rest, KINDS);
    assert.doesNotMatch(said, /content\/toys/, 'the content has no faults');
  });

  it('change nothing else that is written by hand', () => {
    const written = (path: string) =>
      /^src\/generated\/|^content\/(?:toys\/|lesson\.schema\.json$)/.test(path);
    assert.deepEqual(
      copy.changed('src', 'scripts', 'content', 'media').filter((path) => !written(path)),
      KINDS,
    );
  });

  it('have examples that the tools for content run', () => {
    const ran = copy.script('check-content.mjs', 'slow-change', 'loud-server');
    assert.match(ran, /✓ transition-all .*1 hint[\s\S]*✓ loud-log .*1 hint/);
  });
});

describe('the command line', () => {
  const run = (args: readonly string[], cwd: string, cache = join(scratch, 'no-cache')) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(copy.folder, 'dist', 'cli.js'), ...args],
      { cwd, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', XDG_CACHE_HOME: cache } },
    );
    assert.ok(status === 0 || status === 1, stderr);
    return stdout;
  };
  const checked = (cwd: string, cache: string) => {
    const report = JSON.parse(run(['check', '--format', 'json', '.'], cwd, cache)) as Report;
    return report.files.flatMap(({ path, hints }) =>
      hints.map(({ rule, start, end }) => `${path}:${start.line}:${start.column}-${end.column} ${rule}`),
    );
  };
  const FOUND = ['.env:2:11-16 toys/loud-log', 'styles/faults.css:3:15-18 toys/transition-all'];

  it('finds both where they are, but where a comment silences them', () => {
    assert.deepEqual(checked(workspace(), join(scratch, 'first')), FOUND);
  });

  it('repairs both', () => {
    const folder = workspace();
    const before = ['.env', 'styles/faults.css'].map((path) => readFileSync(join(folder, path), 'utf8'));
    run(['fix', '.'], folder);
    const [env, css] = ['.env', 'styles/faults.css'].map((path) => readFileSync(join(folder, path), 'utf8'));
    assert.equal(env, before[0]?.replace('debug', 'info'));
    assert.equal(css, before[1]?.replace('all 1s', 'opacity 1s'));
  });

  it('lists and explains both', () => {
    const rules = run(['rules'], scratch);
    for (const { rule, lesson } of [CSS, DOTENV]) {
      assert.match(rules, new RegExp(rule));
      const explained = run(['explain', rule], scratch);
      assert.match(explained, new RegExp(`reads ${rule === CSS.rule ? 'css' : 'dotenv'}`));
      // Comments in their language label the examples.
      assert.match(explained, lesson === CSS.lesson ? /\/\* not so: \*\// : /# not so:/);
    }
  });

  it('answers from the cache, which is another one with another grammar', () => {
    const folder = workspace();
    const cache = join(scratch, 'cache');
    const files = () => readdirSync(join(cache, 'hindsight'));
    assert.deepEqual(checked(folder, cache), FOUND);
    const [file = '', ...more] = files();
    assert.deepEqual(more, []);
    forge(join(cache, 'hindsight', file));
    assert.deepEqual(
      checked(folder, cache),
      FOUND.map((line) => line.replace(/:\d+:/, ':77:')),
    );
    const grammar = join(copy.folder, 'dist', 'tree-sitter-css.wasm');
    const bytes = readFileSync(grammar);
    try {
      // An empty section of a name of its own: the grammar is the same, and its file is not.
      appendFileSync(grammar, Buffer.from([0, 2, 1, 0x78]));
      assert.deepEqual(checked(folder, cache), FOUND);
      assert.equal(files().length, 2);
    } finally {
      writeFileSync(grammar, bytes);
    }
  });
});

/** Moves all that a cache remembers to line 77, with a right checksum. */
function forge(file: string): void {
  const [, body = ''] = readFileSync(file, 'utf8').split('\n');
  const forged = body.replaceAll(/"line":\d+/g, '"line":77');
  writeFileSync(file, `${createHash('sha256').update(forged).digest('hex')}\n${forged}`);
}

describe('the editor', () => {
  let server: BuiltServer;
  let folder: string;
  const uri = (path: string) => pathToFileURL(join(folder, path)).href;
  const opened = (path: string, languageId: string) =>
    server.open(uri(path), languageId, readFileSync(join(folder, path), 'utf8'));
  before(async () => {
    folder = workspace();
    server = new BuiltServer(join(copy.folder, 'dist', 'server.node.cjs'));
    await server.start(pathToFileURL(folder).href);
  });
  after(() => server.stop());

  const cases = [
    {
      ...CSS,
      language: 'css',
      path: 'styles/faults.css',
      silent: 'styles/silent.css',
      at: { line: 2, character: 14 },
      comments: [
        `  /* hindsight-ignore-next-line ${CSS.rule} */\n`,
        `/* hindsight-ignore-file ${CSS.rule} */\n`,
      ],
      names: { property: 'transition' },
      good: 'styles/good.css',
      excerpt: '.button {\n  transition: opacity 1s;\n}',
      unwanted: ['opacity 1s', 'none'],
    },
    {
      ...DOTENV,
      language: 'dotenv',
      path: '.env',
      silent: 'server/silent.env',
      at: { line: 1, character: 10 },
      comments: [`# hindsight-ignore-next-line ${DOTENV.rule}\n`, `# hindsight-ignore-file ${DOTENV.rule}\n`],
      names: { setting: 'LOG_LEVEL' },
      good: 'server/.env.shop',
      excerpt: 'PORT=8080\nLOG_LEVEL=info',
      unwanted: ['info', 'silent'],
    },
  ] as const;

  for (const { rule, lesson, language, path, silent, at, comments, names, ...rest } of cases) {
    describe(language, () => {
      const all = () => filesBelow(folder).map(uri);

      it('shows a hint, and none where a comment silences it', async () => {
        const hints = await opened(path, language);
        assert.deepEqual(
          hints.map((hint) => [hint.rule, hint.range.start]),
          [[rule, at]],
        );
        assert.deepEqual(await opened(silent, language), []);
      });

      it('silences it by a comment of the language', async () => {
        const inserted = await server.inserted(uri(path), at);
        const name = rule.slice(rule.indexOf('/') + 1);
        assert.deepEqual(
          [`Ignore ${name} on this line`, `Ignore ${name} in this file`].map((title) => inserted.get(title)),
          comments,
        );
      });

      it('knows which lesson a place is about', async () => {
        const { sightings } = await server.request(AT, { uri: uri(path), position: at });
        assert.deepEqual(
          sightings.map((each) => [each.lesson, each.names]),
          [[lesson, names]],
        );
      });

      it('shows where it is done well', async () => {
        const { examples, complete } = await server.request(EXAMPLES, {
          lesson,
          uris: all(),
        });
        assert.equal(complete, true);
        assert.deepEqual(
          examples.map((each) => [each.uri, each.language, each.excerpt.text.trimEnd()]),
          [[uri(rest.good), language, rest.excerpt]],
        );
      });

      it('has a place in a tour', async () => {
        const ask = { lessons: [lesson], hinted: [], budget: 4000 };
        const good = await server.request(TOUR, { ...ask, uris: all() });
        assert.deepEqual(
          good.found.map((each) => [each.kind, each.uri]),
          [['good', uri(rest.good)]],
        );
        const fresh = uri(`fresh/${rest.good}`);
        await server.open(
          fresh,
          language,
          readFileSync(join(folder, path), 'utf8').replaceAll(/^.*ignore.*$/gm, ''),
        );
        const seen = await server.request(TOUR, { ...ask, uris: [fresh] });
        assert.deepEqual(
          seen.found.map((each) => [each.kind, each.uri, each.names]),
          [['sighting', fresh, names]],
        );
      });

      it('has a practice that its solution passes, and nothing else', async () => {
        const body = join(copy.folder, 'dist', 'lessons', `${lesson}.json`);
        const { practice } = JSON.parse(readFileSync(body, 'utf8')) as LessonBody;
        assert.ok(practice);
        const [right, wrong] = rest.unwanted;
        const unmet = async (name: string, text: string) => {
          const document = `untitled:${language}-${name}`;
          await server.open(document, language, text);
          const answer = await server.request(PRACTICE, { uri: document, practice });
          return answer.unmet.map(({ kind }) => kind);
        };
        assert.deepEqual(await unmet('start', practice.start), ['rule']);
        assert.deepEqual(await unmet('solved', practice.solved), []);
        assert.deepEqual(await unmet('other', practice.solved.replace(right, wrong)), ['unwanted']);
        const [first = ''] = practice.mustMention[0]?.code ?? [];
        const changed = practice.solved.replace(first, first.replace(/\w+$/, 'other'));
        assert.deepEqual(await unmet('less', changed), ['missing']);
      });
    });
  }
});

describe('the client', () => {
  const manifest = () => JSON.parse(readFileSync(join(copy.folder, 'package.json'), 'utf8'));

  it('selects, watches and starts for both', async () => {
    const { languageIds, fileGlobs, languageRank } = await copy.import<typeof clientLanguages>(
      "export * from './src/client/languages.ts';",
    );
    for (const id of ['css', 'dotenv']) {
      assert.ok(languageIds.includes(id), id);
      assert.ok(manifest().activationEvents.includes(`onLanguage:${id}`), id);
      const { keybindings, menus } = manifest().contributes;
      for (const { when } of [
        keybindings.find((each: { command: string }) => each.command === 'hindsight.openLesson'),
        menus.commandPalette.find((each: { command: string }) => each.command === 'hindsight.fixAll'),
      ])
        assert.ok(new RegExp(/LangId =~ \/(\S+)\//.exec(when)?.[1] ?? '^$').test(id), `${id}: ${when}`);
    }
    assert.match(fileGlobs[0] ?? '', /[{,]\.css[,}]/);
    assert.match(fileGlobs[0] ?? '', /[{,]\.env[,}]/);
    assert.match(fileGlobs[1] ?? '', /[{,]\.env\.\*[,}]/);
    // How a service is run comes after what the application is.
    assert.ok(languageRank('css') < languageRank('dotenv'));
  });

  it('colours what highlight.js knows', async () => {
    const { grammarOf, grammars } = await copy.import<typeof highlight>(
      "export * from './src/generated/highlight.ts';",
    );
    assert.equal(grammarOf.get('css'), 'css');
    assert.ok('css' in grammars);
    const lesson = readFileSync(join(copy.folder, 'dist', 'lessons', `${CSS.lesson}.json`), 'utf8');
    assert.match(lesson, /hljs-attribute[^>]*>transition/);
    // A grammar that is none of the common ones.
    const loud = readFileSync(join(copy.folder, 'dist', 'lessons', `${DOTENV.lesson}.json`), 'utf8');
    assert.match(loud, /hljs-attr[^>]*>LOG_LEVEL/);
    assert.ok(
      readFileSync(join(copy.folder, 'dist', 'panel.js'), 'utf8').includes('font-variant-east-asian'),
      'the panel holds the grammar',
    );
  });

  it('finds the lessons by a question', async () => {
    const { createSearch } = await copy.import<typeof search>(
      "export * from './src/lessons/search/index.ts';",
    );
    const { ask } = createSearch(JSON.parse(readFileSync(join(copy.folder, 'dist', 'search.json'), 'utf8')));
    assert.equal(ask('slow change').found[0]?.lesson, CSS.lesson);
    assert.equal(ask('loud-log').found[0]?.lesson, DOTENV.lesson);
  });

  it('has a setting for both, and the schema knows what they are about', () => {
    const settings = manifest().contributes.configuration.properties['hindsight.rules'].properties;
    for (const { rule } of [CSS, DOTENV]) assert.ok(rule in settings, rule);
    const schema = JSON.parse(readFileSync(join(copy.folder, 'content', 'lesson.schema.json'), 'utf8'));
    assert.ok('dotenv' in schema.properties.about.items.properties);
    assert.ok('dotenv' in schema.properties.well.items.properties);
  });
});
