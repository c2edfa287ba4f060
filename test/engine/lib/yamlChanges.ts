import { Document } from '../../../src/engine/index.ts';
import { type YamlNode, type YamlPath, yamlFile } from '../../../src/engine/parsers/yaml/index.ts';

/** A place in a stream: which document, and the keys and indices within it. */
export interface YamlPlace {
  /** 0-based; the first where it is not given. */
  readonly document?: number;
  readonly path: YamlPath;
}

interface Picture {
  /** What stands at each place, as it is written: leaves with their quotes, anchors and tags; collections by their kind. */
  readonly leaves: ReadonlyMap<string, string>;
  readonly comments: readonly string[];
  readonly problems: readonly string[];
  readonly documents: number;
}

function picture(text: string): Picture {
  const doc = new Document('file:///a.yaml', 'yaml', text);
  const { documents } = doc.model(yamlFile);
  const leaves = new Map<string, string>();
  const comments: string[] = [];
  const problems: string[] = [];
  const note = (node: YamlNode, place: string) => {
    const props = text.slice(node.outerStart, node.start).trim();
    if (node.kind === 'map') {
      leaves.set(place, `${props} map ${node.style}`);
      for (const { name, key, value } of node.pairs()) {
        const inner = `${place}/${name}`;
        leaves.set(`${inner} key`, text.slice(key.outerStart, key.end));
        if (value) note(value, inner);
      }
    } else if (node.kind === 'sequence') {
      leaves.set(place, `${props} sequence ${node.style}`);
      node.items().forEach((item, index) => {
        note(item, `${place}/${index}`);
      });
    } else leaves.set(place, `${props} ${text.slice(node.start, node.end)}`);
  };
  documents.forEach((document, index) => {
    if (document.root) note(document.root, `${index}`);
    comments.push(...document.comments.map((comment) => document.slice(comment)));
    problems.push(...document.problems.map(({ code, message }) => `${code}: ${message}`));
    if (document.unreadable) problems.push(document.unreadable);
  });
  return { leaves, comments, problems, documents: documents.length };
}

/**
 * What an edit of a YAML text changed beside what it was meant to: values elsewhere, also in the way they are written
 * (quotes, flow or block, anchors, tags), comments that are gone, syntax that broke, documents that came or went.
 * @param places what was meant to change, each with everything below it; a sequence whose items move counts whole
 * @param options.lost comments that may go, such as those inside of what was removed
 * @returns sentences; none where all is well
 */
export function onlyChanges(
  before: string,
  after: string,
  places: readonly YamlPlace[],
  options: { readonly lost?: readonly string[] } = {},
): string[] {
  const [old, now] = [picture(before), picture(after)];
  const faults: string[] = [];
  const meant = places.map(({ document = 0, path }) => [document, ...path].join('/'));
  const isMeant = (place: string) => {
    const plain = place.replace(/ key$/, '');
    return meant.some((each) => plain === each || plain.startsWith(`${each}/`));
  };
  if (old.documents !== now.documents) faults.push(`${old.documents} documents became ${now.documents}.`);
  for (const problem of now.problems)
    if (!old.problems.includes(problem)) faults.push(`The text is at fault now: ${problem}.`);
  for (const [place, text] of old.leaves)
    if (!isMeant(place) && now.leaves.get(place) !== text)
      faults.push(`${place} was ${JSON.stringify(text)} and is ${JSON.stringify(now.leaves.get(place))}.`);
  for (const [place, text] of now.leaves)
    if (!isMeant(place) && !old.leaves.has(place)) faults.push(`${place} is new: ${JSON.stringify(text)}.`);
  const left = [...now.comments];
  for (const comment of old.comments) {
    const at = left.indexOf(comment);
    if (at >= 0) left.splice(at, 1);
    else if (!options.lost?.includes(comment)) faults.push(`The comment ${JSON.stringify(comment)} is gone.`);
  }
  const mixed = /(?<!\r)\n/.test(after) && after.includes('\r\n');
  const wasMixed = /(?<!\r)\n/.test(before) && before.includes('\r\n');
  if (mixed && !wasMixed) faults.push('Its lines end in two ways now.');
  return faults;
}
