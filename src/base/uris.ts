/** The folder of a URI, without a slash at its end. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** The last part of a URI's path, decoded. */
export function fileNameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/**
 * The URI that a relative path means, seen from a folder.
 * @returns `undefined` for what is no relative path: an address, an absolute path, one that leaves the root
 */
export function resolveFrom(folder: string, path: string): string | undefined {
  if (path === '' || path.startsWith('/') || /^[\w+.-]+:|\?/.test(path)) return undefined;
  const parts = folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      // The scheme and its two slashes stay.
      if (parts.length <= 3) return undefined;
      parts.pop();
    } else parts.push(encodePart(part));
  }
  return parts.join('/');
}

/** A folder and those around it, innermost first, down to the scheme's root and at most `limit` of them. */
export function foldersAround(folder: string, limit = 12): string[] {
  const folders: string[] = [];
  for (let at = folder; at.lastIndexOf('/') > at.indexOf('//') + 1 && folders.length < limit; ) {
    folders.push(at);
    at = folderOf(at);
  }
  return folders;
}

/** A part of a path as it stands in a URI. Half of a surrogate pair, which no file name holds, is written as U+FFFD. */
export function encodePart(part: string): string {
  return encodeURIComponent(part.toWellFormed());
}
