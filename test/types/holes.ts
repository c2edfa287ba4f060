/**
 * What must not compile: each line below is an error, and one that compiles makes this file fail. See
 * <room>/platform.ts for what code must not use where it runs.
 */
import { type Document, defineRule, type Finding, type HintGroup } from '../../src/engine/index.ts';
import { AT, FIX_ALL, type FixAllResult, HINTS } from '../../src/protocol/server.ts';
import { notify, onRequest, request } from '../../src/protocol/typed.ts';

const RULE = {
  title: '',
  languages: ['yaml'],
  severity: 'hint',
  fix: 'none',
  looksFor: ['x'],
  messages: { found: '`{name}`' },
} as const;
const at = { start: 0, end: 1 };

interface Lock {
  readonly path: string;
}
declare const locks: HintGroup<Lock>;
const part = { label: '', title: '', kind: 'safe' } as const;

// A part that the group's fix cannot take.
defineRule({
  ...RULE,
  group: locks,
  // @ts-expect-error: the group's fix takes a lock
  *check(_doc: Document) {
    yield { at, message: 'found', part: { ...part, add: 42 } };
  },
});

// A part without a group.
defineRule({
  ...RULE,
  // @ts-expect-error: nothing makes a fix of it
  *check(_doc: Document) {
    yield { at, message: 'found', part: { ...part, add: { path: '' } } };
  },
});

// A part of the group is one.
defineRule({
  ...RULE,
  group: locks,
  *check(_doc: Document) {
    yield { at, message: 'found', part: { ...part, add: { path: '' } } };
  },
});

// Steps that use what no finding gives: a place, a condition, a word.
defineRule({
  ...RULE,
  // @ts-expect-error: no finding has the place
  steps: { found: [{ text: '', at: 'elsewhere' }] },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' } };
  },
});
defineRule({
  ...RULE,
  // @ts-expect-error: no finding has the key
  steps: { found: [{ text: '', unless: ['name', 'gone'] }] },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' } };
  },
});
defineRule({
  ...RULE,
  // @ts-expect-error: a name is no place
  steps: { found: [{ text: '', at: 'name' }] },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' }, places: { there: at } };
  },
});
defineRule({
  ...RULE,
  // @ts-expect-error: a place is no word
  steps: { found: ['{there}'] },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' }, places: { there: at } };
  },
});
defineRule({
  ...RULE,
  // @ts-expect-error: no finding has the word
  steps: { found: ['`{name}` calls `{other}`.'] },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' } };
  },
});

// Findings that may have any key, by the type of a helper or of their names.
declare const unnamed: Finding<'found'>;
declare const names: Record<string, string>;
defineRule({
  ...RULE,
  // @ts-expect-error: the helper does not say which names it gives
  steps: { found: ['`{name}` is called.'] },
  *check(_doc: Document) {
    yield unnamed;
  },
});
defineRule({
  ...RULE,
  // @ts-expect-error: the names may be any
  steps: { found: [{ text: '', when: 'name' }] },
  *check(_doc: Document) {
    yield { at, message: 'found', names };
  },
});
defineRule({
  ...RULE,
  // @ts-expect-error: the helper names no place
  steps: { found: [{ text: '`{name}` is called.', at: 'there' }] },
  *check(_doc: Document): Generator<Finding<'found', 'name' | 'there'>> {},
});

// They need not be known where no step uses one, and they may be named.
defineRule({
  ...RULE,
  steps: { found: { none: '' } },
  check: (_doc: Document) => [unnamed],
});
defineRule({
  ...RULE,
  steps: { found: ['It is called.', { text: 'It runs.', at: 'hint' }] },
  check: (_doc: Document) => [unnamed],
});
defineRule({ ...RULE, check: (_doc: Document) => [unnamed] });
defineRule({
  ...RULE,
  steps: { found: [{ text: '`{name}` is called.', at: 'there', when: 'name' }] },
  *check(_doc: Document): Generator<Finding<'found', 'name', 'there'>> {},
});

// A step whose text is not known.
declare const text: string;
defineRule({
  ...RULE,
  // @ts-expect-error: the text may have any word
  steps: { found: [text] },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' } };
  },
});

// Steps that are known to be steps only in one case.
declare const isFound: boolean;
defineRule({
  ...RULE,
  // @ts-expect-error: no finding has the word
  steps: { found: isFound ? (['{other}'] as const) : { none: '' } },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' } };
  },
});

// The parameters of `check` need no types.
defineRule({
  ...RULE,
  steps: { found: [{ text: '`{name}` is called.', at: 'there', when: 'there' }] },
  *check(doc, facts) {
    if (doc.text && facts) yield { at, message: 'found', names: { name: '' }, places: { there: at } };
  },
});
defineRule({
  ...RULE,
  steps: { found: ['`{name}` is called.'] },
  check: (doc) => (doc.text ? [{ at, message: 'found', names: { name: '' } }] : []),
});
defineRule({
  ...RULE,
  // @ts-expect-error: no finding has the word
  steps: { found: ['`{name}` calls `{other}`.'] },
  *check(doc) {
    if (doc.text) yield { at, message: 'found', names: { name: '' } };
  },
});
defineRule({
  ...RULE,
  // @ts-expect-error: there is no finding
  steps: { found: ['`{name}` is called.'] },
  *check(_doc) {},
});

// What findings give may be used, wherever it is from.
defineRule({
  ...RULE,
  steps: { found: ['`{name}`, {word}.', { text: '', at: 'there', when: 'word' }, { text: '', at: 'hint' }] },
  *check(_doc: Document) {
    yield { at, message: 'found', names: { name: '' } };
    yield { at, message: 'found', words: { word: '' }, places: { there: at } };
  },
});

// Requests and notifications with other parameters, and an answer of another type.
declare const connection: {
  sendRequest<R>(method: string, ...params: unknown[]): Promise<R>;
  sendNotification(method: string, params?: unknown): Promise<void>;
  onRequest(method: string, handler: (...params: unknown[]) => unknown): void;
};
// @ts-expect-error: it has a position
request(connection, AT, { uri: '' });
// @ts-expect-error: the answer has hints and sightings
onRequest(connection, AT, () => ({ hints: [] }));
// @ts-expect-error: it has hints
notify(connection, HINTS, { uri: '', version: 1 });
// @ts-expect-error: a notification is not asked
request(connection, HINTS, { uri: '', version: 1, hints: [] });
// @ts-expect-error: a request is no notification
notify(connection, FIX_ALL, { uri: '' });
// @ts-expect-error: it has no such field
request(connection, FIX_ALL, { uri: '', place: 1 });
// @ts-expect-error: a failure is thrown and no answer
onRequest(connection, FIX_ALL, async (): Promise<FixAllResult | Error> => new Error());
