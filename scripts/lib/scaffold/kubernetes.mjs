/** A rule for the objects of Kubernetes manifests: a made-up annotation. */

/** @param {string} rule */
const markerOf = (rule) => `example.com/${rule}`;

/** @type {import('./languages.mjs').Template} */
export const kubernetes = {
  id: 'kubernetes',
  languages: ['yaml'],
  imports: /\/manifests\//,
  fence: 'yaml',
  rule: (rule) => `import { defineRule } from '../../../src/engine/index.ts';
import { manifestObjects } from '../../../src/domains/manifests/index.ts';
import { removeAt } from '../../../src/engine/parsers/yaml/index.ts';

// TODO: a made-up annotation, so that no real manifest is found. What the rule looks for takes its place.
const MARKER = '${markerOf(rule)}';

export default defineRule({
  title: 'TODO: Annotation that no controller reads',
  languages: ['yaml'],
  severity: 'information',
  fix: 'suggested',
  looksFor: [MARKER],
  messages: {
    found: 'TODO: \`{annotation}\` of {kind} \`{object}\` is read by no controller: the line can be left out.',
  },
  steps: {
    found: [
      { text: 'TODO: The API server stores {kind} \`{object}\` with \`{annotation}\`.', at: 'hint' },
      'TODO: Each controller reads the annotations that it knows, and this one is not among them.',
      'TODO: What runs in the cluster is the same as without the line.',
    ],
  },
  *check(doc) {
    for (const { kind, name, node, templated, broken } of doc.model(manifestObjects)) {
      // What a template fills in, or what could not be read to its end, may say something else.
      if (templated || broken) continue;
      const pair = node.get('metadata', 'annotations')?.own(MARKER);
      if (!pair) continue;
      // An edit that cannot be made with certainty is refused; the hint then has no fix.
      const { edits, refused } = removeAt(node, ['metadata', 'annotations', MARKER], { prune: true });
      yield {
        at: pair.key,
        message: 'found',
        names: { annotation: MARKER, kind, object: name },
        fixes:
          refused === undefined ? [{ title: 'TODO: Remove the annotation', kind: 'suggested', edits }] : [],
      };
    }
  },
});
`,
  bad: (rule) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  annotations:
    ${markerOf(rule)}: "yes"
data:
  colour: blue
`,
  good: () => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  colour: blue
`,
  more: {
    title: 'the other annotations stay',
    bad: (rule) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  annotations:
    ${markerOf(rule)}: "yes"
    example.com/owner: shop
`,
    good: () => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  annotations:
    example.com/owner: shop
`,
  },
  silent: {
    title: 'it is a label, and no annotation',
    code: (rule) => `apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  labels:
    ${markerOf(rule)}: "yes"
`,
  },
  files: [
    '**/kustomization.{yaml,yml}',
    '**/{k8s,kube,kubernetes,manifests,deploy,deployment,deployments,charts,helm}/**/*.{yaml,yml}',
  ],
  globs: /kustomization|k8s|kubernetes|helm/,
  icon: 'globe',
};
