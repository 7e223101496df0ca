import type { FitRequest, LoadOptions } from '../../family.js';
import { basename } from 'node:path';
import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { checkRead, readInteractions, type Interactions } from './interactions.js';
import type { DataSource } from '../../data-source.js';
import type { TrainingNote } from '../../training-note.js';
import { leftOutNotes } from '../../loading/left-out-rows.js';
import { chosenRows, readRaw } from '../../loading/raw-rows.js';

export interface LoadedInteractions {
  interactions: Interactions;
  spec: NonNullable<ScenarioSpec['interactions']>;
  source: DataSource;
  /** What should be known of the rows. */
  notes: readonly TrainingNote[];
}

/**
 * Read the interactions of a scenario: from `file` when given, else from its dataset or its own CSV file; those of `where` alone.
 * @throws InvalidInputError when columns are missing, no row is one of `where` or most rows cannot be read.
 */
export async function loadInteractions(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  { file, encoding, where }: LoadOptions = {},
): Promise<LoadedInteractions> {
  const spec = scenario.spec.interactions;
  if (!spec) throw new Error(`${scenario.spec.id} declares no interactions.`);
  const expectedColumns = [spec.user, spec.item];
  const raw = chosenRows(await readRaw(scenario, datasets, { file, encoding, expectedColumns }), where);
  const name = basename(raw.name);
  const read = readInteractions(raw, spec, { name, missingTokens: scenario.spec.data.missing_tokens });
  checkRead(read, name);
  const { interactions, problems } = read;
  const rows = { rows: interactions.row.length, rejected: problems.length };
  const source = { kind: raw.kind, name, sha256: raw.sha256, ...rows };
  return { interactions, spec, source, notes: leftOutNotes(problems) };
}

/** What is learnt from: a scenario with its interactions in memory. */
export interface InteractionTraining extends FitRequest {
  scenario: Scenario;
  loaded: LoadedInteractions;
}
