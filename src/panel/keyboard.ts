/**
 * Where the keyboard goes on in the page. The editor gives the page the focus when a lesson is opened; the page itself
 * takes none from the rest of the window, where the reader may have gone meanwhile.
 */

/** What gets the focus as soon as the page has it. */
let waiting: HTMLElement | undefined;

export function goOnAt(element: HTMLElement): void {
  waiting = document.hasFocus() ? undefined : element;
  if (!waiting) element.focus({ preventScroll: true });
}

addEventListener('focus', () => {
  if (waiting?.isConnected) waiting.focus({ preventScroll: true });
  waiting = undefined;
});
// A click says by itself where to go on.
addEventListener(
  'pointerdown',
  () => {
    waiting = undefined;
  },
  { capture: true, passive: true },
);
