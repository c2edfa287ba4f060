import type { Passage } from '../lessons/search/entries.ts';
import type { ToPanel } from '../protocol/panel.ts';
import { keep, kept, send } from './api.ts';
import { AskBar } from './askBar.ts';
import { h, visible } from './dom.ts';
import { onAnswer } from './exampleButtons.ts';
import { FindBar } from './find/bar.ts';
import { LessonPage } from './lessonPage.ts';
import { parseToPanel } from './receive.ts';
import { keepScroll, Return } from './scrollPlace.ts';
import { button } from './toolkit.ts';

/** The panel's page: hears its host, shows the lesson, and keeps what a reload needs. Wiring only. */

const root = document.getElementById('root') ?? document.body;
let page: LessonPage | undefined;
/** The last place that the reader asked to be taken to, by its number. */
let opened = 0;
/** The way back to where the reader was when the page was left. */
let back: Return | undefined;
const find = new FindBar(root);
root.after(find.element);
// An answer that is the lesson itself leads to its top, also where that lesson is open.
const ask = new AskBar(({ lesson, passage }) => {
  if (!passage && lesson === page?.lesson.id) scrollTo({ top: 0, behavior: 'instant' });
});
root.before(ask.element);
const actions = { find: () => find.open(), ask: () => ask.open() };

function receive(message: ToPanel): void {
  switch (message.type) {
    case 'lesson': {
      // The same lesson at another place: the page stays, so nothing jumps.
      const same = page && JSON.stringify(page.lesson) === JSON.stringify(message.lesson) ? page : undefined;
      if (same) {
        same.updatePlace(message.place);
        same.updateProgress(message.progress);
      } else show(new LessonPage(message.lesson, message.place, message.progress, actions));
      keep({ restore: message.restore, lesson: message.lesson.id });
      const goes = (message.focus || message.passage !== undefined) && isAsked(message.opening);
      if (goes && message.passage) goTo(message.passage, message.focus);
      else if (goes) page?.focus();
      page?.places.painted();
      return;
    }
    case 'place':
      if (message.lesson !== page?.lesson.id) return;
      page.updatePlace(message.place);
      keep({ restore: message.restore });
      return;
    case 'places':
      if (message.lesson === page?.lesson.id) page.places.updateKnown(message.places);
      return;
    case 'picture':
      if (message.lesson === page?.lesson.id) {
        const goes = message.show && isAsked(message.opening);
        if (goes) {
          back = undefined;
          page.complete();
        }
        page.updatePicture(message.picture, goes);
      }
      return;
    case 'examples':
      if (message.lesson === page?.lesson.id) page.places.updateExamples(message.revision, message.examples);
      return;
    case 'tour':
      if (message.lesson === page?.lesson.id) page.tour.update(message.tour);
      return;
    case 'progress':
      if (message.lesson === page?.lesson.id) page.updateProgress(message.progress);
      return;
    case 'practice':
      if (message.lesson === page?.lesson.id)
        page.updatePractice(message.practice, message.show && isAsked(message.opening));
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
    case 'answers':
      ask.answered(message);
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

/** Whether the page has not been taken there yet. */
function isAsked(opening: number | undefined): boolean {
  if (opening === undefined) return true;
  const isNew = opening > opened;
  if (isNew) opened = opening;
  return isNew;
}

/** Goes to a passage, or where there is none such to the lesson's beginning. */
function goTo(passage: Passage, focus: boolean): void {
  back = undefined;
  // Passages stand where they will stay once all parts have their height.
  page?.complete();
  if (page?.reveal(passage)) return;
  scrollTo({ top: 0, behavior: 'instant' });
  if (focus) page?.focus();
}

function show(next: LessonPage): void {
  const before = kept();
  page?.dispose();
  find.close();
  const first = !page;
  page = next;
  root.replaceChildren(next.element);
  document.title = next.lesson.title;
  back = undefined;
  if (first && before.lesson === next.lesson.id && before.scroll) {
    next.complete();
    back = new Return(before);
    back.go();
  }
  // A fresh page is at its top, and asking for that would have it laid out once more.
  else if (!first) scrollTo({ top: 0, behavior: 'instant' });
}

addEventListener('message', (event: MessageEvent) => {
  const message = parseToPanel(event.data);
  if (!message) return;
  receive(message);
  back?.go();
});

keepScroll();

// The component library takes the theme's colours when the page has loaded; before that a lesson would flash.
if (document.readyState === 'complete') send({ type: 'ready' });
else addEventListener('load', () => send({ type: 'ready' }), { once: true });
