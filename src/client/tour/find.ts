import * as vscode from 'vscode';
import type { TourPlace, TourStop } from '../../lessons/tour.ts';
import type { AtResult, ExamplesResult, HintData, LspPosition, LspRange } from '../../protocol/server.ts';
import { type HintStore, normalize } from '../hints.ts';

interface FindOptions {
  readonly hints: Pick<HintStore, 'of' | 'files'>;
  readonly at: (uri: string, position: LspPosition) => Promise<AtResult>;
  readonly examples: (lesson: string) => Promise<ExamplesResult>;
}

/** A place of a lesson as it is now. */
export interface FoundPlace {
  readonly uri: string;
  readonly range: LspRange;
  readonly names: Readonly<Record<string, string>>;
  /** Absent where there is no hint. */
  readonly hint?: HintData;
}

/**
 * The place of a stop as the code is now: its own hint, wherever it has moved to in its file; else its own place;
 * else another place with a hint of the lesson; else one that does it well. `undefined` where nothing is left of it.
 */
export async function findPlace(
  { lesson, place }: TourStop,
  { hints, at, examples }: FindOptions,
): Promise<FoundPlace | undefined> {
  // The document has to be open for the server to look at it; a file that is gone has no place.
  const isThere = await opens(place.uri);
  if (isThere) {
    const around = await at(place.uri, toPosition(place));
    const here = around.hints.find((hint) => hint.lesson === lesson) ?? nearest(hints, lesson, place);
    if (here) return ofHint(here);
    const sighting = around.sightings.find((each) => each.lesson === lesson);
    if (sighting) return { uri: place.uri, range: sighting.range, names: sighting.names };
  }
  const elsewhere = hints
    .files()
    .flatMap((file) => file.hints)
    .find((hint) => hint.lesson === lesson);
  if (elsewhere && (await opens(elsewhere.uri))) return ofHint(elsewhere);
  const [example] = (await examples(lesson)).examples;
  return example && { uri: example.uri, range: example.range, names: example.names };
}

function ofHint(hint: HintData): FoundPlace {
  return { uri: hint.uri, range: hint.range, names: hint.names, hint };
}

function toPosition({ range }: TourPlace): LspPosition {
  return { line: range.start.line, character: range.start.character };
}

/** The hint of the lesson in the same file that is nearest to where the stop was; of its own rule where there is one. */
function nearest(hints: FindOptions['hints'], lesson: string, place: TourPlace): HintData | undefined {
  const own = (hints.of(normalize(place.uri))?.hints ?? []).filter((hint) => hint.lesson === lesson);
  const distance = (hint: HintData) => Math.abs(hint.range.start.line - place.range.start.line);
  const other = (hint: HintData) => Number(hint.rule !== place.rule);
  return own.toSorted((a, b) => other(a) - other(b) || distance(a) - distance(b))[0];
}

async function opens(uri: string): Promise<boolean> {
  try {
    await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    return true;
  } catch {
    // Deleted or renamed since the tour was made; the caller looks elsewhere.
    return false;
  }
}
