import type { Binding } from './bindings.ts';
import { type BindingKind, isFunction, type Scope, TYPES } from './bindings.ts';
import type { SyntaxNode } from './node.ts';

/** Declaring: every name of one scope, hoisted, before anything in it is resolved. */
export class Declarations {
  readonly #text: string;
  readonly #resolved: Map<SyntaxNode, Binding>;

  /** @param resolved where declaring identifiers are entered with their bindings */
  constructor(text: string, resolved: Map<SyntaxNode, Binding>) {
    this.#text = text;
    this.#resolved = resolved;
  }

  /** Declares the names that a statement adds to its scope, hoisted `var`s of its blocks included. */
  declare(node: SyntaxNode, scope: Scope): void {
    switch (node.type) {
      case 'import_statement':
        this.#declareImports(node, scope);
        return;
      case 'export_statement':
        for (const child of node.children) this.declare(child, scope);
        return;
      case 'lexical_declaration':
      case 'variable_declaration':
        this.#declareVariables(node, scope);
        return;
      case 'function_declaration':
      case 'generator_function_declaration':
        this.bind(node.get('name'), 'function', scope, node);
        return;
      case 'class_declaration':
      case 'abstract_class_declaration':
        this.bind(node.get('name'), 'class', scope, node);
        return;
      case 'enum_declaration':
        this.bind(node.get('name'), 'enum', scope, node);
        return;
      default:
        // A `var` below, outside of nested functions, belongs to this function as well.
        this.#hoistVars(node, scope);
    }
  }

  #declareVariables(node: SyntaxNode, scope: Scope): void {
    const word = this.#text.slice(node.start, node.start + 5);
    const kind: BindingKind = word.startsWith('const') ? 'const' : word.startsWith('let') ? 'let' : 'var';
    for (const declarator of node.children) {
      if (declarator.type !== 'variable_declarator') continue;
      this.bindPattern(declarator.get('name'), kind, scope, declarator);
    }
  }

  #hoistVars(node: SyntaxNode, scope: Scope): void {
    if (isFunction(node) || node.type.startsWith('class') || TYPES.has(node.type)) return;
    if (node.type === 'variable_declaration') {
      this.#declareVariables(node, functionScope(scope));
      return;
    }
    if (node.type === 'for_in_statement' && this.#textOf(node.get('kind')) === 'var') {
      this.bindPattern(node.get('left'), 'var', functionScope(scope), node);
    }
    if (!canHoldStatements(node.type)) return;
    for (const child of node.children) this.#hoistVars(child, scope);
  }

  #declareImports(node: SyntaxNode, scope: Scope): void {
    // `import type` and `import { type X }` declare nothing that exists while the program runs.
    if (
      /^import\s+type[\s{*]/.test(this.#text.slice(node.start, node.start + 16)) &&
      !/^import\s+type\s+from\b/.test(this.#text.slice(node.start, node.start + 24))
    )
      return;
    for (const part of node.children) {
      if (part.type !== 'import_clause') continue;
      for (const item of part.children) {
        if (item.type === 'identifier') this.bind(item, 'import', scope, node);
        else if (item.type === 'namespace_import') this.bind(item.children.at(-1), 'import', scope, item);
        else if (item.type === 'named_imports') {
          for (const specifier of item.children) {
            if (
              specifier.type !== 'import_specifier' ||
              (/^type\s+[\w$'"]/.test(this.#textOf(specifier)) &&
                !/^type\s+as\b/.test(this.#textOf(specifier)))
            )
              continue;
            this.bind(specifier.get('alias') ?? specifier.get('name'), 'import', scope, specifier);
          }
        }
      }
    }
  }

  /** Declares one name; a name that the scope already has keeps its first declaration. */
  bind(identifier: SyntaxNode | undefined, kind: BindingKind, scope: Scope, declaration: SyntaxNode): void {
    if (!identifier) return;
    const name = this.#textOf(identifier);
    let binding = scope.bindings.get(name);
    if (!binding) {
      binding = { name, kind, scope, identifier, declaration, references: [] };
      scope.bindings.set(name, binding);
    }
    this.#resolved.set(identifier, binding);
  }

  /** Declares every name of a pattern. */
  bindPattern(
    pattern: SyntaxNode | undefined,
    kind: BindingKind,
    scope: Scope,
    declaration: SyntaxNode,
  ): void {
    if (!pattern) return;
    switch (pattern.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        this.bind(pattern, kind, scope, declaration);
        return;
      case 'pair_pattern':
        this.bindPattern(pattern.get('value'), kind, scope, declaration);
        return;
      case 'assignment_pattern':
      case 'object_assignment_pattern':
        this.bindPattern(pattern.get('left'), kind, scope, declaration);
        return;
      case 'object_pattern':
      case 'array_pattern':
      case 'rest_pattern':
        for (const child of pattern.children) this.bindPattern(child, kind, scope, declaration);
        return;
      default:
    }
  }

  #textOf(node: SyntaxNode | undefined): string {
    return node ? this.#text.slice(node.start, node.end) : '';
  }
}

function canHoldStatements(type: string): boolean {
  return (
    type.endsWith('_statement') ||
    type === 'statement_block' ||
    type.startsWith('switch_') ||
    type === 'else_clause' ||
    type === 'catch_clause' ||
    type === 'finally_clause' ||
    type === 'ERROR'
  );
}

function functionScope(scope: Scope): Scope {
  let at = scope;
  while (!at.isFunction && at.parent) at = at.parent;
  return at;
}
