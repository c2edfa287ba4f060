/** How near two names or two values of labels come to each other: of a workload, a Service, a port. */

/**
 * How many letters have to be changed, added, left out or swapped with a neighbour to make one word of another, up to a
 * limit.
 */
function distance(a: string, b: string, limit = 3): number {
  if (Math.abs(a.length - b.length) > limit || a.length > 63 || b.length > 63) return limit + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const above = rows[i - 1] as number[];
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        (above[j] as number) + 1,
        (row[j - 1] as number) + 1,
        (above[j - 1] as number) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, ((rows[i - 2] as number[])[j - 2] as number) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return (rows[a.length] as number[])[b.length] as number;
}

const SUFFIX =
  /[-_.]?(?:svc|service|srv|headless|internal|external|public|lb|loadbalancer|nodeport|clusterip|metrics|deployment|deploy|dep|statefulset|sts|daemonset|ds|pods?|rc|rs|app)$/;

/** What a name is about, without what it says of its kind: `web` of `web-service` and of `web-deployment`. */
export function subject(name: string): string {
  let rest = name.toLowerCase();
  for (let next = rest.replace(SUFFIX, ''); next !== rest && next !== ''; next = rest.replace(SUFFIX, ''))
    rest = next;
  return rest;
}

/**
 * Whether two words are probably meant to be one: written in another way, misspelt, or one of them with something
 * added. Numbered siblings (`shard-0`, `shard-1`) are not.
 */
export function isNear(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  if (x === y) return true;
  const bare = (word: string) => word.replace(/\d+/g, '');
  if (bare(x) === bare(y)) return false;
  if (subject(x) === subject(y) || x.replace(/[-_.]/g, '') === y.replace(/[-_.]/g, '')) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  if (short.length > 2 && (long.startsWith(short) || long.endsWith(short))) return true;
  return distance(x, y) <= (short.length < 4 ? 0 : short.length < 6 ? 1 : 2);
}
