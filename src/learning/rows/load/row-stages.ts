import { NotFoundError } from '../../../core/errors.js';
import { asKnownAt, stagesOfRows, type Stage } from '../../../tables/preparation/stages.js';
import { rowMask } from '../../../tables/splits/row-mask.js';
import { Table } from '../../../tables/table.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { scenarioDerivation } from './derived-columns.js';
import type { TrainingData } from './training-data.js';
import type { ValidationPlan } from '../split/validation-plan.js';

/** Rows to learn from, each once for every stage that it can be asked at. */
export interface StagedRows {
  table: Table;
  /** For each row of the table, the row that it is a copy of. */
  origins: Int32Array;
  /** False where there are no stages: the rows are themselves. */
  copied: boolean;
}

/** The stage of a name. @throws NotFoundError naming the stages that there are. */
export function stageNamed({ spec }: Scenario, name: string): Stage {
  const stage = spec.stages.find((one) => one.name === name);
  if (stage) return stage;
  const known = spec.stages.map((one) => one.name).join(', ') || 'no stages';
  throw new NotFoundError(`${spec.id} has no stage ${name}.`, {
    details: [{ expected: `one of ${known}`, received: name }],
  });
}

/** The declared columns as they were known at the stage, and what is derived from them. */
export function tableAt({ spec }: Scenario, table: Table, stage: Stage): Table {
  const declared = table.select(spec.columns.map(({ name }) => name));
  return scenarioDerivation(spec).learn(asKnownAt(declared, stage));
}

/** The same rows as they were known at the stage. */
export function dataAt(scenario: Scenario, data: TrainingData, stage?: Stage): TrainingData {
  return stage ? { ...data, table: tableAt(scenario, data.table, stage) } : data;
}

/** A copy of each row for every stage up to its own; without stages the rows themselves. */
export function stagedRows(scenario: Scenario, table: Table): StagedRows {
  const { stages } = scenario.spec;
  const all = Int32Array.from({ length: table.rows }, (_, row) => row);
  if (stages.length === 0) return { table, origins: all, copied: false };
  const stageOfRow = stagesOfRows(table, stages);
  const copies = stages.map((stage, place) => {
    const rows = all.filter((row) => stageOfRow[row] >= place);
    return { rows, table: tableAt(scenario, table.take(rows), stage) };
  });
  return {
    table: stacked(copies.map((copy) => copy.table)),
    origins: Int32Array.from(copies.flatMap(({ rows }) => [...rows])),
    copied: true,
  };
}

/** The plan for copies: each lies on the side of every split that its origin lies on. */
export function stagedPlan(
  { members, preparationRows }: ValidationPlan,
  origins: Int32Array,
): ValidationPlan {
  const all = Int32Array.from(origins.keys());
  const count = origins.reduce((most, row) => Math.max(most, row), -1) + 1;
  const copiesOf = (rows: Int32Array) => {
    const chosen = rowMask(rows, count);
    return all.filter((copy) => chosen[origins[copy]] === 1);
  };
  return {
    members: members.map(({ training, validation }) => ({
      training: copiesOf(training),
      validation: copiesOf(validation),
    })),
    preparationRows,
  };
}

function stacked(tables: readonly Table[]): Table {
  const [first] = tables;
  return Table.fromColumns(
    first.names.map((name) => ({
      name,
      type: first.type(name),
      values: tables.flatMap((table) => [...table.column(name)]),
    })),
  );
}
