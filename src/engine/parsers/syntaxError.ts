import type { Document } from '../document.ts';
import { isYaml } from '../languages.ts';
import type { Span } from '../types.ts';
import { dockerfile } from './dockerfile/index.ts';
import { hasGrammar, syntaxTree } from './treeSitter.ts';
import { yamlFile } from './yaml/index.ts';

/** The instructions of the Dockerfile reference; a build ends at any other word. */
const INSTRUCTIONS = new Set([
  ...[
    'ADD',
    'ARG',
    'CMD',
    'COPY',
    'ENTRYPOINT',
    'ENV',
    'EXPOSE',
    'FROM',
    'HEALTHCHECK',
    'LABEL',
    'MAINTAINER',
  ],
  ...['ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR'],
]);

/**
 * Where a text stops being one of its language: the first place that the parser had to skip, or where it had to
 * imagine something (an empty span); in a Dockerfile the first word that is no instruction. `undefined` where the text
 * parses, or its language has no parser here. The parser has to be loaded.
 */
export function firstSyntaxError(doc: Document): Span | undefined {
  if (isYaml(doc.languageId)) return firstYamlProblem(doc);
  if (doc.languageId === 'dockerfile') return firstDockerfileProblem(doc);
  if (!hasGrammar(doc.languageId)) return undefined;
  const { rootNode } = doc.model(syntaxTree);
  if (!rootNode.hasError) return undefined;
  let node = rootNode;
  // Downwards along the first child that is broken, as far as there is one.
  for (;;) {
    const inner = node.children.find((child) => child?.isError || child?.isMissing || child?.hasError);
    if (!inner) break;
    node = inner;
    if (node.isError || node.isMissing) break;
  }
  return { start: node.startIndex, end: node.endIndex };
}

function firstYamlProblem(doc: Document): Span | undefined {
  const { documents, unreadable } = doc.model(yamlFile);
  if (unreadable !== undefined) return { start: 0, end: 0 };
  for (const document of documents) {
    if (document.unreadable !== undefined) return { start: document.start, end: document.start };
    const problem = document.problems.find(({ code }) => code === 'syntax');
    if (problem) return problem;
  }
  return undefined;
}

function firstDockerfileProblem(doc: Document): Span | undefined {
  const { instructions, unreadable } = doc.model(dockerfile);
  if (unreadable !== undefined) return { start: 0, end: 0 };
  return instructions.find(({ keyword }) => !INSTRUCTIONS.has(keyword))?.keywordSpan;
}
