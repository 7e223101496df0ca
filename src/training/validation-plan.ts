import type { Table } from '../data/table.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { LookAhead } from '../tasks/framing.js';
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
  labels?: Int32Array;
  lookAhead?: LookAhead;
  seed: number;
}

/** Divide the rows to learn from into learning and stopping parts, as the scenario's `split.validation` says. */
export function validationPlan({ spec: { split }, ...rows }: PlanRequest): ValidationPlan {
  const request = { split, ...rows };
  const { validation } = split;
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
