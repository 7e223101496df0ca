import { InvalidInputError } from '../../../core/errors.js';
import type { LookAhead } from '../examples/examples.js';

/** How many rows each part of a division has. */
interface PartSizes {
  /** To learn from. */
  learning: number;
  /** To stop the training by. */
  validation?: number;
  /** For the report. */
  'held out'?: number;
}

/**
 * A training needs rows in every part.
 * @param lookAhead of targets that lie after their rows.
 * @throws InvalidInputError naming the parts that have none.
 */
export function requireRows(parts: PartSizes, lookAhead?: Pick<LookAhead, 'steps'>): void {
  const sizes = Object.entries(parts) as [string, number][];
  const empty = sizes.filter(([, rows]) => rows === 0).map(([name]) => name);
  if (empty.length === 0) return;
  const counted = sizes.map(([name, rows]) => `${name} ${rows}`).join(', ');
  const needed = lookAhead?.steps === undefined ? 1 : lookAhead.steps + 1;
  throw new InvalidInputError(`No row is left for ${empty.join(' and ')}.`, {
    details: empty.map((name) => ({
      expected:
        needed === 1
          ? `at least one row in the part "${name}"`
          : `at least ${needed} steps of a series in the part "${name}", so that the value of the furthest horizon lies in it, too`,
      received: `rows that teach: ${counted}`,
    })),
    hint: 'Give more rows, or larger parts (split.test, split.validation); rows whose outcome is not known belong to no part.',
    withoutData: true,
  });
}
