import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineModel, type SyntaxNode, syntax, syntaxTree } from '../../src/engine/index.ts';
import { seeded, tsx } from './lib/engine.ts';

const SAMPLE = `import { useState, useEffect } from 'react';

export function Profile({ userId }: { userId: string }) {
  const [user, setUser] = useState<User | null>(null);
  useEffect(() => {
    fetchUser(userId).then((next) => setUser(next));
  }, [userId]);
  return <h1 title="x">{user?.name ?? 'Nobody'}</h1>;
}

class Cache<T> {
  get(key: string): T | undefined {
    return this.map.get(key);
  }
}
`;

function shape(node: SyntaxNode): string {
  return `${node.field ?? ''}:${node.type}[${node.start},${node.end})(${node.children.map(shape).join(' ')})`;
}

test('a model is built once per version, updated when it can be, and freed', () => {
  const seen: string[] = [];
  const counting = defineModel<number>({
    name: 'counting',
    build: (doc) => {
      seen.push(`build ${doc.text}`);
      return 1;
    },
    update: (previous, doc, changes) => {
      seen.push(`update ${doc.text} by ${changes.length}`);
      return previous + 1;
    },
    dispose: (value) => {
      seen.push(`dispose ${value}`);
    },
  });
  const doc = tsx('a');
  assert.equal(doc.model(counting), 1);
  assert.equal(doc.model(counting), 1);
  doc.update([
    { start: 1, end: 1, newText: 'b' },
    { start: 2, end: 2, newText: 'c' },
  ]);
  assert.equal(doc.model(counting), 2);
  doc.dispose();
  assert.deepEqual(seen, ['build a', 'update abc by 2', 'dispose 2']);
});

test('a model without update is freed and built anew', () => {
  const seen: string[] = [];
  const plain = defineModel<string>({
    name: 'plain',
    build: (doc) => doc.text,
    dispose: (value) => {
      seen.push(value);
    },
  });
  const doc = tsx('one');
  doc.model(plain);
  doc.update([{ start: 0, end: 3, newText: 'two' }]);
  assert.equal(doc.model(plain), 'two');
  assert.deepEqual(seen, ['one']);
});

test('200 random edits, re-parsed incrementally, give the tree that a fresh parse gives', () => {
  const random = seeded(7);
  const pieces = [
    '{',
    '}',
    '(',
    ')',
    ' => ',
    'x',
    '\n',
    '"',
    '`${',
    '<b>',
    '</b>',
    ';',
    'useEffect',
    '// c\n',
    '🙂',
  ];
  const doc = tsx(SAMPLE);
  doc.model(syntaxTree);
  for (let i = 0; i < 200; i++) {
    const start = Math.floor(random() * (doc.text.length + 1));
    const end = Math.min(doc.text.length, start + Math.floor(random() * 6));
    const newText = random() < 0.6 ? (pieces[Math.floor(random() * pieces.length)] ?? '') : '';
    doc.update([{ start, end, newText }]);
    const fresh = tsx(doc.text);
    assert.equal(
      doc.model(syntaxTree).rootNode.toString(),
      fresh.model(syntaxTree).rootNode.toString(),
      `after edit ${i}: [${start}, ${end}) → ${JSON.stringify(newText)}`,
    );
    assert.equal(shape(doc.model(syntax)), shape(fresh.model(syntax)), `nodes after edit ${i}`);
    fresh.dispose();
  }
  doc.dispose();
});

test('lifted nodes stand where their text is', () => {
  const doc = tsx(SAMPLE);
  for (const node of doc.model(syntax).walk()) {
    if (node.parent) assert.ok(node.parent.contains(node), `${node.type} leaves its parent`);
    if (node.type === 'identifier') assert.match(doc.slice(node), /^[\w$]+$/);
  }
  const call = [...doc.model(syntax).walk()].find(
    (node) => node.type === 'call_expression' && doc.slice(node).startsWith('useEffect'),
  );
  assert.equal(call?.get('arguments')?.parts.length, 2);
});

test('trees are freed with their documents: 300 documents leave the parser’s memory where it was', () => {
  const memory = () => {
    const doc = tsx(SAMPLE.repeat(20));
    const address = (doc.model(syntaxTree) as unknown as Record<number, number>)[0];
    doc.dispose();
    assert.equal(typeof address, 'number', 'the parser says where a tree lies');
    return address as number;
  };
  for (let i = 0; i < 20; i++) memory();
  const before = memory();
  for (let i = 0; i < 300; i++) memory();
  const after = memory();
  // Addresses of freed trees are handed out again; leaked ones would climb by tens of megabytes.
  assert.ok(after - before < 4_000_000, `the newest tree moved from ${before} to ${after}`);
});
