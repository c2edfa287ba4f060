// Written by scripts/generate.mjs from content/: run `npm run generate` instead of editing.

/** Files of WASM, as Node resolves them; the build puts them beside the bundles under their last part. */
export const wasmFiles: readonly string[] = ["web-tree-sitter/web-tree-sitter.wasm","@vscode/tree-sitter-wasm/wasm/tree-sitter-tsx.wasm","@vscode/tree-sitter-wasm/wasm/tree-sitter-typescript.wasm","@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm"];
