// The types of the browser app's client, web/src/api/types.ts, from docs/openapi.json: the shapes that every scenario shares.
//   node scripts/api-types.mjs            write them
//   node scripts/api-types.mjs --check    exit with 1 when the file is not up to date
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * What of JSON Schema (2020-12) the description of the API uses for types.
 * @typedef {{ $ref?: string, const?: unknown, enum?: unknown[], anyOf?: Schema[], oneOf?: Schema[], type?: string | string[],
 *   properties?: Record<string, Schema>, required?: string[], additionalProperties?: boolean | Schema, propertyNames?: Schema,
 *   items?: boolean | Schema, prefixItems?: Schema[], description?: string }} Schema
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'web', 'src', 'api', 'types.ts');

/** @type {Record<string, string>} */
const plain = { string: 'string', number: 'number', integer: 'number', boolean: 'boolean', null: 'null' };

/**
 * TypeScript of the named shapes; those of one scenario's rows, whose names have a dot, are left out.
 * @param {Record<string, Schema>} schemas
 */
export function apiTypes(schemas) {
  const shared = Object.entries(schemas).filter(([name]) => !name.includes('.'));
  const types = shared.map(([name, schema]) => `export type ${name} = ${typeOf(schema)};\n`);
  return `// Written by scripts/api-types.mjs from docs/openapi.json.\n\n${types.join('\n')}`;
}

/**
 * @param {Schema} schema
 * @returns {string}
 */
function typeOf(schema) {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? 'unknown';
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => JSON.stringify(value)));
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return union(options.map(typeOf));
  const names = [schema.type ?? []].flat();
  return names.length === 0 ? 'unknown' : union(names.map((name) => typeOfName(name, schema)));
}

/**
 * @param {string} name
 * @param {Schema} schema
 */
function typeOfName(name, schema) {
  if (name === 'object') return objectType(schema);
  if (name !== 'array') return plain[name];
  if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`;
  return `${typeof schema.items === 'object' ? `(${typeOf(schema.items)})` : 'unknown'}[]`;
}

/** @param {Schema} schema */
function objectType({ properties, required = [], additionalProperties, propertyNames }) {
  if (!properties) {
    const value = typeof additionalProperties === 'object' ? typeOf(additionalProperties) : 'unknown';
    return propertyNames?.enum ? `{ [key: string]: ${value} | undefined }` : `{ [key: string]: ${value} }`;
  }
  const fields = Object.entries(properties).map(([name, schema]) => {
    const note = schema.description === undefined ? '' : `/** ${schema.description} */ `;
    return `${note}${JSON.stringify(name)}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};`;
  });
  return `{ ${fields.join('\n')} }`;
}

/** @param {string[]} options */
function union(options) {
  return [...new Set(options)].join(' | ') || 'never';
}

async function main() {
  const { check = false } = parseArgs({ options: { check: { type: 'boolean' } } }).values;
  /** @type {unknown} */
  const document = JSON.parse(readFileSync(join(root, 'docs', 'openapi.json'), 'utf8'));
  const { components } = /** @type {{ components: { schemas: Record<string, Schema> } }} */ (document);
  const { format, resolveConfig } = await import('prettier');
  const settings = { ...(await resolveConfig(target)), filepath: target };
  const fresh = await format(apiTypes(components.schemas), settings);
  if (existsSync(target) && readFileSync(target, 'utf8') === fresh) {
    console.log('web/src/api/types.ts is up to date.');
  } else if (check) {
    console.error('Not up to date: web/src/api/types.ts. Run: node scripts/api-types.mjs');
    process.exitCode = 1;
  } else {
    writeFileSync(target, fresh);
    console.log('Written: web/src/api/types.ts');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
