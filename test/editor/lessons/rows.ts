/** The rows of the view of lessons. */
import * as vscode from 'vscode';
import type { Item } from '../../../src/client/views/lessonsView.ts';
import { catalogue } from '../../../src/generated/catalogue.ts';
import { assert } from '../../harness/suite.ts';
import { api } from '../support.ts';

/** A row of the view as a person sees and hears it. */
export interface Row {
  readonly item: Item;
  readonly label: string;
  readonly description: string;
  readonly heard: string;
  readonly command: vscode.Command | undefined;
  readonly tree: vscode.TreeItem;
}

export async function rows(of?: Item): Promise<Row[]> {
  return (await api.lessons.getChildren(of)).map((item) => {
    const tree = api.lessons.getTreeItem(item);
    return {
      item,
      label: String(tree.label),
      description: String(tree.description),
      heard: tree.accessibilityInformation?.label ?? '',
      command: tree.command,
      tree,
    };
  });
}

export async function rowOf(label: string, of?: Item): Promise<Row> {
  const found = (await rows(of)).find((row) => row.label === label);
  assert.ok(found, `There is no ${label}.`);
  return found;
}

export async function lessonRow(id: string): Promise<Row> {
  const title = catalogue.topics.find(({ lessons }) => lessons.includes(id))?.title ?? '';
  const topic = await rowOf(title);
  const found = (await rows(topic.item)).find(({ item }) => item.kind === 'lesson' && item.lesson === id);
  assert.ok(found, `There is no ${id}.`);
  return found;
}

export const stepsOf = async (id: string) => rows((await lessonRow(id)).item);

export async function run(row: Row): Promise<void> {
  assert.ok(row.command, `${row.label} does something`);
  await vscode.commands.executeCommand(row.command.command, ...(row.command.arguments ?? []));
}
