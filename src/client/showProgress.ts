import * as vscode from 'vscode';
import type { Catalogue } from '../lessons/types.ts';
import type { ProgressStore } from './progress.ts';
import type { Silencing } from './silencing.ts';
import { done, iconOf, ofTopic } from './views/words.ts';

interface ShowProgressOptions {
  readonly catalogue: Catalogue;
  readonly progress: ProgressStore;
  readonly silencing: Silencing;
  readonly openLesson: (argument: object) => Promise<void>;
}

/** The command *Show Progress*: per lesson what was done, without the sidebar; a choice opens the lesson. */
export async function showProgress(options: ShowProgressOptions): Promise<void> {
  const { progress, openLesson } = options;
  const items = progressItems(options);
  const all = options.catalogue.lessons;
  const learned = all.filter(({ id }) => progress.state(id).learned).length;
  const picked = await vscode.window.showQuickPick(items, {
    title: `Your Progress: ${learned} of ${all.length} Lessons Learned`,
    placeHolder: 'Choose a lesson to open it',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked?.lesson) await openLesson({ lesson: picked.lesson });
}

/** The items of the list: a separator for every topic, then its lessons. */
export function progressItems({
  catalogue,
  progress,
  silencing,
}: Omit<ShowProgressOptions, 'openLesson'>): (vscode.QuickPickItem & { lesson?: string })[] {
  return catalogue.topics.flatMap((topic) => [
    {
      label: `${topic.title}, ${ofTopic(topic, progress.state)}`,
      kind: vscode.QuickPickItemKind.Separator,
    },
    ...topic.lessons.flatMap((id) => {
      const meta = catalogue.lessons.find((lesson) => lesson.id === id);
      if (!meta) return [];
      const state = progress.state(id);
      const words = done(state, silencing.offState(id));
      return [
        {
          label: `$(${iconOf(state)}) ${meta.title}`,
          description: `${meta.minutes} min`,
          detail: words.length > 0 ? words.join(', ') : 'nothing done yet',
          lesson: id,
        },
      ];
    }),
  ]);
}
