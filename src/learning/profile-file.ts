import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { targetColumn } from '../scenarios/target-column.js';
import type { Profile } from '../tables/profile/profile-schema.js';
import { columnPositions } from '../tables/reading/column-positions.js';
import { createRowReader } from '../tables/reading/rows.js';
import { loadInteractions } from './interactions/load/load-interactions.js';
import { profileInteractions } from './interactions/load/profile-interactions.js';
import { profileRows } from './rows/load/profile-rows.js';
import { readRaw } from './rows/load/training-data.js';

/** What the rows of a file are like, read as a scenario reads them. */
export interface FileProfile {
  profile: Profile;
  /** Rows left out because a value could not be read. */
  rejected: number;
}

/**
 * Profile a file of rows: as those of a training, but the target may be absent.
 * @throws InvalidInputError when columns are missing or records are not well formed; NotFoundError; TooLargeError.
 */
export async function profileFile(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  file: string,
): Promise<FileProfile> {
  if (scenario.spec.interactions) {
    const loaded = await loadInteractions(scenario, datasets, file);
    return { profile: profileInteractions(loaded), rejected: loaded.source.rejected };
  }
  const { spec, plugin } = scenario;
  const raw = await readRaw(scenario, datasets, file);
  const isInput = spec.columns.some(({ name }) => name === spec.target.name);
  const hasTarget = !isInput && raw.header.includes(spec.target.name);
  const columns = hasTarget ? [...spec.columns, targetColumn(spec)] : spec.columns;
  const positions = columnPositions(columns, raw.header, raw.name);
  const { table, rejected } = createRowReader(columns).read(raw.records.length, (row, column) => {
    const position = positions[column];
    return position < 0 ? undefined : raw.records[row][position];
  });
  return { profile: profileRows(scenario, plugin.derive?.(table) ?? table), rejected: rejected.length };
}
