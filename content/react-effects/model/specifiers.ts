/**
 * Names for modules that are the same in the file that exports and in the file that imports: without extension and
 * without a trailing `/index`, as every bundler resolves them. Paths and URIs alike; no file system is asked.
 */

const EXTENSION = /\.(?:d\.)?[cm]?[jt]sx?$/i;

/** The key of a module by the URI or path of its file: `/src/api/index.ts` → `/src/api`. */
export function moduleKey(uri: string): string {
  return trimmed(normalized(uri));
}

/**
 * The key of the module that a relative specifier means: `./api/user.js` in `/src/a.tsx` → `/src/api/user`.
 * `undefined` for packages and path aliases, which only a bundler's settings explain.
 */
export function resolveSpecifier(uri: string, specifier: string): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(specifier)) return undefined;
  const from = normalized(uri);
  const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '.';
  return trimmed(normalized(`${folder}/${specifier.replace(/[?#].*$/, '')}`));
}

function trimmed(path: string): string {
  return path.replace(EXTENSION, '').replace(/(^|\/)index$/, '');
}

/** Forward slashes, `.` and `..` resolved; a leading `..` and the scheme of a URI stay. */
function normalized(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const scheme = /^[a-z][\w+.-]+:\/\//i.exec(slashed)?.[0] ?? '';
  const rest = slashed.slice(scheme.length);
  const parts: string[] = [];
  for (const part of rest.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else parts.push(part);
  }
  return scheme + parts.join('/');
}
