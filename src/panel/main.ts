import type { ToPanel } from '../protocol/panel.ts';
import { keep, kept, send } from './api.ts';
import { h, visible } from './dom.ts';
import { onAnswer } from './exampleButtons.ts';
import { FindBar } from './find/bar.ts';
import { LessonPage } from './lessonPage.ts';
import { parseToPanel } from './receive.ts';
import { button } from './toolkit.ts';

/** The panel's page: hears its host, shows the lesson, and keeps what a reload needs. Wiring only. */

const root = document.getElementById('root') ?? document.body;
let page: LessonPage | undefined;
const find = new FindBar(root);
root.after(find.element);

function receive(message: ToPanel): void {
  switch (message.type) {
    case 'lesson': {
      // The same lesson at another place: the page stays, so nothing jumps.
      const same = page && JSON.stringify(page.lesson) === JSON.stringify(message.lesson) ? page : undefined;
      if (same) {
        same.updatePlace(message.place);
        same.updateProgress(message.progress);
      } else show(new LessonPage(message.lesson, message.place, message.progress, () => find.open()));
      keep({ restore: message.restore, lesson: message.lesson.id });
      if (message.focus) page?.focus();
      return;
    }
    case 'place':
      if (message.lesson !== page?.lesson.id) return;
      page.updatePlace(message.place);
      keep({ restore: message.restore });
      return;
    case 'progress':
      if (message.lesson === page?.lesson.id) page.updateProgress(message.progress);
      return;
    case 'applied':
      page?.applied(message.result, message.text);
      return;
    case 'copied':
      onAnswer(message.id, message.done);
      return;
    case 'inserted':
      onAnswer(message.id, message.done, message.text);
      return;
    case 'failed':
      page?.dispose();
      page = undefined;
      root.replaceChildren(
        h(
          'main',
          { class: 'failed' },
          h('h1', {}, 'No lesson here'),
          h('p', { role: 'alert' }, ...visible(message.text)),
          button('Browse lessons', () => send({ type: 'browse' }), { appearance: 'primary' }),
        ),
      );
  }
}

function show(next: LessonPage): void {
  const before = kept();
  page?.dispose();
  find.close();
  const first = !page;
  page = next;
  root.replaceChildren(next.element);
  document.title = next.lesson.title;
  const scroll = first && before.lesson === next.lesson.id ? (before.scroll ?? 0) : 0;
  scrollTo({ top: scroll, behavior: 'instant' });
}

addEventListener('message', (event: MessageEvent) => {
  const message = parseToPanel(event.data);
  if (message) receive(message);
});

let scrolled: ReturnType<typeof setTimeout> | undefined;
addEventListener(
  'scroll',
  () => {
    clearTimeout(scrolled);
    scrolled = setTimeout(() => keep({ scroll: Math.round(scrollY) }), 250);
  },
  { passive: true },
);

// The component library takes the theme's colours when the page has loaded; before that a lesson would flash.
if (document.readyState === 'complete') send({ type: 'ready' });
else addEventListener('load', () => send({ type: 'ready' }), { once: true });
