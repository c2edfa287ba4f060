import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesBelow, importsOf } from './lib/imports.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** One way around for each place where imports lead back to a file that is still being loaded. */
function circlesOf(graph: Graph): string[] {
  const circles: string[] = [];
  const loaded = new Set<string>();
  const load = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (way.includes(file) || loaded.has(file)) return;
    for (const to of graph.get(file) ?? []) load(to, [...way, file]);
    loaded.add(file);
  };
  for (const file of graph.keys()) load(file, []);
  return circles;
}

test('a circle is found, and two ways to one file are none', () => {
  assert.deepEqual(
    circlesOf(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
        ['c', []],
      ]),
    ),
    [],
  );
  assert.deepEqual(
    circlesOf(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
    ['b → c → b'],
  );
  assert.deepEqual(circlesOf(new Map([['a', ['a']]])), ['a → a']);
});

test('no files need each other while they are loaded', () => {
  const graph = new Map(
    [...filesBelow('src'), ...filesBelow('content')].map((file) => [
      file,
      importsOf(file)
        .filter(({ typeOnly, late }) => !typeOnly && !late)
        .map(({ to }) => to),
    ]),
  );
  assert.ok([...graph.values()].flat().length > 500);
  assert.deepEqual(circlesOf(graph), []);
});
