import { SCANNERS } from '../ignoreComments.ts';
import { defineKind } from '../kind.ts';

/** Shell scripts, and the shell inside of other texts. */
export default defineKind({
  name: 'shell',
  languages: [
    {
      id: 'shellscript',
      extensions: ['.sh', '.bash'],
      grammar: '@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm',
      highlight: 'bash',
      fences: ['sh', 'bash'],
    },
  ],
  comments: [['#']],
  stage: 'packaging',
  words: { quotes: ["'", '"'] },
  literals: ['string', 'string_content', 'raw_string', 'heredoc_body', 'heredoc_content', 'comment'],
  parser: 'shell',
  ignoreComments: SCANNERS,
});
