import type { Document } from '../document.ts';
import { commas, hashComment, type IgnoreComment, SCANNERS } from '../ignoreComments.ts';
import { defineKind } from '../kind.ts';

/** hadolint's own codes and those of ShellCheck; what follows them is a remark. */
const HADOLINT = '((?:(?:DL|SC)\\d+[ \\t]*,?[ \\t]*)+)';

const ignoreComments: readonly IgnoreComment[] = [
  {
    tool: 'hadolint',
    words: ['hadolint'],
    pattern: hashComment(`hadolint[ \\t]+ignore[ \\t]*=[ \\t]*${HADOLINT}`),
    reach: 'block',
  },
  {
    tool: 'hadolint',
    words: ['hadolint'],
    pattern: hashComment(`hadolint[ \\t]+global[ \\t]+ignore[ \\t]*=[ \\t]*${HADOLINT}`),
    reach: 'file',
  },
  {
    tool: 'buildkit',
    words: ['check', 'CHECK', 'Check'],
    pattern: /^#[ \t]*check[ \t]*=[^\n]*?\bskip=([\w, \t]+)/gim,
    reach: 'file',
    countsAt: hasOnlyDirectivesBefore,
    codes: (list) => (commas(list).includes('all') ? [] : commas(list)),
  },
  ...SCANNERS,
];

/** Whether only directives such as `# syntax=…` come before an offset of a Dockerfile. */
function hasOnlyDirectivesBefore(doc: Document, offset: number): boolean {
  return /^\uFEFF?(?:#[ \t]*[A-Za-z]+[ \t]*=[^\n]*\n)*$/.test(doc.text.slice(0, offset));
}

const instruction = { $ref: '#/$defs/instruction' };

/** Dockerfiles and Containerfiles. */
export default defineKind({
  name: 'dockerfile',
  languages: [
    {
      id: 'dockerfile',
      extensions: ['.dockerfile', '.containerfile'],
      filenames: ['dockerfile', 'containerfile'],
      // `Dockerfile.prod` and `Dockerfile-test`, but no text about a Dockerfile and no template of one.
      pattern:
        /^(?:Docker|Container)file[.-](?!.*\.?(?:dockerignore|md|txt|json|ya?ml|go|py|rb|j2|tpl|tmpl|gotmpl|erb|template|bak|orig|swp)$)/,
      globs: ['[Dd]ockerfile', '[Cc]ontainerfile', 'Dockerfile[.-]*', 'Containerfile[.-]*'],
      highlight: 'dockerfile',
    },
  ],
  comments: [['#']],
  head: /^(?:#[ \t]*\w+[ \t]*=.*(?:\r?\n|$))*/,
  stage: 'packaging',
  continued: /[\\`][ \t]*$/,
  parser: 'dockerfile',
  pictures: ['container'],
  packages: [
    {
      name: 'dockerfile-ast',
      file: 'lib/main.js',
      // This is the package's only use of a Node API. A web worker has no `Buffer` and would give up every Dockerfile.
      patch: {
        file: 'lib/util.js',
        from: 'Buffer.from(char, "UTF-8")',
        to: 'new TextEncoder().encode(char)',
        without: 'Buffer',
      },
    },
  ],
  ignoreComments,
  subject: {
    description: 'An instruction of Dockerfiles, or several with names for their parts.',
    oneOf: [
      instruction,
      {
        type: 'object',
        required: ['instruction'],
        additionalProperties: false,
        properties: {
          instruction: { oneOf: [instruction, { type: 'array', minItems: 1, items: instruction }] },
          argument: {
            description: 'The first argument has to be this one, or one of these.',
            oneOf: [{ type: 'string' }, { type: 'array', minItems: 1, items: { type: 'string' } }],
          },
          names: {
            type: 'object',
            propertyNames: { pattern: '^[A-Za-z]\\w*$' },
            additionalProperties: { enum: ['argument', 'stage', 'key'] },
            description:
              'Placeholders of the lesson: the first argument, the name of the stage, the first key of ENV or ARG.',
          },
        },
      },
    ],
  },
});
