import type { Document } from './document.ts';
import { isYaml } from './languages.ts';
import type { Disable } from './silence.ts';
import { blockAt, documentAt, hasOnlyDirectivesBefore, instructionAt, type Lines } from './silenceReach.ts';

/**
 * Comments and annotations of other tools that read YAML and Dockerfiles. Sources of their forms: hadolint's README
 * and the specification of its pragmas (2.14), the Dockerfile reference (`check`), checkov's `COMMENT_REGEX` and
 * *Suppressing and Skipping Policies*, trivy's *Filtering resources by inline comments*, kube-linter's *Ignoring
 * violations for specific cases*, kube-score's and Polaris' README, KICS' *Running KICS*, Semgrep's *Ignore files*.
 *
 * Their settings files (`.trivyignore`, `.hadolint.yaml`, `.checkov.yaml`, `.kube-linter.yaml`) are not read: which of
 * them holds for a file depends on where and how the tool is started.
 */

interface Peer {
  readonly tool: string;
  /** The directive; its first group, where there is one, holds the codes. */
  readonly pattern: RegExp;
  /** What has to stand before it on its line, where the pattern does not say that it is in a comment. */
  readonly behind?: RegExp;
  /** `block`: the instruction of a Dockerfile or the value of YAML that begins there. */
  readonly reach: 'file' | 'document' | 'line' | 'block';
  readonly languages?: readonly string[];
  /** Whether it counts only among the directives at the top of a Dockerfile. */
  readonly isDirective?: boolean;
  /** Empty where it means all of the tool's codes. */
  codes?(list: string): string[];
}

const DOCKERFILE = ['dockerfile'];
const YAML = ['yaml', 'dockercompose'];
const commas = (list: string) => list.split(',').flatMap((each) => each.trim() || []);
/** A comment's begin: at the begin of its line or behind a blank. */
const at = (pattern: string) => new RegExp(`(?<=^|\\s)#[ \\t]*${pattern}`, 'gm');
/** A pair of a mapping. */
const annotation = (pattern: string) => new RegExp(`^[ \\t]*["']?${pattern}`, 'gm');
/** hadolint's own codes and those of ShellCheck; what follows them is a remark. */
const HADOLINT = '((?:(?:DL|SC)\\d+[ \\t]*,?[ \\t]*)+)';

const PEERS: readonly Peer[] = [
  {
    tool: 'hadolint',
    pattern: at(`hadolint[ \\t]+ignore[ \\t]*=[ \\t]*${HADOLINT}`),
    reach: 'block',
    languages: DOCKERFILE,
  },
  {
    tool: 'hadolint',
    pattern: at(`hadolint[ \\t]+global[ \\t]+ignore[ \\t]*=[ \\t]*${HADOLINT}`),
    reach: 'file',
    languages: DOCKERFILE,
  },
  {
    tool: 'buildkit',
    pattern: /^#[ \t]*check[ \t]*=[^\n]*?\bskip=([\w, \t]+)/gim,
    reach: 'file',
    languages: DOCKERFILE,
    isDirective: true,
    codes: (list) => (commas(list).includes('all') ? [] : commas(list)),
  },
  { tool: 'checkov', pattern: at('(?:checkov|bridgecrew):skip=[ \\t]*([A-Z_\\d]+)'), reach: 'document' },
  {
    tool: 'checkov',
    pattern: annotation('(?:checkov|bridgecrew)\\.io/skip\\d+["\']?:[ \\t]*["\']?(\\w+)'),
    reach: 'document',
    languages: YAML,
  },
  {
    tool: 'trivy',
    pattern: /\btrivy:ignore:(\*|[\w-]+)(?=[\s:]|$)/gm,
    behind: /(?:^|\s)#[ \t]*(?:trivy:ignore:\S+[ \t]+)*$/,
    reach: 'block',
    codes: (code) => (code === '*' ? [] : [trivyCode(code)]),
  },
  { tool: 'kics', pattern: at('kics-scan\\s+ignore-line'), reach: 'line' },
  { tool: 'kics', pattern: at('kics-scan\\s+ignore-block'), reach: 'block' },
  { tool: 'kics', pattern: at('kics-scan\\s+ignore(?![-\\w])'), reach: 'file' },
  { tool: 'kics', pattern: at('kics-scan\\s+disable=([\\w, \\t-]+)'), reach: 'file' },
  {
    tool: 'kube-linter',
    pattern: annotation('ignore-check\\.kube-linter\\.io/([\\w-]+)["\']?:'),
    reach: 'document',
    languages: YAML,
  },
  {
    tool: 'kube-linter',
    pattern: annotation('kube-linter\\.io/ignore-all["\']?:'),
    reach: 'document',
    languages: YAML,
  },
  {
    tool: 'kube-score',
    pattern: annotation('kube-score/ignore["\']?:[ \\t]*["\']?([\\w, -]+)'),
    reach: 'document',
    languages: YAML,
  },
  {
    tool: 'polaris',
    pattern: annotation('polaris\\.fairwinds\\.com/(\\w+)-exempt["\']?:[ \\t]*["\']?true'),
    reach: 'document',
    languages: YAML,
  },
  { tool: 'semgrep', pattern: at('nosemgrep(?::[ \\t]*([\\w., \\t-]+))?'), reach: 'line' },
];

const WORDS = [
  'hadolint',
  'check',
  'CHECK',
  'Check',
  'bridgecrew',
  'trivy:',
  'kics-scan',
  'kube-linter.io',
  'kube-score/',
  'polaris.',
  'nosemgrep',
];
const LANGUAGES: ReadonlySet<string> = new Set([...YAML, ...DOCKERFILE, 'shellscript']);

/**
 * What other tools' comments and annotations switch off. `trivy:` ids come in the form `KSV-0017`, whichever of theirs
 * is written.
 * @param nextCodeLine the line, 0-based, that a comment on a line is about
 */
export function peerDisables(doc: Document, nextCodeLine: (line: number) => number): Disable[] {
  if (!LANGUAGES.has(doc.languageId) || !doc.mentions(WORDS)) return [];
  return PEERS.filter(({ languages }) => languages?.includes(doc.languageId) ?? true).flatMap((peer) =>
    [...doc.text.matchAll(peer.pattern)].flatMap((match): Disable[] => {
      if (peer.isDirective && !hasOnlyDirectivesBefore(doc, match.index)) return [];
      const codes = match[1] === undefined ? [] : (peer.codes ?? commas)(match[1]);
      const line = doc.lines.positionAt(match.index).line;
      if (peer.behind && !peer.behind.test(doc.text.slice(doc.lines.lineStart(line), match.index))) return [];
      const end = match.index + match[0].trimEnd().length;
      const reason = doc.text
        .slice(end, doc.lines.lineEnd(line))
        .replace(/^[:=]?\s*/, '')
        .trim();
      const reach = reachOf(doc, peer, line, nextCodeLine);
      return [{ tool: peer.tool, codes, reason, at: { start: match.index, end }, ...reach }];
    }),
  );
}

function reachOf(
  doc: Document,
  { reach }: Peer,
  line: number,
  nextCodeLine: (line: number) => number,
): Lines {
  const inYaml = isYaml(doc.languageId);
  if (reach === 'document' && inYaml) return documentAt(doc, line);
  if (reach === 'file' || reach === 'document') return { firstLine: 0, lastLine: doc.lines.lineCount };
  const text = doc.text.slice(doc.lines.lineStart(line), doc.lines.lineEnd(line));
  // Behind something, a comment is about its own line.
  const first = /^\s*#/.test(text) ? nextCodeLine(line) : line;
  if (reach === 'block' && inYaml) return blockAt(doc, first);
  if (reach === 'block' && DOCKERFILE.includes(doc.languageId)) return instructionAt(doc, first);
  return { firstLine: first, lastLine: first + 1 };
}

/** `AVD-KSV-0017`, `KSV017` and `KSV-0017` are one, in capitals or not. */
function trivyCode(code: string): string {
  const match = /^(?:AVD-)?([A-Z]+)-?0*(\d+)$/i.exec(code);
  return match?.[1] ? `${match[1].toUpperCase()}-${(match[2] ?? '').padStart(4, '0')}` : code;
}
