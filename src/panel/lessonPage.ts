import type { Passage } from '../lessons/search/entries.ts';
import type {
  LessonLink,
  LessonView,
  PictureView,
  PlaceView,
  PracticeView,
  ProgressView,
} from '../protocol/panel.ts';
import { send } from './api.ts';
import { dressCodeBlocks } from './code.ts';
import { contents } from './contents.ts';
import { h, icon, visible } from './dom.ts';
import { FigurePart } from './figurePart.ts';
import { goOnAt } from './keyboard.ts';
import { linkButton } from './linkButton.ts';
import { fillNames } from './names.ts';
import { goToPassage } from './passages.ts';
import { PicturePart } from './pictureView.ts';
import { PlacesPart } from './placesView.ts';
import { PlacePart } from './placeView.ts';
import { PracticePart } from './practiceView.ts';
import { ProgressPart } from './progressView.ts';
import { QuizPart } from './quizView.ts';
import { isWebAddress, sanitized } from './sanitize.ts';
import { TourPart } from './tourPart.ts';

/** What stands outside of the lesson's own page. */
interface LessonActions {
  /** Opens *Find in lesson*. */
  readonly find: () => void;
  /** Opens *Ask Hindsight*. */
  readonly ask: () => void;
}

/** A lesson as a page. It is built once per lesson; what changes while it is open is updated in place. */
export class LessonPage {
  readonly element: HTMLElement;
  readonly lesson: LessonView;
  readonly #title: HTMLElement;
  readonly #place: PlacePart;
  /** How many such places there are, and where it is done well. */
  readonly places: PlacesPart;
  /** Where in the tour of the repository it is. */
  readonly tour = new TourPart();
  /** Drawn from the reader's own files, where the place has a picture. */
  readonly #picture: PicturePart;
  readonly #quiz: QuizPart;
  readonly #practice: PracticePart | undefined;
  readonly #figure: FigurePart;
  readonly #progress: ProgressPart;
  /** How many blocks of text each section has. */
  readonly #blocks = new Map<string, number>();
  readonly #stop: (() => void)[] = [];

  constructor(lesson: LessonView, place: PlaceView | null, progress: ProgressView, actions: LessonActions) {
    this.lesson = lesson;
    this.#place = new PlacePart(lesson.sequence);
    this.places = new PlacesPart(lesson.id, lesson.hasRules);
    this.#picture = new PicturePart(lesson.id);
    this.#quiz = new QuizPart(lesson.id, lesson.quiz);
    this.#practice = lesson.task === undefined ? undefined : new PracticePart(lesson.id, lesson.task);
    this.#progress = new ProgressPart(lesson);
    this.#figure = new FigurePart(lesson.id);
    this.#title = h('h1', { tabindex: '-1' }, ...visible(lesson.title));
    const end = h('div', { class: 'end' });
    const sections = lesson.sections.map((section) => {
      const heading = h('h2', { id: section.id, tabindex: '-1' }, ...visible(section.title));
      const text = sanitized(section.html);
      this.#blocks.set(section.id, text.childElementCount);
      return h(
        'section',
        { class: `section section-${section.id}`, 'aria-labelledby': section.id },
        heading,
        text,
        section.id === 'happens' && this.#figure.element,
        section.id === 'your-code' && this.#place.element,
        section.id === 'your-code' && this.#picture.element,
        section.id === 'your-code' && this.places.element,
        section.id === 'check' && this.#quiz.element,
      );
    });
    if (this.#practice) sections.push(this.#practice.element);
    const article = h(
      'article',
      { class: 'lesson', 'aria-labelledby': 'title' },
      this.#header(actions),
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
      h('footer', {}, this.tour.element, neighbours(lesson)),
    );
    dressCodeBlocks(article);
    for (const table of article.querySelectorAll('table')) {
      const frame = h('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': 'Table' });
      table.replaceWith(frame);
      frame.append(table);
      // A time or a number is read in one piece, however narrow its column.
      for (const cell of table.querySelectorAll('td'))
        if (!cell.querySelector('[data-name]') && (cell.textContent ?? '').length <= 8)
          cell.classList.add('short');
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
    this.places.updatePlace(place);
    if (!place) this.updatePicture(null, false);
    fillNames(this.element, place?.names ?? {});
    this.#figure.update(place?.names ?? {});
  }

  updateProgress(progress: ProgressView): void {
    this.#progress.update(progress);
    this.#quiz.update(progress.answers);
  }

  updatePicture(picture: PictureView | null, show: boolean): void {
    // What a picture says of a place is more than that there is no hint.
    this.#place.element.classList.toggle('drawn', picture !== null);
    this.#picture.update(picture, show);
  }

  updatePractice(practice: PracticeView, show: boolean): void {
    this.#practice?.update(practice);
    if (show) this.#practice?.reveal();
  }

  applied(result: 'applied' | 'stale' | 'failed', text: string): void {
    this.#place.applied(result, text);
  }

  /** Puts together at once what otherwise comes after the first paint, so that the page has its full height. */
  complete(): void {
    this.#figure.mount();
  }

  /** Goes to a passage of the lesson; false when it has none such. */
  reveal(passage: Passage): boolean {
    const section = this.element.querySelector(`.section-${passage.section}`);
    return goToPassage(section, passage, this.#blocks.get(passage.section) ?? 0);
  }

  focus(): void {
    goOnAt(this.#title);
  }

  dispose(): void {
    for (const stop of this.#stop) stop();
    this.#figure.dispose();
    this.places.dispose();
    this.#practice?.stop();
  }

  #header({ find, ask }: LessonActions): HTMLElement {
    const { lesson } = this;
    const findButton = h(
      'button',
      { class: 'quiet', type: 'button', title: 'Find in this lesson (Ctrl+F or Cmd+F)' },
      icon('find'),
      'Find',
    );
    findButton.addEventListener('click', find);
    const askButton = h(
      'button',
      { class: 'quiet', type: 'button', title: 'Ask Hindsight (/)', 'aria-keyshortcuts': '/' },
      icon('ask'),
      'Ask',
    );
    askButton.addEventListener('click', ask);
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
        h('div', { class: 'tools' }, askButton, findButton, linkButton(lesson.id)),
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
