import { version } from '../../package.json';
import { catalogue } from '../generated/catalogue.ts';
import type { Request } from './arguments.ts';
import { Cache } from './cache.ts';
import { checkPaths, type Outcome } from './check.ts';
import { chooseRules, isKnownId } from './content.ts';
import { fixSummary, groupedRemaining } from './report/fixed.ts';
import { groupedReport } from './report/grouped.ts';
import { prettyReport } from './report/pretty.ts';
import { fails, makeReport } from './report/report.ts';
import { block, joined, json, line, printable, type Shown, written } from './report/shown.ts';
import { styleFor } from './report/style.ts';
import { settingsFor } from './settingsFile.ts';
import { type Ending, isTerminal } from './write.ts';

type CheckRequest = Extract<Request, { command: 'check' }>;
type FixRequest = Extract<Request, { command: 'fix' }>;

/** Checks the paths with the chosen rules, and reads the settings that hold for them. */
async function checked(request: CheckRequest | FixRequest) {
  const rules = chooseRules(request.rules, catalogue);
  const cache = request.cache ? new Cache([process.cwd(), request.paths, rules]) : undefined;
  const outcome = await checkPaths({ paths: request.paths, rules, cache });
  const found = outcome.given.map(({ path }) => settingsFor(path, (id) => isKnownId(id, catalogue)));
  return {
    rules,
    outcome,
    settings: found.map((one) => one.settings),
    remarks: [...found.flatMap((one) => one.problems), ...outcome.troubles],
  };
}

/** `hindsight check`. @throws Failure when it cannot run */
export async function check(request: CheckRequest): Promise<Ending> {
  const { outcome, settings, remarks } = await checked(request);
  // `performance.now()` counts from the start of the process.
  const report = makeReport(outcome, settings, performance.now());
  return {
    output: await formatted(request, report, outcome),
    remarks: shownRemarks(remarks),
    code: fails(report, request.failOn) ? 1 : 0,
  };
}

async function formatted(
  request: CheckRequest,
  report: ReturnType<typeof makeReport>,
  outcome: Outcome,
): Promise<Shown> {
  if (request.format === 'json') return line`${json(report)}\n`;
  if (request.format === 'sarif') {
    const { sarifLog } = await import('./report/sarif.ts');
    return line`${json(sarifLog(report, catalogue, version), 2)}\n`;
  }
  const paths = new Map(outcome.checked.map(({ target }) => [target.shown, target.path]));
  // Who names rules wants to see each of them.
  const shown = request.rules.length > 0 ? report : groupedReport(report, catalogue.groups ?? []);
  return prettyReport(shown, styleFor(isTerminal('stdout')), (path) => paths.get(path) ?? path);
}

/** `hindsight fix`. @throws Failure when it cannot run */
export async function fix(request: FixRequest): Promise<Ending> {
  const { rules, outcome, settings, remarks } = await checked(request);
  const { fixFiles } = await import('./fix.ts');
  const kinds = request.suggested ? (['safe', 'suggested'] as const) : (['safe'] as const);
  const { fixed, failed, remaining, faults } = await fixFiles(outcome, {
    rules,
    settings,
    kinds,
    dryRun: request.dryRun,
  });
  const style = styleFor(isTerminal(request.dryRun ? 'stderr' : 'stdout'));
  // Those who name rules want to see each of them, as in the report of a check.
  const groups = request.rules.length > 0 ? [] : (catalogue.groups ?? []);
  const left = remaining.flatMap((file) => groupedRemaining(file, groups));
  const summary = fixSummary(fixed, left, request, style);
  const troubles = failed.map(({ shown, reason }) => `${shown} was not changed: ${reason}.`);
  const report = { files: [{ hints: left }] };
  const code = failed.length > 0 ? 2 : fails(report, request.failOn) ? 1 : 0;
  const shown = shownRemarks([...remarks, ...faults, ...troubles]);
  if (!request.dryRun) return { output: line`${summary}\n`, remarks: shown, code };
  const { createTwoFilesPatch } = await import('diff');
  const patches = fixed.map(({ shown: path, before, after }) => {
    const name = printable(path.replaceAll('\\', '/'));
    return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after);
  });
  const diff = patches.map(block);
  const isExact = diff.every((each, at) => written(each) === patches[at]);
  const inexact = line`Characters that cannot be seen are escaped in the diff, so git does not apply it there.`;
  return { output: joined(diff, ''), remarks: [...shown, ...(isExact ? [] : [inexact]), summary], code };
}

/** Each sentence once. */
function shownRemarks(sentences: readonly string[]): Shown[] {
  return [...new Set(sentences)].map((sentence) => line`${sentence}`);
}
