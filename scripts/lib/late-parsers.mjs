/** How bundles load the packages of parsers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { escaped } from './escaped.mjs';
import { packageFile } from './kinds-generate.mjs';
import { root } from './paths.mjs';

/** @typedef {import('esbuild').Plugin} Plugin */

/** Esbuild's namespace of what loads a parser's own file. */
const LATE = 'late-parser';

/**
 * Packages of parsers, which most sessions never need. Beside the bundles for Node they are files of their own, so that a
 * start does not read them; the web worker, which can load no further files, holds them.
 * @param {readonly import('../../src/engine/kind.ts').ParserPackage[]} packages
 * @returns {Plugin}
 */
export const lateParsers = (packages) => ({
  name: 'late-parsers',
  setup(builder) {
    const isNode = builder.initialOptions.platform === 'node';
    // By `require`: an `import` of a CommonJS file makes Node search its text for the names that it exports.
    builder.onLoad({ filter: /.*/, namespace: LATE }, async ({ path }) => ({
      contents: await lateParser(path),
    }));
    builder.onResolve({ filter: /^\.\//, namespace: LATE }, ({ path }) => ({ path, external: true }));
    for (const { name, patch } of packages) {
      builder.onResolve({ filter: new RegExp(`^${escaped(name)}$`) }, ({ kind }) => {
        if (isNode && kind === 'dynamic-import') return { path: name, namespace: LATE };
        return { path: entryOf(packages, name) };
      });
      if (!patch) continue;
      const file = escaped(join(name, patch.file)).replaceAll(/\\\/|\\\\/g, '[\\\\/]');
      builder.onLoad({ filter: new RegExp(`${file}$`) }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const contents = text.replace(patch.from, patch.to);
        if (!contents.includes(patch.without)) return { contents };
        const complaint = `${name} uses ${patch.without} in another way; a web worker has none.`;
        return { errors: [{ text: complaint }] };
      });
    }
  },
});

/**
 * A module that exports what a package does.
 * @param {string} name
 * @returns {Promise<string>}
 */
async function lateParser(name) {
  const names = Object.keys(await import(name)).filter(
    (each) => /^[A-Za-z]\w*$/.test(each) && each !== 'default',
  );
  return `const all = require('./${packageFile(name)}');\nexport const { ${names.join(', ')} } = all;\n`;
}

/**
 * @param {readonly import('../../src/engine/kind.ts').ParserPackage[]} packages
 * @param {string} name
 */
export function entryOf(packages, name) {
  const file = packages.find((each) => each.name === name)?.file ?? '';
  return join(root, 'node_modules', ...name.split('/'), ...file.split('/'));
}
