import * as vscode from 'vscode';
import type { PageParts } from './pageHtml.ts';

/**
 * Reads what the page is made of.
 * @throws when the extension's files cannot be read
 */
export async function readPageParts(extensionUri: vscode.Uri): Promise<PageParts> {
  const read = async (name: string) => {
    const file = vscode.Uri.joinPath(extensionUri, 'dist', name);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  };
  const [script, style] = await Promise.all([read('panel.js'), read('panel.css')]);
  return { script, style };
}
