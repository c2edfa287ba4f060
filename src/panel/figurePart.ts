import { ownValue } from '../base/own.ts';
import { h } from './dom.ts';
import type { Figure } from './figures/model.ts';
import { figures } from './figures/registry.ts';
import type { SceneFigure } from './figures/scene.ts';
import { mountScene } from './figures/sceneView.ts';
import { type MountedFigure, mountFigure } from './figures/view.ts';

/** The figure of a lesson, where it has one. It is put together once the page has been painted, so that it delays nothing. */
export class FigurePart {
  /** Absent where the lesson has no figure. */
  readonly element: HTMLElement | undefined;
  #figure: Figure | SceneFigure | undefined;
  #mounted: MountedFigure | undefined;
  #names: Readonly<Record<string, string>> = {};
  #isGone = false;

  constructor(lesson: string) {
    const figure = ownValue(figures, lesson);
    if (!figure) return;
    this.element = h('div', { class: 'figure-host' });
    this.#figure = figure;
    requestAnimationFrame(() => setTimeout(() => this.mount()));
  }

  /** Puts the figure together now, where that has not been done. */
  mount(): void {
    if (this.#isGone || this.#mounted || !this.element || !this.#figure) return;
    this.#mounted =
      'kind' in this.#figure
        ? mountScene(this.element, this.#figure, this.#names)
        : mountFigure(this.element, this.#figure, this.#names);
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
