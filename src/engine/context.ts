/** The role that a file plays, from its path and text, before it is parsed. */

/** Whether a text was written by a program: minified, bundled, or marked as generated in its first lines. */
export function isGenerated(path: string, text: string): boolean {
  if (/\.min\.[cm]?js$/i.test(path)) return true;
  const head = text.slice(0, 600);
  if (/@generated\b|\bDO NOT EDIT\b|(?:auto-?generated|automatically generated)/i.test(head)) return true;
  if (text.length < 4000) return false;
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return text.length / lines > 300;
}

/** A file's path relative to its workspace folder; its whole URI when it is in none. */
export function inWorkspace(uri: string, roots: readonly string[]): string {
  let longest = '';
  for (const root of roots) {
    const folder = root.endsWith('/') ? root : `${root}/`;
    if (uri.startsWith(folder) && folder.length > longest.length) longest = folder;
  }
  return uri.slice(longest.length);
}
