/** Typing into a manifest that the language server has open, and the time until its hints. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded, spread } from './spread.mjs';

/** @typedef {import('./spread.mjs').Spread} Spread */

/**
 * Types into a file and waits after each edit for the hints of that version.
 * @param {Awaited<ReturnType<typeof import('./server.mjs').startServer>>['connection']} connection
 * @param {string} folder
 * @param {string} path
 * @param {string} uri
 * @param {number} edits
 * @returns {Promise<Spread>}
 */
export async function editing(connection, folder, path, uri, edits) {
  let text = readFileSync(join(folder, ...path.split('/')), 'utf8');
  /** @type {Map<number, () => void>} */
  const waiting = new Map();
  connection.onNotification = (method, params) => {
    if (method === 'hindsight/hints' && params.uri === uri) waiting.get(params.version)?.();
  };
  const hintsOf = (/** @type {number} */ version) =>
    new Promise((/** @type {(value?: undefined) => void} */ resolve) => waiting.set(version, resolve));
  let version = 1;
  const opened = hintsOf(version);
  connection.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
  await connection.unlessEnded(opened);
  const random = seeded(11);
  /** @type {number[]} */
  const times = [];
  /** @type {Change | undefined} */
  let undo;
  // The first edits find code that nothing has warmed yet. Every second edit takes the one before it back: a person leaves
  // a text half-typed for a moment.
  const warmUp = 40;
  for (let i = -warmUp; i < edits; i++) {
    const change = undo ?? anEdit(text, random);
    const { start, end, newText } = change;
    undo = undo ? undefined : { start, end: start + newText.length, newText: text.slice(start, end) };
    const range = { start: positionAt(text, start), end: positionAt(text, end) };
    text = text.slice(0, start) + newText + text.slice(end);
    version++;
    const hints = hintsOf(version);
    const sent = performance.now();
    connection.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range, text: newText }],
    });
    await connection.unlessEnded(hints);
    if (i >= 0) times.push(performance.now() - sent);
    waiting.delete(version);
  }
  connection.notify('textDocument/didClose', { textDocument: { uri } });
  return spread(times);
}

/** @typedef {{ start: number, end: number, newText: string }} Change */

/**
 * What a person types into a manifest. Every second edit is in a value that other files are compared with: a label, a name,
 * a port.
 * @param {string} text
 * @param {() => number} random
 * @returns {Change}
 */
function anEdit(text, random) {
  const matches = [...text.matchAll(/(?:name|port|containerPort|targetPort|app|part-of): \w/g)];
  if (random() < 0.5 && matches.length > 0) {
    const match = matches[Math.floor(random() * matches.length)];
    const end = (match?.index ?? 0) + (match?.[0].length ?? 0);
    return { start: end, end, newText: '1' };
  }
  const start = Math.floor(random() * text.length);
  const kind = random();
  if (kind < 0.6) return { start, end: start, newText: 'abcxyz012 :-'.charAt(Math.floor(random() * 12)) };
  if (kind < 0.85)
    return { start, end: Math.min(text.length, start + 1 + Math.floor(random() * 4)), newText: '' };
  if (kind < 0.95) return { start, end: start, newText: '\n' };
  return { start, end: start, newText: '"[{#'.charAt(Math.floor(random() * 4)) };
}

/**
 * @param {string} text
 * @param {number} offset
 */
function positionAt(text, offset) {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}
