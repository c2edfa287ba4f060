import { contentChecker } from '../../../src/domains/environment/index.ts';
import { Document, type Rule } from '../../../src/engine/index.ts';
import type { Case } from '../../../src/lessons/cases.ts';
import { checkTexts, languageIdOf, textsOf } from './state.ts';

const CUTS = 20;
const DELETIONS = 20;

/**
 * Checks every text of a case cut off at many places, and with pieces deleted from it one after the other as an
 * editor would send them. @returns what threw, and where the incrementally updated document ended up with other
 * hints than a fresh one.
 */
export function stress(example: Case, rules: readonly Rule[]): string[] {
  const states = [example.bad, ...example.goods.map((good) => good.files)];
  const failures = states.flatMap((files) =>
    [...textsOf(files)].flatMap(([path, text]) => textFailures(path, text, rules)),
  );
  return [...new Set(failures)];
}

/** What came of texts, by rules, path and text: the good form of one example is often that of others. */
const known = new WeakMap<readonly Rule[], Map<string, readonly string[]>>();

function textFailures(path: string, text: string, rules: readonly Rule[]): readonly string[] {
  const ofRules = known.get(rules) ?? new Map<string, readonly string[]>();
  known.set(rules, ofRules);
  const key = `${path}\n${text}`;
  const failures = ofRules.get(key) ?? [...cutShort(path, text, rules), ...deletePieces(path, text, rules)];
  ofRules.set(key, failures);
  return failures;
}

function cutShort(path: string, text: string, rules: readonly Rule[]): string[] {
  const lengths = Array.from({ length: CUTS - 1 }, (_, cut) => Math.floor((text.length * (cut + 1)) / CUTS));
  // Cuts of a short text fall on one place.
  return [...new Set(lengths)].flatMap((length) =>
    checkTexts(new Map([[path, text.slice(0, length)]]), rules).errors.map(
      (error) => `On the first ${length} characters: ${error}`,
    ),
  );
}

function deletePieces(path: string, text: string, rules: readonly Rule[]): string[] {
  const errors: string[] = [];
  const checker = contentChecker({
    rules,
    onRuleError: (rule, doc, error) =>
      errors.push(`${rule.id} threw on a text with pieces deleted: ${(error as Error).stack}\n${doc.text}`),
  });
  const random = randomFrom(text);
  const doc = new Document(`file:///workspace/${path}`, languageIdOf(path), text);
  try {
    for (let i = 0; i < DELETIONS && doc.text.length > 0; i++) {
      const start = Math.floor(random() * doc.text.length);
      const end = Math.min(doc.text.length, start + 1 + Math.floor(random() * 12));
      doc.update([{ start, end, newText: '' }]);
      checker.collect(doc);
      checker.check(doc);
    }
    const kept = JSON.stringify(checker.check(doc).hints);
    const fresh = checkTexts(new Map([[path, doc.text]]), rules).hints.map(({ hint }) => hint);
    if (kept !== JSON.stringify(fresh)) {
      errors.push(
        `After edits the hints differ from those of a fresh document:\nedited: ${kept}\nfresh:  ${JSON.stringify(fresh)}\n${doc.text}`,
      );
    }
  } finally {
    doc.dispose();
  }
  return errors;
}

/** Numbers in [0, 1) that are the same on every run for the same text (mulberry32 over an FNV-1a hash). */
function randomFrom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
