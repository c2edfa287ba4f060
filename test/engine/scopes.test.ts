import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Document, type SyntaxNode, scopes, syntax } from '../../src/engine/index.ts';
import { tsx } from './lib/engine.ts';

/** The identifier that stands at the n-th `«name»` mark; the marks are taken out of the text. */
function marked(source: string): { doc: Document; at: SyntaxNode[] } {
  const places: { start: number; end: number }[] = [];
  let text = '';
  for (const part of source.split(/(«\w+»)/)) {
    const name = /^«(\w+)»$/.exec(part)?.[1];
    if (name) places.push({ start: text.length, end: text.length + name.length });
    text += name ?? part;
  }
  const doc = tsx(text);
  const root = doc.model(syntax);
  return { doc, at: places.map((place) => root.at(place)) };
}

/** Asserts that the first mark declares what all others use. */
function same(source: string): void {
  const { doc, at } = marked(source);
  const resolver = doc.model(scopes);
  const [first, ...others] = at;
  assert.ok(first && others.length > 0);
  const binding = resolver.resolve(first);
  assert.ok(binding, 'the first mark is bound');
  assert.equal(doc.slice(binding.identifier), doc.slice(first));
  assert.equal(binding.identifier.start, first.start, 'the first mark is the declaration');
  for (const use of others) {
    assert.equal(
      resolver.resolve(use)?.identifier.start,
      binding.identifier.start,
      `the use at ${use.start}`,
    );
  }
}

/** Asserts that the two marks mean different bindings, or none. */
function different(source: string): void {
  const { doc, at } = marked(source);
  const resolver = doc.model(scopes);
  assert.equal(at.length, 2);
  const [a, b] = at.map((node) => resolver.resolve(node));
  assert.notEqual(a, b);
}

test('a const and its use', () => {
  same('const «a» = 1; f(«a»);');
});

/** Asserts that the last mark means nothing that the file declares. */
function unbound(source: string): void {
  const { doc, at } = marked(source);
  assert.equal(doc.model(scopes).resolve(at.at(-1) as SyntaxNode), undefined);
}

test('functions and var are hoisted', () => {
  const { doc, at } = marked('function f() { use(«a», «g»); if (x) { var «a» = 1; } function «g»() {} }');
  const resolver = doc.model(scopes);
  assert.equal(resolver.resolve(at[0] as SyntaxNode)?.kind, 'var');
  assert.equal(resolver.resolve(at[1] as SyntaxNode)?.kind, 'function');
  assert.equal(resolver.resolve(at[0] as SyntaxNode), resolver.resolve(at[2] as SyntaxNode));
  assert.equal(resolver.resolve(at[1] as SyntaxNode), resolver.resolve(at[3] as SyntaxNode));
});

test('a block’s let shadows the outer one', () => {
  different('function f() { let «a» = 1; { let a = 2; use(«a»); } }');
  same('function f() { let «a» = 1; { let b = 2; use(«a», b); } }');
});

test('a parameter shadows a module name, and the module name is used elsewhere', () => {
  different('const «user» = 1; function f(user) { return «user»; }');
  same('const «user» = 1; function f(other) { return «user»; }');
});

test('destructuring with defaults, renames and rest', () => {
  same('function f({ «a» = 1, b: c = 2, ...rest }) { return «a» + c + rest.x; }');
  same('function f({ a = 1, b: «c» = 2, ...rest }) { return a + «c»; }');
  same('function f({ a, ...«rest» }) { return «rest».x; }');
  same('const [first, , «third» = first] = list; use(«third»);');
});

test('a default value reads the parameters before it', () => {
  same('function f(«a», b = «a») { return b; }');
});

test('catch binds its parameter only inside', () => {
  same('try { x(); } catch («error») { log(«error»); }');
  different('const «error» = 1; try { x(); } catch (error) { log(«error»); }');
  different('try { x(); } catch («error») { } log(«error»);');
});

test('classes: name, methods and this', () => {
  same('class «Cache» { get() { return new «Cache»(); } } new «Cache»();');
  different('function «get»() {} class A { get() { } run() { this.«get»(); } }');
});

test('a property name is no use', () => {
  different('const «name» = 1; f(user.«name»);');
  different('const «name» = 1; f({ «name»: 2 });');
  same('const «name» = 1; f({ «name» });');
});

test('JSX: tags and expressions are uses, attributes and host tags are not', () => {
  same('function «Card»() {} export function A() { return <«Card» title={1} />; }');
  same('export function A({ «user» }) { return <p title={«user».name}>{«user».age}</p>; }');
  different('export function A({ «title» }) { return <p «title»="x" />; }');
});

test('imports of values bind, imports of types do not', () => {
  same("import «React», { useState as use } from 'react'; «React».x;");
  same("import { useState as «use» } from 'react'; «use»();");
  same("import * as «all» from 'x'; «all».y;");
  unbound("import type { «User» } from './user'; f(«User»);");
  unbound("import { type «User», other } from './user'; f(«User»);");
});

test('types are not uses', () => {
  const { doc, at } = marked(
    'const «user» = 1; function f(a: typeof user, b: { user: string }): user is string { return «user» as user; }',
  );
  const resolver = doc.model(scopes);
  resolver.enter(doc.model(syntax));
  assert.equal(resolver.resolve(at[0] as SyntaxNode)?.references.length, 1);
});

test('loops bind their variable for the body only', () => {
  same('for (const «item» of list) { use(«item»); }');
  same('for (let «i» = 0; «i» < 3; «i»++) { use(«i»); }');
  different('for (const «item» of list) { } use(«item»);');
});

test('arrow functions with one bare parameter', () => {
  same('list.map(«item» => «item».id);');
});

test('a named function expression is known to itself only', () => {
  same('const f = function «loop»() { return «loop»(); };');
  different('const f = function «loop»() { }; «loop»();');
});

test('references are complete once a function was entered, and in source order', () => {
  const { doc, at } = marked('function A() { const «x» = 1; f(x); return () => { g(x); if (x) { x; } }; }');
  const resolver = doc.model(scopes);
  const binding = resolver.resolve(at[0] as SyntaxNode);
  const starts = binding?.references.map((reference) => reference.start) ?? [];
  assert.equal(starts.length, 4);
  assert.deepEqual(
    [...starts].sort((a, b) => a - b),
    starts,
  );
});

test('broken text resolves what it can and does not throw', () => {
  same('function A({ «user» }) { return <p>{«user».name}</p>; }\nconst x = (');
  same('const «a» = 1;\nf(«a»);\nfunction B( {');
  const source = 'export function A({ user }) { const [x, setX] = useState(; useEffect(() => { setX(user.';
  for (let cut = 0; cut < source.length; cut++) {
    const doc = tsx(source.slice(0, cut));
    const resolver = doc.model(scopes);
    for (const node of doc.model(syntax).walk()) if (node.type === 'identifier') resolver.resolve(node);
    doc.dispose();
  }
});
