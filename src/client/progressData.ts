import { isRecord } from '../base/guards.ts';
import { ownValue, setOwn } from '../base/own.ts';

/** What is kept of a learner's progress, and how a stored or imported value becomes it. Knows nothing of VS Code. */

const VERSION = 1;

/** Things that happened at least once; walkthrough steps wait for them. */
export const EVENTS = [
  'openedLesson',
  'appliedFix',
  'checkedWorkspace',
  'answeredQuiz',
  'practised',
] as const;
export type ProgressEvent = (typeof EVENTS)[number];

export interface LessonRecord {
  read?: true;
  answered?: true;
  practised?: true;
  known?: true;
  /** Places whose hint went away by a fix and has not come back; at least 1. */
  repaired?: number;
}

export interface ProgressData {
  version: typeof VERSION;
  lessons: Record<string, LessonRecord>;
  events: Partial<Record<ProgressEvent, true>>;
}

export function emptyProgress(): ProgressData {
  return { version: VERSION, lessons: {}, events: {} };
}

type Parsed =
  | { kind: 'ok'; data: ProgressData }
  | { kind: 'newer'; version: number }
  /** `why` is the end of a sentence. */
  | { kind: 'damaged'; why: string };

const FLAGS = ['read', 'answered', 'practised', 'known'] as const;

/** Reads a value that may have been written by an older or newer version, by hand, or by accident. */
export function parseProgress(value: unknown): Parsed {
  if (value === undefined) return { kind: 'ok', data: emptyProgress() };
  if (!isRecord(value)) return { kind: 'damaged', why: 'it is not an object' };
  const { version, lessons, events = {} } = value;
  if (typeof version === 'number' && version > VERSION) return { kind: 'newer', version };
  if (version !== VERSION)
    return { kind: 'damaged', why: `its version is ${JSON.stringify(version) ?? 'missing'}` };
  if (!isRecord(lessons)) return { kind: 'damaged', why: 'its list of lessons is missing' };
  if (!isRecord(events)) return { kind: 'damaged', why: 'its list of events is not an object' };
  const data = emptyProgress();
  for (const [id, record] of Object.entries(lessons)) {
    const parsed = parseRecord(record);
    if (!parsed)
      return { kind: 'damaged', why: `its entry for ${JSON.stringify(id.slice(0, 80))} cannot be read` };
    if (Object.keys(parsed).length > 0) setOwn(data.lessons, id, parsed);
  }
  for (const event of EVENTS) if (events[event] === true) data.events[event] = true;
  return { kind: 'ok', data };
}

function parseRecord(value: unknown): LessonRecord | undefined {
  if (!isRecord(value)) return undefined;
  const record: LessonRecord = {};
  for (const flag of FLAGS) {
    const set = value[flag];
    if (set !== undefined && typeof set !== 'boolean') return undefined;
    if (set) record[flag] = true;
  }
  const { repaired } = value;
  if (repaired !== undefined) {
    if (typeof repaired !== 'number' || !Number.isInteger(repaired) || repaired < 0) return undefined;
    if (repaired > 0) record.repaired = repaired;
  }
  return record;
}

/** Puts two learners' progress together: what was done in either is done. */
export function mergeProgress(a: ProgressData, b: ProgressData): ProgressData {
  const merged = emptyProgress();
  for (const id of new Set([...Object.keys(a.lessons), ...Object.keys(b.lessons)])) {
    const [one = {}, two = {}] = [ownValue(a.lessons, id), ownValue(b.lessons, id)];
    const repaired = Math.max(one.repaired ?? 0, two.repaired ?? 0);
    setOwn(merged.lessons, id, { ...one, ...two, ...(repaired > 0 ? { repaired } : {}) });
  }
  merged.events = { ...a.events, ...b.events };
  return merged;
}
