import type { Table } from '../../../tables/table.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { LookAhead } from '../examples/examples.js';
import type { RowLabel } from '../../../tables/splits/split-rows.js';
import { foldsOfTable, splitTable } from './row-splits.js';

/** Rows (positions in the rows to learn from) that one member learns from, and those that stop it. */
export interface MemberRows {
  training: Int32Array;
  validation: Int32Array;
}

export interface ValidationPlan {
  members: MemberRows[];
  /** Rows that the preparation is fitted on: with one member its training rows; with folds all, as each row trains a member. */
  preparationRows: Int32Array;
}

interface PlanRequest {
  spec: ScenarioSpec;
  /** The rows to learn from. */
  table: Table;
  labels?: readonly RowLabel[];
  lookAhead?: LookAhead;
  seed: number;
}

/**
 * Divide the rows to learn from into learning and stopping parts, as the scenario's `split.validation` says, or else by their number:
 * the fewer, the more members learn from them.
 */
export function validationPlan({ spec: { split, columns }, ...rows }: PlanRequest): ValidationPlan {
  const request = { split, columns, ...rows };
  const validation = split.validation ?? usualValidation(request);
  if ('folds' in validation) {
    const members = foldsOfTable(request, validation.folds).map(({ training, test }) => ({
      training,
      validation: test,
    }));
    return { members, preparationRows: Int32Array.from({ length: rows.table.rows }, (_, i) => i) };
  }
  const { training, validation: held } = splitTable(request, { validation: validation.fraction, test: 0 });
  return { members: [{ training, validation: held }], preparationRows: training };
}

/** From so many rows on three members are enough, and from so many one. */
const manyRows = 5000;
const veryManyRows = 20_000;

function usualValidation({
  split: { method },
  table: { rows },
}: Pick<PlanRequest, 'table'> & { split: ScenarioSpec['split'] }): { folds: number } | { fraction: number } {
  // What comes after is what the question is about; folds of a time also learn from later rows than they predict.
  if (method === 'time') return { fraction: 0.2 };
  if (rows >= veryManyRows) return { fraction: 0.15 };
  return { folds: rows < manyRows ? 4 : 3 };
}
