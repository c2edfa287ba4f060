import { send } from './api.ts';
import { h, icon, visible } from './dom.ts';

/** *Copy* and *Insert at cursor* of a good example, and what came of them. */

type Answer = (done: boolean, text: string) => void;

const waiting = new Map<number, Answer>();
let asked = 0;

/** How long a button says that it has been done, milliseconds. */
const remark = 2_000;

/** Remembers what is to be done with the host's answer. */
export function waitForAnswer(answer: Answer): number {
  const id = ++asked;
  waiting.set(id, answer);
  return id;
}

/** The buttons for a code, and the place for what there is to say about them, which is read out. */
export function exampleButtons(code: string): { buttons: HTMLElement; said: HTMLElement } {
  const said = h('p', { class: 'said', role: 'status' });
  const offer = (
    type: 'copy' | 'insert',
    picture: 'copy' | 'insert',
    words: { ask: string; done: string; failed: string },
  ) => {
    const text = h('span', {}, words.ask);
    const element = h('button', { class: 'quiet', type: 'button' }, icon(picture), text);
    element.addEventListener('click', () => {
      said.replaceChildren();
      const id = waitForAnswer((done, sentence) => {
        text.textContent = done ? words.done : words.ask;
        const outcome = sentence || (done ? `${words.done}.` : words.failed);
        // The button itself shows that all went well; the words are then for screen readers only.
        said.replaceChildren(h('span', { class: done ? 'sr' : '' }, ...visible(outcome)));
        if (done)
          setTimeout(() => {
            text.textContent = words.ask;
          }, remark);
      });
      send({ type, id, text: code });
    });
    return element;
  };
  return {
    buttons: h(
      'span',
      { class: 'example-buttons' },
      offer('insert', 'insert', {
        ask: 'Insert at cursor',
        done: 'Inserted',
        failed: 'Nothing was inserted.',
      }),
      offer('copy', 'copy', {
        ask: 'Copy',
        done: 'Copied',
        failed:
          'Nothing was copied: the clipboard could not be written. Select the code and copy it by hand.',
      }),
    ),
    said,
  };
}

/** The host has answered a *Copy* or an *Insert at cursor*. */
export function onAnswer(id: number, done: boolean, text = ''): void {
  waiting.get(id)?.(done, text);
  waiting.delete(id);
}
