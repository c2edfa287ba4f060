import { holds, type Span } from '../../../base/span.ts';
import type { Document } from '../../document.ts';
import type { Damage, Kind, KindParser } from '../../kind.ts';
import { formsBy } from '../forms.ts';
import { unreadShellParts } from '../shell/unread.ts';
import { isInDoubt, unreadDocuments } from './doubt.ts';
import { type YamlNode, yamlFile } from './index.ts';
import { loadYamlMentions, yamlFinder } from './mentions.ts';
import { mayHoldYaml, type YamlAbout, yamlPlaces } from './places.ts';
import { blockAt, documentAt } from './reach.ts';
import { hasYaml, loadYaml } from './read.ts';

const placesOf: KindParser['placesOf'] = (doc, subject) => yamlPlaces(doc, subject as YamlAbout);

/** The parser of YAML and JSON. An entry of `about` is a kind of object with a path. */
export default function yamlParser(_kind: Kind): KindParser {
  return {
    isLoaded: hasYaml,
    async load() {
      await Promise.all([loadYaml(), loadYamlMentions()]);
    },
    firstSyntaxError,
    damage,
    isInDoubt,
    unreadParts: (doc) => [...unreadDocuments(doc), ...unreadShellParts(doc)],
    // A Compose file is filled in by Compose itself, and is what it is before that.
    isTemplate: (doc) => doc.languageId === 'yaml' && doc.text.includes('{{'),
    mayHold: (text, subject) => mayHoldYaml(text, subject as YamlAbout),
    placesOf,
    formsOf: formsBy(placesOf),
    around,
    commentPlace: (doc, at) => (isInScalar(doc, at) ? 'text' : 'code'),
    mentions: yamlFinder,
    documentAt,
    blockAt,
  };
}

function firstSyntaxError(doc: Document): Span | undefined {
  const { documents, unreadable } = doc.model(yamlFile);
  if (unreadable !== undefined) return { start: 0, end: 0 };
  for (const document of documents) {
    if (document.unreadable !== undefined) return { start: document.start, end: document.start };
    const problem = document.problems.find(({ code }) => code === 'syntax');
    if (problem) return problem;
  }
  return undefined;
}

function damage(doc: Document): Damage {
  const { documents, unreadable } = doc.model(yamlFile);
  if (unreadable !== undefined) return { faults: 0, unread: 1 };
  let faults = 0;
  let unread = 0;
  for (const document of documents) {
    if (document.unreadable !== undefined) unread++;
    else faults += document.problems.length;
  }
  return { faults, unread };
}

function nodeAt(doc: Document, offset: number): YamlNode | undefined {
  const document = doc.model(yamlFile).documents.find(({ start, end }) => start <= offset && offset < end);
  return document?.nodeAt(offset);
}

function* around(doc: Document, place: Span): Iterable<Span> {
  for (let node = nodeAt(doc, place.start); node; node = node.parent) {
    const pair = node.pair;
    const span = pair ? { start: pair.start, end: Math.max(pair.end, node.end) } : node;
    if (holds(span, place)) yield { start: span.start, end: span.end };
  }
}

/** Whether a line of a text of several lines begins at an offset. */
function isInScalar(doc: Document, at: number): boolean {
  const node = nodeAt(doc, at);
  return node?.kind === 'scalar' && node.start < at && at <= node.end;
}
