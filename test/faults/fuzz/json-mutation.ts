import type { Random } from '../../../src/core/random.js';
import { happens, pick, spliced } from './draw.js';
import { RawJson, oddJson, oddText, plainObject } from './odd-values.js';

/** So deep that a function that calls itself for each level runs out of stack. */
const deep = 50_000;

const oddKeys = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'then',
  '',
  '\0',
  '0',
  '$ref',
  'length',
];

const brackets: readonly (readonly [open: string, close: string])[] = [
  ['[', ']'],
  ['{"a":', '}'],
];

/** A copy of a JSON value with one thing changed in some place of it. */
export function mutatedJson(value: unknown, random: Random): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0 || happens(30, random)) return mutatedArray(value, random);
    const at = random.integer(value.length);
    return spliced(value, at, 1, mutatedJson(value[at], random));
  }
  if (typeof value === 'object' && value !== null && !(value instanceof RawJson)) {
    const entries = Object.entries(value as Record<string, unknown>);
    if (entries.length === 0 || happens(30, random)) return mutatedObject(entries, random);
    const at = random.integer(entries.length);
    const [key, one] = entries[at];
    return plainObject(spliced(entries, at, 1, [key, mutatedJson(one, random)] as const));
  }
  return mutatedLeaf(value, random);
}

function mutatedLeaf(value: unknown, random: Random): unknown {
  const kind = random.integer(10);
  if (kind === 0) return [value];
  if (kind === 1) return { value };
  if (kind === 2) return String(value);
  if (kind === 3) return nested(random);
  return oddJson(random);
}

function mutatedArray(values: readonly unknown[], random: Random): unknown {
  const kind = random.integer(6);
  if (kind === 0) return [];
  if (kind === 1) return [...values, oddJson(random)];
  if (kind === 2) return values[0] ?? null;
  if (kind === 3) return Array.from({ length: 300 }, () => values[0] ?? null);
  if (kind === 4) return [[...values]];
  return oddJson(random);
}

type Entry = readonly [string, unknown];

function mutatedObject(entries: readonly Entry[], random: Random): unknown {
  const kind = random.integer(8);
  const at = random.integer(Math.max(1, entries.length));
  if (kind === 0) return plainObject(spliced(entries, at, 1));
  if (kind === 1) return plainObject([...entries, [oddText(random), oddJson(random)]]);
  if (kind <= 3) return plainObject([...entries, [pick(oddKeys, random), oddJson(random)]]);
  if (kind === 4) return plainObject(entries.map(([key, value]) => [`${key} `, value]));
  if (kind === 5) return Array.from(entries, ([, value]) => value);
  if (kind === 6) return plainObject([...entries, ...manyEntries(random)]);
  return oddJson(random);
}

function manyEntries(random: Random): Entry[] {
  return Array.from({ length: 1 + random.integer(200) }, (_, i) => [`extra_${i}`, i]);
}

function nested(random: Random): RawJson {
  const depth = happens(30, random) ? deep : 1 + random.integer(500);
  const [open, close] = pick(brackets, random);
  return new RawJson(`${open.repeat(depth)}1${close.repeat(depth)}`);
}
