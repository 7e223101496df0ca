import { z, type ZodType } from 'zod';

/** What a guide must tell about one key. */
export interface KeyFacts {
  /** Defaults that are a number, a text, a boolean or null. */
  defaults: Set<string>;
  /** The words that it may be. */
  words: Set<string>;
}

interface Node {
  properties?: Record<string, Node>;
  items?: Node | boolean;
  anyOf?: Node[];
  oneOf?: Node[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
}

/**
 * Every key that a schema knows, written `columns[].missing.fill`, with what must be told about it. A key that only holds further
 * keys is not named itself; a text in two languages is one key.
 */
export function schemaKeys(schema: ZodType, prefix = ''): Map<string, KeyFacts> {
  const keys = new Map<string, KeyFacts>();
  visit(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Node, prefix, keys);
  return keys;
}

function visit(node: Node, path: string, keys: Map<string, KeyFacts>): void {
  addDefaults(node.default, path, keys);
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives) {
    for (const alternative of alternatives) visit(alternative, path, keys);
    return;
  }
  const { properties, items } = node;
  if (properties && !('en' in properties && 'zh' in properties)) {
    for (const [name, inner] of Object.entries(properties)) {
      visit(inner, path === '' ? name : `${path}.${name}`, keys);
    }
  } else if (typeof items === 'object' && items.properties && !('en' in items.properties)) {
    visit(items, `${path}[]`, keys);
  } else if (typeof items === 'object' && (items.oneOf ?? items.anyOf)) {
    visit(items, `${path}[]`, keys);
  } else {
    const facts = factsOf(path, keys);
    const words = node.enum ?? (node.const === undefined ? [] : [node.const]);
    for (const word of words) facts.words.add(String(word));
  }
}

function addDefaults(value: unknown, path: string, keys: Map<string, KeyFacts>): void {
  if (Array.isArray(value) || value === undefined) return;
  if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) addDefaults(inner, `${path}.${name}`, keys);
  } else factsOf(path, keys).defaults.add(JSON.stringify(value).replace(/^"(.*)"$/u, '$1'));
}

function factsOf(path: string, keys: Map<string, KeyFacts>): KeyFacts {
  const facts = keys.get(path) ?? { defaults: new Set(), words: new Set() };
  keys.set(path, facts);
  return facts;
}
