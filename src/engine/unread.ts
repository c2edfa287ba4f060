import type { Document } from './document.ts';
import { doubtOf } from './doubt.ts';
import { dockerfile } from './parsers/dockerfile/index.ts';
import { hasDockerfile } from './parsers/dockerfile/read.ts';
import { shellBound, unreadShell } from './parsers/shell/index.ts';
import { type YamlDoubt, yamlFile } from './parsers/yaml/index.ts';
import { hasYaml } from './parsers/yaml/read.ts';

/** What of a checked text nothing is said about, and why. */
export interface Unread {
  /** The reason as it stands behind a path and a colon: `larger than 128 KB`, `line 7 is no valid YAML (…)`. */
  readonly reason: string;
  /** It is about all of the text, and then stands behind "it is", too. */
  readonly isWhole: boolean;
  /** A bound was met. Otherwise it is a fault of the text, which comes and goes while somebody writes. */
  readonly isBound: boolean;
}

/**
 * The parts of a text that rules looked into and could not read: what is beyond a bound, YAML that no program takes.
 * Nothing is parsed for it; a part that no rule asked for is not among them. Templates are left out.
 */
export function unreadParts(doc: Document): readonly Unread[] {
  const whole = (reason: string): Unread => ({ reason, isWhole: true, isBound: true });
  const line = (offset: number) => doc.lines.positionAt(offset).line + 1;
  const shell = () =>
    unreadShell(doc).map(
      ({ start, reason }): Unread => ({
        reason: `the command in line ${line(start)} is ${reason}`,
        isWhole: false,
        isBound: true,
      }),
    );
  switch (doc.languageId) {
    case 'dockerfile': {
      if (!hasDockerfile()) return [];
      const { unreadable, unclosed } = doc.model(dockerfile);
      if (unreadable !== undefined) return [whole(unreadable)];
      if (!unclosed) return shell();
      const reason = `the heredoc in line ${line(unclosed.start)} never ends`;
      return [{ reason, isWhole: false, isBound: false }];
    }
    case 'shellscript': {
      const reason = shellBound(doc.text);
      return reason === undefined ? [] : [whole(reason)];
    }
    case 'yaml':
    case 'dockercompose': {
      if (!hasYaml()) return [];
      const { documents, unreadable } = doc.model(yamlFile);
      if (unreadable !== undefined) return [whole(unreadable)];
      const found = documents.flatMap((document): Unread[] => {
        const doubt = document.reading.isRead ? doubtOf(document) : undefined;
        if (!doubt) return [];
        if (doubt.code !== 'unreadable')
          return [{ reason: faultText(doubt, line(doubt.at)), isWhole: false, isBound: false }];
        if (documents.length === 1) return [whole(doubt.what)];
        const reason = `the document from line ${line(document.start)} on is ${doubt.what}`;
        return [{ reason, isWhole: false, isBound: true }];
      });
      return [...found, ...shell()];
    }
    default:
      return [];
  }
}

function faultText({ code, what }: YamlDoubt, line: number): string {
  switch (code) {
    case 'duplicate-key':
      return `line ${line} gives the key ${JSON.stringify(what)} a second time`;
    case 'unknown-alias':
      return `line ${line} names an anchor that does not stand before it: ${what}`;
    case 'cycle':
      return `line ${line} names the anchor in which it stands: ${what}`;
    default:
      return `line ${line} is no valid YAML (${what.charAt(0).toLowerCase()}${what.slice(1)})`;
  }
}
