import { type Document, isFunction, type SyntaxNode, scopes } from '../../../src/engine/index.ts';
import type { Component, Effect } from './component.ts';
import { bare } from './hooks.ts';
import { isFresh } from './identity.ts';
import { changingDeps, isChanging, isOfRender, rootIdentifier, short } from './stability.ts';

/** Words and places that the steps of several rules need. */

interface StepWords {
  readonly words: { readonly owner: string; readonly Owner: string; readonly again: string | undefined };
  readonly places: { readonly again?: SyntaxNode };
}

/** Whose effect it is, as `owner` within a sentence and `Owner` at its begin. */
export function ownerWords({ name, isHook }: Component): { owner: string; Owner: string } {
  if (!name) return { owner: 'the component', Owner: 'The component' };
  if (isHook)
    return { owner: `the component that uses \`${name}\``, Owner: `The component that uses \`${name}\`` };
  return { owner: `\`${name}\``, Owner: `\`${name}\`` };
}

/**
 * What makes an effect run again while its component stays, as the begin of a sentence (`again`) and its place; nothing
 * where it runs only once.
 */
export function againOf(doc: Document, effect: Effect): StepWords {
  const { owner, Owner } = ownerWords(effect.component);
  const words = (again: string | undefined) => ({ owner, Owner, again });
  if (effect.depsKind === 'every-render')
    return { words: words(`${Owner} renders again`), places: { again: effect.callee } };
  if (!isChanging(doc, effect)) return { words: words(undefined), places: {} };
  const [dep] = changingDeps(doc, effect);
  return dep
    ? { words: words(`\`${short(doc, dep)}\` changes`), places: { again: dep } }
    : { words: words('Its dependencies change'), places: { again: effect.callee } };
}

/**
 * How a second run of an effect stands to what the first one left open. `apart` names the changing dependency where the
 * second run opens it for another target: then the two never meet. `more` is set where the second run adds another one
 * to the same: always, or for a listener only with another function.
 * @param about what it is opened on and with: target, address, observed element
 * @param handler the listener's function, where the same one would not be added twice
 */
export function secondRun(
  doc: Document,
  effect: Effect,
  about: readonly (SyntaxNode | undefined)[],
  handler?: SyntaxNode,
): { apart: string | undefined; more: string | undefined } {
  const [dep] = changingDeps(doc, effect);
  const root = dep && rootIdentifier(bare(dep));
  const binding = root && doc.model(scopes).resolve(root);
  const reads = (node: SyntaxNode | undefined) =>
    node !== undefined &&
    binding !== undefined &&
    [...node.walk((n) => !isFunction(n))].some(
      (each) => each.type === 'identifier' && doc.model(scopes).resolve(each) === binding,
    );
  if (dep && about.some(reads)) return { apart: short(doc, dep), more: undefined };
  const isMore =
    !handler || isFresh(doc, handler) || isNewEachRun(doc, effect, handler) || reads(bare(handler));
  return { apart: undefined, more: isMore ? 'more' : undefined };
}

/** Whether every run of an effect hands over another function, so that adding it again adds a second one. */
function isNewEachRun(doc: Document, effect: Effect, handler: SyntaxNode | undefined): boolean {
  const node = handler && bare(handler);
  if (!node) return false;
  if (isFunction(node)) return true;
  if (node.type !== 'identifier') return false;
  const binding = doc.model(scopes).resolve(node);
  if (!binding) return false;
  if (effect.callback?.contains(binding.identifier)) return true;
  const value = binding.declaration.get('value');
  return (
    isOfRender(effect.component, binding) &&
    (binding.kind === 'function' || (value !== undefined && isFunction(bare(value))))
  );
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
