/** Where things are. Every script takes its paths from here, so that a folder is named once. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** Bundles and everything else the build writes. */
export const dist = join(root, 'dist');
/** Editors, browsers and profiles of `npm start` and of the tests; git ignores it. */
export const editorCache = join(root, '.vscode-test');
/** Logs and screenshots of the last test run; git ignores it. */
export const testResults = join(root, 'test-results');
/** Bundled tests. */
export const testBundles = join(dist, 'test');
/** The VSIX that `npm start` installs and the real-editor tests exercise. */
export const packageFile = join(dist, 'hindsight.vsix');
/** The workspace that `npm start` opens. */
export const sampleFolder = join(root, 'content', 'sample');
