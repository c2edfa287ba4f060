/** A practice as the suites follow it: its document, and what is said of it. */
import * as vscode from 'vscode';
import type { TestApi } from '../../../src/client/activate.ts';
import type { LessonBody, Practice } from '../../../src/lessons/types.ts';
import type { PracticeView } from '../../../src/protocol/panel.ts';
import { assert, before, waitFor } from '../../harness/suite.ts';
import { api, LATE_ANSWER, tidyUp } from '../support.ts';

/** The practice of {@link LATE_ANSWER}. */
export let practice: Practice;

before(async () => {
  practice = await practiceOf(LATE_ANSWER);
});

export async function practiceOf(lesson: string): Promise<Practice> {
  const { extensionUri } = api.context;
  const file = vscode.Uri.joinPath(extensionUri, 'dist', 'lessons', `${lesson}.json`);
  const body = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as LessonBody;
  assert.ok(body.practice, `${lesson} has a practice`);
  return body.practice;
}

export const view = (): PracticeView => api.practices.view(LATE_ANSWER, practice);
export const act = (action: Parameters<TestApi['practices']['act']>[1], line?: number) =>
  api.practices.act(LATE_ANSWER, action, undefined, line);

const isFollowed = (document: vscode.TextDocument) =>
  !document.isClosed && api.practices.has(document.uri.toString());

/** The document of a practice that stands as it begins. */
export const begun = ({ start }: Practice): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((each) => isFollowed(each) && each.getText() === start);

/** The document of the practice: the only one that is untitled and followed. */
export function own(): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(isFollowed);
}

export async function started(): Promise<vscode.TextDocument> {
  await act('start');
  return waitFor('the document of the practice', own);
}

/** The practice from its beginning, whatever an earlier test has left. */
export async function anew(): Promise<vscode.TextDocument> {
  await act('reset');
  return waitFor('the document of the practice', own);
}

export async function says(what: string, holds: (now: PracticeView) => boolean): Promise<PracticeView> {
  return waitFor(`a practice that ${what}`, () => holds(view()) && view(), view);
}

export const passes = () => says('is passed', ({ passed }) => passed);

/** @param line where it is said, for a text that is wrong in the same way as the one before; 1-based */
export const isWrong = (text: RegExp, line?: number) =>
  says(
    `says ${text}`,
    ({ checking, unmet }) =>
      !checking && unmet.some((each) => text.test(each.text) && (line === undefined || each.line === line)),
  );

/** Throws the practice's document away; what is kept of it is for the next test. */
export async function leave(): Promise<void> {
  await tidyUp();
  await waitFor('no document of a practice', () => own() === undefined);
}

/**
 * Does something that opens an untitled document, which then holds an earlier text first. The editor does that at times
 * where a document of the same name was closed a moment ago.
 */
export async function broughtBack(text: string, act: () => Promise<unknown>): Promise<void> {
  const workspace = vscode.workspace as unknown as Record<string, (...args: unknown[]) => Thenable<unknown>>;
  const open = workspace['openTextDocument'] as (...args: unknown[]) => Thenable<unknown>;
  workspace['openTextDocument'] = (options, ...more) =>
    open(
      typeof options === 'object' && options && 'content' in options
        ? { ...options, content: text }
        : options,
      ...more,
    );
  try {
    await act();
  } finally {
    workspace['openTextDocument'] = open;
  }
}
