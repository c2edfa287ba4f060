import { h } from './dom.ts';
import { figures } from './figures/registry.ts';
import { type MountedFigure, mountFigure } from './figures/view.ts';

/** The figure of a lesson, where it has one. It is put together once the page has been painted, so that it delays nothing. */
export class FigurePart {
  /** Absent where the lesson has no figure. */
  readonly element: HTMLElement | undefined;
  #mounted: MountedFigure | undefined;
  #names: Readonly<Record<string, string>> = {};
  #isGone = false;

  constructor(lesson: string) {
    const figure = Object.hasOwn(figures, lesson) ? figures[lesson] : undefined;
    if (!figure) return;
    const host = h('div', { class: 'figure-host' });
    this.element = host;
    requestAnimationFrame(() =>
      setTimeout(() => {
        if (!this.#isGone) this.#mounted = mountFigure(host, figure, this.#names);
      }),
    );
  }

  /** Tells the figure in the reader's own names; its switches and its time stay as they are. */
  update(names: Readonly<Record<string, string>>): void {
    this.#names = names;
    this.#mounted?.update(names);
  }

  dispose(): void {
    this.#isGone = true;
    this.#mounted?.dispose();
  }
}
