import { h, newId, say, withCode } from '../dom.ts';
import type { Names } from './model.ts';
import { describeScene, type Scene, type SceneAction, type SceneFigure } from './scene.ts';
import { SceneControls } from './sceneControls.ts';
import { drawing } from './sceneDrawing.ts';
import type { MountedFigure } from './view.ts';

/** Below this the picture is not drawn smaller, CSS pixels. */
const narrowest = 220;

/**
 * Puts a scene into `host`, an empty element that is or will be on the page. What is drawn is also said: the
 * picture has a description, each change is read out, and on paper all of it stands in words.
 */
export function mountScene<S>(host: HTMLElement, figure: SceneFigure<S>, names: Names): MountedFigure {
  const view = new SceneView(figure, names);
  host.append(view.element);
  view.fit();
  return view;
}

class SceneView<S> implements MountedFigure {
  readonly element: HTMLElement;
  readonly #figure: SceneFigure<S>;
  #state: S;
  #names: Names;
  #scene: Scene;
  #width = 0;
  readonly #controls: SceneControls;
  readonly #picture;
  readonly #happened = h('p', { class: 'figure-happened' });
  readonly #verdicts = h('div', { class: 'scene-verdicts' });
  readonly #listings = h('div', { class: 'scene-listings' });
  readonly #description = h('p', { hidden: true });
  readonly #live = h('div', { class: 'sr', 'aria-live': 'polite' });
  readonly #words = h('ul', {});
  readonly #all = h(
    'details',
    { class: 'figure-sequence' },
    h('summary', {}, 'All of it in words'),
    this.#words,
  );
  readonly #stop = new AbortController();

  constructor(figure: SceneFigure<S>, names: Names) {
    this.#figure = figure;
    this.#names = names;
    this.#state = figure.init(names);
    this.#scene = figure.scene(this.#state);
    this.#controls = new SceneControls({
      set: (control, to) => this.#act({ type: 'set', control, to }),
      press: (control) => this.#act({ type: 'press', control }),
    });
    const title = h('h3', { id: newId('figure'), class: 'figure-title' }, figure.title);
    this.#description.id = newId('figure-state');
    this.#picture = drawing(title.id, this.#description.id);
    const again = h('button', { type: 'button', class: 'figure-button' }, 'Start over');
    again.addEventListener('click', () => this.#reset());
    const plot = h('div', { class: 'figure-plot' });
    plot.append(this.#picture.element);
    this.element = h(
      'section',
      { class: 'figure', 'aria-labelledby': title.id },
      title,
      h('p', { class: 'figure-invitation' }, ...withCode(figure.invitation)),
      this.#controls.above,
      plot,
      this.#verdicts,
      this.#happened,
      this.#controls.below,
      this.#listings,
      h('div', { class: 'scene-again' }, again),
      this.#description,
      this.#live,
      this.#all,
      h('p', { class: 'figure-note' }, ...withCode(figure.note)),
    );
    this.#listen(plot);
    this.#show();
  }

  update(names: Names): void {
    if (JSON.stringify(names) === JSON.stringify(this.#names)) return;
    this.#names = names;
    this.#state = this.#figure.reduce(this.#state, { type: 'names', names });
    this.#show();
  }

  dispose(): void {
    this.#stop.abort();
    this.element.remove();
  }

  /** Draws for the width that there is, where that is another than before. */
  fit(): void {
    const width = Math.floor(this.#picture.element.parentElement?.clientWidth ?? 0);
    if (width === this.#width || width === 0) return;
    this.#width = width;
    this.#draw();
  }

  #act(action: SceneAction): void {
    this.#state = this.#figure.reduce(this.#state, action);
    this.#show();
    this.#announce();
  }

  #reset(): void {
    this.#state = this.#figure.init(this.#names);
    this.#show();
    this.#announce();
  }

  #draw(): void {
    // Before the page is laid out there is no width to draw for.
    if (this.#width > 0) this.#picture.draw(this.#scene, Math.max(narrowest, this.#width));
  }

  /** After the settings or the names have changed. */
  #show(): void {
    this.#scene = this.#figure.scene(this.#state);
    const { happened, verdicts, listings, words } = this.#scene;
    this.#controls.update(this.#figure.groups(this.#state));
    this.#draw();
    this.#happened.replaceChildren(...withCode(happened));
    this.#verdicts.replaceChildren(
      ...verdicts.map(({ tone, text }) => h('p', { class: `figure-verdict ${tone}` }, ...withCode(text))),
    );
    this.#listings.replaceChildren(
      ...listings.map(({ title, text }) => {
        const heading = h('figcaption', {}, h('code', {}, title));
        heading.id = newId('listing');
        // What is wider than the panel is reached by scrolling, so the keyboard has to get there.
        const body = h('pre', { tabindex: '0', role: 'group', 'aria-labelledby': heading.id }, text);
        return h('figure', { class: 'scene-listing' }, heading, body);
      }),
    );
    this.#description.replaceChildren(...withCode(describeScene(this.#scene)));
    this.#words.replaceChildren(...words.map((text) => h('li', {}, ...withCode(text))));
  }

  #announce(): void {
    const { happened, verdicts } = this.#scene;
    say(this.#live, ...withCode([happened, ...verdicts.map(({ text }) => text)].join(' ')));
  }

  #listen(plot: HTMLElement): void {
    const { signal } = this.#stop;
    plot.addEventListener('click', (event) => {
      const set = this.#picture.cellOf(event.target)?.set;
      if (set) this.#act({ type: 'set', ...set });
    });
    const resized = new ResizeObserver(() => this.fit());
    resized.observe(plot);
    signal.addEventListener('abort', () => resized.disconnect());

    // On paper nothing can be opened: it has all words, and is as before afterwards.
    let wasOpen = false;
    matchMedia('print').addEventListener(
      'change',
      ({ matches }) => {
        if (matches) wasOpen = this.#all.open;
        this.#all.open = matches || wasOpen;
      },
      { signal },
    );
  }
}
