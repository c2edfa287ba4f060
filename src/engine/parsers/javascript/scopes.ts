import { defineModel } from '../../model.ts';
import { type Binding, type BindingKind, isFunction, type Scope, TYPES } from './bindings.ts';
import { Declarations } from './declare.ts';
import { syntax } from './lift.ts';
import type { SyntaxNode } from './node.ts';

const BLOCKS = new Set([
  'statement_block',
  'for_statement',
  'for_in_statement',
  'switch_body',
  'class_static_block',
]);

/**
 * Which declaration each identifier of a file refers to. Bodies of outermost functions are resolved on first use, so a
 * file costs only as much as its components.
 */
export class Scopes {
  readonly #text: string;
  readonly #names: Declarations;
  readonly #scopes = new Map<SyntaxNode, Scope>();
  readonly #resolved = new Map<SyntaxNode, Binding>();
  readonly #entered = new Set<SyntaxNode>();
  readonly module: Scope;

  constructor(root: SyntaxNode, text: string) {
    this.#text = text;
    this.#names = new Declarations(text, this.#resolved);
    this.module = { node: root, parent: undefined, isFunction: true, bindings: new Map() };
    this.#scopes.set(root, this.module);
    for (const child of root.children) this.#names.declare(child, this.module);
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
      // Comparing offsets first avoids most walks up the tree.
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
    // Searches the deferred bodies instead of the node, because there are few and usually none. Entering a body may
    // defer the bodies inside it.
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
    for (const child of body.children) this.#names.declare(child, scope);
    for (const child of body.children) this.#resolveIn(child, scope);
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
      if (kind !== 'var') this.#names.bindPattern(node.get('left'), kind, scope, node);
    }
    const statements = node.type === 'switch_body' ? node.children.flatMap((c) => c.children) : node.children;
    for (const child of statements)
      if (child.type !== 'variable_declaration') this.#declareLexical(child, scope);
    for (const child of node.children) this.#resolveIn(child, scope);
  }

  /** A block owns only let, const, functions and classes; `var` is already hoisted. */
  #declareLexical(node: SyntaxNode, scope: Scope): void {
    if (DECLARATIONS.has(node.type)) this.#names.declare(node, scope);
  }

  #resolveFunction(node: SyntaxNode, outer: Scope): void {
    const scope = this.#open(node, outer, true);
    const name = node.get('name');
    if (name && (node.type === 'function_expression' || node.type === 'generator_function')) {
      this.#names.bind(name, 'function', scope, node);
    }
    if (name?.type === 'computed_property_name') this.#resolveIn(name, outer);
    const single = node.get('parameter');
    if (single) this.#names.bindPattern(single, 'parameter', scope, single);
    const parameters = node.get('parameters');
    for (const parameter of parameters?.children ?? []) {
      this.#names.bindPattern(parameter.get('pattern') ?? parameter, 'parameter', scope, parameter);
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
    if (node.type === 'class') this.#names.bind(name, 'class', scope, node);
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
    this.#names.bindPattern(node.get('parameter'), 'catch', scope, node);
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

function isOutermost(node: SyntaxNode): boolean {
  return !node.closest((n) => n.type === 'statement_block' || n.type === 'class_body');
}

function isInside(inner: SyntaxNode, outer: SyntaxNode): boolean {
  for (let at: SyntaxNode | null = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Which declaration each identifier refers to; see `Scopes`. */
export const scopes = defineModel<Scopes>({
  name: 'scopes',
  build: (doc) => new Scopes(doc.model(syntax), doc.text),
});
