import type { FixView, PlaceView } from '../protocol/panel.ts';
import { send } from './api.ts';
import { diffView } from './diffView.ts';
import { h, icon, say, visible, withCode } from './dom.ts';
import { excerptView } from './excerptView.ts';
import { lightTogether, StepsPart } from './stepsView.ts';
import { button } from './toolkit.ts';

/**
 * *In your code*: the reader's lines, what has become of the hint, and its fixes. The parts that did not
 * change stay as they are, so that following edits neither flickers nor takes away focus.
 */
export class PlacePart {
  readonly element: HTMLElement;
  readonly #status = h('div', { class: 'status', role: 'status' });
  readonly #file = h('div', { class: 'where' });
  readonly #code = h('div');
  readonly #steps: StepsPart;
  readonly #related = h('div');
  readonly #fixes = h('div', { class: 'fixes' });
  readonly #outcome = h('div', { class: 'outcome', role: 'status' });
  readonly #invite: HTMLElement;
  readonly #light: { relight: () => void };
  /** What each part was made from; a part is made again only when this differs. */
  readonly #made = new Map<Element, string>();
  #place: PlaceView | null = null;
  /** The title of the fix that the host has been asked to apply and has not answered for. */
  #applying: string | undefined;
  /** A fix was applied, and what became of the hint is not known yet. */
  #applied = false;

  /** @param sequence how the lesson's code runs when it is right, as HTML */
  constructor(sequence: readonly string[]) {
    this.#steps = new StepsPart(sequence, () => this.#place?.revision);
    this.#invite = h(
      'div',
      { class: 'invite' },
      h('p', {}, 'Put the cursor into your own code to read this lesson with your names and your lines.'),
      button('Open the lesson for code at the cursor', () => send({ type: 'openHere' })),
    );
    this.element = h(
      'div',
      { class: 'place' },
      this.#invite,
      h(
        'div',
        { class: 'card' },
        this.#file,
        this.#status,
        this.#code,
        this.#steps.element,
        this.#related,
        this.#fixes,
        this.#outcome,
      ),
    );
    this.#light = lightTogether(this.element);
  }

  update(place: PlaceView | null): void {
    const focus = focusPath(this.element);
    const before = this.#place;
    this.#place = place;
    this.#invite.hidden = place !== null;
    (this.element.lastElementChild as HTMLElement).hidden = place === null;
    if (!place) return;
    this.element.dataset['state'] = place.state;
    this.element.dataset['kind'] = place.kind;
    if (before?.state !== place.state) say(this.#outcome);
    say(this.#status, ...statusOf(place));
    this.#make(this.#file, [place.file, place.line], () => [fileButton(() => this.#place)]);
    this.#make(this.#code, [place.lines, place.language, place.line, place.file], () =>
      place.lines.length > 0 ? [excerptView(place, () => this.#place?.revision)] : [],
    );
    this.#steps.update(place);
    this.#light.relight();
    this.#make(this.#related, [place.related, place.lines], () => relatedList(place, () => this.#place));
    this.#make(this.#fixes, [place.fixes, place.language], () => this.#fixNodes(place));
    restoreFocus(this.element, focus);
    // With its fixes a hint takes much of the page with it: a reader who was here is shown what became of it.
    const wasHere = focus !== undefined || this.#applied;
    if (before && before.state !== place.state) {
      if (wasHere) this.#file.scrollIntoView({ block: 'nearest' });
      this.#applied = false;
    }
  }

  /** The host has answered an *Apply*. */
  applied(result: 'applied' | 'stale' | 'failed', text: string): void {
    this.#applying = undefined;
    if (result !== 'applied') this.#applied = false;
    say(this.#outcome, icon(result === 'applied' ? 'check' : 'alert'), h('span', {}, ...withCode(text)));
    this.#outcome.className = `outcome ${result}`;
  }

  #make(part: Element, from: unknown, nodes: () => readonly Node[]): void {
    const key = JSON.stringify(from);
    if (this.#made.get(part) === key) return;
    this.#made.set(part, key);
    part.replaceChildren(...nodes());
  }

  #fixNodes(place: PlaceView): Node[] {
    if (place.fixes.length === 0) return [];
    const several = place.fixes.length > 1;
    return [
      h('h3', {}, several ? 'Ways to fix it' : 'The fix'),
      ...place.fixes.map((fix, at) => this.#fixNode(place, fix, at, several)),
    ];
  }

  #fixNode(place: PlaceView, fix: FixView, at: number, several: boolean): HTMLElement {
    const apply = button(
      'Apply',
      () => {
        const revision = this.#place?.revision;
        if (revision === undefined || this.#applying !== undefined) return;
        this.#applying = fix.title;
        this.#applied = true;
        send({ type: 'apply', revision, fix: at });
      },
      { appearance: at === 0 ? 'primary' : 'secondary', label: `Apply: ${fix.title}` },
    );
    const kind =
      fix.kind === 'safe'
        ? h('span', { class: 'tag' }, 'keeps what the code does')
        : h('span', { class: 'tag' }, 'look before you apply');
    const body = [
      diffView(fix.rows, place.language, `Changes of the fix: ${fix.title}`),
      fix.otherFiles.length > 0 &&
        h('p', { class: 'also' }, 'Changes as well: ', ...visible(fix.otherFiles.join(', '))),
      h('div', { class: 'actions' }, apply, kind),
    ];
    const title = h('span', { class: 'fix-title' }, ...withCode(fix.title));
    if (!several) return h('div', { class: 'fix' }, h('p', {}, title), ...body);
    return h(
      'details',
      { class: 'fix', open: at === 0 },
      h('summary', { 'data-fix': fix.title }, title),
      ...body,
    );
  }
}

/** What became of the hint, in words. */
function statusOf(place: PlaceView): Node[] {
  if (place.kind === 'sighting') {
    return place.state === 'present'
      ? [h('p', {}, 'The lesson is about this place. Hindsight sees no fault here.')]
      : [h('p', {}, 'The code that this lesson was opened from is gone. The lesson stays.')];
  }
  switch (place.state) {
    case 'present':
      return [icon('alert'), h('p', {}, ...withCode(place.message))];
    case 'fixed':
      return [
        icon('check'),
        h(
          'p',
          {},
          'The hint is gone: checked again, and nothing was found here. Undo in the editor brings it back.',
        ),
      ];
    case 'deleted':
      return [
        icon('cross'),
        h(
          'p',
          {},
          'The code with this hint was removed. The lesson stays; undo in the editor brings the place back.',
        ),
      ];
    default:
      return [icon('alert'), h('p', {}, ...visible(place.why ?? 'The place can no longer be followed.'))];
  }
}

function fileButton(place: () => PlaceView | null): HTMLElement {
  const { file, line } = place() ?? { file: '', line: undefined };
  const element = h(
    'button',
    { class: 'quiet file', type: 'button', title: 'Show in the editor' },
    icon('open'),
    h('span', {}, ...visible(line === undefined ? file : `${file}:${line}`)),
  );
  element.addEventListener('click', () => {
    const revision = place()?.revision;
    if (revision !== undefined) send({ type: 'reveal', revision });
  });
  return element;
}

/** The places that are not among the reader's lines above, where they have their note. */
function relatedList(shown: PlaceView, place: () => PlaceView | null): Node[] {
  const noted = ({ message, file, line }: PlaceView['related'][number]) =>
    file === shown.file &&
    shown.lines.some(({ number, notes }) => number === line && notes.includes(message));
  const listed = shown.related.map((related, at) => ({ ...related, at })).filter((each) => !noted(each));
  if (listed.length === 0) return [];
  return [
    h(
      'ul',
      { class: 'related-places' },
      ...listed.map(({ message, file, line, at }) => {
        const where = `${file}:${line}`;
        const element = h(
          'button',
          { class: 'quiet', type: 'button', 'data-related': where },
          ...visible(where),
        );
        element.addEventListener('click', () => {
          const revision = place()?.revision;
          if (revision !== undefined) send({ type: 'reveal', revision, related: at });
        });
        return h('li', {}, h('span', {}, ...withCode(message)), ' ', element);
      }),
    ),
  ];
}

/** What tells a control from the others, however often it is made: its line, step, place, fix or name. */
const marks = ['data-step', 'data-related', 'data-fix', 'aria-label'];

/** Remembers which control has focus by what it does, because making a part again replaces its controls. */
function focusPath(root: Element): { selector: string } | undefined {
  const active = document.activeElement;
  if (!active || !root.contains(active)) return undefined;
  const line = active.getAttribute('data-line');
  if (line)
    return { selector: `button.number[data-line="${CSS.escape(line)}"], button.number[tabindex="0"]` };
  const mark = marks.find((each) => active.hasAttribute(each));
  if (!mark) return { selector: '.file' };
  return { selector: `[${mark}="${CSS.escape(active.getAttribute(mark) ?? '')}"]` };
}

function restoreFocus(root: Element, path: { selector: string } | undefined): void {
  if (!path || (document.activeElement && root.contains(document.activeElement))) return;
  const target = root.querySelector<HTMLElement>(path.selector) ?? root.querySelector<HTMLElement>('.file');
  target?.focus({ preventScroll: true });
}
