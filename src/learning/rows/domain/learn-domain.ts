import { InvalidInputError } from '../../../core/errors.js';
import { calibratedDistance } from '../../../explanation/applicability/calibrated-distance.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { FeatureMatrix } from '../../../tables/preparation/preparation.js';
import type { Table } from '../../../tables/table.js';
import { foldsOfTable } from '../split/row-splits.js';
import { domainText } from './domain-file.js';

/** The measure grows with the square of the features, and of very many it would be mostly noise. */
const mostFeatures = 256;

const foldCount = 5;

/**
 * How far rows that were learnt from usually lie from the references, as the file of a version; undefined where they are too few to say or have too many
 * features.
 * @param table the rows, whose features `matrix` has.
 * @param references positions of rows of the table.
 */
export function learnDomain(
  { split, columns }: Pick<ScenarioSpec, 'split' | 'columns'>,
  { table, matrix, seed }: { table: Table; matrix: FeatureMatrix; seed: number },
  references: Int32Array,
): string | undefined {
  if (matrix.width === 0 || matrix.width > mostFeatures) return undefined;
  const folds = foldsOf({ split, columns, table, seed });
  const found = folds && calibratedDistance(matrix, references, folds);
  return found && domainText(found);
}

/** Rows that belong together are in one fold; undefined where there are fewer such groups, or rows, than folds. */
function foldsOf(rows: Parameters<typeof foldsOfTable>[0]): Int32Array[] | undefined {
  try {
    return foldsOfTable(rows, foldCount).map(({ test }) => test);
  } catch (error) {
    if (error instanceof InvalidInputError) return undefined;
    throw error;
  }
}
