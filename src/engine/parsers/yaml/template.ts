import type { YamlDocument, YamlNode } from './index.ts';

/**
 * Whether a YAML document is the input of a template engine, so that what it lacks may be filled in later and what it
 * says may be replaced: Helm and Go templates, Jinja, ytt, `${…}` of envsubst. Text that merely carries templates of
 * its own (an alert's message in a ConfigMap, a shell script in `args`) does not make one.
 */
export function isTemplated(document: YamlDocument): boolean {
  let is = known.get(document);
  if (is === undefined) {
    is = findTemplate(document);
    known.set(document, is);
  }
  return is;
}

/** Several rules ask of the same document. */
const known = new WeakMap<YamlDocument, boolean>();

function findTemplate(document: YamlDocument): boolean {
  const { text } = document;
  if (/^\s*#@/m.test(text)) return true;
  if (!text.includes('{{') && !text.includes('{%') && !text.includes('${') && !text.includes('<%'))
    return false;
  // Nothing at the beginning of a line is part of a text that the document holds, so this needs no parse.
  if (text.startsWith('{{') || text.includes('\n{{')) return true;
  // What a template engine's own lines make of the text is seldom YAML.
  if (document.isBroken) return true;
  const root = document.root;
  return root !== undefined && holdsPlaceholder(root);
}

/** Below these keys stands text for other programs: braces, dollars and `${…}` in it are theirs. */
const TEXT_KEYS = new Set([
  'data',
  'stringData',
  'binaryData',
  'annotations',
  'command',
  'args',
  'env',
  'groups',
]);

/** Whether a key or a value of a tree is to be filled in, apart from texts that programs read. */
function holdsPlaceholder(node: YamlNode): boolean {
  if (node.kind === 'scalar') {
    if (node.style === 'literal' || node.style === 'folded') return false;
    return isPlaceholder(node.text ?? '');
  }
  if (node.kind === 'sequence') return node.items().some(holdsPlaceholder);
  if (node.kind !== 'map') return false;
  return node.pairs().some(({ key, name, value }) => {
    if (isPlaceholder(key.text ?? '') || key.kind === 'map') return true;
    if (!value) return false;
    // A whole block that a template writes is a placeholder even there: `data: {{ … }}` reads as a flow mapping.
    if (TEXT_KEYS.has(name)) return value.kind === 'map' && value.style === 'flow' && holdsPlaceholder(value);
    return holdsPlaceholder(value);
  });
}

function isPlaceholder(text: string): boolean {
  return /\{\{|\{%|<%|\$\{\w/.test(text);
}
