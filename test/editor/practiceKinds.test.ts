/** Practices in manifests, Compose files and Dockerfiles, in the extension host: what each parser says is what passes. */
import * as vscode from 'vscode';
import type { TestApi } from '../../src/client/activate.ts';
import type { LessonBody, Practice } from '../../src/lessons/types.ts';
import { after, assert, before, it, waitFor } from '../harness/suite.ts';

let api: TestApi;
let lessons: vscode.Uri;

before(async () => {
  const extension = vscode.extensions.getExtension<TestApi>('hindsight.hindsight');
  assert.ok(extension, 'the extension is there');
  api = await extension.activate();
  lessons = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'lessons');
});
after(() => console.log(`The extension's log:\n${api.lines.join('\n')}`));

async function practiceOf(lesson: string): Promise<Practice> {
  const file = vscode.Uri.joinPath(lessons, `${lesson}.json`);
  const body = JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(file))) as LessonBody;
  assert.ok(body.practice, `${lesson} has a practice`);
  return body.practice;
}

async function write(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit), 'the edit is taken');
}

for (const [lesson, language, fault, missing] of [
  ['kubernetes-services/labels-are-the-wiring', 'yaml', /tier: front/, /Service `web`/],
  ['docker-isolation/caretakers-key', 'dockercompose', /privileged/, /service `web`/],
  ['docker-isolation/root-inside', 'dockerfile', /root/, /CMD|starts the program/],
] as const)
  it(`${lesson} is checked as ${language} and passed by its solution, not by a comment`, async () => {
    const practice = await practiceOf(lesson);
    const view = () => api.practices.view(lesson, practice);
    const says = (text: RegExp) =>
      waitFor(
        `${lesson} that says ${text}`,
        () => !view().checking && view().unmet.some((each) => text.test(each.text)),
        40_000,
      );
    await api.practices.act(lesson, 'start', undefined);
    const document = await waitFor('the document of the practice', () =>
      vscode.workspace.textDocuments.find(
        (each) =>
          !each.isClosed && each.getText() === practice.start && api.practices.has(each.uri.toString()),
      ),
    );
    assert.equal(document.languageId, language);
    await says(fault);
    await write(document, practice.solved.replaceAll(/^/gm, '# '));
    await says(missing);
    assert.equal(view().passed, false);
    await write(document, practice.solved);
    await waitFor(`${lesson} that is passed`, () => view().passed, 40_000);
    await api.practices.act(lesson, 'close', undefined);
  }, 150_000);
