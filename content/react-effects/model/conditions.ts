import { isFunction, type SyntaxNode } from '../../../src/engine/index.ts';
import type { Action } from './trace.ts';

const BRANCHES = new Set([
  'if_statement',
  'ternary_expression',
  'switch_statement',
  'while_statement',
  'catch_clause',
]);

/** Whether something decides if an action happens at all: a test around it, or an early exit before it. */
export function isConditional(action: Action): boolean {
  return action.frames.some((frame) => isConditionalIn(frame.site, frame.fn));
}

function isConditionalIn(site: SyntaxNode, fn: SyntaxNode): boolean {
  let child: SyntaxNode = site;
  for (let at = site.parent; at && child !== fn; child = at, at = at.parent) {
    if (BRANCHES.has(at.type) && child.field !== 'condition') return true;
    if (at.type === 'binary_expression' && child.field === 'right' && isLogical(at)) return true;
    if (at.type === 'statement_block' && exitsBefore(at, child)) return true;
    if (isFunction(at) && at !== fn) return false;
  }
  return false;
}

function isLogical(node: SyntaxNode): boolean {
  const operator = node.get('operator')?.type;
  return operator === '&&' || operator === '||' || operator === '??';
}

function exitsBefore(block: SyntaxNode, child: SyntaxNode): boolean {
  return block.children.some((statement) => {
    if (statement.start >= child.start || statement.type !== 'if_statement') return false;
    for (const node of statement.walk((n) => !isFunction(n))) {
      if (node.type === 'return_statement' || node.type === 'throw_statement') return true;
    }
    return false;
  });
}
