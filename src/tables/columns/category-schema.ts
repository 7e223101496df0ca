import type { JsonSchema } from './column-kind.js';
import type { Category } from './column-base.js';

/** JSON Schema of a field that takes a category: the enumeration lists the codes, the labels stand beside it. */
export function categorySchema(categories: readonly Category[] | undefined, nullable: boolean): JsonSchema {
  const type = nullable ? ['string', 'null'] : 'string';
  if (!categories || categories.length === 0) return { type, examples: ['a'] };
  const codes: (string | null)[] = categories.map(({ code }) => code);
  return {
    type,
    enum: nullable ? [...codes, null] : codes,
    $comment: 'The English or Chinese label of a category is accepted in place of its code.',
    'x-labels': Object.fromEntries(categories.map(({ code, label }) => [code, label])),
    examples: [codes[0]],
  };
}
