import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import { type ProgressStore, saveJson } from './progress.ts';

/** Saves the learner's progress where they say. */
export async function exportProgress(progress: ProgressStore, log: vscode.LogOutputChannel): Promise<void> {
  if (await saveJson(progress.snapshot(), 'hindsight-progress.json', log)) {
    void vscode.window.setStatusBarMessage('Hindsight: progress exported', 5000);
  }
}

/** Adds a saved progress to the one that is here. */
export async function importProgress(progress: ProgressStore, log: vscode.LogOutputChannel): Promise<void> {
  const [source] =
    (await vscode.window.showOpenDialog({
      filters: { JSON: ['json'] },
      title: 'Import Hindsight Progress',
    })) ?? [];
  if (!source) return;
  let why: string | undefined;
  try {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(source));
    why = await progress.import(JSON.parse(text) as unknown);
  } catch (error) {
    why = error instanceof SyntaxError ? 'it is not JSON' : messageOf(error);
  }
  if (why === undefined) {
    void vscode.window.showInformationMessage('The progress was added to yours.');
    return;
  }
  log.warn(`${source.toString()} was not imported: ${why}.`);
  void vscode.window.showErrorMessage(
    `This file holds no Hindsight progress that can be imported: ${why}. Nothing was changed.`,
  );
}

/** Forgets everything after asking. */
export async function resetProgress(progress: ProgressStore): Promise<void> {
  const reset = 'Reset';
  const answer = await vscode.window.showWarningMessage(
    'Reset your Hindsight progress?',
    {
      modal: true,
      detail:
        'What you have read, answered, practised and repaired is forgotten, here and where your settings are synchronised. Export it first to keep a copy.',
    },
    reset,
  );
  if (answer === reset) await progress.reset();
}
