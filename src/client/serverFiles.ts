import * as vscode from 'vscode';
import { messageOf } from '../base/errors.ts';
import type { ReadFileParams, ReadFileResult } from '../protocol/server.ts';

/** Larger files are not read for what they tell others. */
const MAX_BYTES = 1024 * 1024;

/** Reads a file for a server that cannot: over the file system of the workspace, wherever that is. Never rejects. */
export async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const target = vscode.Uri.parse(uri, true);
    const { size } = await vscode.workspace.fs.stat(target);
    if (size > MAX_BYTES) return { reason: 'larger than 1 MB' };
    return { base64: toBase64(await vscode.workspace.fs.readFile(target)) };
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
