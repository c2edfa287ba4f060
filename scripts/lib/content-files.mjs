/** Content files: their text, their schemas, and faults placed in them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { root } from './paths.mjs';

/** The built-in pack. */
export const contentFolder = join(root, 'content');

/** @typedef {{ file: string, line: number, column: number, message: string }} Fault a content file's fault; lines and columns 1-based */

/**
 * `content/a/b.md:3:1: what is wrong`, with `/` on every platform.
 * @param {Fault} fault
 */
export function faultLine(fault) {
  return `${forwardSlashes(relativeTo(root, fault.file))}:${fault.line}:${fault.column}: ${fault.message}`;
}

/** @param {string} path */
export function forwardSlashes(path) {
  return path.replaceAll('\\', '/');
}

/**
 * @param {string} folder
 * @param {string} path
 */
export function relativeTo(folder, path) {
  return path.startsWith(folder) ? path.slice(folder.length + 1) : path;
}

/** @param {string} file its text with `\n` line breaks */
export function readText(file) {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
}

/** @type {Ajv2020 | undefined} */
let ajv;

/** Compiled schemas of `content/*.schema.json`. */
export function schemas() {
  if (!ajv) {
    ajv = new Ajv2020({
      allErrors: true,
      verbose: true,
      strict: true,
      strictTypes: false,
      strictRequired: false,
    });
    for (const name of ['lesson.schema.json', 'topic.schema.json']) {
      ajv.addSchema(JSON.parse(readText(join(contentFolder, name))));
    }
  }
  return ajv;
}

/**
 * @param {string} file
 * @param {Pick<import('../../src/lessons/index.ts').FrontMatter, 'data' | 'placeOf'>} front
 * @param {string} schema
 * @param {Fault[]} faults
 */
export function validate(file, front, schema, faults) {
  const check = schemas().getSchema(schema);
  if (!check) throw new Error(`There is no schema ${schema}.`);
  if (check(front.data)) return true;
  for (const error of readable(check.errors ?? [])) {
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    faults.push({ file, ...front.placeOf(path), message: schemaMessage(error) });
  }
  return false;
}

/**
 * Branches of `oneOf` complain one by one about what another branch allows; the keyword itself says enough.
 * @param {readonly import('ajv').ErrorObject[]} errors
 */
function readable(errors) {
  return errors.filter((error) => !/\/(?:oneOf\/\d+|contains)\//.test(error.schemaPath));
}

/** @param {import('ajv').ErrorObject} error */
function schemaMessage(error) {
  const where = error.instancePath.slice(1).replaceAll('/', '.') || 'the front matter';
  const params = /** @type {Record<string, any>} */ (error.params);
  if (error.keyword === 'additionalProperties')
    return `${where}: "${params['additionalProperty']}" is not known here.`;
  if (error.keyword === 'enum') return `${where} must be one of ${params['allowedValues'].join(', ')}.`;
  if (error.keyword === 'contains') return `${where} must have exactly one option with "right: true".`;
  if (error.keyword === 'pattern')
    return `${where} is ${JSON.stringify(error.data)}, which does not match ${params['pattern']}.`;
  return `${where} ${error.message}.`;
}

/**
 * @param {string} file
 * @param {string} schema
 * @param {Fault[]} faults
 * @returns {any} `undefined` when it is no JSON or not valid
 */
export function readJson(file, schema, faults) {
  const text = readText(file);
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    faults.push({
      file,
      line: 1,
      column: 1,
      message: `It is not valid JSON: ${/** @type {Error} */ (error).message}`,
    });
    return undefined;
  }
  return validate(file, { data, placeOf: () => ({ line: 1, column: 1 }) }, schema, faults) ? data : undefined;
}
