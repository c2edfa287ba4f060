import * as vscode from 'vscode';
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
  const call = /^(?:eslint-plugin-)?([\w@/.-]+)\(([\w/.-]+)\)$/.exec(text);
  if (call) {
    names.add(`${call[1]}/${call[2]}`);
    // The plugin is `react-hooks` in one version of oxlint and `eslint-plugin-react-hooks` in another.
    names.add(call[2] as string);
  }
  if (tool === 'biome') {
    const parts = text.split('/');
    for (let from = 1; from < parts.length; from++) names.add(parts.slice(from).join('/'));
  }
  return [...names].map((name) => `${tool}:${name}`);
}

/** Finds the rule behind another tool's code. */
export class OtherTools {
  readonly #explained = new Map<string, RuleMeta>();
  readonly #same = new Map<string, Set<string>>();

  constructor(catalogue: Catalogue) {
    for (const rule of catalogue.rules) {
      for (const code of [...rule.sameAs, ...rule.explains].map(unify)) {
        if (!this.#explained.has(code)) this.#explained.set(code, rule);
      }
      for (const code of rule.sameAs.map(unify)) {
        const rules = this.#same.get(code) ?? new Set();
        this.#same.set(code, rules.add(rule.id));
      }
    }
  }

  /** The rule whose lesson explains a diagnostic of another tool. */
  explained(diagnostic: Pick<vscode.Diagnostic, 'source' | 'code'>): RuleMeta | undefined {
    for (const code of codesOf(diagnostic)) {
      const rule = this.#explained.get(code);
      if (rule) return rule;
    }
    return undefined;
  }

  /** Whether a diagnostic of another tool says exactly what a rule of ours says. */
  saysTheSame(diagnostic: Pick<vscode.Diagnostic, 'source' | 'code'>, rule: string): boolean {
    return codesOf(diagnostic).some((code) => this.#same.get(code)?.has(rule));
  }
}

function unify(code: string): string {
  return code.replace(/^oxc:/, 'oxlint:').replace(/^typescript:/, 'ts:');
}

type Publish = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** Keeps a hint of ours out of sight while another tool shows the same one there, and brings it back afterwards. */
export class Overlap implements vscode.Disposable {
  readonly #tools: OtherTools;
  readonly #ours = new Map<string, { uri: vscode.Uri; all: vscode.Diagnostic[]; shown: string; publish: Publish }>();
  readonly #listener: vscode.Disposable;

  constructor(tools: OtherTools) {
    this.#tools = tools;
    this.#listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      for (const uri of uris) this.#refresh(uri);
    });
  }

  /** Takes what the server published, and passes on what nobody else says. */
  handle(uri: vscode.Uri, diagnostics: vscode.Diagnostic[], publish: Publish): void {
    const key = uri.toString();
    const visible = this.#visible(uri, diagnostics);
    if (diagnostics.length > 0) this.#ours.set(key, { uri, all: diagnostics, shown: mask(diagnostics, visible), publish });
    else this.#ours.delete(key);
    publish(uri, visible);
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #refresh(uri: vscode.Uri): void {
    const entry = this.#ours.get(uri.toString());
    if (!entry) return;
    const visible = this.#visible(uri, entry.all);
    // Our own publishing fires the event too; nothing changes by it, and the round ends here.
    const shown = mask(entry.all, visible);
    if (shown === entry.shown) return;
    entry.shown = shown;
    entry.publish(uri, visible);
  }

  #visible(uri: vscode.Uri, diagnostics: vscode.Diagnostic[]): vscode.Diagnostic[] {
    const others = vscode.languages.getDiagnostics(uri).filter((other) => other.source !== 'Hindsight');
    if (others.length === 0) return diagnostics;
    return diagnostics.filter((ours) => {
      const rule = ruleOf(ours);
      return !others.some((other) => other.range.intersection(ours.range) && this.#tools.saysTheSame(other, rule));
    });
  }
}

/** Which of all are visible, as a value that can be compared. */
function mask(all: readonly vscode.Diagnostic[], visible: readonly vscode.Diagnostic[]): string {
  return all.map((diagnostic) => (visible.includes(diagnostic) ? '1' : '0')).join('');
}

/** The rule id in a diagnostic of ours. */
export function ruleOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' && code !== null ? code.value : (code ?? ''));
}
