import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContent } from '../../scripts/lib/content.mjs';
import { generate } from '../../scripts/lib/content-generate.mjs';
import { placesOf } from '../../scripts/lib/content-places.mjs';
import { openContent } from '../../scripts/lib/content-runner.mjs';
import { lesson, topic, write } from './lib/tryout.ts';

/** A Service whose selector no Deployment of any file carries; the fix takes the label over. */
const selectorRule = `
import { defineRule } from '../../../src/engine/index.ts';
import { setScalar, yamlFile } from '../../../src/engine/parsers/yaml/index.ts';
export default defineRule({
  title: 'Nobody lives there', languages: ['yaml'], severity: 'warning', fix: 'suggested',
  looksFor: ['Service'], collectsFor: ['Deployment'], messages: { found: 'no pod is \`{app}\`' },
  collect: (doc) => Object.fromEntries(doc.model(yamlFile).documents.flatMap(({ root }) =>
    root?.textAt('kind') === 'Deployment' ? [['app', root.textAt('spec', 'template', 'metadata', 'labels', 'app')]] : [])),
  *check(doc, facts) {
    for (const { root } of doc.model(yamlFile).documents) {
      const at = root?.textAt('kind') === 'Service' ? root.get('spec', 'selector', 'app') : undefined;
      const [there] = facts.get('app');
      if (!at || !there || at.text === there.value) continue;
      yield { at, message: 'found', names: { app: at.text }, fixes: [{ title: 'Take it over', kind: 'suggested', edits: setScalar(at, there.value).edits }] };
    }
  },
});`;

/** A final stage that ends as root, and \`sudo\` in a RUN. */
const rootRule = `
import { defineRule } from '../../../src/engine/index.ts';
import { dockerfile } from '../../../src/engine/parsers/dockerfile/index.ts';
import { SHELL, shellOf } from '../../../src/engine/parsers/shell/index.ts';
export default defineRule({
  title: 'Sudo', languages: ['dockerfile'], severity: 'hint', fix: 'safe', embeds: [SHELL],
  looksFor: ['sudo'], messages: { found: '\`sudo\` before \`{name}\`' },
  *check(doc) {
    for (const instruction of doc.model(dockerfile).instructions) {
      if (instruction.keyword !== 'RUN') continue;
      for (const { name, words } of shellOf(doc, instruction).commands) {
        if (name?.text !== 'sudo' || !words[0]) continue;
        yield { at: name, message: 'found', names: { name: words[0].text }, fixes: [{ title: 'Remove sudo', kind: 'safe', edits: [{ start: name.start, end: words[0].start, newText: '' }] }] };
      }
    }
  },
});`;

const service = (app: string, quote = '') =>
  `kind: Service\nmetadata: { name: web }\nspec:\n  selector:\n    app: ${quote}${app}${quote} # who\n`;
const deployment = 'kind: Deployment\nspec:\n  template:\n    metadata:\n      labels: { app: web }\n';

const files = {
  't/topic.json': topic(['l']),
  't/l/no-pod.ts': selectorRule,
  't/l/sudo.ts': rootRule,
  't/l/lesson.md': lesson(
    `\`\`\`yaml bad=no-pod file=deploy/service.yaml\n${service('wep', '"')}\`\`\`\n\`\`\`yaml file=deploy/web.yaml\n${deployment}\`\`\`\n\`\`\`yaml good file=deploy/service.yaml\n${service('web', '"')}\`\`\`\n\nAnd\n\n\`\`\`dockerfile bad=sudo\nFROM a\nRUN b && \\\n  sudo c\n\`\`\`\n\n\`\`\`dockerfile good\nFROM a\nRUN b && \\\n  c\n\`\`\`\n`,
    `about:
  - languages: [yaml]
    yaml: { kind: Service, path: spec.selector.*, names: { call: metadata.name } }
  - languages: [dockerfile]
    dockerfile: { instruction: FROM, names: { call: argument } }`,
  ),
};

let opened: ReturnType<typeof openContent> | undefined;
/** The pack as it should be. The first test that asks opens it: work that begins outside of a test is not waited for. */
function whole(): ReturnType<typeof openContent> {
  opened ??= openContent(write(files));
  return opened;
}

test('examples in YAML and of Dockerfiles run as those in code do, over several files', async () => {
  const pack = await whole();
  assert.deepEqual(
    pack.faults.map(({ message }) => message),
    [],
  );
  assert.equal(pack.examples.length, 2);
  for (const { topic: id, example } of pack.examples) {
    const { failures, comparesFix } = pack.runner.runCase(id, example, pack.rules);
    assert.deepEqual([...failures, ...pack.runner.stress(example, pack.rules)], []);
    assert.equal(comparesFix, true);
  }
});

test('an example that is no YAML says where', async () => {
  const broken = files['t/l/lesson.md'].replace(deployment, 'a: [1\n');
  const pack = await openContent(write({ ...files, 't/l/lesson.md': broken }));
  const failures = pack.examples.flatMap(
    ({ topic: id, example }) => pack.runner.runCase(id, example, pack.rules).failures,
  );
  assert.match(failures.join('\n'), /has a syntax error at its \d+:\d+/);
});

test('a lesson is about places in YAML and Dockerfiles', async () => {
  const pack = await whole();
  const [head] = pack.content.topics.flatMap((each) => each.lessons.map((one) => one.head));
  const subjects = (head?.about ?? []).map((entry) => ({
    lesson: 't/l',
    languages: entry.languages,
    places: placesOf(entry),
  }));
  const sightings = (languageId: string, text: string) =>
    pack.runner
      .findSightings(new pack.runner.Document('file:///a', languageId, text), subjects)
      .map(({ start, end, names }) => [text.slice(start, end), names]);
  assert.deepEqual(sightings('yaml', service('web')), [['app: web', { call: 'web' }]]);
  assert.deepEqual(sightings('yaml', deployment), []);
  const list = `kind: List\nitems:\n- ${service('web').trimEnd().replaceAll('\n', '\n  ')}\n`;
  assert.deepEqual(sightings('yaml', list), [['app: web', { call: 'web' }]]);
  assert.deepEqual(sightings('dockerfile', 'FROM a AS b\nRUN c\n'), [['FROM a AS b', { call: 'a' }]]);
});

test('what a lesson is about is checked', async () => {
  for (const about of [
    'yaml: { kind: Service }',
    'languages: [yaml]',
    'languages: [yaml]\n    yaml: { path: "a..b" }',
    'languages: [dockerfile]\n    dockerfile: from',
    'languages: [dockerfile, yaml]\n    yaml: { kind: Service }',
    'languages: [dockerfile]\n    yaml: { kind: Service }',
    'languages: [typescript]\n    yaml: { kind: Service }',
    'languages: [yaml]\n    query: (program) @at',
    'languages: [cobol]\n    query: (program) @at',
  ]) {
    const text = lesson('', `about:\n  - ${about}`);
    const content = await readContent(write({ 't/topic.json': topic(['l']), 't/l/lesson.md': text }));
    assert.ok(content.faults.length > 0, about);
  }
});

test('the generated registry carries it', async () => {
  const made = await generate({ contentRoot: write(files), read: () => undefined });
  assert.deepEqual(made.faults, []);
  const rules = new Map(made.files).get('src/generated/rules.ts') ?? '';
  assert.match(rules, /places: \{"kind":"Service","path":"spec\.selector\.\*"/);
  assert.match(rules, /places: \{"instruction":"FROM"/);
});
