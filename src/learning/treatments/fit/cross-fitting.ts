import type { Table } from '../../../tables/table.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { requireArms } from '../load/treated-rows.js';
import { armSplit } from '../split.js';
import { foldsOfTable } from '../../rows/split/row-splits.js';
import type { MemberRows, ValidationPlan } from '../../rows/split/validation-plan.js';

/** Folds over the rows to learn from: each member learns without one of them, and says what is said of its rows. */
export interface CrossFitting extends ValidationPlan {
  /** The member of each row that did not learn from it. */
  foldOf: Int32Array;
}

/** From so many rows on fewer members are enough. */
const manyRows = 5000;

/**
 * Folds with both arms in each, as many as `split.validation` says or else by the number of rows.
 * @throws InvalidInputError where too few rows of an arm are left beside a fold, as whole groups or spans of time can have it.
 */
export function crossFitting(
  spec: Pick<ScenarioSpec, 'split' | 'columns'>,
  { table, treated, seed }: { table: Table; treated: Uint8Array; seed: number },
): CrossFitting {
  const { columns, split } = spec;
  const { validation } = split;
  const usual = table.rows < manyRows ? 5 : 3;
  const folds = validation && 'folds' in validation ? validation.folds : usual;
  const parts = foldsOfTable({ split: armSplit(spec), table, columns, labels: [...treated], seed }, folds);
  const foldOf = new Int32Array(table.rows);
  const members = parts.map(({ training, test }, fold): MemberRows => {
    for (const row of test) foldOf[row] = fold;
    const learnt = Uint8Array.from(training, (row) => treated[row]);
    requireArms(spec, learnt, `rows to learn from without fold ${fold + 1} of ${folds}`);
    return { training, validation: test };
  });
  return { members, foldOf, preparationRows: Int32Array.from(foldOf.keys()) };
}
