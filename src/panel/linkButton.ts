import { send } from './api.ts';
import { h, icon, visible } from './dom.ts';
import { waitForAnswer } from './exampleButtons.ts';

/** How long the button says that it has been done, milliseconds. */
const remark = 2_000;

/** *Copy link* of a lesson, which says in place what came of it. */
export function linkButton(lesson: string): HTMLElement {
  const text = h('span', { 'aria-live': 'polite' }, 'Copy link');
  const element = h('button', { class: 'quiet', type: 'button' }, icon('link'), text);
  element.addEventListener('click', () => {
    const id = waitForAnswer((done) => {
      text.replaceChildren(...visible(done ? 'Link copied' : 'Link not copied'));
      setTimeout(() => text.replaceChildren('Copy link'), remark);
    });
    send({ type: 'copyLink', id, lesson });
  });
  return element;
}
