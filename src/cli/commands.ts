import { version } from '../../package.json';
import { catalogue } from '../generated/catalogue.ts';
import type { Request } from './arguments.ts';
import { Cache } from './cache.ts';
import { checkPaths, type Outcome } from './check.ts';
import { chooseRules, isKnownId } from './content.ts';
import { groupedReport } from './report/grouped.ts';
import { prettyReport } from './report/pretty.ts';
import { fails, makeReport } from './report/report.ts';
import { counted, printable, styleFor } from './report/style.ts';
import { settingsFor } from './settingsFile.ts';

/** What a command prints and how it ends. */
export interface Ending {
  readonly output: string;
  /** Sentences for stderr, each on its own line. */
  readonly remarks: readonly string[];
  readonly code: 0 | 1 | 2;
}

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
    remarks: [...new Set([...found.flatMap((one) => one.problems), ...outcome.troubles])],
  };
}

/** `hindsight check`. @throws Failure when it cannot run */
export async function check(request: CheckRequest): Promise<Ending> {
  const { outcome, settings, remarks } = await checked(request);
  // `performance.now()` counts from the start of the process.
  const report = makeReport(outcome, settings, performance.now());
  return {
    output: await formatted(request, report, outcome),
    remarks,
    code: fails(report, request.failOn) ? 1 : 0,
  };
}

async function formatted(
  request: CheckRequest,
  report: ReturnType<typeof makeReport>,
  outcome: Outcome,
): Promise<string> {
  if (request.format === 'json') return `${JSON.stringify(report)}\n`;
  if (request.format === 'sarif') {
    const { sarifLog } = await import('./report/sarif.ts');
    return `${JSON.stringify(sarifLog(report, catalogue, version), null, 2)}\n`;
  }
  const paths = new Map(outcome.checked.map(({ target }) => [target.shown, target.path]));
  // Who names rules wants to see each of them.
  const shown = request.rules.length > 0 ? report : groupedReport(report, catalogue.groups ?? []);
  return prettyReport(shown, styleFor(process.stdout), (path) => paths.get(path) ?? path);
}

/** `hindsight fix`. @throws Failure when it cannot run */
export async function fix(request: FixRequest): Promise<Ending> {
  const { rules, outcome, settings, remarks } = await checked(request);
  const { fixFiles } = await import('./fix.ts');
  const kinds = request.suggested ? (['safe', 'suggested'] as const) : (['safe'] as const);
  const { fixed, failed, remaining } = await fixFiles(outcome, {
    rules,
    settings,
    kinds,
    dryRun: request.dryRun,
  });
  const summary = fixSummary(fixed, remaining.length, request);
  const troubles = failed.map(({ shown, reason }) => `${printable(shown)} was not changed: ${reason}.`);
  const report = { files: [{ path: '', hints: remaining }] };
  const code = failed.length > 0 ? 2 : fails(report, request.failOn) ? 1 : 0;
  if (!request.dryRun) return { output: `${summary}\n`, remarks: [...remarks, ...troubles], code };
  const { createTwoFilesPatch } = await import('diff');
  const patches = fixed.map(({ shown, before, after }) => {
    const name = shown.replaceAll('\\', '/');
    return createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after);
  });
  return { output: patches.join(''), remarks: [...remarks, ...troubles, summary], code };
}

function fixSummary(
  fixed: readonly { shown: string; applied: readonly string[] }[],
  remaining: number,
  request: FixRequest,
): string {
  const style = styleFor(request.dryRun ? process.stderr : process.stdout);
  const count = fixed.reduce((sum, file) => sum + file.applied.length, 0);
  const lines = fixed.map(
    ({ shown, applied }) => `${style.bold(printable(shown))}  ${[...tally(applied)].join('; ')}`,
  );
  const verb = request.dryRun ? 'would be applied' : 'applied';
  const what = `${counted(count, 'fix').replace(/fixs$/, 'fixes')} ${verb} in ${counted(fixed.length, 'file')}`;
  const rest =
    remaining === 0
      ? 'No hints remain.'
      : `${counted(remaining, 'hint')} ${remaining === 1 ? 'remains' : 'remain'}.`;
  return [
    ...lines,
    `${count > 0 ? what : request.suggested ? 'Nothing to fix' : 'Nothing to fix safely'}. ${rest}`,
  ].join('\n');
}

function tally(titles: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const title of titles) counts.set(title, (counts.get(title) ?? 0) + 1);
  return [...counts].map(([title, count]) => (count > 1 ? `${title} (${count} times)` : title));
}
