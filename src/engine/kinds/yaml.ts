import { MANIFEST_ANNOTATIONS, SCANNERS } from '../ignoreComments.ts';
import { defineKind } from '../kind.ts';

/** Keys from the root of an object, separated by dots. */
const path = { $ref: '#/$defs/path' };

/** YAML, whatever it is for. */
export default defineKind({
  name: 'yaml',
  languages: [
    // It comes before plain YAML, because a file name says more than an extension.
    {
      id: 'dockercompose',
      extensions: [],
      pattern: /^(?:docker-?)?compose(?:[.-].*)?\.ya?ml$|docker-?compose.*\.ya?ml$/i,
      highlight: 'yaml',
    },
    {
      id: 'yaml',
      // Identifiers of the extensions for GitHub Actions, Ansible and Helm, which take over plain YAML files.
      aliases: ['github-actions-workflow', 'ansible', 'helm'],
      extensions: ['.yaml', '.yml'],
      highlight: 'yaml',
      fences: ['yml'],
    },
  ],
  comments: [['#']],
  stage: { dockercompose: 'packaging', yaml: 'operation' },
  parser: 'yaml',
  pictures: ['path', 'container'],
  packages: [
    // The library's build for Node reads the environment for every token, which takes as long as all its other work.
    { name: 'yaml', file: 'browser/index.js' },
  ],
  ignoreComments: [...SCANNERS, ...MANIFEST_ANNOTATIONS],
  subject: {
    type: 'object',
    additionalProperties: false,
    properties: {
      kind: {
        $ref: '#/$defs/words',
        description: 'Kinds of Kubernetes objects; any document where it is not given.',
      },
      path: {
        ...path,
        description: "Keys from the object's root, parted by dots; * stands for any key and for every item.",
      },
      value: {
        description: 'The value has to be this one, or one of these.',
        oneOf: [
          { type: ['string', 'number', 'boolean'] },
          { type: 'array', minItems: 1, items: { type: ['string', 'number', 'boolean'] } },
        ],
      },
      names: {
        type: 'object',
        propertyNames: { pattern: '^[A-Za-z]\\w*$' },
        additionalProperties: path,
        description: 'Placeholders of the lesson, each with the path of a value; * is what it is in path.',
      },
    },
    description: 'A place in YAML: a kind of object, a path in it, or both.',
  },
});
