import type { Random } from '../../../src/core/random.js';
import type { Json } from './api-description.js';
import { happens, pick } from './draw.js';

/** A value that the JSON Schema allows; of what it does not say, something plain. */
export function sampleOf(schema: Json, random: Random): unknown {
  const { const: only, enum: some, examples, oneOf, anyOf } = schema;
  if (only !== undefined) return only;
  if (Array.isArray(some)) return pick(some, random);
  if (Array.isArray(examples) && happens(70, random)) return pick(examples, random);
  if (Array.isArray(oneOf)) return sampleOf(pick(oneOf as Json[], random), random);
  if (Array.isArray(anyOf))
    return sampleOf({ ...schema, anyOf: undefined, ...pick(anyOf as Json[], random) }, random);
  const { type } = schema;
  const one = Array.isArray(type) ? (pick(type, random) as unknown) : type;
  return ofType(String(one), schema, random);
}

function ofType(type: string, schema: Json, random: Random): unknown {
  if (type === 'object') return objectOf(schema, random);
  if (type === 'array') {
    const length = Number(schema.minItems ?? 0) + random.integer(3);
    return Array.from({ length }, () => sampleOf((schema.items ?? {}) as Json, random));
  }
  if (type === 'integer') return Math.round(numberOf(schema, random));
  if (type === 'number') return numberOf(schema, random);
  if (type === 'boolean') return happens(50, random);
  if (type === 'null') return null;
  return textOf(schema, random);
}

function objectOf({ properties, required }: Json, random: Random): Json {
  const needed = new Set((required ?? []) as string[]);
  const entries = Object.entries((properties ?? {}) as Record<string, Json>)
    .filter(([key]) => needed.has(key) || happens(90, random))
    .map(([key, schema]) => [key, sampleOf(schema, random)] as const);
  return Object.fromEntries(entries);
}

function numberOf(schema: Json, random: Random): number {
  const [low, high] = (schema['x-plausible-range'] ?? []) as number[];
  const least = Number(schema.minimum ?? low ?? 0);
  const most = Number(schema.maximum ?? high ?? least + 10);
  return least + Math.round(random.next() * (most - least));
}

function textOf({ format }: Json, random: Random): string {
  if (format === 'date') return '2024-12-31';
  if (format === 'date-time') return '2024-12-31T18:30:00Z';
  return pick(['a', '1', 'b'], random);
}
