import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import { LARGEST_FILE, TOO_LARGE } from '../base/limits.ts';
import type { ReadFileParams, ReadFileResult } from '../protocol/server.ts';

/**
 * Reads a file of the workspace over its file system, wherever that is. What is larger, or no regular file and may have
 * no end, is not asked for.
 * @throws Error with the reason, as the end of a sentence ("it is …")
 */
export async function readSmallFile(uri: vscode.Uri): Promise<Uint8Array> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.File) === 0) throw new Error('not a regular file');
  if (size > LARGEST_FILE) throw new Error(TOO_LARGE);
  const bytes = await vscode.workspace.fs.readFile(uri);
  if (bytes.byteLength > LARGEST_FILE) throw new Error(TOO_LARGE);
  return bytes;
}

/** Whether there is a folder of this URI; a link to one is none. */
export async function isFolder(uri: string): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(vscode.Uri.parse(uri, true))).type === vscode.FileType.Directory;
  } catch {
    // It is gone again.
    return false;
  }
}

/** Reads a file for a server that cannot. Never rejects. */
export async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  try {
    return { base64: toBase64(await readSmallFile(vscode.Uri.parse(uri, true))) };
  } catch (error) {
    return { reason: messageOf(error) };
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  // In pieces, because a function takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
