import { trivyCode } from '../base/codes.ts';
import type { Document } from './document.ts';

/**
 * Comments and annotations of other tools that switch their rules off. Which of them count in a language, its kind says.
 * Sources of their forms: hadolint's README and the specification of its pragmas (2.14), the Dockerfile reference
 * (`check`), checkov's `COMMENT_REGEX` and *Suppressing and Skipping Policies*, trivy's *Filtering resources by inline
 * comments*, kube-linter's *Ignoring violations for specific cases*, kube-score's and Polaris' README, KICS' *Running
 * KICS*, Semgrep's *Ignore files*.
 *
 * Their settings files (`.trivyignore`, `.hadolint.yaml`, `.checkov.yaml`, `.kube-linter.yaml`) are not read: which of
 * them holds for a file depends on where and how the tool is started.
 */
export interface IgnoreComment {
  readonly tool: string;
  /** Words of which a text that holds one has at least one; a text with none is not searched. */
  readonly words: readonly string[];
  /** The directive; its first group, where there is one, holds the codes. Global and linear in the text. */
  readonly pattern: RegExp;
  /** What has to stand before it on its line, where the pattern does not say that it is in a comment. */
  readonly behind?: RegExp;
  /** `block`: what begins on the line that it is about; `document`: the part of the file that holds it. */
  readonly reach: 'file' | 'document' | 'line' | 'block';
  /** Whether it counts at an offset, where not everywhere. */
  countsAt?(doc: Document, offset: number): boolean;
  /** The codes that a list names, empty where it means all of the tool's; without it they are parted by commas. */
  codes?(list: string): string[];
}

/** The words of a list that is parted by commas. */
export const commas = (list: string) => list.split(',').flatMap((each) => each.trim() || []);

/** A comment's begin: at the begin of its line or behind a blank. */
export const hashComment = (pattern: string) => new RegExp(`(?<=^|\\s)#[ \\t]*${pattern}`, 'gm');

/** A pair of a mapping. */
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

/** Tools that read Kubernetes manifests and take annotations of an object for comments. */
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
