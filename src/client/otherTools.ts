import type * as vscode from 'vscode';
import type { Catalogue, RuleMeta } from '../lessons/types.ts';

/** The name in front of our catalogue's codes, by the `source` that the tool gives its diagnostics. */
const TOOLS: Readonly<Record<string, string>> = {
  eslint: 'eslint',
  biome: 'biome',
  oxc: 'oxlint',
  oxlint: 'oxlint',
  ts: 'ts',
  typescript: 'ts',
  'ts-plugin': 'ts',
};

/** `plugin(rule)`; the plugin is `react-hooks` in one version of oxlint and `eslint-plugin-react-hooks` in another. */
const CALL = /^(?:eslint-plugin-)?([\w@/.-]+)\(([\w/.-]+)\)$/;

/**
 * The names under which a diagnostic of another tool can stand in `explains` and `sameAs`: `eslint:plugin/rule`,
 * `biome:lint/group/rule` and `biome:rule`, `oxlint:plugin/rule` (written `plugin(rule)` by the tool), `ts:2345`.
 * A code comes as a string, a number, or an object with a link.
 */
export function codesOf(diagnostic: Pick<vscode.Diagnostic, 'source' | 'code'>): string[] {
  const source = diagnostic.source?.toLowerCase() ?? '';
  const tool = TOOLS[source];
  const { code } = diagnostic;
  const value = typeof code === 'object' && code !== null ? code.value : code;
  if (!tool || value === undefined || value === null || value === '') return [];
  const text = String(value);
  const names = new Set([text]);
  const call = CALL.exec(text);
  if (call) names.add(`${call[1]}/${call[2]}`);
  if (tool === 'biome') {
    const parts = text.split('/');
    for (let from = 1; from < parts.length; from++) names.add(parts.slice(from).join('/'));
  }
  return [...names].map((name) => `${tool}:${name}`);
}

/** Finds the rules behind another tool's code. */
export class OtherTools {
  readonly #explained = new Map<string, RuleMeta[]>();
  readonly #same = new Map<string, Set<string>>();

  constructor(catalogue: Catalogue) {
    for (const rule of catalogue.rules) {
      for (const code of new Set([...rule.sameAs, ...rule.explains].map(unify))) {
        const rules = this.#explained.get(code);
        if (rules) rules.push(rule);
        else this.#explained.set(code, [rule]);
      }
      for (const code of rule.sameAs.map(unify)) {
        const rules = this.#same.get(code) ?? new Set();
        this.#same.set(code, rules.add(rule.id));
      }
    }
  }

  /**
   * The rule whose lesson explains a diagnostic of another tool. One code of theirs may stand for several faults of
   * ours: the one that we have found there wins, else the lesson that most of these rules belong to.
   * @param found rules of ours that have a hint at the same place
   */
  explained(
    diagnostic: Pick<vscode.Diagnostic, 'source' | 'code'>,
    found: readonly string[] = [],
  ): RuleMeta | undefined {
    const rules = new Set(codesOf(diagnostic).flatMap((code) => this.#explained.get(code) ?? []));
    const here = [...rules].find((rule) => found.includes(rule.id));
    if (here) return here;
    const perLesson = new Map<string, number>();
    for (const { lesson } of rules) perLesson.set(lesson, (perLesson.get(lesson) ?? 0) + 1);
    const most = Math.max(0, ...perLesson.values());
    return [...rules].find((rule) => perLesson.get(rule.lesson) === most);
  }

  /** Whether a diagnostic of another tool says exactly what a rule of ours says. */
  saysTheSame(diagnostic: Pick<vscode.Diagnostic, 'source' | 'code'>, rule: string): boolean {
    return codesOf(diagnostic).some((code) => this.#same.get(code)?.has(rule));
  }
}

/** The catalogue's codes in the one spelling that `codesOf` gives. */
function unify(code: string): string {
  const colon = code.indexOf(':');
  const tool = TOOLS[code.slice(0, colon)] ?? code.slice(0, colon);
  const name = code.slice(colon + 1);
  const call = CALL.exec(name);
  return `${tool}:${call ? `${call[1]}/${call[2]}` : name}`;
}

/** The rule id in a diagnostic of ours. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' && code !== null ? code.value : (code ?? ''));
}
