import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import type { Found, Search, SearchData } from '../lessons/search/index.ts';
import { SECTIONS } from '../lessons/sections.ts';
import type { Catalogue } from '../lessons/types.ts';
import type { AskResult } from '../protocol/panel.ts';
import type { OpenLessonArgument } from './lessonPanel/types.ts';

interface AskOptions {
  readonly extensionUri: vscode.Uri;
  readonly catalogue: Catalogue;
  readonly open: (argument: OpenLessonArgument) => void | PromiseLike<void>;
  readonly log: (message: string) => void;
}

/** UTF-16 units of a passage that the palette shows in its one line. */
const ONE_LINE = 90;

/** What a question found, for the palette and for the panel. */
export interface Asked {
  /** Whether there was anything to look for. */
  readonly asked: boolean;
  readonly results: readonly AskResult[];
}

/** *Ask Hindsight*: search over all lessons, rules and the glossary, on this machine. */
export class Ask {
  readonly #options: AskOptions;
  #search: Promise<Search> | undefined;

  constructor(options: AskOptions) {
    this.#options = options;
  }

  /**
   * Answers a question as far as it is typed.
   * @param length about how many UTF-16 units of a passage to show
   * @throws a sentence for the reader when the index cannot be read
   */
  readonly ask = async (question: string, length?: number): Promise<Asked> => {
    const { asked, found } = (await this.#load()).ask(question, length);
    return { asked, results: found.map((each) => this.#result(each)) };
  };

  /** The palette's door: a list that changes as the question is typed. */
  readonly pick = async (): Promise<void> => {
    const pick = vscode.window.createQuickPick<AskItem>();
    pick.title = 'Ask Hindsight';
    pick.placeholder = 'A word, a question or an error message';
    // The order is the search's own. The editor would put labels that hold the typed letters first; the property
    // that stops it has no declaration yet (microsoft/vscode, "QuickPick.sortByLabel").
    (pick as { sortByLabel?: boolean }).sortByLabel = false;
    let latest = 0;
    const look = async (question: string) => {
      const request = ++latest;
      const { asked, results } = await this.ask(question, ONE_LINE);
      if (request !== latest) return;
      pick.items = results.length > 0 ? results.map(itemOf) : asked ? nothing(question) : [];
      if (pick.items[0]) pick.activeItems = [pick.items[0]];
    };
    const fail = (error: unknown) => {
      pick.hide();
      this.#options.log(`Ask Hindsight failed: ${String(error)}`);
      void vscode.window.showErrorMessage(`Hindsight: ${messageOf(error)}`);
    };
    const chosen = new Promise<AskItem | undefined>((resolve) => {
      pick.onDidChangeValue((value) => void look(value).catch(fail));
      pick.onDidAccept(() => {
        const [item] = pick.activeItems;
        // Enter on the sentence that nothing fits leaves the question there to be changed.
        if (!item || item.choice === 'none') return;
        resolve(item);
        pick.hide();
      });
      pick.onDidHide(() => resolve(undefined));
    });
    pick.show();
    // The index is read while the first word is typed.
    void this.#load().catch(fail);
    const item = await chosen;
    pick.dispose();
    if (!item) return;
    if (item.choice === 'browse') await vscode.commands.executeCommand('hindsight.browseLessons');
    else if (item.choice !== 'none') await this.#options.open(openingOf(item.choice));
  };

  #load(): Promise<Search> {
    this.#search ??= this.#read().catch((error: unknown) => {
      this.#search = undefined;
      this.#options.log(`The search index could not be read: ${String(error)}`);
      throw new Error('the search could not be loaded. Install the extension again.');
    });
    return this.#search;
  }

  async #read(): Promise<Search> {
    const file = vscode.Uri.joinPath(this.#options.extensionUri, 'dist', 'search.json');
    const [bytes, { createSearch }] = await Promise.all([
      vscode.workspace.fs.readFile(file),
      import('../lessons/search/index.ts'),
    ]);
    return createSearch(JSON.parse(new TextDecoder().decode(bytes)) as SearchData);
  }

  #result({ kind, lesson, title, text, marks, passage, rule }: Found): AskResult {
    const { catalogue } = this.#options;
    const meta = catalogue.lessons.find(({ id }) => id === lesson);
    const topic = catalogue.topics.find(({ id }) => id === meta?.topic)?.title ?? '';
    const section = SECTIONS.find(({ id }) => id === passage?.section)?.title ?? '';
    const place = {
      lesson: topic,
      passage: section,
      term: meta?.title ?? '',
      rule: `Rule · ${meta?.title ?? ''}`,
    };
    return {
      kind,
      lesson,
      title,
      place: place[kind],
      text,
      marks,
      ...(passage ? { passage } : {}),
      ...(rule === undefined ? {} : { rule }),
    };
  }
}

/** What opening a result asks of `hindsight.openLesson`. */
export function openingOf({ lesson, passage, rule }: AskResult): OpenLessonArgument {
  // A rule leads to its hint in the reader's code, where there is one.
  return { lesson, ...(rule === undefined ? {} : { rule }), ...(passage ? { passage } : {}) };
}

type AskItem = vscode.QuickPickItem & { readonly choice: AskResult | 'browse' | 'none' };

const icons = { lesson: 'mortar-board', passage: 'note', rule: 'lightbulb', term: 'book' } as const;

function itemOf(result: AskResult): AskItem {
  return {
    label: result.title,
    description: result.place,
    detail: result.text,
    iconPath: new vscode.ThemeIcon(icons[result.kind]),
    // The search has matched already; the editor would hide what does not hold the typed letters.
    alwaysShow: true,
    choice: result,
  };
}

function nothing(question: string): AskItem[] {
  return [
    { label: `Nothing in the lessons fits “${shortened(question)}”.`, alwaysShow: true, choice: 'none' },
    {
      label: 'Browse lessons',
      iconPath: new vscode.ThemeIcon('list-tree'),
      alwaysShow: true,
      choice: 'browse',
    },
  ];
}

/** A question as it is quoted back: one line, no longer than a label. */
function shortened(question: string): string {
  const line = question.replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
