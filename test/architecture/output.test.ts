import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { readParserFile } from '../../scripts/lib/parser-files.mjs';
import { Document, prepareLanguage, syntax } from '../../src/engine/index.ts';
import { filesBelow, root } from './lib/imports.ts';

/** Only one file of the command line writes to its streams, so that no text leaves it as it came. */
const WRITER = 'src/cli/write.ts';

/** Names that lead to a standard stream, wherever they are written as code. */
const STREAMS = new Set(['stdout', 'stderr', 'console', '_rawDebug', 'writeSync', 'writevSync']);
const MODULES = /^(?:node:)?(?:console|tty|readline.*)$/;
const DEVICES = /\/dev\/(?:std|fd|tty)|\/proc\/self\/fd/;

/** The lines of a source that reach for a stream. */
function reaching(path: string, text: string): string[] {
  const doc = new Document(`file:///${path}`, 'typescript', text);
  try {
    const found: string[] = [];
    for (const node of doc.model(syntax).walk()) {
      const code = doc.slice(node);
      const isName = /identifier/.test(node.type) && STREAMS.has(code);
      const isText = /^(?:string|template_string)$/.test(node.type);
      const isModule = isText && node.field === 'source' && MODULES.test(code.slice(1, -1));
      const isKey = isText && node.field === 'index' && STREAMS.has(code.slice(1, -1));
      if (isName || isModule || isKey || (isText && DEVICES.test(code)))
        found.push(`${path}:${doc.lines.positionAt(node.start).line + 1}`);
    }
    return found;
  } finally {
    doc.dispose();
  }
}

describe('what the command line writes', () => {
  before(() => prepareLanguage('typescript', readParserFile));

  it('is written in one place', () => {
    const files = filesBelow('src/cli').map((each) => each.replaceAll('\\', '/'));
    assert.ok(files.includes(WRITER) && files.length > 20);
    const found = files.flatMap((path) =>
      path === WRITER ? [] : reaching(path, readFileSync(join(root, path), 'utf8')),
    );
    assert.deepEqual(found, []);
    assert.ok(reaching(WRITER, readFileSync(join(root, WRITER), 'utf8')).length > 2);
  });

  it('would be found in every form', () => {
    const forms = [
      'process.stdout.write(a);',
      'const { stderr } = process;',
      'const { stdout: to } = process;',
      'console.log(a);',
      "process['stdout'].write(a);",
      "import { log } from 'node:console';",
      "import { writeSync } from 'node:fs';",
      'fs.writeSync(1, a);',
      "writeFileSync('/dev/stdout', a);",
      'globalThis.console.error(a);',
    ];
    for (const form of forms) assert.deepEqual(reaching('a.ts', form).slice(0, 1), ['a.ts:1'], form);
    assert.deepEqual(reaching('a.ts', "// console.log\nconst a = 'stdout';"), []);
  });
});
