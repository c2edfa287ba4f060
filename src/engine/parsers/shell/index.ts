import type { Document } from '../../document.ts';
import { defineModel } from '../../model.ts';
import type { Span } from '../../types.ts';
import { type DockerInstruction, dockerfile } from '../dockerfile/index.ts';
import type { YamlNode } from '../yaml/index.ts';
import { parseShell, parseWords, type ShellScript } from './lift.ts';
import { jsonWordText, type MappedText, scalarText, shellTextOf, verbatim } from './mapped.ts';

export type {
  ShellCommand,
  ShellScript,
  ShellWord,
} from './lift.ts';

/** The language that a rule names in `embeds` before it asks for shell inside another text. */
export const SHELL = 'shellscript';

const NOTHING: ShellScript = { commands: [], isBroken: false, unreadable: undefined };

/** The commands parsed so far in a document, by the piece that contains them. */
const scripts = defineModel<Map<Span, ShellScript>>({ name: 'shell', build: () => new Map() });

function once(doc: Document, key: Span, parse: () => ShellScript): ShellScript {
  const held = doc.model(scripts);
  let script = held.get(key);
  if (!script) {
    script = parse();
    held.set(key, script);
  }
  return script;
}

/** Pieces of shell that a rule asked for and that could not be parsed: where they are, and why. */
export function unreadShell(doc: Document): readonly { readonly start: number; readonly reason: string }[] {
  return [...doc.model(scripts)].flatMap(([piece, { unreadable }]) =>
    unreadable === undefined ? [] : [{ start: piece.start, reason: unreadable }],
  );
}

/** The commands that a Dockerfile instruction runs, in shell form or JSON form; places are those of the file. */
export function shellOf(doc: Document, instruction: DockerInstruction): ShellScript {
  return once(doc, instruction, () => {
    const { json } = instruction;
    if (json) return parseWords(json.map((word) => jsonWordText(doc.text, word)));
    const text = shellTextOf(instruction, doc.text, doc.model(dockerfile).escape);
    return text ? parseShell(text) : NOTHING;
  });
}

/** The commands of a scalar that is a whole command line: `command: npm run start` of a Compose service. */
export function shellOfScalar(doc: Document, node: YamlNode): ShellScript {
  return once(doc, node, () => {
    // `${{ … }}` of a workflow is filled in before a shell sees it.
    const text = scalarText(node)?.withUnknown(/\$\{\{[^\n]*?\}\}/g);
    return text ? parseShell(text) : NOTHING;
  });
}

/**
 * The commands that `command` and `args` of a container run together: the script after `sh -c`, or one command. Aliases
 * must be resolved, and an item that is not a scalar ends the list.
 */
export function shellOfWords(doc: Document, nodes: readonly YamlNode[]): ShellScript {
  const [first] = nodes;
  if (!first) return NOTHING;
  return once(doc, first, () => {
    const words: MappedText[] = [];
    for (const node of nodes) {
      const text = scalarText(node);
      if (!text) break;
      words.push(text);
    }
    return parseWords(words);
  });
}

/** Whether a document is a shell script. */
export function isShellFile({ languageId }: Document): boolean {
  return languageId === SHELL;
}

/** The commands of a shell file. */
export const shellFile = defineModel<ShellScript>({
  name: 'shell file',
  build: ({ text }) => parseShell(verbatim(text, 0)),
});
