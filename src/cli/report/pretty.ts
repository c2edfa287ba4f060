import type { Severity } from '../../engine/types.ts';
import { readBoundedText } from '../readBounded.ts';
import type { Report, ReportedFile, ReportedHint, Skipped } from '../types.ts';
import { joined, line, printable, type Shown } from './shown.ts';
import { counted, type Style } from './style.ts';

/** Columns of a line that a frame shows; longer lines are cut around the hint. */
const WIDTH = 110;
/** Folders left out by name are no news. */
const EXPECTED = new Set(['dependencies', 'build output']);

/**
 * The report for people: each hint with its place, its message and the code, then a summary.
 * @param locate turns a reported path into one that can be read
 */
export function prettyReport(report: Report, style: Style, locate: (shown: string) => string): Shown {
  const parts = report.files.map((file) => fileText(file, style, locate));
  const notable = report.skipped.filter(({ reason }) => !EXPECTED.has(reason));
  if (notable.length > 0) parts.push(skippedText(notable, style));
  parts.push(summaryText(report, style));
  return line`${joined(parts, '\n')}\n`;
}

function fileText(file: ReportedFile, style: Style, locate: (shown: string) => string): Shown {
  const lines = linesOf(locate(file.path));
  return joined(
    file.hints.map((hint) => hintText(file.path, hint, lines, style)),
    '\n',
  );
}

function hintText(path: string, hint: ReportedHint, lines: readonly string[], style: Style): Shown {
  const place = style.bold(`${path}:${hint.start.line}:${hint.start.column}`);
  const severity = severityStyle(hint.severity, style)(hint.severity);
  const text = [
    line`${place}  ${severity}  ${plain(hint.message)}  ${style.dim(hint.rule)}`,
    ...frame(hint, lines, style),
  ];
  for (const related of hint.related) {
    const at = `${related.path}:${related.start.line}:${related.start.column}`;
    text.push(style.dim(`      ${at}  ${plain(related.message)}`));
  }
  const titles = [...new Set(hint.fixes.map((fix) => `${fix.title} (${fix.kind})`))];
  if (titles.length > 0) text.push(line`      ${style.green('fix')}: ${plain(titles.join('; '))}`);
  return line`${joined(text, '\n')}\n`;
}

/** The line of a hint with a mark below it. */
function frame(hint: ReportedHint, lines: readonly string[], style: Style): Shown[] {
  const source = lines[hint.start.line - 1];
  if (source === undefined) return [];
  const start = hint.start.column - 1;
  const end = hint.end.line === hint.start.line ? hint.end.column - 1 : source.length;
  const cut = source.length <= WIDTH ? 0 : Math.max(0, Math.min(start - 20, source.length - WIDTH));
  const shown = source.slice(cut, cut + WIDTH);
  const before = printable(shown.slice(0, start - cut));
  const marked = printable(shown.slice(start - cut, Math.max(end, start + 1) - cut));
  const after = printable(shown.slice(Math.max(end, start + 1) - cut));
  const number = String(hint.start.line).padStart(6);
  const mark = severityStyle(hint.severity, style)('~'.repeat(Math.max(1, marked.length)));
  return [
    line`${style.dim(`${number} |`)} ${before}${marked}${after}`,
    line`${style.dim(`${' '.repeat(6)} |`)} ${before.replace(/[^\t]/g, ' ')}${mark}`,
  ];
}

function skippedText(skipped: readonly Skipped[], style: Style): Shown {
  const shown = skipped.slice(0, 10).map(({ path, reason }) => line`  ${path}: ${reason}`);
  if (skipped.length > shown.length)
    shown.push(line`  and ${skipped.length - shown.length} more; --format json lists them all`);
  return line`${style.dim(joined([line`Not checked:`, ...shown], '\n'))}\n`;
}

function summaryText({ files, summary }: Report, style: Style): Shown {
  const time = `${counted(summary.files, 'file')} in ${(summary.milliseconds / 1000).toFixed(2)} s`;
  if (summary.hints === 0) return line`${style.green('No hints')} in ${time}.`;
  const hints = files.flatMap((file) => file.hints);
  const severities = (['error', 'warning', 'information', 'hint'] as const).flatMap((severity) => {
    const count = hints.filter((hint) => hint.severity === severity).length;
    return count > 0 ? [severityStyle(severity, style)(`${count} ${severity}`)] : [];
  });
  const safe = hints.filter((hint) => hint.fixes.some((fix) => fix.kind === 'safe')).length;
  const lines = [
    line`${style.bold(counted(summary.hints, 'hint'))} (${joined(severities, ', ')}) in ${counted(files.length, 'file')} of ${time}.`,
  ];
  if (safe > 0) lines.push(line`${counted(safe, 'hint')} can be repaired by "hindsight fix".`);
  lines.push(line`"hindsight explain ${hints[0]?.rule ?? 'RULE'}" tells why.`);
  return joined(lines, '\n');
}

function severityStyle(severity: Severity, style: Style): (text: string) => Shown {
  return severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.blue;
}

/** Messages mark code with backticks; in a terminal quotes do. */
function plain(message: string): string {
  return message.replaceAll('`', "'");
}

function linesOf(path: string): readonly string[] {
  try {
    return readBoundedText(path).split(/\r\n|\n|\r/);
  } catch {
    // Gone or changed since it was checked: the hint is shown without its line.
    return [];
  }
}
