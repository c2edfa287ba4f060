import { trivyCode } from '../base/codes.ts';
import type { Document } from './document.ts';

/**
 * Comments and annotations of other tools that switch their rules off. A language's kind says which of them count in
 * it. Sources of their forms: hadolint's README and the specification of its pragmas (2.14), the Dockerfile reference
 * (`check`), checkov's `COMMENT_REGEX` and *Suppressing and Skipping Policies*, trivy's *Filtering resources by inline
 * comments*, kube-linter's *Ignoring violations for specific cases*, kube-score's and Polaris' README, KICS' *Running
 * KICS*, Semgrep's *Ignore files*.
 *
 * Their settings files (`.trivyignore`, `.hadolint.yaml`, `.checkov.yaml`, `.kube-linter.yaml`) are not read: whether
 * one applies to a file depends on where and how the tool is started.
 */
export interface IgnoreComment {
  readonly tool: string;
  /** A text with such a comment contains at least one of these words; a text with none of them is not searched. */
  readonly words: readonly string[];
  /** The directive; its first group, if it has one, holds the codes. Global and linear in the text. */
  readonly pattern: RegExp;
  /** What must come before it on its line, when the pattern does not ensure that it is in a comment. */
  readonly behind?: RegExp;
  /**
   * `block`: the construct that begins on the line it applies to; `document`: the part of the file that contains it.
   */
  readonly reach: 'file' | 'document' | 'line' | 'block';
  /** Whether it counts at an offset, for a directive that does not count everywhere. */
  countsAt?(doc: Document, offset: number): boolean;
  /** The codes in a list; empty when the list means all of the tool's. The default splits the list at commas. */
  codes?(list: string): string[];
}

/** The words of a comma-separated list. */
export const commas = (list: string) => list.split(',').flatMap((each) => each.trim() || []);

/** The start of a comment: at the start of its line or after a space. */
export const hashComment = (pattern: string) => new RegExp(`(?<=^|\\s)#[ \\t]*${pattern}`, 'gm');

/** A key and value of a mapping. */
const annotation = (pattern: string) => new RegExp(`^[ \\t]*["']?${pattern}`, 'gm');

/** Scanners of infrastructure files; their comments begin with `#` in every format that has such comments. */
export const SCANNERS: readonly IgnoreComment[] = [
  {
    tool: 'checkov',
    words: ['checkov', 'bridgecrew'],
    pattern: hashComment('(?:checkov|bridgecrew):skip=[ \\t]*([A-Z_\\d]+)'),
    reach: 'document',
  },
  {
    tool: 'trivy',
    words: ['trivy:'],
    pattern: /\btrivy:ignore:(\*|[\w-]+)(?=[\s:]|$)/gm,
    behind: /(?:^|\s)#[ \t]*(?:trivy:ignore:\S+[ \t]+)*$/,
    reach: 'block',
    codes: (code) => (code === '*' ? [] : [trivyCode(code)]),
  },
  { tool: 'kics', words: ['kics-scan'], pattern: hashComment('kics-scan\\s+ignore-line'), reach: 'line' },
  { tool: 'kics', words: ['kics-scan'], pattern: hashComment('kics-scan\\s+ignore-block'), reach: 'block' },
  {
    tool: 'kics',
    words: ['kics-scan'],
    pattern: hashComment('kics-scan\\s+ignore(?![-\\w])'),
    reach: 'file',
  },
  {
    tool: 'kics',
    words: ['kics-scan'],
    pattern: hashComment('kics-scan\\s+disable=([\\w, \\t-]+)'),
    reach: 'file',
  },
  {
    tool: 'semgrep',
    words: ['nosemgrep'],
    pattern: hashComment('nosemgrep(?::[ \\t]*([\\w., \\t-]+))?'),
    reach: 'line',
  },
];

/** Tools that read Kubernetes manifests and accept annotations of an object instead of comments. */
export const MANIFEST_ANNOTATIONS: readonly IgnoreComment[] = [
  {
    tool: 'checkov',
    words: ['checkov', 'bridgecrew'],
    pattern: annotation('(?:checkov|bridgecrew)\\.io/skip\\d+["\']?:[ \\t]*["\']?(\\w+)'),
    reach: 'document',
  },
  {
    tool: 'kube-linter',
    words: ['kube-linter.io'],
    pattern: annotation('ignore-check\\.kube-linter\\.io/([\\w-]+)["\']?:'),
    reach: 'document',
  },
  {
    tool: 'kube-linter',
    words: ['kube-linter.io'],
    pattern: annotation('kube-linter\\.io/ignore-all["\']?:'),
    reach: 'document',
  },
  {
    tool: 'kube-score',
    words: ['kube-score/'],
    pattern: annotation('kube-score/ignore["\']?:[ \\t]*["\']?([\\w, -]+)'),
    reach: 'document',
  },
  {
    tool: 'polaris',
    words: ['polaris.'],
    pattern: annotation('polaris\\.fairwinds\\.com/(\\w+)-exempt["\']?:[ \\t]*["\']?true'),
    reach: 'document',
  },
];
