/** A rule for JavaScript and TypeScript: the call of a made-up function. */
import { camelCase } from './names.mjs';

/** @param {string} rule */
const markerOf = (rule) => `madeUp${camelCase(rule)}`;

/**
 * @param {readonly string[]} languages in the order in which the rule names them
 * @returns {(rule: string) => string}
 */
const ruleOf = (languages) => (rule) =>
  `import { defineRule, syntax } from '../../../src/engine/index.ts';

// TODO: a made-up function, so that no real code is found. What the rule looks for takes its place.
const MARKER = '${markerOf(rule)}';

export default defineRule({
  title: 'TODO: Call that only returns its argument',
  languages: [${languages.map((id) => `'${id}'`).join(', ')}],
  severity: 'information',
  fix: 'suggested',
  looksFor: [MARKER],
  messages: {
    found: 'TODO: \`{call}\` only returns \`{value}\`: the call can be left out.',
  },
  steps: {
    found: [
      { text: 'TODO: \`{call}\` is called with \`{value}\`.', at: 'hint' },
      { text: 'TODO: It looks at \`{value}\` and changes nothing.', at: 'argument' },
      'TODO: It returns what it was given.',
    ],
  },
  *check(doc) {
    for (const node of doc.model(syntax).walk()) {
      if (node.type !== 'call_expression') continue;
      const callee = node.get('function');
      const [value, ...others] = node.get('arguments')?.parts ?? [];
      if (!callee || doc.slice(callee) !== MARKER || !value || others.length > 0) continue;
      const edits = [{ start: node.start, end: node.end, newText: doc.slice(value) }];
      yield {
        at: callee,
        message: 'found',
        names: { call: MARKER, value: doc.slice(value) },
        places: { argument: value },
        fixes: [{ title: 'TODO: Leave out the call', kind: 'suggested', edits }],
      };
    }
  },
});
`;

/** @type {Omit<import('./languages.mjs').Template, 'id' | 'languages' | 'rule' | 'fence' | 'bad' | 'good' | 'files' | 'globs'>} */
const shared = {
  icon: 'code',
  more: {
    title: 'the call is part of a larger expression',
    bad: (rule) => `export const half = (amount: number) => ${markerOf(rule)}(amount) / 2;\n`,
    good: () => 'export const half = (amount: number) => amount / 2;\n',
  },
  silent: {
    title: 'the name is written in a text, and called nowhere',
    code: (rule) => `export const names = ['${markerOf(rule)}'];\n`,
  },
};

const react = ['typescriptreact', 'javascriptreact', 'typescript', 'javascript'];
const plain = ['typescript', 'javascript', 'typescriptreact', 'javascriptreact'];

/** @type {import('./languages.mjs').Template} */
export const typescriptreact = {
  ...shared,
  id: 'typescriptreact',
  languages: react,
  fence: 'tsx',
  rule: ruleOf(react),
  bad: (rule) => `export function Price({ amount }: { amount: number }) {
  const shown = ${markerOf(rule)}(amount);
  return <p>{shown}</p>;
}
`,
  good: () => `export function Price({ amount }: { amount: number }) {
  const shown = amount;
  return <p>{shown}</p>;
}
`,
  files: ['**/*.{tsx,jsx}'],
  globs: /\b[jt]sx\b/,
};

/** @type {import('./languages.mjs').Template} */
export const typescript = {
  ...shared,
  id: 'typescript',
  languages: plain,
  fence: 'ts',
  rule: ruleOf(plain),
  bad: (rule) => `export function count(orders: readonly string[]): number {
  return ${markerOf(rule)}(orders.length);
}
`,
  good: () => `export function count(orders: readonly string[]): number {
  return orders.length;
}
`,
  files: ['**/*.{ts,mts,js,mjs}'],
  globs: /\b[cm]?[jt]s\b/,
};
