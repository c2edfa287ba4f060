// Written by scripts/generate.mjs from src/engine/kinds/: run `npm run generate` instead of editing.
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import typescript from 'highlight.js/lib/languages/typescript';
import yaml from 'highlight.js/lib/languages/yaml';

/** The grammars of highlight.js that colour code of the kinds. */
export const grammars = { bash, dockerfile, javascript, json, typescript, yaml };

/** The grammar of a language, by its identifiers and by what fences call it. */
export const grammarOf: ReadonlyMap<string, string> = new Map([["dockerfile", "dockerfile"], ["typescriptreact", "typescript"], ["tsx", "typescript"], ["typescript", "typescript"], ["ts", "typescript"], ["mts", "typescript"], ["javascriptreact", "javascript"], ["jsx", "javascript"], ["javascript", "javascript"], ["js", "javascript"], ["mjs", "javascript"], ["json", "json"], ["shellscript", "bash"], ["sh", "bash"], ["bash", "bash"], ["dockercompose", "yaml"], ["yaml", "yaml"], ["github-actions-workflow", "yaml"], ["ansible", "yaml"], ["helm", "yaml"], ["yml", "yaml"]]);

/** Grammars that leave plain the names that editors colour. */
export const plainNames: ReadonlySet<string> = new Set(["typescript", "javascript"]);
