import { isRecord } from '../base/guards.ts';
import { ownValue } from '../base/own.ts';
import type {
  AskResult,
  ContainerPicture,
  DiffRow,
  EnclosureItem,
  ExampleView,
  ExcerptLine,
  FixView,
  LinkItem,
  PathPicture,
  PlacesView,
  PlaceView,
  PracticeView,
  StepView,
  ToPanel,
  TourView,
} from '../protocol/panel.ts';

/** Checks what arrives from the host before any of it is shown. */

/** Says whether a value has a shape. */
type Shape = (value: unknown) => boolean;

const text: Shape = (value) => typeof value === 'string';
const flag: Shape = (value) => typeof value === 'boolean';
const count: Shape = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const anything: Shape = () => true;
const oneOf =
  (...words: readonly string[]): Shape =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const maybe =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);
const orNull =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value);
const list =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);
const record =
  (shape: Shape): Shape =>
  (value) =>
    isRecord(value) && Object.values(value).every(shape);
const object =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    isRecord(value) && Object.entries(fields).every(([key, shape]) => shape(ownValue(value, key)));

const link = object({ id: text, title: text, learned: flag });
const section = oneOf('see', 'happens', 'your-code', 'way-out', 'fine', 'check');
const span = { start: count, end: count };

const lesson = object({
  id: text,
  title: text,
  summary: text,
  minutes: (value) => typeof value === 'number',
  level: oneOf('beginner', 'intermediate', 'advanced'),
  topic: text,
  number: count,
  count,
  needs: list(link),
  previous: maybe(link),
  next: maybe(link),
  sources: list(object({ title: text, url: text })),
  sections: list(
    object({
      id: section,
      title: text,
      html: text,
    }),
  ),
  sequence: list(text),
  quiz: list(object({ question: text, options: list(object({ text, right: flag, why: text })) })),
  hasPractice: flag,
  task: maybe(text),
  hasRules: flag,
});

const line = object({
  number: count,
  text,
  before: count,
  after: count,
  marks: list(object({ ...span, kind: oneOf('hint', 'related', 'note') })),
  notes: list(text),
} satisfies Record<keyof ExcerptLine, Shape>);

const row = object({
  kind: oneOf('same', 'removed', 'added', 'gap'),
  oldLine: maybe(count),
  newLine: maybe(count),
  text,
  words: list(object(span)),
} satisfies Record<keyof DiffRow, Shape>);

const fix = object({
  title: text,
  kind: oneOf('safe', 'suggested'),
  rows: list(row),
  otherFiles: list(text),
} satisfies Record<keyof FixView, Shape>);

const place = object({
  revision: count,
  kind: oneOf('hint', 'sighting'),
  state: oneOf('present', 'fixed', 'deleted', 'unknown'),
  why: maybe(text),
  file: text,
  line: maybe(count),
  language: text,
  message: text,
  names: record(text),
  lines: list(line),
  steps: list(object({ text, line: maybe(count) } satisfies Record<keyof StepView, Shape>)),
  related: list(object({ message: text, file: text, line: count })),
  fixes: list(fix),
} satisfies Record<keyof PlaceView, Shape>);

const practice = object({
  state: oneOf('new', 'open', 'closed'),
  checking: flag,
  passed: flag,
  unmet: list(object({ text, line: maybe(count) })),
  trouble: maybe(text),
  note: maybe(text),
  hints: list(text),
  hintCount: count,
} satisfies Record<keyof PracticeView, Shape>);

const places = object({
  count,
  state: oneOf('unchecked', 'checking', 'checked'),
  canCheck: flag,
  hidden: flag,
} satisfies Record<keyof PlacesView, Shape>);

const pictureItem = {
  item: count,
  label: text,
  text,
  file: maybe(text),
  line: maybe(count),
  lesson: maybe(text),
};

const linkItem = object({
  ...pictureItem,
  part: oneOf('route', 'name', 'address', 'selector', 'workload', 'port', 'container'),
  state: oneOf('holds', 'broken', 'unknown'),
} satisfies Record<keyof LinkItem, Shape>);

const enclosureItem = object({
  ...pictureItem,
  part: oneOf('wall', 'meter', 'key', 'door', 'user', 'rule'),
  state: oneOf('closed', 'open', 'unset', 'unknown'),
} satisfies Record<keyof EnclosureItem, Shape>);

const pathPicture = object({
  kind: oneOf('path'),
  revision: count,
  name: text,
  paths: list(
    object({
      service: text,
      namespace: text,
      links: list(linkItem),
      targets: list(list(linkItem)),
      more: count,
    }),
  ),
} satisfies Record<keyof PathPicture | 'revision', Shape>);

const containerPicture = object({
  kind: oneOf('container'),
  revision: count,
  name: text,
  source: oneOf('compose', 'pod', 'dockerfile'),
  privileged: flag,
  items: list(enclosureItem),
} satisfies Record<keyof ContainerPicture | 'revision', Shape>);

const picture: Shape = (value) => pathPicture(value) || containerPicture(value);

const example = object({
  file: text,
  line: count,
  language: text,
  lines: list(line),
} satisfies Record<keyof ExampleView, Shape>);

const tour = object({
  stop: maybe(count),
  count,
  done: count,
  why: maybe(text),
  previous: maybe(text),
  next: maybe(text),
  isFinished: flag,
} satisfies Record<keyof TourView, Shape>);

const progress = object({
  read: flag,
  answered: flag,
  practised: flag,
  repaired: flag,
  known: flag,
  answers: list(orNull(count)),
});

const passage = object({ section, block: count });

const askResult = object({
  kind: oneOf('lesson', 'passage', 'rule', 'term'),
  lesson: text,
  title: text,
  place: text,
  text,
  marks: list(object(span)),
  passage: maybe(passage),
  rule: maybe(text),
} satisfies Record<keyof AskResult, Shape>);

const messages: Readonly<Record<ToPanel['type'], Shape>> = {
  lesson: object({
    lesson,
    place: orNull(place),
    progress,
    restore: anything,
    focus: flag,
    passage: maybe(passage),
    opening: maybe(count),
  }),
  place: object({ lesson: text, place: orNull(place), restore: anything }),
  progress: object({ lesson: text, progress }),
  applied: object({
    revision: count,
    fix: count,
    result: oneOf('applied', 'stale', 'failed'),
    text,
  }),
  practice: object({ lesson: text, practice, show: flag, opening: maybe(count) }),
  places: object({ lesson: text, places }),
  examples: object({ lesson: text, revision: count, examples: list(example) }),
  tour: object({ lesson: text, tour: orNull(tour) }),
  picture: object({ lesson: text, picture: orNull(picture), show: flag, opening: maybe(count) }),
  copied: object({ id: count, done: flag }),
  inserted: object({ id: count, done: flag, text }),
  answers: object({ id: count, asked: flag, results: list(askResult), failed: maybe(text) }),
  failed: object({ text }),
};

/** The message, or undefined when it is none that the page understands. */
export function parseToPanel(value: unknown): ToPanel | undefined {
  if (!isRecord(value)) return undefined;
  const { type } = value;
  if (typeof type !== 'string' || !Object.hasOwn(messages, type)) return undefined;
  return messages[type as ToPanel['type']](value) ? (value as unknown as ToPanel) : undefined;
}
