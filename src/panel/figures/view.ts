import { h, newId, withCode } from '../dom.ts';
import { Controls } from './controls.ts';
import {
  type Action,
  describe,
  type Figure,
  isOver,
  momentAt,
  type Names,
  type Story,
  stepFrom,
  within,
} from './model.ts';
import { isStill, watchStill } from './motion.ts';
import { timeline } from './timeline.ts';

export interface MountedFigure {
  /** Tells the figure with other names; where the reader stands in it stays. */
  update(names: Names): void;
  /** Stops what runs and takes the figure off the page. */
  dispose(): void;
}

/**
 * Puts a figure into `host`, an empty element that is or will be on the page. It plays only on request. With
 * reduced motion (the system's or the editor's setting) it cannot play, and moves in steps. On paper it shows
 * its end. A panel shows a lesson's figure by `figures[lesson.id]` from `registry.ts`, after the section
 * "What happens", passes the names of the place on each update, and calls `dispose` with the page's own.
 */
export function mountFigure<S>(host: HTMLElement, figure: Figure<S>, names: Names): MountedFigure {
  const view = new View(figure, names);
  host.append(view.element);
  view.fit();
  return view;
}

/** Below this the picture is not drawn smaller, CSS pixels. */
const narrowest = 220;

class View<S> implements MountedFigure {
  readonly element: HTMLElement;
  readonly #figure: Figure<S>;
  #state: S;
  #story: Story;
  #names: Names;
  #t = 0;
  #frame: number | undefined;
  #width = 0;
  /** The moment that was last announced, by its number, so that each is announced once. */
  #announced: number;
  readonly #controls: Controls;
  readonly #line;
  readonly #play: HTMLButtonElement;
  /** Says why there is no *Play*. */
  readonly #still = h('span', { class: 'figure-still', hidden: true }, 'Motion is reduced: go in steps.');
  readonly #scrub = h('input', {
    type: 'range',
    class: 'figure-scrub',
    'aria-label': 'Time',
    min: '0',
    step: 'any',
  });
  readonly #time = h('output', { class: 'figure-time' });
  readonly #screen = h('div', { class: 'figure-page' });
  readonly #verdict = h('p', { class: 'figure-verdict' });
  readonly #facts = h('dl', { class: 'figure-facts' });
  readonly #happened = h('p', { class: 'figure-happened' });
  readonly #live = h('div', { class: 'sr', 'aria-live': 'polite' });
  readonly #description = h('p', { hidden: true });
  readonly #events = h('ol', {});
  readonly #sequence = h(
    'details',
    { class: 'figure-sequence' },
    h('summary', {}, 'All of it in words'),
    this.#events,
  );
  readonly #stop = new AbortController();

  constructor(figure: Figure<S>, names: Names) {
    this.#figure = figure;
    this.#names = names;
    this.#state = figure.init(names);
    this.#story = figure.story(this.#state);
    this.#announced = momentAt(this.#story.moments, 0);
    this.#controls = new Controls(figure.controls(this.#state), (control, to) =>
      this.#act({ type: 'set', control, to }),
    );
    const title = h('h3', { id: newId('figure'), class: 'figure-title' }, figure.title);
    this.#description.id = newId('figure-state');
    this.#line = timeline(title.id, this.#description.id);
    this.#play = command('Play', () => (this.#frame === undefined ? this.#start() : this.#pause()));
    const plot = h('div', { class: 'figure-plot' });
    plot.append(this.#line.element, this.#scrub);
    this.element = h(
      'section',
      { class: 'figure', 'aria-labelledby': title.id },
      title,
      h('p', { class: 'figure-invitation' }, figure.invitation),
      this.#controls.toggles,
      plot,
      h(
        'div',
        { class: 'figure-transport', role: 'group', 'aria-label': 'Moving through time' },
        this.#play,
        this.#still,
        command('Step back', () => this.#step(-1)),
        command('Step', () => this.#step(1)),
        command('To the end', () => this.#go(this.#story.end)),
        command('Start over', () => this.#reset()),
        this.#time,
      ),
      this.#happened,
      h('div', { class: 'figure-state' }, this.#screen, h('div', {}, this.#verdict, this.#facts)),
      this.#description,
      this.#live,
      this.#controls.ranges,
      this.#sequence,
      h('p', { class: 'figure-note' }, figure.note),
    );
    this.#listen(plot);
    this.#draw();
  }

  update(names: Names): void {
    if (JSON.stringify(names) === JSON.stringify(this.#names)) return;
    this.#names = names;
    this.#act({ type: 'names', names });
  }

  dispose(): void {
    this.#pause();
    this.#stop.abort();
    this.element.remove();
  }

  #act(action: Action): void {
    this.#state = this.#figure.reduce(this.#state, action);
    this.#story = this.#figure.story(this.#state);
    this.#t = Math.min(this.#t, this.#story.end);
    // What is announced next is what happens next, not what the new settings have put before now.
    this.#announced = momentAt(this.#story.moments, this.#t);
    this.#draw();
  }

  #reset(): void {
    this.#pause();
    this.#state = this.#figure.init(this.#names);
    this.#story = this.#figure.story(this.#state);
    this.#go(0);
    this.#draw();
  }

  /** Moves to a time, which ends playing. */
  #go(t: number): void {
    this.#pause();
    this.#t = t;
    this.#show();
  }

  #step(direction: 1 | -1): void {
    this.#go(stepFrom(this.#story, this.#t, direction));
  }

  #start(): void {
    if (isStill()) return;
    if (isOver(this.#story, this.#t)) this.#t = 0;
    let before: number | undefined;
    const tick = (now: number) => {
      // A page that was hidden for a while goes on where it was.
      const passed = Math.min(100, before === undefined ? 0 : now - before);
      before = now;
      this.#t = Math.min(this.#story.end, this.#t + (passed / 1000) * this.#story.pace);
      if (isOver(this.#story, this.#t)) this.#pause();
      else this.#frame = requestAnimationFrame(tick);
      this.#show();
    };
    this.#play.textContent = 'Pause';
    this.#frame = requestAnimationFrame(tick);
  }

  #pause(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#play.textContent = 'Play';
  }

  /** Draws for the width that there is, where that is another than before. */
  fit(): void {
    const width = Math.floor(this.#line.element.parentElement?.clientWidth ?? 0);
    if (width === this.#width || width === 0) return;
    this.#width = width;
    this.#draw();
  }

  /** After the settings, the names or the width have changed. */
  #draw(): void {
    this.#controls.update(this.#figure.controls(this.#state));
    // Before the page is laid out there is no width to draw for.
    if (this.#width > 0) this.#line.draw(this.#story, Math.max(narrowest, this.#width));
    this.#scrub.max = String(this.#story.end);
    this.#events.replaceChildren(
      ...this.#story.moments.map(({ at, text }) =>
        h('li', {}, h('strong', {}, `${this.#figure.at(this.#state, at).time}: `), ...withCode(text)),
      ),
    );
    this.#show();
  }

  /** After time has moved. */
  #show(): void {
    const { moments } = this.#story;
    const { time, screen, facts, verdict } = this.#figure.at(this.#state, this.#t);
    const current = momentAt(moments, this.#t);
    const happened = moments[current]?.text ?? 'Nothing has happened yet.';
    this.#line.point(this.#t);
    this.#scrub.value = String(this.#t);
    this.#scrub.setAttribute('aria-valuetext', time);
    this.#time.textContent = time;
    this.#screen.replaceChildren(
      h('p', { class: 'figure-address' }, screen.address || 'The page'),
      h(
        'p',
        { class: screen.text === null ? 'figure-shown empty' : 'figure-shown' },
        screen.text ?? 'nothing',
      ),
    );
    this.#happened.replaceChildren(...withCode(happened));
    this.#verdict.className = `figure-verdict ${verdict.tone}`;
    this.#verdict.textContent = verdict.text;
    this.#facts.replaceChildren(
      ...facts.map(({ label, value }) => h('div', {}, h('dt', {}, ...withCode(label)), h('dd', {}, value))),
    );
    this.#description.replaceChildren(...withCode(describe(this.#figure, this.#state, this.#t)));
    for (const [at, item] of [...this.#events.children].entries())
      if (at === current) item.setAttribute('aria-current', 'step');
      else item.removeAttribute('aria-current');
    if (current === this.#announced) return;
    this.#announced = current;
    this.#live.replaceChildren(...withCode(`${happened} ${verdict.text}`));
  }

  #listen(plot: HTMLElement): void {
    const { signal } = this.#stop;
    this.#scrub.addEventListener('input', () => this.#go(Number(this.#scrub.value)));
    // Arrow keys on a range without steps of its own would move by a hair: they step from moment to moment.
    this.#scrub.addEventListener('keydown', (event) => {
      const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!direction) return;
      event.preventDefault();
      this.#step(direction > 0 ? 1 : -1);
    });
    this.#drag(this.#line.element);

    const resized = new ResizeObserver(() => this.fit());
    resized.observe(plot);
    signal.addEventListener('abort', () => resized.disconnect());

    watchStill((still) => {
      this.#play.hidden = still;
      this.#still.hidden = !still;
      if (still) this.#pause();
    }, signal);

    // On paper nothing can be pressed: it shows the end and all words, and goes back afterwards.
    let kept: { t: number; open: boolean } | undefined;
    matchMedia('print').addEventListener(
      'change',
      ({ matches }) => {
        if (matches) kept = { t: this.#t, open: this.#sequence.open };
        this.#sequence.open = matches || (kept?.open ?? false);
        this.#go(matches ? this.#story.end : (kept?.t ?? this.#t));
      },
      { signal },
    );
  }

  /** A pointer on a handle moves that handle, anywhere else the time. */
  #drag(surface: SVGSVGElement): void {
    let move: ((clientX: number) => void) | undefined;
    surface.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      const mark = this.#line.markOf(event.target);
      const control = this.#figure
        .controls(this.#state)
        .find((item) => item.kind === 'range' && item.id === mark?.drag?.control);
      const base = mark?.drag?.base ?? 0;
      move =
        control?.kind === 'range'
          ? (clientX) =>
              this.#act({
                type: 'set',
                control: control.id,
                to: within(control, this.#line.timeAt(clientX) - base),
              })
          : (clientX) => this.#go(this.#line.timeAt(clientX));
      surface.setPointerCapture(event.pointerId);
      event.preventDefault();
      if (!mark) move(event.clientX);
    });
    surface.addEventListener('pointermove', (event) => move?.(event.clientX));
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'])
      surface.addEventListener(type, () => {
        move = undefined;
      });
  }
}

function command(text: string, action: () => void): HTMLButtonElement {
  const element = h('button', { type: 'button', class: 'figure-button' }, text);
  element.addEventListener('click', action);
  return element;
}
