import type { Node } from 'web-tree-sitter';
import type { Span } from '../../types.ts';
import { parseText } from '../treeSitter.ts';
import type { MappedText } from './mapped.ts';

/** A word of a command. Its place is in the file, UTF-16 offsets, `end` exclusive. */
export interface ShellWord extends Span {
  /** Its text without quotes; `undefined` when it depends on a variable or a command. */
  readonly text: string | undefined;
  /** The part that is certain: all of it, or the text before the first variable. */
  readonly prefix: string;
}

export interface ShellAssignment extends Span {
  readonly name: string;
  /** `undefined` when there is nothing after the `=`, or a list. */
  readonly value: ShellWord | undefined;
}

export interface ShellRedirect extends Span {
  /** `>`, `>>`, `<`, `2>` without the number: `>`; `<<` for a heredoc. */
  readonly operator: string;
  readonly target: ShellWord | undefined;
}

/** One simple command: `A=b docker run -v x:y image > log`. */
export interface ShellCommand extends Span {
  /** `undefined` for assignments without a command. */
  readonly name: ShellWord | undefined;
  /** The words after the name. */
  readonly words: readonly ShellWord[];
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  /** The operator between it and the previous command: `&&`, `||`, `|`, `;`, `&`; `undefined` for the first one. */
  readonly operator: string | undefined;
  /** Whether its output goes into another command: `$(…)`, backquotes, `<(…)`. */
  readonly isSubstitution: boolean;
}

export interface ShellScript {
  /** In source order, nested ones included. */
  readonly commands: readonly ShellCommand[];
  /** Whether a part could not be read. */
  readonly isBroken: boolean;
  /** Why nothing of it is read, as the end of a sentence ("it is …"), or `undefined`. */
  readonly unreadable: string | undefined;
}

/** In UTF-16 units. */
const MAX_SHELL_LENGTH = 32 * 1024;
/** Nested brackets that are open at once. The parser's work grows with their square. */
const MAX_SHELL_DEPTH = 200;
/** In one line, including the lines that continue it. The parser keeps every open one with each of its steps. */
const MAX_SHELL_HEREDOCS = 32;

/** Executables that run a script given after `-c`. */
const SHELLS = /^(?:.*\/)?(?:ba|da|a|z|k)?sh$/;

/**
 * Parses a piece of shell; the tree is freed before it returns.
 * @throws when the grammar of `shellscript` is not loaded: the rule must name it in `embeds`
 */
export function parseShell(source: MappedText): ShellScript {
  const bound = shellBound(source.text);
  if (bound !== undefined) return { commands: [], isBroken: true, unreadable: bound };
  const tree = parseText('shellscript', source.text);
  if (!tree) return { commands: [], isBroken: true, unreadable: 'a text that the shell parser gives up on' };
  try {
    const commands: ShellCommand[] = [];
    collect(tree.rootNode, source, ALONE, commands);
    return { commands, isBroken: tree.rootNode.hasError, unreadable: undefined };
  } catch (error) {
    // The stack has no room for commands nested this deeply.
    if (error instanceof RangeError) return { commands: [], isBroken: true, unreadable: 'nested too deep' };
    throw error;
  } finally {
    tree.delete();
  }
}

/**
 * The bound that a text exceeds, as the end of a sentence ("it is …"), or `undefined`. This does not parse anything.
 */
export function shellBound(text: string): string | undefined {
  if (text.length > MAX_SHELL_LENGTH) return 'larger than 32 KB';
  let depth = 0;
  let heredocs = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x28: // (
      case 0x7b: // {
        if (++depth > MAX_SHELL_DEPTH) return `nested more than ${MAX_SHELL_DEPTH} levels deep`;
        break;
      case 0x29: // )
      case 0x7d: // }
        // A branch of `case` has a closing bracket without an opening one.
        depth = Math.max(0, depth - 1);
        break;
      case 0x3c: // <
        if (text[i + 1] === '<' && text[i - 1] !== '<' && ++heredocs > MAX_SHELL_HEREDOCS)
          return `made of more than ${MAX_SHELL_HEREDOCS} heredocs in one line`;
        break;
      case 0x0a: // line feed
        if (text[i - 1] !== '\\') heredocs = 0;
        break;
    }
  }
  return undefined;
}

/**
 * The commands that a list of words runs, as in `command` and `args` of a container and in the JSON form of a
 * Dockerfile: the script after `sh -c`, or one command.
 */
export function parseWords(words: readonly MappedText[]): ShellScript {
  const script = scriptOf(words);
  if (script) return parseShell(script);
  const [name, ...rest] = words.map(literal);
  if (!name) return { commands: [], isBroken: false, unreadable: undefined };
  const command: ShellCommand = {
    name,
    words: rest,
    assignments: [],
    redirects: [],
    operator: undefined,
    isSubstitution: false,
    start: name.start,
    end: rest.at(-1)?.end ?? name.end,
  };
  return { commands: [command], isBroken: false, unreadable: undefined };
}

function scriptOf(words: readonly MappedText[]): MappedText | undefined {
  if (!SHELLS.test(words[0]?.text ?? '')) return undefined;
  // Other options may come first: `bash -eux -c`, `sh -ec`.
  const at = words.findIndex(({ text }, index) => index > 0 && !/^[-+]/.test(text));
  const hasCommand = words.slice(1, at < 0 ? 1 : at).some(({ text }) => /^-[a-z]*c[a-z]*$/.test(text));
  return hasCommand ? words[at] : undefined;
}

function literal(word: MappedText): ShellWord {
  return { text: word.text, prefix: word.text, ...word.toFile(0, word.text.length) };
}

/** Properties of the first or last command inside a node. */
interface Around {
  readonly operator: string | undefined;
  readonly redirects: readonly ShellRedirect[];
  readonly isSubstitution: boolean;
}

const ALONE: Around = { operator: undefined, redirects: [], isSubstitution: false };
/** Nodes whose first command has the same predecessor as the node. */
const CHAINS = new Set(['list', 'pipeline', 'redirected_statement', 'negated_command']);
const COMMANDS = new Set(['command', 'declaration_command', 'unset_command', 'variable_assignment']);
const OPERATORS = new Set(['&&', '||', '|', '|&', ';', '&']);

function collect(node: Node, source: MappedText, around: Around, into: ShellCommand[]): void {
  const { type } = node;
  const children = node.children.filter((child) => child !== null);
  const isSubstitution =
    around.isSubstitution || type === 'command_substitution' || type === 'process_substitution';
  if (COMMANDS.has(type)) {
    into.push(commandFrom(node, children, source, around));
    const inside = { ...ALONE, isSubstitution };
    for (const child of children) {
      // An assignment before a command belongs to that command.
      if (child.type !== 'variable_assignment') collect(child, source, inside, into);
      else for (const value of child.children) if (value) collect(value, source, inside, into);
    }
    return;
  }
  const isChain = CHAINS.has(type);
  const redirects =
    type === 'redirected_statement'
      ? [...children.flatMap((child) => redirectFrom(child, source)), ...around.redirects]
      : around.redirects;
  const statements = children.filter((child) => child.isNamed && !isRedirect(child));
  let operator = isChain ? around.operator : undefined;
  let hasBefore = false;
  for (const child of children) {
    if (!child.isNamed) {
      if (OPERATORS.has(child.type)) operator = child.type;
      continue;
    }
    const isLast = child === statements.at(-1);
    collect(
      child,
      source,
      {
        operator: operator ?? (hasBefore && !isChain ? ';' : undefined),
        redirects: isChain && isLast ? redirects : [],
        isSubstitution,
      },
      into,
    );
    hasBefore ||= child.type !== 'comment';
    operator = undefined;
  }
}

function isRedirect(node: Node): boolean {
  return node.type.endsWith('_redirect');
}

function commandFrom(
  node: Node,
  all: readonly Node[],
  source: MappedText,
  { operator, redirects, isSubstitution }: Around,
): ShellCommand {
  const children = node.type === 'variable_assignment' ? [node] : all;
  const named = children.find((each) => each.type === 'command_name');
  const keyword =
    node.type === 'declaration_command' || node.type === 'unset_command' ? children[0] : undefined;
  const inner = named?.firstChild ?? keyword;
  return {
    name: inner ? wordFrom(inner, source) : undefined,
    words: children
      .filter(
        (each) => each.isNamed && each !== named && each.type !== 'variable_assignment' && !isRedirect(each),
      )
      .map((each) => wordFrom(each, source)),
    assignments: children
      .filter((each) => each.type === 'variable_assignment')
      .map((each) => assignmentFrom(each, source)),
    redirects: [...children.flatMap((each) => redirectFrom(each, source)), ...redirects],
    operator,
    isSubstitution,
    ...source.toFile(node.startIndex, node.endIndex),
  };
}

function assignmentFrom(node: Node, source: MappedText): ShellAssignment {
  const value = node.childForFieldName('value');
  return {
    name: node.childForFieldName('name')?.text ?? '',
    value: value && value.type !== 'array' ? wordFrom(value, source) : undefined,
    ...source.toFile(node.startIndex, node.endIndex),
  };
}

function redirectFrom(node: Node, source: MappedText): ShellRedirect[] {
  if (!isRedirect(node)) return [];
  const operator = node.children.find((child) => child && !child.isNamed)?.type ?? '<<';
  const target = node.childForFieldName('destination');
  const place = source.toFile(node.startIndex, node.endIndex);
  return [{ operator, target: target ? wordFrom(target, source) : undefined, ...place }];
}

function wordFrom(node: Node, source: MappedText): ShellWord {
  let isKnown = true;
  let prefix = '';
  const add = (part: Node): void => {
    if (!isKnown) return;
    const text = literalOf(part);
    if (text !== undefined) prefix += text;
    else if (part.type === 'concatenation') for (const each of part.children) if (each) add(each);
    if (part.type === 'string') addString(part);
    else if (text === undefined && part.type !== 'concatenation') isKnown = false;
  };
  const addString = (string: Node): void => {
    let at = string.startIndex + 1;
    // Spaces between the parts of a string belong to no node.
    for (const part of string.namedChildren) {
      if (!part || !isKnown) continue;
      prefix += unescapeDouble(source.text.slice(at, part.startIndex));
      if (part.type !== 'string_content') isKnown = false;
      else prefix += unescapeDouble(part.text);
      at = part.endIndex;
    }
    if (isKnown) prefix += unescapeDouble(source.text.slice(at, string.endIndex - 1));
  };
  add(node);
  return {
    text: isKnown ? prefix : undefined,
    prefix,
    ...source.toFile(node.startIndex, node.endIndex),
  };
}

function literalOf(node: Node): string | undefined {
  switch (node.type) {
    case 'word':
    case 'variable_name':
      return node.text.replace(/\\\r?\n/g, '').replace(/\\(.)/g, '$1');
    case 'number':
      return node.childCount > 0 ? undefined : node.text;
    case 'raw_string':
      return node.text.slice(1, -1);
    case 'ansi_c_string':
      return /\\/.test(node.text) ? undefined : node.text.slice(2, -1);
    default:
      return node.isNamed ? undefined : node.text;
  }
}

function unescapeDouble(text: string): string {
  return text.replace(/\\\r?\n/g, '').replace(/\\([$`"\\])/g, '$1');
}
