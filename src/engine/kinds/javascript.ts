import { defineKind } from '../kind.ts';

const TSX = '@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm';

/** JavaScript and TypeScript, with and without JSX. */
export default defineKind({
  name: 'javascript',
  languages: [
    {
      id: 'typescriptreact',
      extensions: ['.tsx'],
      grammar: TSX,
      highlight: 'typescript',
      fences: ['tsx'],
    },
    {
      id: 'typescript',
      extensions: ['.ts', '.mts', '.cts'],
      grammar: '@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm',
      highlight: 'typescript',
      fences: ['ts', 'mts'],
    },
    // The TSX grammar also reads JSX, and JavaScript without Flow. So there is one grammar less to load.
    {
      id: 'javascriptreact',
      extensions: ['.jsx'],
      grammar: TSX,
      highlight: 'javascript',
      fences: ['jsx'],
    },
    {
      id: 'javascript',
      extensions: ['.js', '.mjs', '.cjs'],
      grammar: TSX,
      highlight: 'javascript',
      fences: ['js', 'mjs'],
    },
  ],
  comments: [['//'], ['/*', '*/']],
  takesNul: true,
  stage: 'application',
  skippedFolders: {
    node_modules: 'dependencies',
    bower_components: 'dependencies',
    jspm_packages: 'dependencies',
    coverage: 'build output',
    '.next': 'build output',
    '.nuxt': 'build output',
    '.output': 'build output',
    '.svelte-kit': 'build output',
    '.turbo': 'build output',
    '.parcel-cache': 'build output',
    '.vercel': 'build output',
    '.netlify': 'build output',
    '.docusaurus': 'build output',
    '.expo': 'build output',
    'storybook-static': 'build output',
    '.yarn': 'tool data',
    '.vscode-test': 'tool data',
  },
  words: { quotes: ["'", '"'], hasTemplates: true, hasRegularExpressions: true },
  literals: ['template_string', 'string_fragment', 'string', 'regex_pattern', 'comment', 'html_comment'],
  hasPlainNames: true,
  parser: 'javascript',
});
