import * as vscode from 'vscode';
import type { AroundAction, ExampleView, ToPanel } from '../../protocol/panel.ts';
import type { ExampleData } from '../../protocol/server.ts';
import { exampleView } from './exampleView.ts';
import type { RestoreState } from './messages.ts';
import type { PlacesPort } from './types.ts';

interface LessonPlacesOptions {
  readonly port: PlacesPort;
  /** The lesson that the page shows, and the reader's place that it is shown with. */
  readonly shown: () => { readonly lesson: string; readonly place: RestoreState['place'] } | undefined;
  readonly post: (message: ToPanel) => void;
  readonly log: (message: string) => void;
}

/** Milliseconds in which changes of the hints are gathered; they follow every keystroke. */
const gatherHints = 150;
/** Milliseconds after the last edit of a file that an example stands in. */
const settle = 1200;
/** Times that a search which found nothing until it ran out of time is taken up again. */
const mostRetries = 5;

/** What the page shows around the reader's place: how many such places there are, and where it is done well. */
export class LessonPlaces implements vscode.Disposable {
  readonly #options: LessonPlacesOptions;
  readonly #disposables: vscode.Disposable[] = [];
  #examples: readonly ExampleData[] = [];
  /** The lesson that `#examples` are of, once its page has been painted. */
  #painted: string | undefined;
  #revision = 0;
  #asking: vscode.CancellationTokenSource | undefined;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #state = '';
  #retries = 0;

  constructor(options: LessonPlacesOptions) {
    this.#options = options;
    this.#disposables.push(
      options.port.onDidChange(() => {
        this.#gathering ??= setTimeout(() => {
          this.#gathering = undefined;
          this.sendKnown();
        }, gatherHints);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length === 0 || !this.#concerns(document.uri)) return;
        this.#askSoon();
      }),
    );
  }

  dispose(): void {
    this.#forget();
    clearTimeout(this.#gathering);
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  /** Tells the page what is known of the lesson's hints. Call it whenever a lesson was sent. */
  sendKnown(): void {
    const { port, shown, post } = this.#options;
    const lesson = shown()?.lesson;
    if (lesson === undefined) {
      this.#forget();
      return;
    }
    const places = port.known(lesson);
    post({ type: 'places', lesson, places });
    // After a check more is known of the files as well.
    if (this.#state === 'checking' && places.state === 'checked') this.#askSoon();
    this.#state = places.state;
  }

  /** Does what the page asks for. Rejects with a sentence for the reader. */
  async receive(action: AroundAction): Promise<void> {
    const { port, shown } = this.#options;
    const { lesson, place } = shown() ?? {};
    if (lesson === undefined || action.lesson !== lesson) return;
    switch (action.what) {
      case 'painted':
        if (this.#painted !== lesson) this.#examples = [];
        this.#painted = lesson;
        await this.#ask();
        return;
      case 'all':
        await port.showAll(lesson, place);
        return;
      case 'look':
        await port.look();
        return;
      case 'example': {
        const example = action.revision === this.#revision ? this.#examples[action.example] : undefined;
        if (example) await port.reveal(example);
      }
    }
  }

  #forget(): void {
    this.#asking?.cancel();
    this.#painted = undefined;
    this.#examples = [];
    clearTimeout(this.#settling);
  }

  #concerns(uri: vscode.Uri): boolean {
    return this.#examples.some((example) => vscode.Uri.parse(example.uri).toString() === uri.toString());
  }

  #askSoon(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.#ask(), settle);
  }

  /** Never rejects: an example that is not found is no loss. */
  async #ask(): Promise<void> {
    const { port, shown, post, log } = this.#options;
    const { lesson, place } = shown() ?? {};
    if (lesson === undefined || lesson !== this.#painted) return;
    this.#asking?.cancel();
    const asking = new vscode.CancellationTokenSource();
    this.#asking = asking;
    try {
      const { examples: found, complete } = await port.examples(lesson, place, asking.token);
      if (asking.token.isCancellationRequested || shown()?.lesson !== lesson) return;
      this.#examples = found;
      post({ type: 'examples', lesson, revision: ++this.#revision, examples: found.map(viewOf) });
      // A busy machine or a large workspace: the search goes on where it ended.
      if (found.length > 0 || complete) this.#retries = 0;
      else if (++this.#retries <= mostRetries) this.#askSoon();
    } catch (error) {
      log(`No place that does it well was looked for: ${String(error)}`);
    } finally {
      if (this.#asking === asking) this.#asking = undefined;
      asking.dispose();
    }
  }
}

function viewOf(example: ExampleData): ExampleView {
  return exampleView(example, vscode.workspace.asRelativePath(vscode.Uri.parse(example.uri)));
}
