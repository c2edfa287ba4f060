/** The time from an edit to its hints, inside of one process, in a TSX file of 1,000 lines. */
import { readParserFile } from '../lib/parser-files.mjs';
import { loadEngine } from './bundle.mjs';
import { seeded, spread } from './spread.mjs';

/** @typedef {import('./spread.mjs').Spread} Spread */

/**
 * @param {{ edits: number, warmUp?: number, seed?: number }} options
 * @returns {Promise<{ lines: number, edits: number, hints: number, settled: Spread, processor: Spread } & Spread>} times that a person waits,
 *   those of as many further edits in the same process, and time of the processor, which says more on a busy machine
 */
export async function measureEdits({ edits, warmUp = 40, seed = 7 }) {
  const engine = await loadEngine();
  await engine.prepareLanguage('typescriptreact', readParserFile);
  const checker = engine.contentChecker({ rules: engine.rules });
  const doc = new engine.Document('file:///work/src/People.tsx', 'typescriptreact', sampleText(1000));
  const lines = doc.lines.lineCount;
  const check = () => {
    checker.collect(doc);
    return checker.check(doc).hints.length;
  };
  const hints = check();
  const random = seeded(seed);
  /** @type {number[]} */
  const times = [];
  /** @type {number[]} */
  const settled = [];
  /** @type {number[]} */
  const processor = [];
  /** @type {{ start: number, end: number, newText: string } | undefined} */
  let undo;
  // The first edits find code that nothing has warmed yet; a person's first keystrokes do that. Every second edit takes the
  // one before it back: a person leaves code half-typed for a moment, not three hundred times over.
  for (let i = -warmUp; i < 2 * edits; i++) {
    const change = undo ?? anEdit(doc.text, random);
    const before = doc.text.slice(change.start, change.end);
    undo = undo
      ? undefined
      : { start: change.start, end: change.start + change.newText.length, newText: before };
    const used = process.cpuUsage();
    const started = performance.now();
    doc.update([change]);
    check();
    const waited = performance.now() - started;
    const { user, system } = process.cpuUsage(used);
    if (i < 0) continue;
    // What V8 has not optimised yet is slower; a server that has run for some minutes is past that.
    (i < edits ? times : settled).push(waited);
    processor.push((user + system) / 1000);
  }
  doc.dispose();
  return { lines, edits, hints, ...spread(times), settled: spread(settled), processor: spread(processor) };
}

/**
 * What a person types: mostly one character, sometimes a word, a deletion, a new line or an unclosed bracket.
 * @param {string} text
 * @param {() => number} random
 */
function anEdit(text, random) {
  const start = Math.floor(random() * text.length);
  const kind = random();
  if (kind < 0.6) return { start, end: start, newText: 'abcxyz012 .,'.charAt(Math.floor(random() * 12)) };
  if (kind < 0.8)
    return { start, end: Math.min(text.length, start + 1 + Math.floor(random() * 4)), newText: '' };
  if (kind < 0.9) return { start, end: start, newText: '\n' };
  if (kind < 0.95) return { start, end: start, newText: ' useEffect(() => {}, []);' };
  return { start, end: start, newText: '({["`'.charAt(Math.floor(random() * 5)) };
}

/**
 * Components of the kind that the rules look at, some with faults, up to a number of lines.
 * @param {number} lines
 */
function sampleText(lines) {
  let text = "import { useEffect, useMemo, useState } from 'react';\nimport { api } from './api';\n";
  let count = 3;
  for (let i = 0; count < lines; i++) {
    const component = `
interface Props${i} {
  userId: string;
  onClose?: (reason: string) => void;
}

export function Profile${i}({ userId, onClose }: Props${i}) {
  const [user, setUser] = useState<User | null>(null);
  const [query, setQuery] = useState('');
  const [width, setWidth] = useState(0);
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let ignore = false;
    api.fetchUser(userId).then((next) => {
      if (!ignore) setUser(next);
    });
    return () => {
      ignore = ${i % 3 === 0 ? 'false' : 'true'};
    };
  }, [userId]);
  useEffect(() => {
    const onResize = () => setWidth(window.innerWidth);
    window.addEventListener('resize', onResize);
    ${i % 4 === 0 ? '' : "return () => window.removeEventListener('resize', onResize);"}
  }, []);
  useEffect(() => {
    setNames((user?.friends ?? []).map((friend) => friend.name));
  }, [user]);
  const shown = useMemo(() => names.filter((name) => name.includes(query)), [names, query]);
  if (!user) return <p className="loading">Loading {userId}</p>;
  return (
    <section style={{ width }} onKeyDown={(event) => event.key === 'Escape' && onClose?.('escape')}>
      <h2>{user.name}</h2>
      <input value={query} onChange={(event) => setQuery(event.target.value)} />
      <ul>
        {shown.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </section>
  );
}
`;
    text += component;
    count += component.split('\n').length - 1;
  }
  return `${text.split('\n').slice(0, lines).join('\n')}\n`;
}
