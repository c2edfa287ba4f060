import type {
  ContainerPicture,
  EnclosureItem,
  LinkItem,
  PathPicture,
  PictureItem,
  PictureView,
} from '../protocol/panel.ts';
import { send } from './api.ts';
import { h, icon, keepingFocus, newId, say, visible, withCode } from './dom.ts';
import { goOnAt } from './keyboard.ts';
import { plan } from './picturePlan.ts';

/** Ends of a way that stand open; the others are one press away. */
const shownEnds = 4;

const linkNames: Readonly<Record<LinkItem['part'], string>> = {
  route: 'Request',
  name: 'Name',
  address: 'Address',
  selector: 'Selector',
  workload: 'Workload',
  port: 'Port',
  container: 'Container',
};

const linkWords: Readonly<Record<LinkItem['state'], string>> = {
  holds: 'Holds',
  broken: 'Broken',
  unknown: 'Not known',
};

const groups: readonly (readonly [part: EnclosureItem['part'], title: string])[] = [
  ['wall', 'Walls: namespaces'],
  ['meter', 'Meters: limits'],
  ['key', 'Keys: capabilities'],
  ['door', 'Doors: mounts, devices, ports'],
  ['user', 'Tenant: the user'],
  ['rule', 'House rules'],
];

/** What a state is called for a part. */
const words: Readonly<Record<EnclosureItem['part'], Readonly<Record<EnclosureItem['state'], string>>>> = {
  wall: { closed: 'Stands', open: 'Open', unset: 'Not built', unknown: 'Set when run' },
  meter: { closed: 'Set', open: 'Open', unset: 'Not set', unknown: 'Set when run' },
  key: { closed: 'Little', open: 'Handed out', unset: 'Kept', unknown: 'Set when run' },
  door: { closed: 'Closed', open: 'Open', unset: 'Read only', unknown: 'Set when run' },
  user: { closed: 'Not root', open: 'Root', unset: 'Not set', unknown: 'Not known' },
  rule: { closed: 'Holds', open: 'Off', unset: 'Not set', unknown: 'Set when run' },
};

const marks = {
  holds: 'check',
  closed: 'check',
  broken: 'cross',
  open: 'alert',
  unset: 'ring',
  unknown: 'question',
} as const;

/**
 * A picture of the reader's own manifests: the way of a call as boxes, or a container as a flat. The lists are the
 * picture itself or say all that it shows, so that a screen reader misses nothing.
 */
export class PicturePart {
  readonly element = h('div', { class: 'picture', hidden: true });
  readonly #lesson: string;
  readonly #heading = h('h3', { id: newId('picture'), tabindex: '-1' });
  readonly #summary = h('p', { class: 'summary-line', role: 'status' });
  readonly #body = h('div');
  #revision = 0;
  #made = '';

  constructor(lesson: string) {
    this.#lesson = lesson;
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-labelledby', this.#heading.id);
    this.element.append(this.#heading, this.#summary, this.#body);
  }

  update(picture: PictureView | null, show: boolean): void {
    this.element.hidden = picture === null;
    if (!picture) {
      this.#made = '';
      return;
    }
    const { revision, ...shown } = picture;
    this.#revision = revision;
    const made = JSON.stringify(shown);
    if (made !== this.#made) {
      this.#made = made;
      this.#draw(picture);
    }
    if (show) this.reveal();
  }

  /** Goes to the picture. */
  reveal(): void {
    if (this.element.hidden) return;
    goOnAt(this.#heading);
    this.#heading.scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  #draw(picture: PictureView): void {
    const isOpen = this.#body.querySelector('details')?.open === true;
    this.#heading.replaceChildren(...visible(titleOf(picture)));
    say(this.#summary, ...visible(summaryOf(picture)));
    const make = () => {
      this.#body.replaceChildren(
        ...(picture.kind === 'path' ? this.#paths(picture) : this.#container(picture)),
      );
      const details = this.#body.querySelector('details');
      if (details) details.open = isOpen;
    };
    keepingFocus(this.#body, 'data-part', make, () => this.#heading);
  }

  #paths({ paths }: PathPicture): HTMLElement[] {
    return paths.flatMap(({ service, links, targets, more }, at) => {
      const ends = targets.map((target, end) =>
        h(
          'div',
          { class: 'end-of-way' },
          targets.length > 1 && h('p', { class: 'turn' }, ...visible(endName(target, end))),
          this.#way(target, `End ${end + 1} of ${targets.length}`, `${at}.${end}`, true),
        ),
      );
      const rest = ends.slice(shownEnds);
      return [
        ...(paths.length > 1 ? [h('h4', {}, ...visible(`To Service ${service}`))] : []),
        this.#way(links, `To the pods of ${service}`, String(at), false),
        ...ends.slice(0, shownEnds),
        ...(rest.length > 0
          ? [
              h(
                'details',
                {},
                h('summary', {}, `${rest.length} more ${rest.length === 1 ? 'end' : 'ends'}`),
                ...rest,
              ),
            ]
          : []),
        ...(more > 0
          ? [h('p', { class: 'turn' }, `${more} more ${more === 1 ? 'workload is' : 'workloads are'} found.`)]
          : []),
      ];
    });
  }

  /** @param isOn whether it goes on from another way */
  #way(links: readonly LinkItem[], label: string, key: string, isOn: boolean): HTMLElement {
    return h(
      'ol',
      { class: isOn ? 'way on' : 'way', 'aria-label': label },
      ...links.map((link) =>
        h(
          'li',
          { 'data-state': link.state },
          h('p', { class: 'part' }, linkNames[link.part], mark(link.state, linkWords[link.state])),
          h('p', { class: 'label' }, h('code', {}, ...breakable(link.label))),
          h('p', { class: 'says' }, ...withCode(link.text)),
          this.#leads(link, `${key} ${link.part}`, true),
        ),
      ),
    );
  }

  #container(picture: ContainerPicture): Element[] {
    const lists = groups.flatMap(([part, title]) => {
      const items = picture.items.filter((item) => item.part === part);
      const [first] = items;
      if (!first) return [];
      const id = newId('part');
      return [
        h(
          'div',
          { class: 'group', 'data-group': part },
          h('h4', { id }, title),
          h(
            'ul',
            { 'aria-labelledby': id },
            ...items.map((item, at) =>
              h(
                'li',
                { 'data-state': item.state },
                mark(item.state, words[part][item.state]),
                h(
                  'div',
                  {},
                  h('strong', {}, ...visible(item.label)),
                  ' ',
                  h('span', { class: 'says' }, ...withCode(item.text)),
                ),
                this.#leads(item, `${part} ${at}`, false),
              ),
            ),
          ),
          this.#lessonButton(first, `${part} lesson`),
        ),
      ];
    });
    return [plan(picture), h('div', { class: 'groups' }, ...lists)];
  }

  /** Where a part leads to: its place in a file, and the lesson behind it. */
  #leads(item: PictureItem, key: string, withLesson: boolean): HTMLElement | null {
    const { file, line, label } = item;
    const lesson = withLesson ? this.#lessonButton(item, `${key} lesson`) : null;
    if (file === undefined && !lesson) return null;
    let place: HTMLElement | null = null;
    if (file !== undefined) {
      const shown = (path: string) => (line === undefined ? path : `${path}:${line}`);
      place = h(
        'button',
        {
          class: 'quiet file',
          type: 'button',
          title: `Show in the editor: ${shown(file)}`,
          'data-part': key,
        },
        icon('open'),
        h('span', {}, ...visible(shown(endOf(file)))),
        h('span', { class: 'sr' }, ...visible(`, ${label}`)),
      );
      place.addEventListener('click', () => this.#act('reveal', item));
    }
    return h('p', { class: 'leads' }, place, lesson);
  }

  #lessonButton(item: PictureItem, key: string): HTMLElement | null {
    if (item.lesson === undefined) return null;
    const button = h(
      'button',
      { class: 'link', type: 'button', 'data-part': key },
      h('span', { class: 'sr' }, 'Open lesson: '),
      ...visible(item.lesson),
    );
    button.addEventListener('click', () => this.#act('lesson', item));
    return button;
  }

  #act(what: 'reveal' | 'lesson', { item }: PictureItem): void {
    send({ type: 'picture', what, lesson: this.#lesson, revision: this.#revision, item });
  }
}

/** A state by shape and word, never by colour alone. */
function mark(state: LinkItem['state'] | EnclosureItem['state'], word: string): HTMLElement {
  return h('span', { class: 'mark' }, icon(marks[state]), h('span', {}, word));
}

/** A name that may be broken behind its dots and slashes. */
function breakable(label: string): Node[] {
  return label.split(/(?<=[./])/).flatMap((part, at) => [...(at > 0 ? [h('wbr')] : []), ...visible(part)]);
}

/** A path's file with the folder that it stands in: boxes are narrow, and `service.yaml` alone is one of many. */
function endOf(path: string): string {
  return path.split('/').slice(-2).join('/');
}

function endName(target: readonly LinkItem[], at: number): string {
  const of = (part: LinkItem['part']) => target.find((link) => link.part === part)?.label;
  const name = of('workload') ?? `end ${at + 1}`;
  const port = of('port');
  return port === undefined ? `To ${name}` : `To ${name}, port ${port}`;
}

function titleOf(picture: PictureView): string {
  if (picture.kind === 'path') return `Where ${picture.name || 'this Service'} leads`;
  return picture.source === 'dockerfile'
    ? 'What a container of this image may do'
    : `What ${picture.name || 'this container'} may do`;
}

/** One line about the whole, which is read out when it changes. */
function summaryOf(picture: PictureView): string {
  if (picture.kind === 'container') {
    if (picture.privileged) return 'Privileged: it has every key, and can take the walls down.';
    const count = (state: EnclosureItem['state']) =>
      picture.items.filter((item) => item.state === state).length;
    const parts = (
      [
        ['closed', 'closed'],
        ['open', 'open'],
        ['unset', 'left to the default'],
        ['unknown', 'decided elsewhere'],
      ] as const
    ).flatMap(([state, words]) => (count(state) > 0 ? [`${count(state)} ${words}`] : []));
    return `${parts.join(', ')}.`;
  }
  const links = picture.paths.flatMap(({ links, targets }) => [...links, ...targets.flat()]);
  const broken = links.filter(({ state }) => state === 'broken');
  const [first] = broken;
  if (first)
    return broken.length === 1
      ? `The way is broken at one part: ${linkNames[first.part].toLowerCase()}.`
      : `The way is broken at ${broken.length} parts.`;
  return links.some(({ state }) => state === 'unknown')
    ? 'No part is broken, as far as the files in sight tell.'
    : 'Every part of the way holds.';
}
