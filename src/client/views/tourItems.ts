import * as vscode from 'vscode';
import type { Tour, TourStop } from '../../lessons/tour.ts';
import type { Catalogue } from '../../lessons/types.ts';
import type { ClientLessonState } from '../progress.ts';
import { iconOf } from './words.ts';

/** The tour in the view *Lessons*. Fields of an item are the argument of the commands in its menu. */
export type TourItem =
  | { readonly kind: 'tour' }
  | { readonly kind: 'tourMore' }
  | { readonly kind: 'tourStop'; readonly lesson: string; readonly stop: TourStop; readonly number?: number };

export interface TourPort {
  readonly tour: Tour | undefined;
  readonly onDidChange: vscode.Event<void>;
}

interface TourItemsOptions {
  readonly catalogue: Catalogue;
  readonly state: (lesson: string) => ClientLessonState;
}

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export const TOUR_ITEM: TourItem = { kind: 'tour' };
const MORE: TourItem = { kind: 'tourMore' };

/** What stands below an item of the tour. */
export function tourChildren(item: TourItem, { stops, more }: Tour): TourItem[] {
  const stopItem = (stop: TourStop, number?: number): TourItem => ({
    kind: 'tourStop',
    lesson: stop.lesson,
    stop,
    ...(number === undefined ? {} : { number }),
  });
  if (item.kind === 'tour')
    return [...stops.map((stop, index) => stopItem(stop, index + 1)), ...(more.length > 0 ? [MORE] : [])];
  return item.kind === 'tourMore' ? more.map((stop) => stopItem(stop)) : [];
}

export function tourParent(item: TourItem): TourItem | undefined {
  if (item.kind === 'tour') return undefined;
  return item.kind === 'tourStop' && item.number === undefined ? MORE : TOUR_ITEM;
}

export function tourTreeItem(item: TourItem, tour: Tour, options: TourItemsOptions): vscode.TreeItem {
  if (item.kind === 'tourStop') return stopTreeItem(item.stop, item.number, tour.stops.length, options);
  if (item.kind === 'tourMore') {
    const more = new vscode.TreeItem('More', Collapsed);
    const count = tour.more.length;
    more.id = 'tour:more';
    more.description = count === 1 ? '1 lesson' : `${count} lessons`;
    more.tooltip = 'Further lessons with a place in this repository, and those that you had read before.';
    more.accessibilityInformation = { label: `More, ${more.description}` };
    return more;
  }
  const done = tour.stops.filter(({ lesson }) => options.state(lesson).read).length;
  const finished = done === tour.stops.length;
  const node = new vscode.TreeItem('Tour', finished ? Collapsed : Expanded);
  node.id = finished ? 'tour:finished' : 'tour';
  node.description = finished ? 'finished' : `${done} of ${tour.stops.length} read`;
  node.iconPath = new vscode.ThemeIcon('compass');
  node.tooltip = 'The lessons of this repository in the order worth reading, each at a real place in it.';
  node.contextValue = 'tour';
  node.accessibilityInformation = { label: `Tour of this repository, ${node.description}` };
  return node;
}

function stopTreeItem(
  { lesson, why, place }: TourStop,
  number: number | undefined,
  count: number,
  { catalogue, state }: TourItemsOptions,
): vscode.TreeItem {
  const meta = catalogue.lessons.find(({ id }) => id === lesson);
  const title = meta?.title ?? lesson;
  const now = state(lesson);
  const item = new vscode.TreeItem(number === undefined ? title : `${number}. ${title}`, None);
  item.id = `tour:${lesson}`;
  item.description = now.read ? `read · ${why}` : why;
  item.iconPath = new vscode.ThemeIcon(
    now.read && !now.learned ? 'pass' : iconOf(now),
    now.read ? new vscode.ThemeColor('testing.iconPassed') : undefined,
  );
  item.tooltip = [title, `${why}, opened at ${place.path}:${place.range.start.line + 1}`, meta?.summary]
    .filter(Boolean)
    .join('\n\n');
  item.contextValue = 'tourStop';
  item.command = { title: 'Go to This Stop', command: 'hindsight.openStop', arguments: [{ lesson }] };
  const where = number === undefined ? '' : `Stop ${number} of ${count}: `;
  item.accessibilityInformation = {
    label: `${where}${title}, ${now.read ? 'read' : 'not read yet'}, ${why}`,
  };
  return item;
}
