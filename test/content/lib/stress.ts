import { Checker, Document, type Rule } from '../../../src/engine/index.ts';
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
  const failures = new Set<string>();
  const states = [example.bad, ...example.goods.map((good) => good.files)];
  const seen = new Set<string>();
  for (const files of states) {
    for (const [path, text] of textsOf(files)) {
      if (seen.has(path + text)) continue;
      seen.add(path + text);
      for (let cut = 1; cut < CUTS; cut++) {
        const half = text.slice(0, Math.floor((text.length * cut) / CUTS));
        for (const error of checkTexts(new Map([[path, half]]), rules).errors) {
          failures.add(`On the first ${half.length} characters: ${error}`);
        }
      }
      for (const error of deletePieces(path, text, rules)) failures.add(error);
    }
  }
  return [...failures];
}

function deletePieces(path: string, text: string, rules: readonly Rule[]): string[] {
  const errors: string[] = [];
  const checker = new Checker({
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
