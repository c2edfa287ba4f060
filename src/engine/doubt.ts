import type { Document } from './document.ts';
import { isYaml } from './languages.ts';
import { dockerfile } from './parsers/dockerfile/index.ts';
import { hasDockerfile } from './parsers/dockerfile/read.ts';
import { type YamlDocument, type YamlDoubt, yamlFile } from './parsers/yaml/index.ts';
import { isTemplated } from './parsers/yaml/template.ts';
import type { Span } from './types.ts';

/**
 * Why nothing is said of a YAML document: half of it may be unread, or no program takes it. A template's input is
 * something else: it is no YAML yet, and its rules know that.
 */
export function doubtOf(document: YamlDocument): YamlDoubt | undefined {
  const { doubt } = document;
  return doubt && (doubt.code === 'unreadable' || !isTemplated(document)) ? doubt : undefined;
}

/**
 * Whether a place stands in a YAML document, or a Dockerfile, of which nothing should be said; one that no rule has read
 * is in no doubt.
 */
export function isInDoubt(doc: Document, { start }: Span): boolean {
  if (doc.languageId === 'dockerfile')
    return hasDockerfile() && doc.text.includes('<<') && doc.model(dockerfile).unclosed !== undefined;
  if (!isYaml(doc.languageId)) return false;
  const { documents } = doc.model(yamlFile);
  let low = 0;
  let high = documents.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((documents[middle] as YamlDocument).start <= start) low = middle + 1;
    else high = middle;
  }
  const document = documents[low - 1];
  return document?.reading.isRead === true && doubtOf(document) !== undefined;
}
