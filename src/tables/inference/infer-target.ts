import { InvalidInputError } from '../../core/errors.js';
import { isMissingText } from '../columns/missing-tokens.js';
import { spelling } from '../columns/category-text.js';
import { inferColumn } from './infer-column.js';
import type { InferredColumn } from './inferred-column.js';

/** More classes are no question that a network answers. */
const mostClasses = 30;

/** What is to be predicted: a number, or one of some classes, the most frequent first. */
export interface InferredTarget extends InferredColumn {
  kind: 'numeric' | 'categorical';
}

/**
 * What a column is as the target: numbers stay numbers, anything else of few different texts is classes.
 * @param asClasses whether numbers are codes of classes, too.
 * @throws InvalidInputError for a column that says nothing, or something else in almost every row.
 */
export function inferTarget(
  name: string,
  texts: readonly string[],
  { asClasses = false }: { asClasses?: boolean } = {},
): InferredTarget {
  const inferred = inferColumn(name, texts);
  if (inferred.kind === 'numeric' && !asClasses) {
    const { integer, decimal, thousands, missing_tokens } = inferred.keys;
    const written = Object.entries({ integer, decimal, thousands, missing_tokens });
    const keys = Object.fromEntries(written.filter(([, value]) => value !== undefined));
    const remarks = inferred.remarks.filter((remark) => !remark.includes('(missing)'));
    return { ...inferred, kind: 'numeric', keys, remarks };
  }
  const counts = new Map<string, number>();
  for (const text of texts.map(spelling)) {
    if (!isMissingText(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const categories = [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
  if (categories.length < 2 || categories.length > mostClasses) {
    throw new InvalidInputError(`The column ${name} cannot be predicted.`, {
      details: [
        {
          column: name,
          expected: `a number, or two to ${mostClasses} different texts`,
          received: `${categories.length} different texts`,
        },
      ],
      hint: 'Name another column: --target COLUMN.',
    });
  }
  return { name, kind: 'categorical', keys: {}, remarks: [], categories };
}
