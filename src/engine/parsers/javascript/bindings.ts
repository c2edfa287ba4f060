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
  /** All uses as a value except the declaring identifier, in source order; writes are uses too. */
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

/** Subtrees that contain only types; no value is declared or read there. */
export const TYPES = new Set([
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
