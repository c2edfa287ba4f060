// Written by scripts/generate.mjs from src/engine/kinds/: run `npm run generate` instead of editing.
import type { KindAtWork } from '../engine/kind.ts';
import dockerfile from '../engine/kinds/dockerfile.ts';
import javascript from '../engine/kinds/javascript.ts';
import json from '../engine/kinds/json.ts';
import shell from '../engine/kinds/shell.ts';
import yaml from '../engine/kinds/yaml.ts';
import dockerfileParser from '../engine/parsers/dockerfile/kind.ts';
import javascriptParser from '../engine/parsers/javascript/kind.ts';
import shellParser from '../engine/parsers/shell/kind.ts';
import yamlParser from '../engine/parsers/yaml/kind.ts';

/** The kinds with their parsers, for hosts that check texts. */
export const parsers: readonly KindAtWork[] = [
  { kind: dockerfile, parser: dockerfileParser(dockerfile) },
  { kind: javascript, parser: javascriptParser(javascript) },
  { kind: json, parser: yamlParser(json) },
  { kind: shell, parser: shellParser(shell) },
  { kind: yaml, parser: yamlParser(yaml) },
];
