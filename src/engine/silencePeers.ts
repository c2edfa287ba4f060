import type { Document } from './document.ts';
import type { Disable } from './silence.ts';

/** Comments and annotations of other tools that read YAML and Dockerfiles. */

interface Peer {
  readonly tool: string;
  /** The directive; its first group, where there is one, holds the codes. */
  readonly pattern: RegExp;
  readonly reach: 'file' | 'document' | 'line';
  readonly languages?: readonly string[];
  codes?(list: string): string[];
}

const DOCKERFILE = ['dockerfile'];
const YAML = ['yaml', 'dockercompose'];
const commas = (list: string) => list.split(',').flatMap((each) => each.trim() || []);
/** A comment's begin: at the begin of its line or behind a blank. */
const at = (pattern: string) => new RegExp(`(?<=^|\\s)#[ \\t]*${pattern}`, 'gm');
/** A pair of a mapping. */
const annotation = (pattern: string) => new RegExp(`^[ \\t]*["']?${pattern}`, 'gm');

const PEERS: readonly Peer[] = [
  { tool: 'hadolint', pattern: at('hadolint\\s+ignore=([\\w, \\t]+)'), reach: 'line', languages: DOCKERFILE },
  {
    tool: 'hadolint',
    pattern: at('hadolint\\s+global\\s+ignore=([\\w, \\t]+)'),
    reach: 'file',
    languages: DOCKERFILE,
  },
  {
    tool: 'buildkit',
    pattern: /^#[ \t]*check[ \t]*=[^\n]*?\bskip=([\w, \t]+)/gm,
    reach: 'file',
    languages: DOCKERFILE,
    // `all` names no check, and so means each.
    codes: (list) => commas(list).filter((code) => code !== 'all'),
  },
  { tool: 'checkov', pattern: at('checkov:skip=([\\w, \\t]+)'), reach: 'document' },
  {
    tool: 'checkov',
    pattern: annotation('checkov\\.io/skip\\d+["\']?:[ \\t]*["\']?(\\w+)'),
    reach: 'document',
    languages: YAML,
  },
  {
    tool: 'trivy',
    pattern: at('trivy:ignore:([\\w-]+)'),
    reach: 'line',
    codes: (code) => [trivyCode(code)],
  },
  { tool: 'kics', pattern: at('kics-scan\\s+ignore-(?:line|block)'), reach: 'line' },
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
    [...doc.text.matchAll(peer.pattern)].map((match): Disable => {
      const codes = match[1] === undefined ? [] : (peer.codes ?? commas)(match[1]);
      const line = doc.lines.positionAt(match.index).line;
      const end = match.index + match[0].trimEnd().length;
      const reason = doc.text
        .slice(end, doc.lines.lineEnd(line))
        .replace(/^[:=]?\s*/, '')
        .trim();
      return {
        tool: peer.tool,
        codes,
        reason,
        at: { start: match.index, end },
        ...reachOf(doc, peer, line, nextCodeLine),
      };
    }),
  );
}

function reachOf(doc: Document, { reach }: Peer, line: number, nextCodeLine: (line: number) => number) {
  if (reach === 'file' || (reach === 'document' && !YAML.includes(doc.languageId)))
    return { firstLine: 0, lastLine: doc.lines.lineCount };
  if (reach === 'document') return documentAround(doc, line);
  const text = doc.text.slice(doc.lines.lineStart(line), doc.lines.lineEnd(line));
  // Behind something, a comment is about its own line.
  if (!/^\s*#/.test(text)) return { firstLine: line, lastLine: line + 1 };
  const next = nextCodeLine(line);
  return { firstLine: next, lastLine: next + 1 };
}

/** The lines of the YAML document that holds a line. */
function documentAround(doc: Document, line: number) {
  const isMark = (each: number) =>
    /^---(?:\s|$)/.test(doc.text.slice(doc.lines.lineStart(each), doc.lines.lineEnd(each)));
  let firstLine = line;
  while (firstLine > 0 && !isMark(firstLine)) firstLine--;
  let lastLine = line + 1;
  while (lastLine < doc.lines.lineCount && !isMark(lastLine)) lastLine++;
  return { firstLine, lastLine };
}

/** `AVD-KSV-0017`, `KSV017` and `KSV-0017` are one. */
function trivyCode(code: string): string {
  const match = /^(?:AVD-)?([A-Z]+)-?0*(\d+)$/i.exec(code);
  return match?.[1] ? `${match[1].toUpperCase()}-${(match[2] ?? '').padStart(4, '0')}` : code;
}
