import type { Passage } from '../lessons/search/entries.ts';
import { goOnAt } from './keyboard.ts';

/** How long a passage stays marked, milliseconds; as long as the style sheet's fading. */
const marked = 2_500;

/**
 * Goes to a passage: scrolls to it, gives it the focus so that reading goes on there, and marks it for a moment.
 * @param section of the lesson's page; its heading comes first, then its blocks
 * @param count how many blocks of text the section has
 * @returns false when there is no such passage, and nothing was done
 */
export function goToPassage(section: Element | null, { block }: Passage, count: number): boolean {
  const target = block < count ? section?.children[block + 1] : undefined;
  if (!(target instanceof HTMLElement)) return false;
  const isReached = target.tabIndex >= 0;
  if (!isReached) {
    target.tabIndex = -1;
    target.addEventListener('blur', () => target.removeAttribute('tabindex'), { once: true });
  }
  goOnAt(target);
  target.scrollIntoView({
    block: target.offsetHeight > innerHeight * 0.6 ? 'start' : 'center',
    behavior: 'instant',
  });
  target.classList.add('here');
  setTimeout(() => target.classList.remove('here'), marked);
  return true;
}
