import * as vscode from 'vscode';
import { isRange, isSameRange } from '../base/range.ts';
import type { Catalogue } from '../lessons/types.ts';
import type { HintData, LspRange, SightingData } from '../protocol/server.ts';
import type { HintStore } from './hints.ts';
import { isPassage } from './lessonPanel/messages.ts';
import type { LessonRequest, OpenLessonArgument } from './lessonPanel/types.ts';
import type { ProgressStore } from './progress.ts';
import type { ServerLink } from './serverLink.ts';

interface LessonOpenerOptions {
  readonly catalogue: Catalogue;
  readonly hints: HintStore;
  readonly server: ServerLink;
  readonly progress: ProgressStore;
  readonly log: vscode.LogOutputChannel;
  show(request: LessonRequest): Promise<void>;
}

/** The one way to a lesson: light bulb, hover, Problems link, palette, views and walkthrough all end here. */
export class LessonOpener {
  readonly #options: LessonOpenerOptions;

  constructor(options: LessonOpenerOptions) {
    this.#options = options;
  }

  /** Opens the lesson that an argument names, or the one for the code at the cursor. May be passed on unbound. */
  readonly open = async (value?: unknown): Promise<void> => {
    const argument = parseArgument(value);
    const request =
      argument.lesson || argument.rule ? await this.#named(argument) : await this.#atCursor(argument);
    if (!request) return;
    if (!this.#options.catalogue.lessons.some((lesson) => lesson.id === request.lesson)) {
      await this.offerOthers(`There is no lesson "${request.lesson}" in this version of Hindsight.`);
      return;
    }
    await this.#options.show(argument.passage ? { ...request, passage: argument.passage } : request);
    await this.#options.progress.happened('openedLesson');
  };

  async #named({ lesson, rule, uri, range }: OpenLessonArgument): Promise<LessonRequest | undefined> {
    const { catalogue, hints, server } = this.#options;
    const id = lesson ?? catalogue.rules.find((each) => each.id === rule)?.lesson;
    if (id === undefined) {
      await this.offerOthers(`There is no lesson for the rule "${rule}" in this version of Hindsight.`);
      return undefined;
    }
    if (uri !== undefined && range) {
      const known = this.#known(uri, range, rule);
      if (known?.lesson === id) return { lesson: id, hint: known };
      const around = await server.at(uri, range.start);
      const ofLesson = around.hints.filter((hint) => hint.lesson === id);
      // The text may have moved since the link was made; the same rule elsewhere on the line is still meant.
      const nearby = (hints.of(uri)?.hints ?? []).filter(
        (hint) => hint.lesson === id && hint.rule === rule && hint.range.start.line === range.start.line,
      );
      const hint = ofLesson.find((each) => each.rule === rule) ?? nearby[0] ?? ofLesson[0];
      const sighting = around.sightings.find((each) => each.lesson === id);
      return { lesson: id, ...place(hint, sighting) };
    }
    // Opened from a list: the lesson still speaks about the reader's code where the editor shows a case of it.
    const { activeTextEditor, visibleTextEditors } = vscode.window;
    const active = [activeTextEditor, ...visibleTextEditors].find(
      (editor) => editor && !hints.isPractice(editor.document.uri.toString()),
    );
    const ofLesson = active
      ? (hints.of(active.document.uri.toString())?.hints ?? []).filter((each) => each.lesson === id)
      : [];
    const hint = ofLesson.find((each) => each.rule === rule) ?? ofLesson[0];
    return { lesson: id, ...place(hint, undefined) };
  }

  /** The hint itself, if it belongs to the current text: then the server need not be asked. */
  #known(uri: string, range: LspRange, rule: string | undefined): HintData | undefined {
    const file = this.#options.hints.of(uri);
    const key = vscode.Uri.parse(uri).toString();
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === key);
    if (!document || file?.version !== document.version) return undefined;
    return file.hints.find((hint) => hint.rule === rule && isSameRange(hint.range, range));
  }

  async #atCursor({ uri, range }: OpenLessonArgument): Promise<LessonRequest | undefined> {
    const editor = vscode.window.activeTextEditor;
    const at = uri !== undefined && range ? { uri, position: range.start } : editor && cursorOf(editor);
    if (!at) {
      await this.offerOthers('Open a file and place the cursor in the code that you want explained.');
      return undefined;
    }
    const { hints, sightings } = await this.#options.server.at(at.uri, at.position);
    const [first] = hints;
    if (first) {
      const smallest = hints.filter((hint) => isSameRange(hint.range, first.range));
      const lessons = new Map(smallest.map((hint) => [hint.lesson, hint]));
      const hint = lessons.size > 1 ? await this.#choose([...lessons.values()]) : first;
      return hint && { lesson: hint.lesson, hint };
    }
    const [sighting] = sightings;
    if (sighting) return { lesson: sighting.lesson, ...place(undefined, sighting) };
    await this.offerOthers('No lesson is about the code at the cursor.');
    return undefined;
  }

  async #choose(hints: readonly HintData[]): Promise<HintData | undefined> {
    const items = hints.map((hint) => {
      const meta = this.#options.catalogue.lessons.find((lesson) => lesson.id === hint.lesson);
      return { label: meta?.title ?? hint.lesson, detail: hint.message.replaceAll('`', "'"), hint };
    });
    const picked = await vscode.window.showQuickPick(items, { title: 'Open the Lesson for This Code' });
    return picked?.hint;
  }

  /** Says why no lesson was opened, and offers the list. */
  async offerOthers(message: string): Promise<void> {
    const browse = 'Browse Lessons';
    const answer = await vscode.window.showInformationMessage(message, browse);
    if (answer === browse) await vscode.commands.executeCommand('hindsight.browseLessons');
  }
}

/** Takes what it understands of a value that may come from a link, a keybinding or another extension. */
function parseArgument(value: unknown): OpenLessonArgument {
  if (typeof value !== 'object' || value === null) return {};
  const { lesson, rule, uri, range, passage } = value as Record<string, unknown>;
  return {
    ...(typeof lesson === 'string' ? { lesson } : {}),
    ...(typeof rule === 'string' ? { rule } : {}),
    ...(typeof uri === 'string' ? { uri } : {}),
    ...(isRange(range) ? { range } : {}),
    ...(isPassage(passage) ? { passage } : {}),
  };
}

function place(
  hint: HintData | undefined,
  sighting: SightingData | undefined,
): Pick<LessonRequest, 'hint' | 'place'> {
  if (hint) return { hint };
  if (!sighting) return {};
  const { uri, range, names } = sighting;
  return { place: { uri, range, names } };
}

function cursorOf(editor: vscode.TextEditor) {
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}
