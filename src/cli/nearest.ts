/** The candidates that a mistyped word may have meant, best first: few typing errors away, or sharing a part. */
export function nearest(word: string, candidates: readonly string[], count = 3): string[] {
  const wanted = word.toLowerCase();
  const part = wanted.slice(wanted.lastIndexOf('/') + 1);
  return candidates
    .map((candidate) => {
      const name = candidate.slice(candidate.lastIndexOf('/') + 1);
      const distance = Math.min(editDistance(wanted, candidate), editDistance(part, name));
      return {
        candidate,
        distance: part.length > 3 && name.includes(part) ? Math.min(distance, 1) : distance,
      };
    })
    .filter(({ distance }) => distance <= Math.max(2, Math.floor(part.length / 3)))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Insertions, deletions and replacements between two words (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
