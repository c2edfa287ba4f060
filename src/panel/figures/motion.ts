/** Whether the reader wants nothing to move: the system's setting, or the editor's (`workbench.reduceMotion`). */

const wish = '(prefers-reduced-motion: reduce)';

/** As things are now. The editor tells a webview of its setting by a class of the body. */
export function isStill(): boolean {
  return matchMedia(wish).matches || document.body.classList.contains('vscode-reduce-motion');
}

/** Calls `changed` now and after each change that could matter, until the signal is aborted. */
export function watchStill(changed: (still: boolean) => void, signal: AbortSignal): void {
  const notify = () => changed(isStill());
  matchMedia(wish).addEventListener('change', notify, { signal });
  const classes = new MutationObserver(notify);
  classes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  signal.addEventListener('abort', () => classes.disconnect());
  notify();
}
