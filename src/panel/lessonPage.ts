import type { LessonLink, LessonView, PlaceView, PracticeView, ProgressView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { dressCodeBlocks } from './code.ts';
import { contents } from './contents.ts';
import { h, icon, visible } from './dom.ts';
import { FigurePart } from './figurePart.ts';
import { fillNames } from './names.ts';
import { PlacePart } from './placeView.ts';
import { PracticePart } from './practiceView.ts';
import { ProgressPart } from './progressView.ts';
import { QuizPart } from './quizView.ts';
import { isWebAddress, sanitized } from './sanitize.ts';

/** A lesson as a page. It is built once per lesson; what changes while it is open is updated in place. */
export class LessonPage {
  readonly element: HTMLElement;
  readonly lesson: LessonView;
  readonly #title: HTMLElement;
  readonly #place: PlacePart;
  readonly #quiz: QuizPart;
  readonly #practice: PracticePart | undefined;
  readonly #figure: FigurePart;
  readonly #progress: ProgressPart;
  readonly #stop: (() => void)[] = [];

  /** @param find opens *Find in lesson* */
  constructor(lesson: LessonView, place: PlaceView | null, progress: ProgressView, find: () => void) {
    this.lesson = lesson;
    this.#place = new PlacePart(lesson.sequence);
    this.#quiz = new QuizPart(lesson.id, lesson.quiz);
    this.#practice = lesson.task === undefined ? undefined : new PracticePart(lesson.id, lesson.task);
    this.#progress = new ProgressPart(lesson);
    this.#figure = new FigurePart(lesson.id);
    this.#title = h('h1', { tabindex: '-1' }, ...visible(lesson.title));
    const end = h('div', { class: 'end' });
    const sections = lesson.sections.map((section) => {
      const heading = h('h2', { id: section.id, tabindex: '-1' }, ...visible(section.title));
      return h(
        'section',
        { class: `section section-${section.id}`, 'aria-labelledby': section.id },
        heading,
        sanitized(section.html),
        section.id === 'happens' && this.#figure.element,
        section.id === 'your-code' && this.#place.element,
        section.id === 'check' && this.#quiz.element,
      );
    });
    if (this.#practice) sections.push(this.#practice.element);
    const article = h(
      'article',
      { class: 'lesson', 'aria-labelledby': 'title' },
      this.#header(find),
      ...sections,
      sources(lesson),
      end,
    );
    this.#title.id = 'title';
    const toc = contents(sections);
    this.#stop.push(toc.stop, watchEnd(end, lesson.id));
    this.element = h(
      'div',
      { class: 'page' },
      toc.element,
      h('main', {}, article),
      h('footer', {}, neighbours(lesson)),
    );
    dressCodeBlocks(article);
    for (const table of article.querySelectorAll('table')) {
      const frame = h('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Table' });
      table.replaceWith(frame);
      frame.append(table);
    }
    article.addEventListener('click', (event) => {
      const link = (event.target as Element).closest('a[data-lesson]');
      if (!link) return;
      event.preventDefault();
      send({ type: 'open', lesson: link.getAttribute('data-lesson') ?? '' });
    });
    this.updatePlace(place);
    this.updateProgress(progress);
  }

  updatePlace(place: PlaceView | null): void {
    this.#place.update(place);
    fillNames(this.element, place?.names ?? {});
    this.#figure.update(place?.names ?? {});
  }

  updateProgress(progress: ProgressView): void {
    this.#progress.update(progress);
    this.#quiz.update(progress.answers);
  }

  updatePractice(practice: PracticeView, show: boolean): void {
    this.#practice?.update(practice);
    if (show) this.#practice?.reveal();
  }

  applied(result: 'applied' | 'stale' | 'failed', text: string): void {
    this.#place.applied(result, text);
  }

  focus(): void {
    this.#title.focus({ preventScroll: true });
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
    this.#figure.dispose();
    this.#practice?.stop();
  }

  #header(find: () => void): HTMLElement {
    const { lesson } = this;
    const findButton = h(
      'button',
      { class: 'quiet', type: 'button', title: 'Find in this lesson (Ctrl+F or Cmd+F)' },
      icon('find'),
      'Find',
    );
    findButton.addEventListener('click', find);
    return h(
      'header',
      {},
      h(
        'div',
        { class: 'head' },
        h(
          'p',
          { class: 'kicker' },
          ...visible(lesson.topic),
          lesson.count > 1 && h('span', {}, ` · Lesson ${lesson.number} of ${lesson.count}`),
        ),
        h('div', { class: 'tools' }, findButton),
      ),
      this.#title,
      h('p', { class: 'summary' }, ...visible(lesson.summary)),
      h(
        'p',
        { class: 'facts' },
        h('span', {}, `${lesson.minutes} ${lesson.minutes === 1 ? 'minute' : 'minutes'}`),
        h('span', {}, lesson.level[0]?.toUpperCase() + lesson.level.slice(1)),
      ),
      lesson.needs.length > 0 &&
        h(
          'div',
          { class: 'needs' },
          h('span', { id: 'needs' }, 'What to know first'),
          h(
            'ul',
            { 'aria-labelledby': 'needs' },
            ...lesson.needs.map((need) => h('li', {}, lessonButton(need))),
          ),
        ),
      this.#progress.element,
    );
  }
}

function lessonButton(link: LessonLink): HTMLElement {
  const element = h(
    'button',
    { class: 'link', type: 'button' },
    link.learned && icon('check'),
    ...visible(link.title),
    link.learned && h('span', { class: 'sr' }, ' (learned)'),
  );
  element.addEventListener('click', () => send({ type: 'open', lesson: link.id }));
  return element;
}

function sources(lesson: LessonView): HTMLElement | null {
  if (lesson.sources.length === 0) return null;
  return h(
    'section',
    { class: 'section sources', 'aria-labelledby': 'sources' },
    h('h2', { id: 'sources', tabindex: '-1' }, 'Sources'),
    h(
      'ul',
      {},
      ...lesson.sources.map(({ title, url }) =>
        h(
          'li',
          {},
          isWebAddress(url) ? h('a', { href: url }, ...visible(title)) : h('span', {}, ...visible(title)),
        ),
      ),
    ),
  );
}

function neighbours({ previous, next }: LessonView): HTMLElement | null {
  if (!previous && !next) return null;
  const go = (link: LessonLink, word: string, side: 'left' | 'right') => {
    const element = h(
      'button',
      { class: `neighbour ${side}`, type: 'button' },
      side === 'left' && icon('left'),
      h('span', {}, h('small', {}, word), h('span', {}, ...visible(link.title))),
      side === 'right' && icon('right'),
    );
    element.addEventListener('click', () => send({ type: 'open', lesson: link.id }));
    return element;
  };
  return h(
    'nav',
    { class: 'neighbours', 'aria-label': 'Lessons of this topic' },
    previous && go(previous, 'Previous lesson', 'left'),
    next && go(next, 'Next lesson', 'right'),
  );
}

/** A lesson is read when its end has come into view. */
function watchEnd(end: Element, lesson: string): () => void {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    send({ type: 'read', lesson });
  });
  observer.observe(end);
  return () => observer.disconnect();
}
