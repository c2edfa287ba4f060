import { defineKind } from '../kind.ts';
import yaml from './yaml.ts';

/** JSON without comments; every such text is YAML as well, so the same parser reads it. */
export default defineKind({
  name: 'json',
  languages: [{ id: 'json', extensions: ['.json'], highlight: 'json' }],
  // JSON has no comments, so a hint cannot be silenced in the file itself.
  comments: [],
  stage: 'operation',
  parser: 'yaml',
  packages: yaml.packages ?? [],
  ...(yaml.subject && { subject: { ...yaml.subject, description: 'A place in JSON, by its path.' } }),
});
