import type { Document, FactsView, SyntaxNode } from '../../../src/engine/index.ts';
import type { Effect } from './component.ts';
import { escapeRegExp, textOf } from './hooks.ts';
import { rootIdentifier } from './stability.ts';

/**
 * A component that is rendered as `<Profile key={userId} userId={userId} />` starts afresh for every value. Where
 * other files render it, one keyed rendering is taken as the answer to the race.
 */
export function renderedWithKey(doc: Document, effect: Effect, dep: SyntaxNode, facts: FactsView): boolean {
  const { component } = effect;
  const root = rootIdentifier(dep);
  const prop = root && textOf(doc, root);
  if (!prop || !/^[A-Z]/.test(component.name)) return false;
  const here = [...doc.text.matchAll(new RegExp(`<${component.name}\\b[^<>]*>`, 'g'))].map(
    (match) => match[0],
  );
  if (here.length > 0) return here.every((opening) => keyedProps(opening).includes(prop));
  return facts.get(`${component.name}#${prop}`).some((fact) => fact.uri !== doc.uri);
}

/** Props of an opening tag that are given the same expression as its key. */
function keyedProps(opening: string): string[] {
  const key = /\bkey=\{([^{}]*)\}/.exec(opening)?.[1]?.trim();
  if (!key) return [];
  return [...opening.matchAll(new RegExp(`\\b(\\w+)=\\{\\s*${escapeRegExp(key)}\\s*\\}`, 'g'))]
    .map((m) => m[1] as string)
    .filter((name) => name !== 'key');
}

/** `<Component … key={x} … prop={x} …>` in this file, as `Component#prop`. */
export function collectKeyed(doc: Document) {
  const facts: Record<string, true> = {};
  for (const match of doc.text.matchAll(/<([A-Z]\w*)\b[^<>]*\bkey=\{[^<>]*>/g)) {
    for (const prop of keyedProps(match[0])) facts[`${match[1]}#${prop}`] = true;
  }
  return facts;
}
