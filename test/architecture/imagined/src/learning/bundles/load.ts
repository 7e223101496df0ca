import { basename } from 'node:path';
import type { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { targetColumns } from '../../scenarios/targets.js';
import { listOf } from '../../tables/columns/list.column.js';
import type { Profile } from '../../tables/profile/profile-schema.js';
import { profileTable } from '../../tables/profile/profile-table.js';
import { columnPositions } from '../../tables/reading/column-positions.js';
import { createRowReader } from '../../tables/reading/rows.js';
import type { Table } from '../../tables/table.js';
import type { DataSource } from '../data-source.js';
import type { LoadOptions } from '../family.js';
import { leftOutNotes } from '../loading/left-out-rows.js';
import { chosenRows, readRaw } from '../loading/raw-rows.js';
import type { TrainingNote } from '../training-note.js';
import { bundleColumns } from './check.js';

export interface Bundles {
  table: Table;
  held: readonly (readonly string[])[];
  values: Float64Array;
  /** Row of the source of each. */
  sourceRows: Int32Array;
  source: DataSource;
  notes: readonly TrainingNote[];
}

const columnsToRead = (spec: ScenarioSpec) => [...spec.columns, ...targetColumns(spec)];

export async function loadBundles(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  { file, encoding, where }: LoadOptions = {},
): Promise<Bundles> {
  const columns = columnsToRead(scenario.spec);
  const expectedColumns = columns.map(({ name }) => name);
  const raw = chosenRows(await readRaw(scenario, datasets, { file, encoding, expectedColumns }), where);
  const at = columnPositions(columns, raw.header, raw.name);
  const read = createRowReader(columns).read(
    raw.records.length,
    (row, column) => raw.records[row][at[column]],
  );
  const { parts, target } = bundleColumns(scenario.spec);
  const counts = { rows: read.accepted.length, rejected: read.rejected.length };
  const problems = read.rejected.flatMap((one) =>
    one.problems.map((problem) => ({ ...problem, line: raw.lines[one.row] })),
  );
  return {
    table: read.table,
    held: read.table.column(parts).map(listOf),
    values: Float64Array.from(read.table.column(target), Number),
    sourceRows: read.accepted,
    source: { kind: raw.kind, name: basename(raw.name), sha256: raw.sha256, ...counts },
    notes: leftOutNotes(problems),
  };
}

export const profileBundles = ({ spec }: Scenario, { table }: Bundles): Profile =>
  profileTable(table, columnsToRead(spec));
