import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { contentChecker } from '../../src/domains/environment/index.ts';
import {
  applyEdits,
  Document,
  firstSyntaxError,
  grouped,
  type Hint,
  parsersFor,
  prepareLanguage,
  unreadParts,
} from '../../src/engine/index.ts';
import { yamlFile } from '../../src/engine/parsers/yaml/index.ts';
import { rules } from '../../src/generated/rules.ts';
import { readWasm } from './lib/engine.ts';
import { mutate, seeded } from './lib/mutate.ts';

const LANGUAGES = ['yaml', 'dockercompose', 'dockerfile'];
for (const language of LANGUAGES)
  for (const each of parsersFor(language, rules)) await prepareLanguage(each, readWasm);

/** Of each language, and so more than two hundred of the texts in all. */
const TEXTS = 84;

interface Example {
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

/** The bad examples of the lessons and rules on manifests, Compose files and Dockerfiles. */
function examples(): Example[] {
  const content = fileURLToPath(new URL('../../content', import.meta.url));
  const fence = /^```(yaml|dockerfile)([^\n]*)\n([\s\S]*?)^```$/gm;
  return ['kubernetes-services', 'docker-isolation']
    .flatMap((topic) => {
      const files = readdirSync(join(content, topic), { recursive: true, encoding: 'utf8' });
      return files
        .filter((file) => file.endsWith('.md'))
        .sort()
        .map((file) => join(content, topic, file));
    })
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(fence)].flatMap(([, language = '', tags = '', text = '']) => {
        if (!tags.includes('bad')) return [];
        if (language === 'dockerfile') return { path: 'Dockerfile', language, text };
        const isCompose = /^services:/m.test(text) && !/^kind:/m.test(text);
        const path = /file=(\S+\.ya?ml)/.exec(tags)?.[1] ?? (isCompose ? 'compose.yaml' : 'deploy/web.yaml');
        return { path, language: isCompose ? 'dockercompose' : 'yaml', text };
      }),
    );
}

interface Checked {
  readonly hints: readonly Hint[];
  /** Whether the text parses, and a program would take it. */
  readonly isSound: boolean;
  /** Parts of it that do not parse. */
  readonly unsound: readonly { readonly start: number; readonly end: number }[];
  readonly errors: readonly string[];
}

function check({ path, language }: Example, text: string): Checked {
  const errors: string[] = [];
  const checker = contentChecker({
    rules,
    onRuleError: (rule, _, error) => errors.push(`${rule.id} threw: ${(error as Error).stack}`),
  });
  const doc = new Document(`file:///workspace/${path}`, language, text);
  try {
    checker.collect(doc);
    const { hints } = checker.check(doc);
    const all = [...hints, ...grouped(doc, hints)];
    // Fixes of groups are worked out when they are read.
    for (const hint of all) void hint.fixes.length;
    const isSound = firstSyntaxError(doc) === undefined && unreadParts(doc).length === 0;
    const unsound =
      language === 'dockerfile'
        ? []
        : doc
            .model(yamlFile)
            .documents.filter(({ isBroken }) => isBroken)
            .map(({ start, end }) => ({ start, end }));
    return { hints: all, isSound, unsound, errors };
  } finally {
    doc.dispose();
  }
}

/** What is wrong with the hints and fixes of a text. */
function faults(example: Example, text: string): string[] {
  const { hints, isSound, unsound, errors } = check(example, text);
  const found = [...errors];
  for (const { rule, start, end, fixes, related } of hints) {
    for (const at of [{ start, end }, ...related])
      if (!(at.start >= 0 && at.start <= at.end && at.end <= text.length))
        found.push(`${rule} points outside of the text: ${at.start} to ${at.end}`);
    for (const { title, edits } of fixes) {
      if (unsound.some((part) => edits.some((edit) => part.start <= edit.start && edit.start < part.end)))
        found.push(`${rule} offers "${title}" for a document that does not parse`);
      const after = applyEdits(text, edits);
      if (text.includes('\r\n') && !/(?<!\r)\n/.test(text) && /(?<!\r)\n/.test(after))
        found.push(`"${title}" writes line breaks of another kind`);
      const next = check(example, after);
      const count = (all: readonly Hint[]) => all.filter((each) => each.rule === rule).length;
      if (isSound && !next.isSound) found.push(`"${title}" leaves a text that does not parse:\n${after}`);
      // A line that an unfinished one takes in parses, too, and does nothing.
      else if (example.language === 'dockerfile' && count(next.hints) >= count(hints))
        found.push(`After "${title}" ${rule} still says:\n${after}`);
    }
  }
  return found;
}

for (const language of LANGUAGES)
  test(`${TEXTS} ${language} texts with slips: nothing throws, and every hint and fix holds`, () => {
    // Alone, without the other files of its case, an example may have nothing to say.
    const all = examples().filter(
      (each) =>
        each.language === language && check(each, each.text).hints.some(({ fixes }) => fixes.length > 0),
    );
    assert.ok(all.length > 10, `${all.length} examples`);
    const random = seeded(language.length);
    const failures: string[] = [];
    let hinted = 0;
    let fixed = 0;
    for (let i = 0; i < TEXTS; i++) {
      const example = all[Math.floor(random() * all.length)] as Example;
      let text = mutate(example.text, random);
      if (i % 4 === 0) text = text.replace(/\r?\n/g, '\r\n');
      if (i % 8 === 0) text = `\uFEFF${text}`;
      const found = faults(example, text);
      if (found.length > 0) failures.push(`${JSON.stringify(text)}\n${found.join('\n')}`);
      const { hints } = check(example, text);
      if (hints.length > 0) hinted++;
      if (hints.some(({ fixes }) => fixes.length > 0)) fixed++;
    }
    assert.equal(failures.length, 0, failures.slice(0, 5).join('\n\n'));
    // Otherwise the test would hold because nothing is left to look at.
    assert.ok(
      hinted > TEXTS / 8 && fixed > TEXTS / 12,
      `${hinted} with hints, ${fixed} with fixes of ${all.length}`,
    );
  });
