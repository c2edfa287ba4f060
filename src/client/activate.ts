import * as vscode from 'vscode';
import { messageOf, stackOf } from '../base/errors.ts';
import { catalogue, walkthroughs } from '../generated/catalogue.ts';
import type { LessonBody } from '../lessons/types.ts';
import { COMMANDS, type ProblemsParams } from '../protocol/server.ts';
import { Ask } from './ask.ts';
import { WorkspaceCheck } from './checkWorkspace.ts';
import { explainOtherTools } from './explain.ts';
import { Fixes } from './fixes.ts';
import { HintStore } from './hints.ts';
import type { ClientHost } from './host.ts';
import { hasOurName, languageIds } from './languages.ts';
import { LessonPanels } from './lessonPanel/index.ts';
import { Links } from './links.ts';
import { recording } from './log.ts';
import { NewFiles } from './newFiles.ts';
import { LessonOpener } from './openLesson.ts';
import { OtherTools } from './otherTools.ts';
import { Overlap } from './overlap.ts';
import { Places } from './places.ts';
import { practise } from './practice/command.ts';
import { Practices } from './practice/index.ts';
import { ProgressStore } from './progress.ts';
import { exportProgress, importProgress, resetProgress } from './progressCommands.ts';
import { Reading } from './reading.ts';
import { Repairs } from './repairs.ts';
import { isFolder } from './serverFiles.ts';
import { ServerLink } from './serverLink.ts';
import { ShowPicture } from './showPicture.ts';
import { showProgress } from './showProgress.ts';
import { openSettings, Silencing } from './silencing.ts';
import { Topics } from './topics.ts';
import { Tours } from './tour/index.ts';
import { GetStarted } from './views/getStarted.ts';
import { HintsView } from './views/hintsView.ts';
import { LessonsView } from './views/lessonsView.ts';
import { WalkthroughTicks } from './walkthroughTicks.ts';
import { WatchFixes } from './watchFixes.ts';

let stop: (() => Promise<void>) | undefined;

/** What the suites inside the extension host look at. */
export interface TestApi {
  readonly context: vscode.ExtensionContext;
  readonly progress: ProgressStore;
  readonly hints: HintStore;
  readonly server: ServerLink;
  readonly silencing: Silencing;
  readonly getStarted: GetStarted;
  readonly lessons: LessonsView;
  readonly links: Links;
  readonly ask: Ask;
  /** The lesson that the panel shows. */
  readonly shownLesson: () => string | undefined;
  readonly workspaceHints: HintsView;
  readonly places: Places;
  readonly practices: Practices;
  readonly tours: Tours;
  /** What was logged, each with its level in front. */
  readonly lines: readonly string[];
  /** How long `activate()` took, in milliseconds. */
  readonly activation: number;
}

/**
 * Wires everything up. Nothing heavy happens here: the language client is loaded and the server started with the
 * first document of a language that we know, or with the first command that needs them.
 */
export function activateWith(context: vscode.ExtensionContext, host: ClientHost): TestApi | undefined {
  const started = performance.now();
  const own = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const isTest = context.extensionMode === vscode.ExtensionMode.Test;
  const channel = own(vscode.window.createOutputChannel('Hindsight', { log: true }));
  const { log, lines } = isTest ? recording(channel) : { log: channel, lines: [] };
  const progress = own(new ProgressStore(context, catalogue, log));
  const practices = own(
    new Practices({
      context,
      loadLesson: (id) => loadLesson(context.extensionUri, id),
      ask: (params) => server.practice(params),
      passed: (lesson) => void progress.mark(lesson, 'practised'),
      log: (message) => log.info(message),
    }),
  );
  const hints = own(new HintStore(practices.has));
  const tools = new OtherTools(catalogue);
  const overlap = own(new Overlap(tools));
  const silencing = new Silencing(catalogue, progress, log);
  const repairs = own(new Repairs(hints, progress, practices.fixed));
  const watch = own(new WatchFixes((fix) => repairs.applied(fix), log));
  const topics = own(new Topics(catalogue, hints, log));
  const problems = new SettingProblems(log);
  const facts = own(new vscode.EventEmitter<void>());
  const newFiles = new NewFiles({
    list: (names) => check.listNamed(names),
    isOurs: hasOurName,
    isFolder,
    onError: (error) => log.error(`Files that were made could not be looked up: ${String(error)}`),
  });
  const server = own(
    new ServerLink({
      context,
      host,
      log,
      overlap,
      watch,
      settings: () => ({
        rules: plainSetting('rules'),
        known: progress.known(),
      }),
      onHints: (params) => {
        hints.receive(params);
        panels.onHints(params);
        practices.checked(params.uri);
      },
      onProblems: (params) => problems.report(params),
      onFacts: () => facts.fire(),
      newFiles: newFiles.of,
      onRestart: () => relist(),
    }),
  );
  stop = () => server.stop();
  const fixes = new Fixes(hints, repairs, server);
  const check = new WorkspaceCheck({ server, hints, progress, log, onBegin: () => reading.leave() });
  const reading = own(new Reading({ server, log, list: (limit) => check.list(undefined, limit) }));
  let begun = false;
  /** Reads the files anew where others count, or where the server knows none. */
  const relist = () =>
    void check
      .again()
      .then((isRead) => (isRead || !begun ? undefined : reading.again()))
      .catch((error: unknown) => log.error(String(error)));
  const opener = new LessonOpener({
    catalogue,
    hints,
    server,
    progress,
    log,
    show: (request) => panels.show(request),
  });
  const ask = new Ask({
    extensionUri: context.extensionUri,
    catalogue,
    open: opener.open,
    log: (message) => log.info(message),
  });
  const links = new Links({
    catalogue,
    opener,
    extension: context.extension.id,
    shown: () => panels.shown.lesson,
    log,
  });
  const workspaceHints = own(new HintsView(catalogue, hints));
  const places: Places = own(
    new Places({
      catalogue,
      hints,
      check,
      server,
      view: workspaceHints,
      progress,
      log,
      shownLesson: () => panels.shown.lesson,
    }),
  );
  const tours: Tours = own(
    new Tours({
      catalogue,
      hints,
      check,
      server,
      progress,
      silencing,
      places,
      log,
      state: context.workspaceState,
      open: opener.open,
      shownLesson: () => panels.shown.lesson,
      reveal: () => lessons.showTour(),
      onShown: (editor) => panels.worksIn(editor),
    }),
  );
  const panels: LessonPanels = own(
    new LessonPanels({
      context,
      catalogue,
      loadLesson: (id) => loadLesson(context.extensionUri, id),
      progress: { state: progress.state, mark: progress.mark, onDidChange: progress.onDidChange },
      applyFix: fixes.apply,
      hintsOf: (uri) => hints.of(uri),
      at: (uri, position) => server.at(uri, position),
      openLesson: opener.open,
      places,
      ask: ask.ask,
      linkTo: (lesson) => links.of(lesson),
      practice: practices,
      tour: tours,
      pictures: { at: (params) => server.picture(params), onFacts: facts.event },
      log: (message) => log.info(message),
    }),
  );
  const pictures = new ShowPicture({
    picture: (params) => server.picture(params),
    show: (request) => panels.show(request),
  });
  const getStarted = own(
    new GetStarted({
      extension: context.extension.id,
      walkthroughs,
      progress,
      topics,
      state: context.globalState,
    }),
  );
  const lessons = own(
    new LessonsView({
      catalogue,
      progress,
      silencing,
      hints,
      getStarted,
      tours,
      occurs: (id) => topics.has(id),
      shownLesson: () => panels.shown.lesson,
      looked: () => topics.looked(),
    }),
  );
  const ticks = own(new WalkthroughTicks());

  const commands: Record<string, (argument?: unknown) => unknown> = {
    [COMMANDS.openLesson]: opener.open,
    [COMMANDS.showCallPath]: pictures.callPath,
    [COMMANDS.showContainer]: pictures.container,
    'hindsight.browseLessons': () => lessons.focus(),
    'hindsight.ask': ask.pick,
    'hindsight.copyLink': links.copy,
    'hindsight.practise': (argument) =>
      practise(argument, { catalogue, panels, practices, progress, openLesson: opener.open }),
    'hindsight.checkWorkspace': check.run,
    'hindsight.readWorkspace': reading.run,
    'hindsight.stopReading': reading.stop,
    'hindsight.fixAll': fixes.applyAllSafe,
    'hindsight.showPlaces': places.command,
    'hindsight.onboard': tours.onboard,
    'hindsight.nextStop': tours.next,
    'hindsight.previousStop': tours.previous,
    'hindsight.openStop': tours.openStop,
    'hindsight.endTour': tours.end,
    'hindsight.resetProgress': () => resetProgress(progress),
    'hindsight.exportProgress': () => exportProgress(progress, log),
    'hindsight.importProgress': () => importProgress(progress, log),
    'hindsight.showLog': () => log.show(),
    'hindsight.openWalkthrough': async (argument) => {
      if (await getStarted.open(walkthroughOf(argument))) ticks.schedule();
      else await lessons.focusGetStarted();
    },
    'hindsight.hideGetStarted': getStarted.hide,
    'hindsight.showProgress': () => showProgress({ catalogue, progress, silencing, openLesson: opener.open }),
    [COMMANDS.turnRuleOff]: silencing.turnRuleOff,
    'hindsight.turnRuleOn': silencing.turnRuleOn,
    [COMMANDS.knowLesson]: silencing.knowLesson,
    'hindsight.forgetLesson': silencing.forgetLesson,
  };
  for (const [id, run] of Object.entries(commands))
    own(vscode.commands.registerCommand(id, guarded(id, run, log)));
  own(vscode.window.registerUriHandler(links));
  own(explainOtherTools(catalogue, tools, hints, languageIds));

  let known = progress.known().join();
  own(
    progress.onDidChange(() => {
      const now = progress.known().join();
      if (now === known) return;
      known = now;
      server.sendSettings();
      void check.again();
    }),
  );
  own(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('hindsight.rules')) {
        server.sendSettings();
        void check.again();
      }
      if (event.affectsConfiguration('files.exclude') || event.affectsConfiguration('search.exclude'))
        relist();
    }),
  );
  const ignoreFiles = own(vscode.workspace.createFileSystemWatcher('**/.gitignore'));
  for (const event of [ignoreFiles.onDidCreate, ignoreFiles.onDidChange, ignoreFiles.onDidDelete])
    own(event(() => relist()));

  const isOurs = (document: vscode.TextDocument) => languageIds.includes(document.languageId);
  const begin = () => {
    if (begun) return;
    begun = true;
    // After this turn, so that activation is over before the language client's code is loaded.
    setTimeout(() => {
      void server
        .start()
        .then(reading.run)
        .catch((error: unknown) => log.error(String(error)));
    }, 0);
  };
  own(vscode.workspace.onDidOpenTextDocument((document) => isOurs(document) && begin()));
  if (vscode.workspace.textDocuments.some(isOurs)) begin();
  setTimeout(() => void topics.looked(), 0);

  const activation = performance.now() - started;
  log.debug(`Activated in ${activation.toFixed(1)} ms.`);
  if (!isTest) return undefined;
  return {
    context,
    progress,
    hints,
    server,
    silencing,
    getStarted,
    lessons,
    workspaceHints,
    links,
    ask,
    shownLesson: () => panels.shown.lesson,
    places,
    practices,
    tours,
    lines,
    activation,
  };
}

/** The walkthrough that an item of the view stands for. */
function walkthroughOf(argument: unknown): unknown {
  return typeof argument === 'object' && argument !== null
    ? (argument as { walkthrough?: unknown }).walkthrough
    : undefined;
}

/** The value of a setting as data: the editor hands out proxies, which cannot be posted to a worker. */
function plainSetting(name: string): unknown {
  const value: unknown = vscode.workspace.getConfiguration('hindsight').get(name);
  return value === undefined ? {} : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** Ends the server; the editor waits for it. */
export async function deactivateAll(): Promise<void> {
  await stop?.();
}

async function loadLesson(extension: vscode.Uri, id: string): Promise<LessonBody> {
  // Ids come from links and stored panels too; only those of the catalogue become a path.
  if (!catalogue.lessons.some((lesson) => lesson.id === id)) throw new Error(`There is no lesson ${id}.`);
  const file = vscode.Uri.joinPath(extension, 'dist', 'lessons', ...`${id}.json`.split('/'));
  const bytes = await vscode.workspace.fs.readFile(file);
  return JSON.parse(new TextDecoder().decode(bytes)) as LessonBody;
}

/** A command that fails says so, in the log in full and to the person in a sentence. */
function guarded(id: string, run: (argument?: unknown) => unknown, log: vscode.LogOutputChannel) {
  return async (argument?: unknown): Promise<unknown> => {
    try {
      return await run(argument);
    } catch (error) {
      log.error(`${id} failed: ${stackOf(error)}`);
      const show = 'Show Log';
      const text = messageOf(error);
      void vscode.window.showErrorMessage(`Hindsight: ${text}`, show).then((answer) => {
        if (answer === show) log.show();
      });
      return undefined;
    }
  };
}

/** Says once what is wrong with a setting. */
class SettingProblems {
  readonly #log: vscode.LogOutputChannel;
  #said = '';

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  report({ problems }: ProblemsParams): void {
    const all = problems.join('\n');
    if (all === this.#said) return;
    this.#said = all;
    const [first] = problems;
    if (!first) return;
    for (const problem of problems) this.#log.warn(problem);
    const more = problems.length > 1 ? ` (${problems.length - 1} more in the log)` : '';
    const settings = 'Open Settings';
    void vscode.window.showWarningMessage(`Hindsight: ${first}${more}`, settings).then((answer) => {
      if (answer === settings) void openSettings();
    });
  }
}
