import * as vscode from 'vscode';
import type { Catalogue } from '../../lessons/types.ts';
import type { LessonPanels } from '../lessonPanel/index.ts';
import type { ProgressStore } from '../progress.ts';
import { settled } from './editors.ts';
import type { Practices } from './index.ts';

export interface PractiseOptions {
  readonly catalogue: Catalogue;
  readonly panels: LessonPanels;
  readonly practices: Practices;
  readonly progress: ProgressStore;
  readonly openLesson: (argument: { lesson: string }) => Promise<void>;
}

/** How long the page of a panel that was just made is waited for, in milliseconds: a slow machine takes seconds. */
const SETTLE = 15_000;

/**
 * The command *Practise This Lesson*: of the lesson that the argument names, or the one that the panel shows, or one
 * that is chosen. The lesson stands beside the practice, with its task and what is still wrong.
 */
export async function practise(argument: unknown, options: PractiseOptions): Promise<void> {
  const { panels, practices, openLesson } = options;
  const lesson = lessonOf(argument, options) ?? (await choose(options));
  if (lesson === undefined) return;
  if (panels.shown.lesson !== lesson) await openLesson({ lesson });
  panels.showPractice();
  await practices.act(lesson, 'start', await column(panels));
}

function lessonOf(argument: unknown, { catalogue, panels }: PractiseOptions): string | undefined {
  const named =
    typeof argument === 'object' && argument !== null
      ? (argument as { lesson?: unknown }).lesson
      : panels.shown.lesson;
  if (typeof named !== 'string') return undefined;
  const lesson = catalogue.lessons.find(({ id }) => id === named);
  if (!lesson) throw new Error(`There is no lesson "${named}" in this version of Hindsight.`);
  if (lesson.hasPractice) return lesson.id;
  if (named !== panels.shown.lesson) throw new Error(`The lesson “${lesson.title}” has no practice.`);
  return undefined;
}

async function choose({ catalogue, progress }: PractiseOptions): Promise<string | undefined> {
  const order = catalogue.topics.flatMap((topic) => topic.lessons);
  const items = order.flatMap((id) => {
    const lesson = catalogue.lessons.find((each) => each.id === id);
    if (!lesson?.hasPractice) return [];
    const done = progress.state(id).practised;
    return [
      { label: lesson.title, detail: lesson.summary, ...(done ? { description: 'practised' } : {}), id },
    ];
  });
  if (items.length === 0) throw new Error('No lesson has a practice.');
  const title = 'Practise a Lesson';
  const placeHolder = 'A small file with the fault of the lesson, to be repaired by hand';
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDetail: true });
  return picked?.id;
}

/**
 * The panel's column, once its page is there: a panel that was just made has none for a moment, and its page would
 * take the focus from the file when it has been loaded.
 */
async function column(panels: LessonPanels): Promise<vscode.ViewColumn | undefined> {
  await settled(() => {
    const { column, listens } = panels.shown;
    return column !== undefined && column > 0 && listens;
  }, SETTLE);
  return panels.shown.column;
}
