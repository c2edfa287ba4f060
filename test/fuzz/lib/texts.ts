import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageOfFence } from '../../../src/engine/languages.ts';

/** A text as a person may write it, of some kind, with a file name that says which. */
export interface Example {
  readonly name: string;
  readonly language: string;
  readonly text: string;
}

const NAMES: Readonly<Record<string, string>> = {
  yaml: 'web.yaml',
  dockercompose: 'compose.yaml',
  dockerfile: 'Dockerfile',
  shellscript: 'run.sh',
  json: 'pod.json',
  typescriptreact: 'View.tsx',
  typescript: 'api.ts',
  javascriptreact: 'View.jsx',
  javascript: 'api.js',
};

/** The examples of all lessons and cases, good and bad, in the order of their files. */
export function exampleTexts(): Example[] {
  const content = fileURLToPath(new URL('../../../content', import.meta.url));
  const fence = /^```([\w+-]+)[^\n]*\n([\s\S]*?)^```$/gm;
  return readdirSync(content, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .flatMap((file) => [...readFileSync(join(content, file), 'utf8').matchAll(fence)])
    .flatMap(([, word = '', text = '']) => {
      const id = languageOfFence(word)?.id;
      const language =
        id === 'yaml' && /^services:/m.test(text) && !/^kind:/m.test(text) ? 'dockercompose' : id;
      const name = language === undefined ? undefined : NAMES[language];
      return language === undefined || name === undefined ? [] : [{ name, language, text }];
    });
}
