import type { ExampleData, ExamplesParams } from '../protocol/server.ts';

/**
 * Good places, the best first: those near the reader's, with names that the reader knows from there, short ones, and
 * those whose names say the most. Of one file only the best comes first; the others follow after all files had a turn.
 */
export function rankExamples(
  examples: readonly ExampleData[],
  { near, names = {} }: Pick<ExamplesParams, 'near' | 'names'>,
): ExampleData[] {
  const own = new Set(Object.values(names).filter((name) => name.length > 2 && !/^use\w*Effect$/.test(name)));
  const cost = (example: ExampleData) => {
    const lines = example.range.end.line - example.range.start.line + 1;
    const shared = Object.values(example.names).filter((name) => own.has(name)).length;
    const distance = near === undefined ? 0 : Math.min(folderDistance(example.uri, near), 6);
    const short = Object.values(example.names).filter((name) => name.length <= 2).length;
    return distance * 2 + lines / 3 - shared * 3 - Object.keys(example.names).length + short * 2;
  };
  const sorted = examples
    .map((example) => ({ example, cost: cost(example) }))
    .sort(
      (a, b) =>
        a.cost - b.cost ||
        (a.example.uri < b.example.uri ? -1 : a.example.uri > b.example.uri ? 1 : 0) ||
        a.example.range.start.line - b.example.range.start.line,
    )
    .map(({ example }) => example);
  const seen = new Set<string>();
  const later: ExampleData[] = [];
  const first = sorted.filter((example) => {
    const repeats = seen.has(example.uri) || seen.has(example.excerpt.text.trim());
    seen.add(example.uri).add(example.excerpt.text.trim());
    if (repeats) later.push(example);
    return !repeats;
  });
  return [...first, ...later.filter((example) => isNew(example, first))];
}

/** The same lines once more show nothing new: a copied hook, or two parts of one excerpt. */
function isNew(example: ExampleData, shown: readonly ExampleData[]): boolean {
  return !shown.some((each) => each.excerpt.text.trim() === example.excerpt.text.trim());
}

/** Files in the order in which they are looked at: by how many folders lie between them and the reader's. */
export function nearestFirst(uris: readonly string[], near: string | undefined): string[] {
  if (near === undefined) return [...uris];
  const distances = new Map(uris.map((uri) => [uri, folderDistance(uri, near)]));
  return uris.toSorted((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0));
}

/** Folders to go up from one file and down to the other; 0 for two files of one folder. */
export function folderDistance(a: string, b: string): number {
  const left = a.split('/').slice(0, -1);
  const right = b.split('/').slice(0, -1);
  let same = 0;
  while (same < left.length && same < right.length && left[same] === right[same]) same++;
  return left.length + right.length - 2 * same;
}
