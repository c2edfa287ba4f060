import { pathToFileURL } from 'node:url';
import { isCount, isRecord } from '../base/guards.ts';
import { State } from './job.ts';
import type { FileResult } from './types.ts';

/** What is remembered of one file. */
export interface Entry {
  readonly size: number;
  /** Milliseconds. */
  readonly mtime: number;
  /** Milliseconds. */
  readonly ctime: number;
  readonly inode: number;
  /** Of the content, in base64. */
  readonly hash: string;
  /** One of `State`. */
  readonly state: number;
  readonly result?: FileResult;
}

/**
 * Whether a stored value is an entry in all its parts. One that another program wrote may then be wrong, but nothing
 * that reads it meets a shape that it does not know, or a file other than its own.
 */
export function isEntry(path: string, value: unknown): value is Entry {
  if (!isRecord(value)) return false;
  const { size, mtime, ctime, inode, hash, state, result } = value;
  return (
    [size, mtime, ctime, inode].every((each) => typeof each === 'number') &&
    typeof hash === 'string' &&
    isCount(state) &&
    state < State.Unreadable &&
    (result === undefined || isResult(path, result))
  );
}

function isResult(path: string, value: unknown): value is FileResult {
  if (!isRecord(value)) return false;
  const { uri, hints, facts, reads, others, faults, unread } = value;
  return (
    uri === pathToFileURL(path).href &&
    [reads, others, faults, unread].every(areTexts) &&
    isListOf(hints, isHint) &&
    isListOf(
      facts,
      (fact) => Array.isArray(fact) && fact.length === 2 && typeof fact[0] === 'string' && isRecord(fact[1]),
    )
  );
}

const SEVERITIES: ReadonlySet<unknown> = new Set(['error', 'warning', 'information', 'hint']);
const KINDS: ReadonlySet<unknown> = new Set(['safe', 'suggested']);

function isHint(value: unknown): boolean {
  if (!isRecord(value) || !isRange(value)) return false;
  const { rule, lesson, severity, message, names, fixes, related, group } = value;
  return (
    areTexts([rule, lesson, message]) &&
    SEVERITIES.has(severity) &&
    isRecord(names) &&
    areTexts(Object.values(names)) &&
    isListOf(fixes, isFix) &&
    isListOf(related, (each) => isPlace(each) && typeof each['message'] === 'string') &&
    (group === undefined || (isRecord(group) && areTexts([group['id'], group['label']])))
  );
}

function isFix(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value['title'] === 'string' &&
    KINDS.has(value['kind']) &&
    isListOf(value['edits'], (each) => isPlace(each) && typeof each['newText'] === 'string')
  );
}

function isPlace(value: unknown): value is Record<string, unknown> {
  return isRecord(value) && typeof value['path'] === 'string' && isRange(value);
}

function isRange({ start, end }: Readonly<Record<string, unknown>>): boolean {
  return isPosition(start) && isPosition(end);
}

/** Lines and columns count from 1. */
function isPosition(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { line, column } = value;
  return isCount(line) && line > 0 && isCount(column) && column > 0;
}

function areTexts(value: unknown): boolean {
  return isListOf(value, (each) => typeof each === 'string');
}

function isListOf(value: unknown, is: (each: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is);
}
