import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { columnPositions } from '../../../tables/reading/column-positions.js';
import { createRowReader } from '../../../tables/reading/rows.js';
import type { FileProfile } from '../../family.js';
import { readRaw } from '../../loading/raw-rows.js';
import { answeredFrom } from './answered-from.js';
import { scenarioDerivation } from './derived-columns.js';
import { profileRows } from './profile-rows.js';
import { columnsToRead } from './training-data.js';

/** The profile of a file of rows, whose target may be absent. See `Family.profile`. */
export async function profileFile(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  file: string,
): Promise<FileProfile> {
  const { spec } = scenario;
  const expectedColumns = spec.columns.map(({ name }) => name);
  const raw = await readRaw(scenario, datasets, { file, expectedColumns });
  const columns = columnsToRead(spec).filter(
    ({ name }) => expectedColumns.includes(name) || raw.header.includes(name),
  );
  const positions = columnPositions(columns, raw.header, raw.name);
  const reader = createRowReader(columns, answeredFrom(spec));
  const { table, rejected } = reader.read(raw.records.length, (row, column) => {
    const position = positions[column];
    return position < 0 ? undefined : raw.records[row][position];
  });
  const profile = profileRows(scenario, scenarioDerivation(spec).learn(table));
  return { profile, rejected: rejected.length };
}
