import * as vscode from 'vscode';
import { planTour, type Tour, type TourFinding, type TourHint } from '../../lessons/tour.ts';
import type { Catalogue } from '../../lessons/types.ts';
import type { WorkspaceCheck } from '../checkWorkspace.ts';
import { type HintStore, normalize } from '../hints.ts';
import { languageRank } from '../languages.ts';
import type { ProgressStore } from '../progress.ts';
import type { ServerLink } from '../serverLink.ts';
import type { Silencing } from '../silencing.ts';

export interface PlanOptions {
  readonly catalogue: Catalogue;
  readonly hints: HintStore;
  readonly check: WorkspaceCheck;
  readonly server: ServerLink;
  readonly progress: ProgressStore;
  readonly silencing: Silencing;
  readonly log: vscode.LogOutputChannel;
}

/** Milliseconds in which a tour is to be ready, and what the search for places has where the check took them all. */
const READY = 4500;
const LEAST = 1000;

/**
 * Makes the tour of the workspace. It is checked first, unless it was before.
 * @returns `undefined` when the token was cancelled
 * @throws Error with a sentence for the person when the workspace cannot be checked
 */
export async function makeTour(
  { catalogue, hints, check, server, progress, silencing, log }: PlanOptions,
  token: vscode.CancellationToken,
  report: vscode.Progress<{ message?: string; increment?: number }>,
): Promise<Tour | undefined> {
  const started = performance.now();
  const listed = hints.checkedFiles === undefined ? await check.within(token, report) : undefined;
  if (token.isCancellationRequested || hints.checkedFiles === undefined) return undefined;
  report.report({ message: 'choosing lessons' });
  const files = hints.files().filter(({ uri }) => isOfWorkspace(uri));
  const isLeftOut = (lesson: string) => progress.state(lesson).known || silencing.offState(lesson) === 'all';
  const hinted = new Set(files.flatMap((file) => file.hints.map(({ lesson }) => lesson)));
  const others = catalogue.lessons.map(({ id }) => id).filter((id) => !hinted.has(id) && !isLeftOut(id));
  const uris = listed ?? (await check.list(token)).map(String);
  const { found, aside, complete } = await server.tour(
    {
      lessons: others,
      uris,
      hinted: files.map(({ uri }) => uri),
      budget: Math.max(LEAST, READY - (performance.now() - started)),
    },
    token,
  );
  if (token.isCancellationRequested) return undefined;
  const isAside = new Set(aside.map(normalize));
  const tour = planTour({
    languageRank,
    catalogue,
    hints: files.flatMap(({ uri, hints }) =>
      hints.map(
        ({ lesson, severity, range, names, rule }): TourHint => ({
          lesson,
          severity,
          uri,
          range,
          names,
          rule,
          path: pathOf(uri),
          isAside: isAside.has(uri),
        }),
      ),
    ),
    found: found.map(
      ({ lesson, kind, uri, range, names }): TourFinding => ({
        lesson,
        kind,
        uri: normalize(uri),
        range,
        names,
        path: pathOf(uri),
      }),
    ),
    isLeftOut,
    isRead: (lesson) => progress.state(lesson).read,
  });
  const took = Math.round(performance.now() - started);
  const rest = complete ? '' : ' Not every file was looked at for places that do it well.';
  log.info(`Made a tour of ${tour.stops.length} stops, and ${tour.more.length} more, in ${took} ms.${rest}`);
  return tour;
}

function pathOf(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri)).replaceAll('\\', '/');
}

/** Hints of files that do not belong to the workspace, or are nowhere yet, are no part of the repository. */
function isOfWorkspace(uri: string): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(uri)) !== undefined;
}
