import { defineModel } from '../model.ts';
import { syntax } from './lift.ts';
import type { SyntaxNode } from './node.ts';

export type BindingKind =
  | 'import'
  | 'parameter'
  | 'const'
  | 'let'
  | 'var'
  | 'function'
  | 'class'
  | 'catch'
  | 'enum';

/** One declared name. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** The identifier that declares it. */
  readonly identifier: SyntaxNode;
  /** The declarator, function, class, parameter, import specifier or catch clause around that identifier. */
  readonly declaration: SyntaxNode;
  /** All uses as a value, the declaring identifier not among them, in source order; writes are uses too. */
  readonly references: SyntaxNode[];
}

export interface Scope {
  /** The function, block, loop, class or program that opens the scope. */
  readonly node: SyntaxNode;
  readonly parent: Scope | undefined;
  /** Whether `var` and parameters live here. */
  readonly isFunction: boolean;
  readonly bindings: Map<string, Binding>;
}

const FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
]);

/** Whether a node is a function with a body: declaration, expression, arrow or method. */
export function isFunction(node: SyntaxNode): boolean {
  return FUNCTIONS.has(node.type);
}

const BLOCKS = new Set([
  'statement_block',
  'for_statement',
  'for_in_statement',
  'switch_body',
  'class_static_block',
]);

/** Subtrees that speak of types only; no value is declared or read there. */
const TYPES = new Set([
  'type_annotation',
  'type_arguments',
  'type_parameters',
  'interface_declaration',
  'type_alias_declaration',
  'function_signature',
  'asserts_annotation',
  'type_predicate_annotation',
  'opting_type_annotation',
  'omitting_type_annotation',
  'ambient_declaration',
  'abstract_method_signature',
  'method_signature',
  'implements_clause',
  'index_signature',
  'comment',
]);

/**
 * Which declaration each identifier of a file means. Bodies of outermost functions are resolved when first asked
 * about, so a file costs what its components cost.
 */
export class Scopes {
  readonly #text: string;
  readonly #scopes = new Map<SyntaxNode, Scope>();
  readonly #resolved = new Map<SyntaxNode, Binding>();
  readonly #entered = new Set<SyntaxNode>();
  readonly module: Scope;

  constructor(root: SyntaxNode, text: string) {
    this.#text = text;
    this.module = { node: root, parent: undefined, isFunction: true, bindings: new Map() };
    this.#scopes.set(root, this.module);
    for (const child of root.children) this.#declare(child, this.module);
    for (const child of root.children) this.#resolveIn(child, this.module);
  }

  /** The binding that an identifier (or shorthand property) uses or declares; `undefined` for globals. */
  resolve(identifier: SyntaxNode): Binding | undefined {
    this.#enterAround(identifier);
    return this.#resolved.get(identifier);
  }

  /** All bindings declared inside a node, nested functions included, in source order. */
  *declaredIn(node: SyntaxNode): Generator<Binding> {
    this.enter(node);
    for (const scope of this.#scopes.values()) {
      // Comparing offsets first spares most of the walks upwards.
      if (scope.node === node || (node.contains(scope.node) && isInside(scope.node, node))) {
        yield* scope.bindings.values();
      }
    }
  }

  /** The innermost scope that holds a node. */
  scopeOf(node: SyntaxNode): Scope {
    this.#enterAround(node);
    for (let at: SyntaxNode | null = node; at; at = at.parent) {
      const scope = this.#scopes.get(at);
      if (scope) return scope;
    }
    return this.module;
  }

  /** Looks a name up from a scope outwards. */
  lookup(name: string, from: Scope): Binding | undefined {
    for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
      const binding = scope.bindings.get(name);
      if (binding) return binding;
    }
    return undefined;
  }

  /** Resolves everything inside a node now, so that `references` of its bindings are complete. */
  enter(node: SyntaxNode): void {
    this.#enterAround(node);
    // What waits is looked through instead of the node: it is little, and mostly nothing. Entering a body may leave
    // bodies inside of it waiting.
    for (let isComplete = false; !isComplete; ) {
      isComplete = true;
      for (const body of [...this.#deferred.keys()]) {
        if (!node.contains(body)) continue;
        this.#enterBody(body);
        isComplete = false;
      }
    }
  }

  readonly #deferred = new Map<SyntaxNode, Scope>();

  #enterAround(node: SyntaxNode): void {
    if (this.#deferred.size === 0) return;
    for (let at: SyntaxNode | null = node; at; at = at.parent)
      if (this.#deferred.has(at)) this.#enterBody(at);
  }

  #enterBody(body: SyntaxNode): void {
    const outer = this.#deferred.get(body);
    if (!outer || this.#entered.has(body)) return;
    this.#entered.add(body);
    this.#deferred.delete(body);
    this.#bodyInto(body, outer);
  }

  #bodyInto(body: SyntaxNode, scope: Scope): void {
    for (const child of body.children) this.#declare(child, scope);
    for (const child of body.children) this.#resolveIn(child, scope);
  }

  // Declaring: every name of one scope, hoisted, before anything in it is resolved.

  #declare(node: SyntaxNode, scope: Scope): void {
    switch (node.type) {
      case 'import_statement':
        this.#declareImports(node, scope);
        return;
      case 'export_statement':
        for (const child of node.children) this.#declare(child, scope);
        return;
      case 'lexical_declaration':
      case 'variable_declaration':
        this.#declareVariables(node, scope);
        return;
      case 'function_declaration':
      case 'generator_function_declaration':
        this.#bind(node.get('name'), 'function', scope, node);
        return;
      case 'class_declaration':
      case 'abstract_class_declaration':
        this.#bind(node.get('name'), 'class', scope, node);
        return;
      case 'enum_declaration':
        this.#bind(node.get('name'), 'enum', scope, node);
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
      this.#bindPattern(declarator.get('name'), kind, scope, declarator);
    }
  }

  #hoistVars(node: SyntaxNode, scope: Scope): void {
    if (isFunction(node) || node.type.startsWith('class') || TYPES.has(node.type)) return;
    if (node.type === 'variable_declaration') {
      this.#declareVariables(node, functionScope(scope));
      return;
    }
    if (node.type === 'for_in_statement' && this.#textOf(node.get('kind')) === 'var') {
      this.#bindPattern(node.get('left'), 'var', functionScope(scope), node);
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
        if (item.type === 'identifier') this.#bind(item, 'import', scope, node);
        else if (item.type === 'namespace_import') this.#bind(item.children.at(-1), 'import', scope, item);
        else if (item.type === 'named_imports') {
          for (const specifier of item.children) {
            if (
              specifier.type !== 'import_specifier' ||
              (/^type\s+[\w$'"]/.test(this.#textOf(specifier)) &&
                !/^type\s+as\b/.test(this.#textOf(specifier)))
            )
              continue;
            this.#bind(specifier.get('alias') ?? specifier.get('name'), 'import', scope, specifier);
          }
        }
      }
    }
  }

  #bind(identifier: SyntaxNode | undefined, kind: BindingKind, scope: Scope, declaration: SyntaxNode): void {
    if (!identifier) return;
    const name = this.#textOf(identifier);
    let binding = scope.bindings.get(name);
    if (!binding) {
      binding = { name, kind, scope, identifier, declaration, references: [] };
      scope.bindings.set(name, binding);
    }
    this.#resolved.set(identifier, binding);
  }

  #bindPattern(
    pattern: SyntaxNode | undefined,
    kind: BindingKind,
    scope: Scope,
    declaration: SyntaxNode,
  ): void {
    if (!pattern) return;
    switch (pattern.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        this.#bind(pattern, kind, scope, declaration);
        return;
      case 'pair_pattern':
        this.#bindPattern(pattern.get('value'), kind, scope, declaration);
        return;
      case 'assignment_pattern':
      case 'object_assignment_pattern':
        this.#bindPattern(pattern.get('left'), kind, scope, declaration);
        return;
      case 'object_pattern':
      case 'array_pattern':
      case 'rest_pattern':
        for (const child of pattern.children) this.#bindPattern(child, kind, scope, declaration);
        return;
      default:
    }
  }

  // Resolving.

  #resolveIn(node: SyntaxNode, scope: Scope): void {
    if (TYPES.has(node.type)) return;
    if (isFunction(node)) {
      this.#resolveFunction(node, scope);
      return;
    }
    switch (node.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
      case 'shorthand_property_identifier_pattern':
        this.#use(node, scope);
        return;
      case 'import_statement':
        return;
      case 'as_expression':
      case 'satisfies_expression':
      case 'type_assertion': {
        // One side is a value, the other a type.
        const value = node.type === 'type_assertion' ? node.children.at(-1) : node.children[0];
        if (value) this.#resolveIn(value, scope);
        return;
      }
      case 'class_declaration':
      case 'abstract_class_declaration':
      case 'class':
        this.#resolveClass(node, scope);
        return;
      case 'catch_clause':
        this.#resolveCatch(node, scope);
        return;
      default:
    }
    if (BLOCKS.has(node.type)) this.#resolveBlock(node, scope);
    else for (const child of node.children) this.#resolveIn(child, scope);
  }

  #resolveBlock(node: SyntaxNode, outer: Scope): void {
    const scope = this.#open(node, outer, false);
    if (node.type === 'for_in_statement' && node.get('kind')) {
      const kind = this.#textOf(node.get('kind')) as BindingKind;
      if (kind !== 'var') this.#bindPattern(node.get('left'), kind, scope, node);
    }
    const statements = node.type === 'switch_body' ? node.children.flatMap((c) => c.children) : node.children;
    for (const child of statements)
      if (child.type !== 'variable_declaration') this.#declareLexical(child, scope);
    for (const child of node.children) this.#resolveIn(child, scope);
  }

  /** In a block only let, const, functions and classes are its own; `var` was hoisted already. */
  #declareLexical(node: SyntaxNode, scope: Scope): void {
    if (DECLARATIONS.has(node.type)) this.#declare(node, scope);
  }

  #resolveFunction(node: SyntaxNode, outer: Scope): void {
    const scope = this.#open(node, outer, true);
    const name = node.get('name');
    if (name && (node.type === 'function_expression' || node.type === 'generator_function')) {
      this.#bind(name, 'function', scope, node);
    }
    if (name?.type === 'computed_property_name') this.#resolveIn(name, outer);
    const single = node.get('parameter');
    if (single) this.#bindPattern(single, 'parameter', scope, single);
    const parameters = node.get('parameters');
    for (const parameter of parameters?.children ?? []) {
      this.#bindPattern(parameter.get('pattern') ?? parameter, 'parameter', scope, parameter);
    }
    for (const parameter of parameters?.children ?? []) this.#resolveIn(parameter, scope);
    const body = node.get('body');
    if (!body) return;
    if (body.type !== 'statement_block') this.#resolveIn(body, scope);
    else if (outer === this.module || isOutermost(node)) this.#deferred.set(body, scope);
    else this.#bodyInto(body, scope);
  }

  #resolveClass(node: SyntaxNode, outer: Scope): void {
    const scope = this.#open(node, outer, false);
    const name = node.get('name');
    if (node.type === 'class') this.#bind(name, 'class', scope, node);
    for (const child of node.children) {
      if (child === name) continue;
      if (child.type === 'class_body') this.#deferred.set(child, scope);
      else this.#resolveIn(child, scope);
    }
    const body = node.get('body');
    if (body && !isOutermost(node)) this.#enterBody(body);
  }

  #resolveCatch(node: SyntaxNode, outer: Scope): void {
    const scope = this.#open(node, outer, false);
    this.#bindPattern(node.get('parameter'), 'catch', scope, node);
    const body = node.get('body');
    if (body) this.#resolveBlock(body, scope);
  }

  #use(identifier: SyntaxNode, scope: Scope): void {
    if (this.#resolved.has(identifier)) return;
    const binding = this.lookup(this.#textOf(identifier), scope);
    if (!binding) return;
    this.#resolved.set(identifier, binding);
    binding.references.push(identifier);
  }

  #open(node: SyntaxNode, parent: Scope, isFunctionScope: boolean): Scope {
    const scope: Scope = { node, parent, isFunction: isFunctionScope, bindings: new Map() };
    this.#scopes.set(node, scope);
    return scope;
  }

  #textOf(node: SyntaxNode | undefined): string {
    return node ? this.#text.slice(node.start, node.end) : '';
  }
}

const DECLARATIONS = new Set([
  'lexical_declaration',
  'function_declaration',
  'generator_function_declaration',
  'class_declaration',
  'abstract_class_declaration',
  'enum_declaration',
]);

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

function isOutermost(node: SyntaxNode): boolean {
  return !node.closest((n) => n.type === 'statement_block' || n.type === 'class_body');
}

function isInside(inner: SyntaxNode, outer: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Which declaration each identifier means; see `Scopes`. */
export const scopes = defineModel<Scopes>({
  name: 'scopes',
  build: (doc) => new Scopes(doc.model(syntax), doc.text),
});
