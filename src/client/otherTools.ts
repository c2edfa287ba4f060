import type * as vscode from 'vscode';
import { trivyCode } from '../base/codes.ts';
import { ownValue } from '../base/own.ts';
import type { Catalogue, RuleMeta } from '../lessons/types.ts';
import type { DiagnosticData, PeersData } from '../protocol/server.ts';

/** The part of a diagnostic that shows which tool says what. */
export type Said = Pick<vscode.Diagnostic, 'source' | 'code'> & Partial<Pick<vscode.Diagnostic, 'message'>>;

/** The name in front of our catalogue's codes, by the `source` that the tool gives its diagnostics. */
const TOOLS: Readonly<Record<string, string>> = {
  eslint: 'eslint',
  biome: 'biome',
  oxc: 'oxlint',
  oxlint: 'oxlint',
  ts: 'ts',
  typescript: 'ts',
  'ts-plugin': 'ts',
  // Docker's language server, by itself and in Docker DX.
  'docker-language-server': 'buildkit',
  ['Docker DX (docker-language-server)'.toLowerCase()]: 'buildkit',
  hadolint: 'hadolint',
  trivy: 'trivy',
  checkov: 'checkov',
  semgrep: 'semgrep',
  'kube-linter': 'kube-linter',
  kubelinter: 'kube-linter',
};

/** The viewer of SARIF logs (`MS-SarifVSCode.sarif-viewer`) puts its own name where the tool's would be. */
const VIEWER = 'sarif';
/** The tools whose logs it shows. Their codes do not look alike. */
const LOGGED = [
  'eslint',
  'biome',
  'oxlint',
  'hadolint',
  'trivy',
  'checkov',
  'semgrep',
  'kube-linter',
  'kube-score',
  'kics',
];

/** `plugin(rule)`; the plugin is `react-hooks` in one version of oxlint and `eslint-plugin-react-hooks` in another. */
const CALL = /^(?:eslint-plugin-)?([\w@/.-]+)\(([\w/.-]+)\)$/;
/** A code of hadolint, of which the extension `exiasr.hadolint` names no source. */
const HADOLINT = /^(?:DL|SC)\d{4}$/;
/** How its older versions, which have no codes, end their messages. */
const HADOLINT_MESSAGE = /^\[hadolint\] .*\(((?:DL|SC)\d{4})\)$/;
/**
 * What the linter of Microsoft's Kubernetes extension says of memory, word for word; it has neither source nor code.
 */
const KUBERNETES_LIMITS =
  /^(?:One or more containers do not have resource limits|No (?:resource limits|memory limit) specified for this container)\b/;

/**
 * The names under which a diagnostic of another tool can stand in `explains` and `sameAs`: `eslint:plugin/rule`,
 * `biome:lint/group/rule` and `biome:rule`, `oxlint:plugin/rule` (written `plugin(rule)` by the tool), `ts:2345`,
 * `buildkit:SecretsUsedInArgOrEnv`, `hadolint:DL3002`, `trivy:KSV-0017` (in any of its spellings),
 * `checkov:CKV_K8S_16`. A code comes as a string, a number, or an object with a link.
 *
 * As the extensions had it in 2025 and 2026: docker/docker-language-server `buildkit/service.go` and what Docker DX
 * shows of it, michaellzc/vscode-hadolint `server.ts`, aquasecurity/trivy-vscode-extension `problems.ts`,
 * bridgecrewio/checkov-vscode `diagnostics.ts`, microsoft/sarif-vscode-extension `resultDiagnostic.ts`,
 * vscode-kubernetes-tools `resourcelimits.ts`.
 */
export function codesOf(diagnostic: Said): string[] {
  // Checkov's has a blank at its end.
  const source = diagnostic.source?.trim().toLowerCase() ?? '';
  const { code } = diagnostic;
  const value = typeof code === 'object' && code !== null ? code.value : code;
  if (value === undefined || value === null || value === '') return source === '' ? unnamed(diagnostic) : [];
  const text = String(value);
  if (source === VIEWER) return LOGGED.flatMap((tool) => namesOf(tool, text));
  const tool = ownValue(TOOLS, source) ?? (source === '' && HADOLINT.test(text) ? 'hadolint' : undefined);
  return tool ? namesOf(tool, text) : [];
}

/** Codes of diagnostics that have neither source nor code. */
function unnamed({ message = '' }: Said): string[] {
  const rule = HADOLINT_MESSAGE.exec(message)?.[1];
  if (rule) return [`hadolint:${rule}`];
  return KUBERNETES_LIMITS.test(message) ? ['vscode-kubernetes:resource-limits'] : [];
}

function namesOf(tool: string, text: string): string[] {
  const names = new Set([text]);
  const call = CALL.exec(text);
  if (call) names.add(`${call[1]}/${call[2]}`);
  if (tool === 'biome') {
    const parts = text.split('/');
    for (let from = 1; from < parts.length; from++) names.add(parts.slice(from).join('/'));
  }
  if (tool === 'trivy') names.add(trivyCode(text));
  // `CKV_K8S_16: https://…` where the guideline is no link.
  if (tool === 'checkov') names.add(text.replace(/:.*$/s, ''));
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
  explained(diagnostic: Said, found: readonly string[] = []): RuleMeta | undefined {
    const rules = new Set(codesOf(diagnostic).flatMap((code) => this.#explained.get(code) ?? []));
    const here = [...rules].find((rule) => found.includes(rule.id));
    if (here) return here;
    const perLesson = new Map<string, number>();
    for (const { lesson } of rules) perLesson.set(lesson, (perLesson.get(lesson) ?? 0) + 1);
    const most = Math.max(0, ...perLesson.values());
    return [...rules].find((rule) => perLesson.get(rule.lesson) === most);
  }

  /**
   * Whether others, at the same place, say all that a diagnostic of ours says. What stands for several rules is said
   * when each of them is.
   */
  isSaid(ours: Pick<vscode.Diagnostic, 'code'>, others: readonly Said[]): boolean {
    if (others.length === 0) return false;
    return peersOf(ours).every(({ rule, sameAs }) =>
      others.some((other) => this.saysTheSame(other, rule, sameAs)),
    );
  }

  /**
   * Whether a diagnostic of another tool says exactly what a rule of ours says.
   * @param sameAs the codes that say it of the place at hand, where they are not all that the rule names
   */
  saysTheSame(diagnostic: Said, rule: string, sameAs?: readonly string[]): boolean {
    const said = codesOf(diagnostic);
    if (sameAs) return sameAs.some((code) => said.includes(unify(code)));
    return said.some((code) => this.#same.get(code)?.has(rule));
  }
}

/** The catalogue's codes in the one spelling that `codesOf` gives. */
function unify(code: string): string {
  const colon = code.indexOf(':');
  const tool = ownValue(TOOLS, code.slice(0, colon)) ?? code.slice(0, colon);
  const name = code.slice(colon + 1);
  const call = CALL.exec(name);
  return `${tool}:${call ? `${call[1]}/${call[2]}` : name}`;
}

/** The rule id in a diagnostic of ours. */
function ruleOf(diagnostic: Pick<vscode.Diagnostic, 'code'>): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' && code !== null ? code.value : (code ?? ''));
}

/** The rules that a diagnostic of ours stands for, with what other tools have to say for each. */
function peersOf(
  diagnostic: Pick<vscode.Diagnostic, 'code'> & { readonly data?: unknown },
): readonly PeersData[] {
  // The language client puts what the server sent along into `data`.
  const data = diagnostic.data as DiagnosticData | undefined;
  return data?.peers ?? [{ rule: ruleOf(diagnostic) }];
}
