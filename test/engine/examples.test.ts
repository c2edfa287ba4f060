import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ExampleSearch, findExamples, type Span } from '../../src/engine/index.ts';
import { asRule, callsOf, tsx } from './lib/engine.ts';

const languages = ['typescriptreact'];
const lesson = 'topic/lesson';

/** A call of `open` is a sighting; done well it has a `close` in its callback. */
const search: ExampleSearch = {
  lesson,
  subjects: [
    {
      lesson,
      languages,
      places: '(call_expression function: (identifier) @call (#eq? @call "open")) @at',
    },
    { lesson: 'topic/other', languages, places: '(program) @at' },
  ],
  goodForms: [
    {
      lesson,
      languages,
      looksFor: ['close'],
      places: `(call_expression function: (identifier) @_close arguments: (arguments (identifier)? @what)
          (#eq? @_close "close")) @at
        (debugger_statement) @not`,
    },
  ],
  rules: [asRule({ ...callsOf('danger'), sameAs: ['eslint:no-danger'] }, 'no-danger')],
  faults: () => [],
};

function found(text: string, change: Partial<ExampleSearch> = {}): string[] {
  const doc = tsx(text);
  try {
    return findExamples(doc, { ...search, ...change }).map(({ start, end }) => doc.text.slice(start, end));
  } finally {
    doc.dispose();
  }
}

test('a sighting counts where its good form is in it, with the names of both', () => {
  const text = 'open(() => close(door));\nopen(() => {});\nclose(window);\n';
  const doc = tsx(text);
  const [example, ...others] = findExamples(doc, search);
  assert.deepEqual(others, []);
  assert.ok(example);
  assert.equal(text.slice(example.start, example.end), 'open(() => close(door))');
  assert.deepEqual(
    example.good.map(({ start, end }) => text.slice(start, end)),
    ['close(door)'],
  );
  assert.deepEqual(example.names, { call: 'open', what: 'door' });
  doc.dispose();
});

test('the smallest sighting around it counts, once, with all that is good in it', () => {
  const doc = tsx('open(() => { open(() => { close(a); close(b); }); });');
  const examples = findExamples(doc, search);
  assert.equal(examples.length, 1);
  assert.equal(doc.text.slice(examples[0]?.start, examples[0]?.end), 'open(() => { close(a); close(b); })');
  assert.equal(examples[0]?.good.length, 2);
  doc.dispose();
});

test('a place with a fault, or with what spoils it, is no example', () => {
  const good = 'open(() => close(a));';
  const faults = (): Span[] => [{ start: 5, end: 7 }];
  assert.deepEqual(found(good, { faults }), []);
  assert.equal(found(`// a line above\n${good}`, { faults }).length, 1);
  assert.deepEqual(found('open(() => { debugger; close(a); });'), []);
  assert.equal(found(`debugger;\n${good}`).length, 1);
});

test('faults are asked for only when there is a place', () => {
  const faults = () => assert.fail('asked');
  assert.deepEqual(found('open(() => {}); // no close', { faults }), []);
  assert.deepEqual(found('close(a);', { faults }), []);
});

for (const [what, comment] of [
  ['above it', '// hindsight-ignore-next-line topic/no-danger'],
  ['for the topic', '// hindsight-ignore-next-line topic'],
  ['for the file', '\n// hindsight-ignore-file topic/no-danger\n'],
  ['of another tool, for the same fault', '// eslint-disable-next-line no-danger'],
] as const) {
  test(`a comment that silences a rule ${what} spoils the place`, () => {
    assert.deepEqual(found(`${comment}\nopen(() => close(a));`), []);
  });
}

test('a comment for another rule spoils nothing, unless it stands in the place', () => {
  assert.equal(found('// eslint-disable-next-line no-alert\nopen(() => close(a));').length, 1);
  assert.deepEqual(
    found('open(() => {\n  // eslint-disable-next-line no-alert\n  alert(1);\n  close(a);\n});'),
    [],
  );
});

test('a text without the words, of another language, or of another lesson holds none', () => {
  const places = '(no_such_node) @at';
  const goodForms = [{ lesson, languages, looksFor: ['absent'], places }];
  assert.deepEqual(found('open(() => close(a));', { goodForms }), []);
  assert.deepEqual(found('open(() => close(a));', { goodForms: [] }), []);
  const other = tsx('open(() => close(a));', 'file:///a.ts', 'typescript');
  assert.deepEqual(findExamples(other, search), []);
  other.dispose();
});

test('the excerpt is whole lines: what is short enough around the place, or the neighbours of a single line', () => {
  const excerpt = (text: string) => {
    const doc = tsx(text);
    const [example] = findExamples(doc, search);
    doc.dispose();
    return example && text.slice(example.excerpt.start, example.excerpt.end);
  };
  const small = 'export function f() {\n  const a = 1;\n  open(() => close(a));\n}\n';
  assert.equal(excerpt(`const x = 0;\n\n${small}`)?.trimEnd(), small.trimEnd());
  const lines = Array.from({ length: 12 }, (_, index) => `  use(${index});`).join('\n');
  const large = `function f() {\n${lines}\n  open(() => close(a));\n${lines}\n}\n`;
  assert.equal(
    excerpt(large)?.trimEnd(),
    '  open(() => close(a));\n  use(0);\n  use(1);\n  use(2);\n  use(3);',
  );
});

test('code that nobody can read at a glance is no example', () => {
  const lines = Array.from({ length: 30 }, (_, index) => `  use(${index});`).join('\n');
  assert.deepEqual(found(`open(() => {\n${lines}\n  close(a);\n});`), []);
  assert.deepEqual(found(`open(() => { use('${'x'.repeat(200)}'); close(a); });`), []);
});

test('no cut-off version of a text makes it throw', () => {
  const text = 'function f() {\n  open(() => {\n    use(`x`);\n    close(a);\n  });\n}\n';
  for (let end = 0; end <= text.length; end++) found(text.slice(0, end));
  assert.deepEqual(found(text), [text.slice(text.indexOf('open'), text.lastIndexOf(';'))]);
});
