import type { Span } from '../../../base/span.ts';
import type { Document } from '../../document.ts';
import type { Unread } from '../../kind.ts';
import { type YamlDocument, type YamlDoubt, yamlFile } from './index.ts';
import { isTemplated } from './template.ts';

/**
 * Why nothing is said of a YAML document: half of it may be unread, or no program takes it. A template's input is
 * something else: it is no YAML yet, and its rules know that.
 */
export function doubtOf(document: YamlDocument): YamlDoubt | undefined {
  const { doubt } = document;
  return doubt && (doubt.code === 'unreadable' || !isTemplated(document)) ? doubt : undefined;
}

/** Whether a place is in a document of which nothing should be said; a document that no rule has read is in no doubt. */
export function isInDoubt(doc: Document, { start }: Span): boolean {
  const { documents } = doc.model(yamlFile);
  let low = 0;
  let high = documents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((documents[middle] as YamlDocument).start <= start) low = middle + 1;
    else high = middle;
  }
  const document = documents[low - 1];
  return document?.isRead === true && doubtOf(document) !== undefined;
}

/** The documents that rules looked into and could not read, and those that no program takes. Templates are left out. */
export function unreadDocuments(doc: Document): readonly Unread[] {
  const { documents, unreadable } = doc.model(yamlFile);
  if (unreadable !== undefined) return [{ reason: unreadable, isWhole: true, isBound: true }];
  const line = (offset: number) => doc.lines.positionAt(offset).line + 1;
  return documents.flatMap((document): Unread[] => {
    const doubt = document.isRead ? doubtOf(document) : undefined;
    if (!doubt) return [];
    if (doubt.code !== 'unreadable')
      return [{ reason: faultText(doubt, line(doubt.at)), isWhole: false, isBound: false }];
    if (documents.length === 1) return [{ reason: doubt.what, isWhole: true, isBound: true }];
    const reason = `the document from line ${line(document.start)} on is ${doubt.what}`;
    return [{ reason, isWhole: false, isBound: true }];
  });
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
