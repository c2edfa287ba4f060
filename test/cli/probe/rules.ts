import {
  type Document,
  defineRule,
  type Rule,
  type Subject,
  type SyntaxNode,
  syntax,
} from '../../../src/engine/index.ts';

/** Rules that stand in for the real ones, so that the tests of the command line say what they find. */

/** `var` → `let`; severity warning, a safe fix. */
const oldVar = defineRule({
  title: 'Declared with var',
  languages: ['typescriptreact', 'typescript', 'javascriptreact', 'javascript'],
  severity: 'warning',
  fix: 'safe',
  looksFor: ['var '],
  explains: ['eslint:no-var'],
  messages: { old: '`{name}` is declared with var.' },
  *check(doc) {
    for (const node of nodes(doc, 'variable_declaration')) {
      const identifier = node.children[0]?.get('name');
      yield {
        at: node,
        message: 'old',
        names: { name: identifier ? doc.slice(identifier) : '' },
        fixes: [
          {
            title: 'Declare it with let',
            kind: 'safe',
            edits: [{ start: node.start, end: node.start + 3, newText: 'let' }],
          },
        ],
      };
    }
  },
});

/** `TODO` in a comment; severity information, a suggested fix that takes the comment away. */
const todo = defineRule({
  title: 'Left to do',
  languages: ['typescriptreact', 'typescript', 'javascriptreact', 'javascript'],
  severity: 'information',
  fix: 'suggested',
  looksFor: ['TODO'],
  messages: { left: 'Something is left to do.' },
  *check(doc) {
    for (const node of nodes(doc, 'comment')) {
      if (!doc.slice(node).includes('TODO')) continue;
      yield {
        at: node,
        message: 'left',
        fixes: [
          {
            title: 'Remove the comment',
            kind: 'suggested',
            edits: [{ start: node.start, end: node.end, newText: '' }],
          },
        ],
      };
    }
  },
});

/** A call of a function that another file marks as slow: facts of one file, read by others. */
const slowCall = defineRule({
  title: 'Calls a slow function',
  languages: ['typescript', 'javascript'],
  severity: 'error',
  fix: 'none',
  looksFor: ['call:'],
  collectsFor: ['slow:'],
  messages: { slow: '`{name}` is slow.' },
  collect: (doc) =>
    Object.fromEntries(
      [...doc.text.matchAll(/slow:(\w+)/g)].map((m) => [
        m[1],
        { start: m.index, end: m.index + m[0].length },
      ]),
    ),
  *check(doc, facts) {
    for (const match of doc.text.matchAll(/call:(\w+)/g)) {
      const name = match[1] ?? '';
      for (const { uri, value } of facts.get(name)) {
        const place = value as { start: number; end: number };
        yield {
          at: { start: match.index, end: match.index + match[0].length },
          message: 'slow',
          names: { name },
          related: [{ uri, ...place, message: 'It is marked here.' }],
        };
      }
    }
  },
});

/** A mark `un-slow:`, which its fix makes a plain `fast:`, so that other files are told something else. */
const unSlow = defineRule({
  title: 'Marked as slow against the rules',
  languages: ['typescript', 'javascript'],
  severity: 'warning',
  fix: 'safe',
  looksFor: ['un-slow:'],
  messages: { mark: 'It is marked.' },
  *check(doc) {
    for (const { index, 0: found } of doc.text.matchAll(/un-slow:/g)) {
      const at = { start: index, end: index + found.length };
      yield {
        at,
        message: 'mark',
        fixes: [{ title: 'Mark it as fast', kind: 'safe', edits: [{ ...at, newText: 'fast:' }] }],
      };
    }
  },
});

/** A call whose fix leaves no code, and one whose fix is in another file. */
const badFix = defineRule({
  title: 'Has a fix that is none',
  languages: ['typescript', 'javascript'],
  severity: 'warning',
  fix: 'safe',
  looksFor: ['breaks(', 'far('],
  messages: { call: '`{name}` is called.' },
  *check(doc) {
    for (const { index, 1: name = '' } of doc.text.matchAll(/\b(breaks|far)\(/g)) {
      const at = { start: index, end: index + name.length };
      const edit = name === 'far' ? { ...at, uri: `${doc.uri}.js`, newText: 'x' } : { ...at, newText: '((' };
      yield {
        at,
        message: 'call',
        names: { name },
        fixes: [{ title: 'Call `it`', kind: 'safe', edits: [edit] }],
      };
    }
  },
});

/** A jump. */
const goto = defineRule({
  title: 'Jumps',
  languages: ['typescript', 'javascript'],
  severity: 'warning',
  fix: 'safe',
  looksFor: ['goto:'],
  messages: { jump: 'It jumps.' },
  *check(doc) {
    for (const { index, 0: found } of doc.text.matchAll(/goto:\w+/g)) {
      const at = { start: index, end: index + found.length };
      const edits = [{ start: index, end: index + 5, newText: 'go:' }];
      yield { at, message: 'jump', fixes: [{ title: 'Go there', kind: 'safe', edits }] };
    }
  },
});

/** A jump to a label of another file; it stands for the plain one. */
const farGoto = defineRule({
  title: 'Jumps far',
  languages: ['typescript', 'javascript'],
  severity: 'error',
  fix: 'none',
  insteadOf: ['probe/goto', 'nowhere/rule'],
  looksFor: ['goto:'],
  collectsFor: ['label:'],
  messages: { far: 'It jumps to `{name}` in another file.' },
  collect: (doc) => Object.fromEntries([...doc.text.matchAll(/label:(\w+)/g)].map((m) => [m[1], true])),
  *check(doc, facts) {
    for (const { index, 0: found, 1: name = '' } of doc.text.matchAll(/goto:(\w+)/g)) {
      if (facts.get(name).length === 0) continue;
      yield { at: { start: index, end: index + found.length }, message: 'far', names: { name } };
    }
  },
});

/** Fails where a text asks for it. */
const faulty = defineRule({
  title: 'Fails',
  languages: ['javascript'],
  severity: 'warning',
  fix: 'none',
  looksFor: ['FAIL_HERE'],
  messages: {},
  // biome-ignore lint/correctness/useYield: it never comes that far.
  *check() {
    throw new Error('the probe failed as told');
  },
});

function* nodes(doc: Document, type: string): Generator<SyntaxNode> {
  for (const node of doc.model(syntax).walk()) if (node.type === type) yield node;
}

const lesson = 'probe/first';
export const rules: readonly Rule[] = [
  { ...oldVar, id: 'probe/old-var', topic: 'probe', lesson },
  { ...todo, id: 'probe/todo', topic: 'probe', lesson },
  { ...unSlow, id: 'probe/un-slow', topic: 'probe', lesson },
  { ...badFix, id: 'probe/bad-fix', topic: 'probe', lesson },
  { ...goto, id: 'probe/goto', topic: 'probe', lesson },
  { ...slowCall, id: 'other/slow-call', topic: 'other', lesson: 'other/second' },
  { ...farGoto, id: 'other/far-goto', topic: 'other', lesson: 'other/second' },
  { ...faulty, id: 'other/faulty', topic: 'other', lesson: 'other/second' },
];

export const subjects: readonly Subject[] = [];
