import * as vscode from 'vscode';
import { messageOf } from '../../base/errors.ts';
import type { FromPanel, ToPanel } from '../../protocol/panel.ts';
import type { LessonPanelDeps } from './types.ts';

/** What the page asks for and is answered at once. */

type Of<T extends ToPanel['type']> = Extract<ToPanel, { type: T }>;

/** The answers to a question, or the sentence why there are none. */
export async function answersTo(
  { id, question }: Extract<FromPanel, { type: 'ask' }>,
  { ask }: Pick<LessonPanelDeps, 'ask'>,
): Promise<Of<'answers'>> {
  try {
    return { type: 'answers', id, ...(await ask(question)) };
  } catch (error) {
    const failed = messageOf(error);
    return { type: 'answers', id, asked: true, results: [], failed: `Hindsight: ${failed}` };
  }
}

/** Puts a text on the clipboard and says whether that worked. */
export async function copied(id: number, text: string, log: LessonPanelDeps['log']): Promise<Of<'copied'>> {
  try {
    await vscode.env.clipboard.writeText(text);
    return { type: 'copied', id, done: true };
  } catch (error) {
    log(`The clipboard could not be written: ${String(error)}`);
    return { type: 'copied', id, done: false };
  }
}
