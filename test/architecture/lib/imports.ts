import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

export const root = process.cwd();

/** One import of a file, or one thing that it exports from elsewhere. */
export interface Import {
  readonly from: string;
  /** A path below the repository for our own files, else the package or `node:` module. */
  readonly to: string;
  readonly typeOnly: boolean;
  /** Whether it is `import(…)`, which runs when it is called and not while modules are loaded. */
  readonly late: boolean;
}

/** The TypeScript files of a folder of the repository, as paths with `/`; what learners are shown is none of it. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ['sample', 'practice', 'snippets'].includes(entry.name) ? [] : filesBelow(path);
    return path.endsWith('.ts') && !path.endsWith('.d.ts') ? [path] : [];
  });
}

const FROM =
  /(?:^|\n)\s*(import|export)(\s+type)?\b([^'";]*?)\bfrom\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s*['"]([^'"]+)['"]/g;

/** The text of a file of the repository. */
export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** What a file imports, read from its text. */
export function importsOf(file: string): Import[] {
  const text = textOf(file);
  return [...text.matchAll(FROM)].map((match) => {
    const target = (match[4] ?? match[5] ?? match[6]) as string;
    const named =
      /\{([\s\S]*)\}/
        .exec(match[3] ?? '')?.[1]
        ?.split(',')
        .filter((name) => name.trim() !== '') ?? [];
    const allTypes = named.length > 0 && named.every((name) => /^\s*type\s/.test(name));
    const to = target.startsWith('.')
      ? relative(root, join(root, dirname(file), target))
          .split(sep)
          .join('/')
      : target;
    return { from: file, to, typeOnly: match[2] !== undefined || allTypes, late: match[5] !== undefined };
  });
}
