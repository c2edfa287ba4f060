import * as vscode from 'vscode';
import { ownValue } from '../../base/own.ts';
import type {
  ContainerPicture,
  PathPicture,
  PictureAction,
  PictureItem,
  PictureView,
  ToPanel,
} from '../../protocol/panel.ts';
import type { PictureParams, PicturePlace, PictureResult } from '../../protocol/server.ts';
import type { RestoreState } from './messages.ts';
import { showInEditor } from './showInEditor.ts';
import type { LessonRequest } from './types.ts';

interface LessonPicturesOptions {
  readonly picture: (params: PictureParams) => Promise<PictureResult>;
  /** Fires when what files tell each other has changed. */
  readonly onFacts: vscode.Event<void>;
  /** The lesson that the page shows, and the reader's place that it is shown with. */
  readonly shown: () => { readonly lesson: string; readonly place: RestoreState['place'] } | undefined;
  readonly titleOf: (lesson: string) => string | undefined;
  readonly openLesson: (request: LessonRequest) => Promise<void>;
  readonly post: (message: ToPanel) => void;
  /** Whether the page listens, so that what is sent to it is not lost. */
  readonly heard: () => boolean;
  readonly log: (message: string) => void;
}

/** Milliseconds in which edits are gathered. */
const gatherEdits = 250;

/** The topics whose lessons show a picture of the reader's place. */
const kinds: Readonly<Record<string, PictureView['kind']>> = {
  'kubernetes-services': 'path',
  'docker-isolation': 'container',
};

/** What a part of the picture leads to. */
interface Target {
  readonly at: PicturePlace | undefined;
  readonly lesson: string | undefined;
}

/** The picture in *In your code*: asked for whenever the place, or what files tell each other, has changed. */
export class LessonPictures implements vscode.Disposable {
  readonly #options: LessonPicturesOptions;
  readonly #disposables: vscode.Disposable[] = [];
  #targets: readonly Target[] = [];
  #revision = 0;
  #request = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was posted last, so that only what is new is posted. */
  #posted = '';
  /** The opening that takes the reader to the picture, until the page listens; 0 for none. */
  #show = 0;

  constructor(options: LessonPicturesOptions) {
    this.#options = options;
    this.#disposables.push(options.onFacts(() => this.soon()));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#request++;
    for (const disposable of this.#disposables.splice(0)) disposable.dispose();
  }

  /** The page is to go to the picture as soon as it has one. */
  goThere(opening: number): void {
    this.#show = opening;
  }

  /** A lesson was sent, and with it the page's last picture may be gone. Never rejects. */
  send(): void {
    this.#posted = '';
    void this.#ask();
  }

  /** Something has changed that the picture may show. */
  soon(): void {
    clearTimeout(this.#timer);
    if (this.#kind() !== undefined) this.#timer = setTimeout(() => void this.#ask(), gatherEdits);
  }

  /** Does what the page asks for. Rejects with a sentence for the reader. */
  async receive({ what, lesson, revision, item }: PictureAction): Promise<void> {
    const shown = this.#options.shown();
    // A picture that is being replaced may point elsewhere.
    const target = revision === this.#revision && shown?.lesson === lesson ? this.#targets[item] : undefined;
    if (!target) return;
    if (what === 'reveal') {
      if (target.at) await showInEditor(vscode.Uri.parse(target.at.uri), target.at.range.start);
      return;
    }
    if (target.lesson === undefined) return;
    const { place } = shown ?? {};
    await this.#options.openLesson({
      lesson: target.lesson,
      ...(place ? { place: { uri: place.uri, range: place.range, names: place.names } } : {}),
    });
  }

  #kind(): PictureView['kind'] | undefined {
    const { lesson, place } = this.#options.shown() ?? {};
    return place && lesson !== undefined ? ownValue(kinds, lesson.slice(0, lesson.indexOf('/'))) : undefined;
  }

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    const request = ++this.#request;
    const { lesson, place } = this.#options.shown() ?? {};
    const kind = this.#kind();
    if (lesson === undefined || !place || !kind) {
      this.#show = 0;
      return;
    }
    try {
      const result = await this.#options.picture({ uri: place.uri, position: place.range.start });
      if (request !== this.#request || this.#options.shown()?.lesson !== lesson) return;
      this.#post(lesson, kind, result);
    } catch (error) {
      this.#options.log(`The picture was not drawn: ${String(error)}`);
    }
  }

  #post(lesson: string, kind: PictureView['kind'], result: PictureResult): void {
    const targets: Target[] = [];
    const item = <T extends { at?: PicturePlace; lesson?: string; label: string; text: string }>(
      given: T,
    ): PictureItem & Omit<T, 'at' | 'lesson'> => {
      const { at, lesson: behind, ...rest } = given;
      const title = behind === undefined || behind === lesson ? undefined : this.#options.titleOf(behind);
      targets.push({ at, lesson: behind });
      return {
        ...rest,
        item: targets.length - 1,
        ...(at
          ? { file: vscode.workspace.asRelativePath(vscode.Uri.parse(at.uri)), line: at.range.start.line + 1 }
          : {}),
        ...(title === undefined ? {} : { lesson: title }),
      };
    };
    const { paths, container, object } = result;
    const view: PathPicture | ContainerPicture | undefined =
      kind === 'path' && paths.length > 0
        ? {
            kind,
            name: object ? `${object.kind} ${object.name}` : '',
            paths: paths.map(({ links, targets: ends, service, namespace, more }) => ({
              service,
              namespace,
              more,
              links: links.map(item),
              targets: ends.map((end) => end.map(item)),
            })),
          }
        : kind === 'container' && container
          ? {
              kind,
              name: container.name,
              source: container.source,
              privileged: container.privileged,
              items: container.items.map(item),
            }
          : undefined;
    const words = JSON.stringify([lesson, view]);
    this.#targets = targets;
    // The same picture with the same lines: what it leads to may still have moved along a line.
    if (words === this.#posted && this.#show === 0) return;
    this.#posted = words;
    const picture: PictureView | null = view ? { ...view, revision: ++this.#revision } : null;
    const opening = this.#show;
    this.#options.post({ type: 'picture', lesson, picture, show: opening > 0 && picture !== null, opening });
    if (this.#options.heard()) this.#show = 0;
  }
}
