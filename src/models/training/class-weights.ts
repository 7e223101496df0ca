import { InvalidSpecificationError, shown } from '../../core/errors.js';
import type { Examples } from '../prediction/examples.js';
import { isItemSets, type RowValues } from '../prediction/row-values.js';
import type { ClassWeights } from './training-options.js';

type Labelled = Pick<Examples<RowValues>, 'rows' | 'targets' | 'targetWidth' | 'weights'>;

/** The weight of each class by its index. */
export type ClassWeightTable = ReadonlyMap<number, number>;

/**
 * The weight of each class of the training rows. `balanced` gives n / (classes · n_class) (King & Zeng, 2001), where rows count
 * with their weights.
 * @throws InvalidSpecificationError when the targets are no single class index, or a class of the rows has no weight.
 */
export function classWeightTable(examples: Labelled, given: ClassWeights): ClassWeightTable {
  const counts = countClasses(examples);
  if (given === 'balanced') {
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return new Map(
      [...counts].map(([label, count]) => [label, count > 0 ? total / (counts.size * count) : 0]),
    );
  }
  const table = new Map(Object.entries(given).map(([label, weight]) => [Number(label), weight]));
  for (const label of counts.keys()) {
    if (!table.has(label)) throw problem(`a weight for the class ${label}`, shown(given));
  }
  return table;
}

/** Sample weights `[rows]`: the rows' own, times the weight of their class (1 for a class that the table does not know). */
export function classSampleWeights(
  { rows, targets, weights }: Labelled,
  table: ClassWeightTable,
): Float32Array {
  const labels = labelsOf(targets);
  return Float32Array.from(
    { length: rows },
    (_, row) => (weights?.[row] ?? 1) * (table.get(labels[row]) ?? 1),
  );
}

function countClasses({ rows, targets, targetWidth, weights }: Labelled): Map<number, number> {
  if (targetWidth !== 1)
    throw problem('one target per row, the index of its class', `${targetWidth} targets per row`);
  const counts = new Map<number, number>();
  const labels = labelsOf(targets);
  for (let row = 0; row < rows; row++) {
    const label = labels[row];
    if (!Number.isInteger(label)) throw problem('targets that are indices of classes', `the target ${label}`);
    counts.set(label, (counts.get(label) ?? 0) + (weights?.[row] ?? 1));
  }
  return counts;
}

function labelsOf(targets: Labelled['targets']): Float32Array {
  if (isItemSets(targets)) throw problem('one target per row, the index of its class', 'sets of items');
  return targets;
}

function problem(expected: string, received: string): InvalidSpecificationError {
  const message = `Class weights cannot be applied: expected ${expected}, received ${received}.`;
  return new InvalidSpecificationError(message, {
    details: [{ pointer: '/classWeights', expected, received }],
  });
}
