/** Texts as they look after slips of hand, half-finished edits and broken merges; the same on every run. */

/** Numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** What people and programs leave in a text by mistake. */
const SLIPS = [
  ...['\t', '  ', '\r\n', '\uFEFF', '\0', '"', "'", ':', ': ', '- ', '#', '{', '}', '[', ']', '&a ', '*a'],
  ...['<<: *a\n', '---\n', '...\n', '%', '|', '>', '? ', '\\', '\\\n', '${', '{{ .x }}', '<<EOF', '$(', '🐳'],
  ...['<<<<<<< ours\n', 'null', '~', '\u2028', '@', '`', ', ', 'FROM a\n', 'ONBUILD ', 'USER root\n'],
];

/** A text with one or two slips in it. */
export function mutate(text: string, random: () => number): string {
  let result = text;
  for (let slips = 1 + Math.floor(random() * 2); slips > 0; slips--) result = slip(result, random);
  return result;
}

function slip(text: string, random: () => number): string {
  const below = (limit: number) => Math.floor(random() * limit);
  const lines = text.split('\n');
  const line = below(lines.length);
  const at = below(text.length + 1);
  switch (below(8)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1 + below(8));
    case 1:
      return text.slice(0, at) + (SLIPS[below(SLIPS.length)] ?? '') + text.slice(at);
    case 2:
      return lines.toSpliced(line, 1 + below(3)).join('\n');
    case 3:
      return lines.toSpliced(line, 0, lines[below(lines.length)] ?? '').join('\n');
    case 4:
      return lines.toSpliced(line, 0, ...lines.slice(line, line + 1 + below(6))).join('\n');
    case 5:
      return lines.with(line, `${' '.repeat(1 + below(3))}${lines[line]}`).join('\n');
    case 6:
      return lines.with(line, (lines[line] ?? '').replace(/^ {1,2}/, '')).join('\n');
    default:
      return text.slice(0, at);
  }
}
