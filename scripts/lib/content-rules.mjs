/** Rules as code: compiled on the fly and imported. */
import { faultLine } from './content-files.mjs';
import { compileErrors, importTypeScript } from './content-modules.mjs';

/** @typedef {import('./content-files.mjs').Fault} Fault */
/** @typedef {import('./content.mjs').RuleSource} RuleSource */
/** @typedef {{ rule: RuleSource, definition: import('../../src/engine/rule.ts').RuleDefinition }} LoadedRule */

/**
 * Imports rules. One that does not compile, throws while loading or exports no rule is left out and named.
 * @param {readonly RuleSource[]} rules
 * @param {string} contentRoot
 * @param {string} [more] further exports of the module that the rules live in, as TypeScript
 * @returns {Promise<{ rules: LoadedRule[], left: Map<string, Fault[]>, faults: Fault[], module: any }>} `left`: why a rule was
 *   left out, by its id; `module`: the exports of `more`, with the same engine as the rules
 */
export async function loadRules(rules, contentRoot, more = '') {
  /** @type {Map<string, Fault[]>} */
  const left = new Map();
  const entry = (/** @type {readonly RuleSource[]} */ chosen) =>
    [
      ...chosen.map((rule, index) => `export * as rule${index} from ${JSON.stringify(rule.file)};`),
      ...(more ? [more] : []),
      ...(chosen.length === 0 && !more ? ['export {};'] : []),
    ].join('\n');
  let loaded = rules;
  let module;
  try {
    module = await importTypeScript(entry(rules), contentRoot);
  } catch {
    // Which rule is at fault shows only when each is tried alone.
    await Promise.all(
      rules.map(async (rule) => {
        const faults = await ruleFaults(rule, contentRoot);
        if (faults.length > 0) left.set(rule.id, faults);
      }),
    );
    loaded = rules.filter((rule) => !left.has(rule.id));
    module = await importTypeScript(entry(loaded), contentRoot);
  }
  const found = loaded.flatMap((rule, index) => {
    const definition = module[`rule${index}`]?.default;
    const complaint = complaintAbout(definition);
    if (complaint === undefined) return [{ rule, definition }];
    left.set(rule.id, [{ file: rule.file, line: 1, column: 1, message: complaint }]);
    return [];
  });
  return { rules: found, left, faults: unique([...left.values()].flat()), module };
}

/**
 * @param {RuleSource} rule
 * @param {string} contentRoot
 */
async function ruleFaults(rule, contentRoot) {
  const errors = await compileErrors(rule.file, contentRoot);
  if (errors.length > 0) return errors;
  try {
    await importTypeScript(`export * from ${JSON.stringify(rule.file)};`, contentRoot);
    return [];
  } catch (error) {
    return [{ file: rule.file, line: 1, column: 1, message: `It throws while it is loaded: ${error}` }];
  }
}

/**
 * @param {any} definition
 * @returns {string | undefined}
 */
function complaintAbout(definition) {
  if (!definition || typeof definition.check !== 'function') {
    return 'Every .ts file of a lesson but figure.ts has `export default defineRule({ … })`; what rules share belongs in a folder of the topic.';
  }
  const texts = ['title', 'severity', 'fix'].filter((key) => typeof definition[key] !== 'string');
  const lists = ['languages', 'looksFor'].filter(
    (key) => !Array.isArray(definition[key]) || definition[key].length === 0,
  );
  const wrong = [...texts, ...lists, ...(definition.messages ? [] : ['messages'])];
  return wrong.length > 0 ? `The rule needs ${wrong.join(', ')}.` : undefined;
}

/** @param {readonly Fault[]} faults @returns {Fault[]} */
function unique(faults) {
  return [...new Map(faults.map((fault) => [faultLine(fault), fault])).values()];
}
