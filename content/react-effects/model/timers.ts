import { type Document, isFunction, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import type { CleanupWork } from './cleanups.ts';
import { argumentsOf, bare, calleeName, textOf } from './hooks.ts';
import { type Resource, timerName } from './resources.ts';
import { isChanging } from './stability.ts';

/**
 * Whether a timeout writes state after a delay that matters, in an effect that can run again meanwhile. A timeout that
 * a function of the component starts, which handlers call too, is not the effect's to clear.
 */
export function isLateWrite(doc: Document, work: CleanupWork, resource: Resource): boolean {
  const delay = argumentsOf(resource.node)[1];
  if (!delay || !work.trace.effect.callback?.contains(resource.node)) return false;
  const duration = constantOf(doc, bare(delay));
  if (duration.type === 'number' && Number(textOf(doc, duration).replaceAll('_', '')) < SOON) return false;
  if (!['number', 'identifier', 'member_expression', 'binary_expression'].includes(duration.type))
    return false;
  if (!isChanging(doc, work.trace.effect)) return false;
  return work.trace.actions.some((action) => action.given === resource.node && action.sets !== undefined);
}

/** Milliseconds below which a delay only lets the browser finish what it is doing. */
const SOON = 50;

/** What a name certainly stands for, or the expression itself. */
function constantOf(doc: Document, node: SyntaxNode): SyntaxNode {
  const binding = node.type === 'identifier' ? doc.model(scopes).resolve(node) : undefined;
  const value =
    binding?.kind === 'const' && binding.declaration.get('name') === binding.identifier
      ? binding.declaration.get('value')
      : undefined;
  return value ? bare(value) : node;
}

/** Whether the callback of a timer or frame asks for itself again on every way through it. */
export function isEndlessLoop(doc: Document, resource: Resource): boolean {
  const body = resource.callback?.get('body');
  const timer = resource.node.get('function') && timerName(doc, resource.node.get('function') as SyntaxNode);
  if (!body) return false;
  const statements = body.type === 'statement_block' ? body.parts : [body];
  return (
    statements.some((statement) => {
      if (
        !['expression_statement', 'call_expression', 'return_statement', 'lexical_declaration'].includes(
          statement.type,
        )
      )
        return false;
      for (const node of statement.walk((n) => n === statement || !isFunction(n))) {
        if (node.type !== 'call_expression') continue;
        if (node.closest((n) => n.type === 'ternary_expression' || n.type === 'binary_expression', statement))
          continue;
        const callee = node.get('function');
        const [again] = argumentsOf(node);
        if (
          callee &&
          again &&
          timerName(doc, callee) === timer &&
          sameFunction(doc, again, resource.callback)
        )
          return true;
      }
      return false;
    }) &&
    !statements.some(
      (statement) => statement.type === 'if_statement' && /\breturn\b/.test(textOf(doc, statement)),
    )
  );
}

function sameFunction(doc: Document, expression: SyntaxNode, fn: SyntaxNode | undefined): boolean {
  const node = bare(expression);
  const binding = node.type === 'identifier' ? doc.model(scopes).resolve(node) : undefined;
  return (
    binding !== undefined &&
    (binding.declaration === fn ||
      (binding.declaration.get('value') !== undefined &&
        bare(binding.declaration.get('value') as SyntaxNode) === fn))
  );
}

/** A loop stops by `cancelAnimationFrame`, or by anything the cleanup touches that the loop reads. */
export function stopsLoop(doc: Document, work: CleanupWork, resource: Resource): boolean {
  if (work.callsAny(/^cancelAnimationFrame$|^clear(?:Timeout|Interval)$|^cancel$/)) return true;
  if (!resource.callback) return true;
  const resolver = doc.model(scopes);
  for (const node of resource.callback.walk()) {
    const binding = node.type === 'identifier' ? resolver.resolve(node) : undefined;
    if (binding && work.mentions.has(binding) && binding.kind !== 'import') return true;
  }
  return false;
}

/** Whether a function calls one of these functions or methods, also in functions inside it. */
export function callsWithin(doc: Document, fn: SyntaxNode | undefined, names: RegExp): boolean {
  if (!fn) return false;
  for (const node of fn.walk()) {
    if (node.type === 'call_expression' && names.test(calleeName(doc, node) ?? '')) return true;
  }
  return false;
}

/** A timeout that starts itself again goes on like an interval. */
export function isPolling(doc: Document, resource: Resource): boolean {
  return resource.kind === 'timeout' && isEndlessLoop(doc, resource);
}
