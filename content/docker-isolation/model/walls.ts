import { ownValue, setOwn } from '../../../src/base/own.ts';
import { isSameSpan } from '../../../src/base/span.ts';
import type { Document, Edit, HintGroup, Span, Steps } from '../../../src/engine/index.ts';
import {
  addItem,
  addMissing,
  onOneLine,
  type YamlInput,
  type YamlNode,
  yamlFile,
} from '../../../src/engine/parsers/yaml/index.ts';

/**
 * What a container lacks: a value at a path of the container, or an item of the list there. A rule of the group says
 * `group: walls`, and its finding stands on `placeOf(container)`, has `service` among its names and the severity
 * `information`, no fixes, and a `part`: `{ label: "a memory limit", title: "Limit its memory", kind: "suggested", add }`.
 */
export type WallPart =
  | { readonly path: readonly string[]; readonly value: string | boolean | number }
  | { readonly path: readonly string[]; readonly item: string };

const STEPS = [
  {
    text: 'A line that is not there is no error: `{service}` starts, and where its file says nothing the defaults hold.',
    at: 'hint',
  },
  'The defaults let root in, leave it the usual keys and set no limit, so that everything runs.',
  'Then somebody finds a hole in the program. What he can do next is what nobody forbade: {parts} would each have stopped him somewhere.',
  'Each is one line. The namespace can ask for most of them at the door.',
] as const satisfies Steps;

/**
 * The locks that a container of a pod is started without. Their rules find each for itself; on the name of a container
 * that lacks several people see one hint.
 */
export const walls: HintGroup<WallPart> = {
  id: 'docker-isolation/missing-walls',
  lesson: 'docker-isolation/three-house-rules',
  members: [
    'docker-isolation/pod-may-run-as-root',
    'docker-isolation/privilege-escalation-allowed',
    'docker-isolation/capabilities-not-dropped',
    'docker-isolation/writable-root-filesystem',
    'docker-isolation/missing-memory-limit',
  ],
  message: '{count} of {size} walls missing around `{service}`: {parts}.',
  fixTitle: 'Build the missing walls',
  steps: STEPS,
  fix: buildWalls,
};

function buildWalls(doc: Document, at: Span, parts: readonly WallPart[]): readonly Edit[] | undefined {
  const container = containerAt(doc, at);
  if (container?.kind !== 'map') return undefined;
  const edits: Edit[] = [];
  const values: Nested = {};
  for (const part of parts) {
    const list = 'item' in part ? container.find(...part.path) : undefined;
    if ('item' in part && list?.node.kind === 'sequence') {
      const added = addItem(list.node, part.item);
      if (added.refused !== undefined || list.via.length > 0) return undefined;
      edits.push(...added.edits);
    } else if (!put(values, part.path, 'item' in part ? onOneLine([part.item]) : part.value)) {
      return undefined;
    }
  }
  const added = addMissing(container, values);
  if (added.refused !== undefined) return undefined;
  return joined([...edits, ...added.edits]);
}

interface Nested {
  [key: string]: YamlInput | Nested;
}

/** Puts a value at a path of nested mappings. @returns whether nothing else stands in the way */
function put(into: Nested, path: readonly string[], value: YamlInput): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return false;
  if (rest.length === 0) {
    if (!Object.hasOwn(into, key)) setOwn(into, key, value);
    return ownValue(into, key) === value;
  }
  if (!Object.hasOwn(into, key)) setOwn(into, key, {});
  const next = ownValue(into, key);
  return typeof next === 'object' && next !== null && put(next as Nested, rest, value);
}

/** Insertions at one place as one edit, in their order, so that no editor has to choose it. */
function joined(edits: readonly Edit[]): Edit[] {
  const result: Edit[] = [];
  for (const edit of edits) {
    const before = result.findIndex((each) => isSameSpan(each, edit) && edit.start === edit.end);
    const there = result[before];
    if (there) result[before] = { ...there, newText: there.newText + edit.newText };
    else result.push(edit);
  }
  return result.sort((a, b) => a.start - b.start);
}

/** The container whose name, or whose first key where it has none, stands at a place. */
function containerAt(doc: Document, at: Span): YamlNode | undefined {
  const document = doc
    .model(yamlFile)
    .documents.find((each) => each.start <= at.start && at.start < each.end);
  return document?.nodeAt(at.start)?.parent;
}
