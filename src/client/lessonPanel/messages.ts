import { isCount, isRecord } from '../../base/guards.ts';
import { isRange } from '../../base/range.ts';
import type { Passage } from '../../lessons/search/entries.ts';
import { SECTIONS } from '../../lessons/sections.ts';
import type { FromPanel, PracticeAction } from '../../protocol/panel.ts';
import type { LspRange } from '../../protocol/server.ts';

/** Checks what arrives from the page and from stored state. Nothing that fails a check is acted upon. */

const longestCopied = 200_000;
const longestAsked = 2_000;

/** The message, or undefined when it is none that the page may send. */
export function parseFromPanel(value: unknown): FromPanel | undefined {
  if (!isRecord(value)) return undefined;
  const { type } = value;
  switch (type) {
    case 'ready':
    case 'openHere':
    case 'browse':
      return { type };
    case 'open': {
      const { lesson, passage, rule } = value;
      if (!isId(lesson) || (rule !== undefined && !isId(rule))) return undefined;
      if (passage !== undefined && !isPassage(passage)) return undefined;
      return {
        type,
        lesson,
        ...(rule === undefined ? {} : { rule }),
        ...(passage === undefined ? {} : { passage: { section: passage.section, block: passage.block } }),
      };
    }
    case 'ask': {
      const { id, question } = value;
      return isCount(id) && typeof question === 'string' && question.length <= longestAsked
        ? { type, id, question }
        : undefined;
    }
    case 'copyLink':
      return isId(value['lesson']) && isCount(value['id'])
        ? { type, id: value['id'], lesson: value['lesson'] }
        : undefined;
    case 'read':
      return isId(value['lesson']) ? { type, lesson: value['lesson'] } : undefined;
    case 'know':
      return isId(value['lesson']) && typeof value['known'] === 'boolean'
        ? { type, lesson: value['lesson'], known: value['known'] }
        : undefined;
    case 'answer': {
      const { lesson, question, option } = value;
      return isId(lesson) && isCount(question) && (option === null || isCount(option))
        ? { type, lesson, question, option }
        : undefined;
    }
    case 'reveal': {
      const { revision, line, related } = value;
      if (!isCount(revision)) return undefined;
      if (line !== undefined && !(isCount(line) && line > 0)) return undefined;
      if (related !== undefined && !isCount(related)) return undefined;
      return {
        type,
        revision,
        ...(line === undefined ? {} : { line }),
        ...(related === undefined ? {} : { related }),
      };
    }
    case 'practice': {
      const { lesson, action, line } = value;
      if (!isId(lesson) || !isPracticeAction(action)) return undefined;
      if (line !== undefined && !(isCount(line) && line > 0)) return undefined;
      return { type, lesson, action, ...(line === undefined ? {} : { line }) };
    }
    case 'around': {
      const { what, lesson, revision, example } = value;
      if (!isId(lesson)) return undefined;
      if (what === 'painted' || what === 'all' || what === 'look') return { type, what, lesson };
      return what === 'example' && isCount(revision) && isCount(example)
        ? { type, what, lesson, revision, example }
        : undefined;
    }
    case 'tour': {
      const { action } = value;
      return action === 'next' || action === 'previous' || action === 'progress'
        ? { type, action }
        : undefined;
    }
    case 'picture': {
      const { what, lesson, revision, item } = value;
      return (what === 'reveal' || what === 'lesson') && isId(lesson) && isCount(revision) && isCount(item)
        ? { type, what, lesson, revision, item }
        : undefined;
    }
    case 'apply':
      return isCount(value['revision']) && isCount(value['fix'])
        ? { type, revision: value['revision'], fix: value['fix'] }
        : undefined;
    case 'copy':
    case 'insert': {
      const { id, text } = value;
      return isCount(id) && typeof text === 'string' && text.length <= longestCopied
        ? { type, id, text }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** What a panel is restored from after the window was reloaded. */
export interface RestoreState {
  readonly lesson: string;
  readonly place?: {
    readonly uri: string;
    readonly range: LspRange;
    readonly names: Readonly<Record<string, string>>;
    /** The hint's rule; absent for a sighting. */
    readonly rule?: string;
  };
}

/** Reads the state that the page kept; undefined when it names no lesson. A broken place is left out. */
export function parseKept(value: unknown): RestoreState | undefined {
  const kept = isRecord(value) && isRecord(value['restore']) ? value['restore'] : undefined;
  if (!kept || !isId(kept['lesson'])) return undefined;
  const lesson = kept['lesson'];
  const place = kept['place'];
  if (!isRecord(place)) return { lesson };
  const { uri, range, names, rule } = place;
  if (typeof uri !== 'string' || uri.length > 10_000 || !isRange(range)) return { lesson };
  if (rule !== undefined && !isId(rule)) return { lesson };
  return { lesson, place: { uri, range, names: stringsOf(names), ...(rule === undefined ? {} : { rule }) } };
}

/** `<topic>/<name>`, as lesson and rule ids are. */
function isId(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= 200 && /^[a-z0-9][\w.-]*\/[a-z0-9][\w.-]*$/i.test(value)
  );
}

const practiceActions: readonly string[] = [
  'start',
  'reset',
  'line',
  'hint',
  'solution',
  'close',
] satisfies PracticeAction[];

function isPracticeAction(value: unknown): value is PracticeAction {
  return typeof value === 'string' && practiceActions.includes(value);
}

/** Whether a value has the form of a passage; whether the lesson has it is for the page to see. */
export function isPassage(value: unknown): value is Passage {
  return (
    isRecord(value) &&
    SECTIONS.some(({ id }) => id === value['section']) &&
    isCount(value['block']) &&
    value['block'] < 10_000
  );
}

function stringsOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      .slice(0, 50),
  );
}
