import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languageOfPath } from '../../src/engine/index.ts';
import { languageOfFence } from '../../src/engine/languages.ts';

test('a file’s language follows from its name', () => {
  const expected: Record<string, string | undefined> = {
    'src/a.tsx': 'typescriptreact',
    'src/a.d.mts': 'typescript',
    'deploy/web.yaml': 'yaml',
    'deploy/WEB.YML': 'yaml',
    'compose.yaml': 'dockercompose',
    'compose.override.yml': 'dockercompose',
    'docker-compose.yml': 'dockercompose',
    'docker-compose.prod.yaml': 'dockercompose',
    'deploy\\my-docker-compose.dev.yml': 'dockercompose',
    'composer.yaml': 'yaml',
    'compose/web.yaml': 'yaml',
    Dockerfile: 'dockerfile',
    'a/dockerfile': 'dockerfile',
    'a/Containerfile': 'dockerfile',
    'a/web.dockerfile': 'dockerfile',
    'a/web.Dockerfile': 'dockerfile',
    'a/Dockerfile.prod': 'dockerfile',
    'a/Dockerfile-test': 'dockerfile',
    'a/Dockerfile.md': undefined,
    'a/Dockerfile.j2': undefined,
    'a/Dockerfile.dockerignore': undefined,
    'a/dockerfile.go': undefined,
    'a/Dockerfile.ts': 'typescript',
    'a/Dockerfile.yaml': 'yaml',
    'ci/run.sh': 'shellscript',
    'a/yaml': undefined,
    'a.txt': undefined,
  };
  for (const [path, id] of Object.entries(expected)) assert.equal(languageOfPath(path)?.id, id, path);
});

test('a fence names a language by its identifier, an alias, a word, an extension or a file name', () => {
  const expected: Record<string, string | undefined> = {
    typescriptreact: 'typescriptreact',
    tsx: 'typescriptreact',
    TS: 'typescript',
    mjs: 'javascript',
    bash: 'shellscript',
    yml: 'yaml',
    helm: 'yaml',
    'compose.yaml': 'dockercompose',
    Dockerfile: 'dockerfile',
    text: undefined,
    '': undefined,
  };
  for (const [word, id] of Object.entries(expected)) assert.equal(languageOfFence(word)?.id, id, word);
});
