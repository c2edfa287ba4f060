import type { KeptState } from '../protocol/panel.ts';
import { keep } from './api.ts';

/**
 * Where in a lesson the reader is. Kept by section and not from the top of the page, so that what comes above it
 * later, or is as tall as the panel is narrow, moves nothing.
 */

/** A scroll is kept once it rests, milliseconds; soon, because leaving the tab ends the page without notice. */
const rest = 100;

/** Keeps the place from now on. */
export function keepScroll(): void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(waiting);
    waiting = undefined;
    keep({ scroll: Math.round(scrollY), at: placeNow() });
  };
  addEventListener(
    'scroll',
    () => {
      clearTimeout(waiting);
      waiting = setTimeout(save, rest);
    },
    { passive: true },
  );
  addEventListener('pagehide', () => {
    if (waiting !== undefined) save();
  });
}

function placeNow(): KeptState['at'] {
  const heading = [...document.querySelectorAll('h2[id]')].findLast(
    (element) => element.getBoundingClientRect().top <= 0,
  );
  return heading && { section: heading.id, offset: Math.round(-heading.getBoundingClientRect().top) };
}

/** Brings the reader back to a kept place. */
export class Return {
  readonly #kept: KeptState;
  #isOver = false;

  constructor(kept: KeptState) {
    this.#kept = kept;
    // After the reader has moved, the saved place is not restored any more.
    const stop = () => {
      this.#isOver = true;
    };
    for (const type of ['wheel', 'keydown', 'pointerdown', 'touchstart'])
      addEventListener(type, stop, { once: true, passive: true, capture: true });
  }

  /** Goes there; again after a part of the page has come or has changed its height. */
  go(): void {
    if (this.#isOver) return;
    const { at, scroll = 0 } = this.#kept;
    const heading = at && document.getElementById(at.section);
    const top = heading ? heading.getBoundingClientRect().top + scrollY + at.offset : scroll;
    if (Math.abs(top - scrollY) >= 1) scrollTo({ top, behavior: 'instant' });
  }
}
