import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Document, findExamples, findSightings, prepareLanguage } from '../../src/engine/index.ts';
import { defineKind, LINE_SUBJECT, type LineEntry } from '../../src/engine/kind.ts';
import linesParser from '../../src/engine/parsers/lines/kind.ts';
import { asRule, callsOf, readWasm } from './lib/engine.ts';

/** What `about` and `well` mean in each form in which a kind takes them; those of grammars with JSX are tried elsewhere. */

for (const language of ['yaml', 'dockerfile', 'shellscript']) await prepareLanguage(language, readWasm);

const lesson = 'topic/lesson';

interface Places {
  readonly language: string;
  readonly about: unknown;
  readonly well: unknown;
  readonly looksFor: readonly string[];
  readonly not?: readonly unknown[];
}

function inDocument<T>(language: string, text: string, ask: (doc: Document) => T): T {
  const doc = new Document('file:///src/example', language, text);
  try {
    return ask(doc);
  } finally {
    doc.dispose();
  }
}

/** The places of an `about` entry, with their names. */
function sightings(language: string, text: string, places: unknown) {
  return inDocument(language, text, (doc) =>
    findSightings(doc, [{ lesson, languages: [language], places }]).map(({ start, end, names }) => ({
      text: text.slice(start, end),
      names,
    })),
  );
}

/** The examples of a text: what is good in each, its names, and its excerpt. */
function examples(text: string, { language, about, well, looksFor, not }: Places) {
  const languages = [language];
  const search = {
    lesson,
    subjects: [{ lesson, languages, places: about }],
    goodForms: [{ lesson, languages, looksFor, places: well, ...(not ? { not } : {}) }],
    rules: [asRule({ ...callsOf('danger'), languages }, 'no-danger')],
    faults: () => [],
  };
  return inDocument(language, text, (doc) =>
    findExamples(doc, search).map(({ good, names, excerpt }) => {
      assert.ok(excerpt.start === 0 || text[excerpt.start - 1] === '\n', 'the excerpt begins with a line');
      assert.ok(excerpt.end === text.length || /[\r\n]/.test(text[excerpt.end] ?? ''), 'and ends with one');
      const shown = text.slice(excerpt.start, excerpt.end);
      assert.ok(shown.split('\n').length <= 26, 'it can be taken in');
      return { good: good.map(({ start, end }) => text.slice(start, end)), names, excerpt: shown };
    }),
  );
}

/** A comment that silences a rule of the topic spoils the place that it is for; one for another rule does not. */
function spoiltByComments(text: string, line: string, places: Places): void {
  const [only] = examples(text, places);
  assert.ok(only, 'it is an example without a comment');
  for (const comment of ['hindsight-ignore-next-line topic/no-danger', 'hindsight-ignore-next-line topic']) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    assert.deepEqual(examples(text.replace(line, `${indent}# ${comment}\n${line}`), places), [], comment);
  }
  assert.deepEqual(examples(`# hindsight-ignore-file topic/no-danger\n${text}`, places), []);
  assert.equal(examples(`# hindsight-ignore-file topic/other\n${text}`, places).length, 1);
}

const numbered = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

describe('YAML', () => {
  const image = 'spec.containers.*.image';
  const pod = (...images: string[]) =>
    `kind: Pod\nmetadata:\n  name: shop\nspec:\n  containers:\n${images.map((each, index) => `    - name: c${index}\n      image: ${each}\n`).join('')}`;
  const places: Places = {
    language: 'yaml',
    about: { kind: 'Pod', path: 'spec.containers.*', names: { container: 'spec.containers.*.name' } },
    well: { kind: 'Pod', path: 'spec.containers.*.securityContext.privileged', value: false },
    looksFor: ['privileged'],
    not: [{ kind: 'Pod', path: 'spec.containers.*.image', value: ['any:latest', 'any'] }],
  };
  const good = pod('a:1', 'b:2').replace(
    '      image: a:1\n',
    '      image: a:1\n      securityContext:\n        privileged: false\n',
  );

  test('a value is one of those named, whatever its quotes', () => {
    const found = (value: unknown, text: string) =>
      sightings('yaml', text, { path: 'a', value }).map((each) => each.text);
    assert.deepEqual(found(true, 'a: true\n'), ['a: true']);
    assert.deepEqual(found(true, 'a: "true"\n'), ['a: "true"']);
    assert.deepEqual(found(true, 'a: false\n'), []);
    assert.deepEqual(found(8080, 'a: 8080\n'), ['a: 8080']);
    assert.deepEqual(found(['x', 'y'], "a: 'y'\n"), ["a: 'y'"]);
    assert.deepEqual(found(['x', 'y'], 'a: z\n'), []);
    assert.deepEqual(found('x', 'a: { b: x }\n'), [], 'a mapping has no value');
    assert.deepEqual(found('x', '- a\n'), []);
  });

  test('a kind is that of an object, also of one in a list', () => {
    const found = (text: string, kind: unknown = 'Pod') =>
      sightings('yaml', text, { kind, path: image }).map((each) => each.text);
    assert.deepEqual(found(pod('a:1')), ['image: a:1']);
    assert.deepEqual(found(pod('a:1').replace('Pod', 'Job')), []);
    assert.deepEqual(found(pod('a:1').replace('Pod', 'Job'), ['Pod', 'Job']), ['image: a:1']);
    const list = `kind: List\nitems:\n  - ${pod('a:1').trimEnd().replaceAll('\n', '\n    ')}\n`;
    assert.deepEqual(found(list), ['image: a:1']);
    assert.deepEqual(found(`kind: Job\n---\n${pod('b:2')}`), ['image: b:2'], 'of its own document');
  });

  test('a star is every item, and in a name the same one', () => {
    const about = { kind: 'Pod', path: image, names: { name: 'spec.containers.*.name' } };
    assert.deepEqual(sightings('yaml', pod('a:1', 'b:2'), about), [
      { text: 'image: a:1', names: { name: 'c0' } },
      { text: 'image: b:2', names: { name: 'c1' } },
    ]);
  });

  test('an example is the item in which the form is, with the lines around it', () => {
    assert.deepEqual(examples(good, places), [
      { good: ['privileged: false'], names: { container: 'c0' }, excerpt: good.trimEnd() },
    ]);
    assert.deepEqual(examples(good.replace('false', 'true'), places), [], 'another value');
    assert.deepEqual(examples(good.replace('Pod', 'Job'), places), [], 'another kind');
  });

  test('what is named under not spoils the item that holds it, and no other', () => {
    assert.deepEqual(examples(good.replace('a:1', 'any:latest'), places), []);
    assert.equal(examples(good.replace('b:2', 'any:latest'), places).length, 1);
  });

  test('the excerpt is no longer than what is read at a glance', () => {
    const long = `${good}${numbered(20, (index) => `    - name: more${index}\n      image: m:${index}`)}\n`;
    const item = '    - name: c0\n      image: a:1\n      securityContext:\n        privileged: false';
    assert.deepEqual(
      examples(long, places).map(({ excerpt }) => excerpt),
      [item],
    );
    const args = numbered(30, (index) => `        - a${index}`);
    const huge = good.replace('      image: a:1\n', `      image: a:1\n      args:\n${args}\n`);
    assert.deepEqual(examples(huge, places), [], 'a place that has to be studied');
    assert.deepEqual(examples(good.replace('a:1', `a:${'1'.repeat(200)}`), places), [], 'a line too long');
  });

  test('a comment that silences spoils it', () => {
    spoiltByComments(good, '      securityContext:', places);
  });
});

describe('Dockerfiles', () => {
  const places: Places = {
    language: 'dockerfile',
    about: 'USER',
    well: { instruction: 'USER', argument: ['node', '1000'], names: { user: 'argument' } },
    looksFor: ['USER'],
    not: [{ instruction: 'USER', argument: 'root' }],
  };
  const good = 'FROM node:20 AS base\nWORKDIR /app\nUSER node\nCMD ["node", "a.js"]\n';

  test('an argument is one of those named', () => {
    const found = (argument: unknown, text: string) =>
      sightings('dockerfile', `FROM a\n${text}\n`, { instruction: ['USER', 'EXPOSE'], argument }).map(
        (each) => each.text,
      );
    assert.deepEqual(found('node', 'USER node'), ['USER node']);
    assert.deepEqual(found('node', 'USER root'), []);
    assert.deepEqual(found(['root', 'node'], 'USER node'), ['USER node']);
    assert.deepEqual(found('8080', 'EXPOSE 8080 9090'), ['EXPOSE 8080 9090'], 'the first one');
    assert.deepEqual(found('9090', 'EXPOSE 8080 9090'), []);
  });

  test('an example is an instruction, with its stage or all of a short file', () => {
    assert.deepEqual(examples(good, places), [
      { good: ['USER node'], names: { user: 'node' }, excerpt: good.trimEnd() },
    ]);
    assert.deepEqual(examples(good.replace('node\nCMD', 'postgres\nCMD'), places), []);
    const other = `FROM a AS build\n${numbered(20, (index) => `RUN make ${index}`)}\n`;
    assert.deepEqual(
      examples(`${other}${good}`, places).map(({ excerpt }) => excerpt),
      [good.trimEnd()],
      'the stage',
    );
    const long = good.replace('USER', `${numbered(20, (index) => `RUN make ${index}`)}\nUSER`);
    assert.deepEqual(
      examples(long, places).map(({ excerpt }) => excerpt),
      ['USER node'],
      'the line alone',
    );
  });

  test('what is named under not spoils the place that holds it', () => {
    assert.deepEqual(examples(good, { ...places, not: [places.well] }), []);
    assert.equal(examples(good.replace('WORKDIR', 'USER root\nWORKDIR'), places).length, 1);
  });

  test('an instruction of several lines is shown whole, unless it has to be studied', () => {
    const run: Places = { language: 'dockerfile', about: 'RUN', well: 'RUN', looksFor: ['RUN'] };
    const lines = (count: number) => `RUN a \\\n${numbered(count, (index) => `  && b${index} \\`)}\n  && c`;
    const [found] = examples(`FROM a\n${lines(18)}\n`, run);
    assert.equal(found?.excerpt, lines(18));
    assert.deepEqual(examples(`FROM a\n${lines(30)}\n`, run), []);
  });

  test('a comment that silences spoils it', () => {
    spoiltByComments(good, 'USER node', places);
  });
});

describe('shell scripts', () => {
  const places: Places = {
    language: 'shellscript',
    about: '(command name: (command_name) @program (#eq? @program "curl")) @at',
    well: `(command name: (command_name) @_program argument: (word) @at (#eq? @_program "curl") (#eq? @at "--fail"))
      (command argument: (word) @not (#eq? @not "--insecure"))`,
    looksFor: ['--fail'],
  };
  const good = 'set -e\nfetch() {\n  curl --fail https://example.org/a\n}\n';

  test('a query finds places, forms in them, and what spoils them', () => {
    assert.deepEqual(examples(good, places), [
      { good: ['--fail'], names: { program: 'curl' }, excerpt: good.slice(good.indexOf('fetch')).trimEnd() },
    ]);
    assert.deepEqual(examples(good.replace('--fail', '--fail --insecure'), places), []);
    assert.deepEqual(examples(good.replace('curl', 'wget'), places), []);
    assert.equal(examples(`${good}other --insecure\n`, places).length, 1);
  });

  test('the excerpt of a line in a long function is its neighbours', () => {
    const lines = (name: string) => numbered(20, (index) => `  ${name} ${index}`);
    const long = `fetch() {\n${lines('a')}\n  curl --fail b\n${lines('c')}\n}\n`;
    assert.deepEqual(
      examples(long, places).map(({ excerpt }) => excerpt),
      ['  curl --fail b\n  c 0\n  c 1\n  c 2\n  c 3'],
    );
  });

  test('a comment that silences spoils it', () => {
    spoiltByComments(good, '  curl --fail https://example.org/a', places);
  });
});

describe('line readers', () => {
  /** `[section]` and `key=value`. */
  function readLines(text: string): readonly LineEntry[] {
    let section = '';
    return [...text.matchAll(/^\[(\w+)\]$|^(\w+)=(.*)$/gm)].flatMap((match) => {
      const [line, heading, key = '', value = ''] = match;
      if (heading !== undefined) {
        section = heading;
        return [];
      }
      const start = match.index;
      const end = start + line.length;
      const keySpan = { start, end: start + key.length };
      return [{ section, key, value, keySpan, valueSpan: { start: end - value.length, end }, start, end }];
    });
  }
  const parser = linesParser(
    defineKind({
      name: 'toy',
      languages: [{ id: 'toy', extensions: ['.toy'] }],
      comments: [['#']],
      stage: 'operation',
      parser: 'lines',
      subject: LINE_SUBJECT,
      readLines,
    }),
  );
  const text = 'port=1\nhost=a\n[web]\nport=2\nhost=\n# none\n[db]\nport=3\n';
  const found = (subject: unknown) =>
    inDocument('toy', text, (doc) =>
      parser.placesOf(doc, subject).map(({ start, end, names }) => ({ text: text.slice(start, end), names })),
    );
  const texts = (subject: unknown) => found(subject).map((each) => each.text);

  test('a place is a line by its key, its section and its value', () => {
    assert.deepEqual(texts({ key: 'port' }), ['port=1', 'port=2', 'port=3']);
    assert.deepEqual(texts({ key: ['host', 'none'] }), ['host=a', 'host=']);
    assert.deepEqual(texts({ key: '*', section: ['web', 'db'] }), ['port=2', 'host=', 'port=3']);
    assert.deepEqual(texts({ key: 'port', section: '' }), ['port=1']);
    assert.deepEqual(texts({ key: 'port', value: ['1', '3'] }), ['port=1', 'port=3']);
    assert.deepEqual(texts({ key: 'host', value: '' }), ['host=']);
  });

  test('names are parts of the line; what is empty has none', () => {
    const names = { name: 'key', number: 'value', heading: 'section' };
    assert.deepEqual(found({ key: 'port', value: ['1', '2'], names }), [
      { text: 'port=1', names: { name: 'port', number: '1' } },
      { text: 'port=2', names: { name: 'port', number: '2', heading: 'web' } },
    ]);
  });

  test('what is named under not spoils a form', () => {
    const { good, spoilt } = inDocument('toy', text, (doc) =>
      parser.formsOf(doc, { key: 'port' }, [{ key: 'port', value: '2' }, { key: 'host' }]),
    );
    const textOf = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
    assert.deepEqual(good.map(textOf), ['port=1', 'port=2', 'port=3']);
    assert.deepEqual(spoilt.map(textOf), ['port=2', 'host=a', 'host=']);
  });

  test('around a line is its section, in whole lines', () => {
    const at = text.indexOf('port=2');
    const around = inDocument('toy', text, (doc) => [...parser.around(doc, { start: at, end: at + 6 })]);
    assert.deepEqual(
      around.map(({ start, end }) => text.slice(start, end)),
      ['port=2', 'port=2\nhost='],
    );
  });

  test('a text without a key cannot hold it', () => {
    assert.equal(parser.mayHold(text, { key: ['user', 'host'] }), true);
    assert.equal(parser.mayHold(text, { key: 'user' }), false);
    assert.equal(parser.mayHold(text, { key: '*' }), true);
  });
});
