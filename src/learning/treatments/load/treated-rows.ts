import { InvalidInputError } from '../../../core/errors.js';
import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { roleOf } from '../../../tables/columns/roles.js';
import type { Table } from '../../../tables/table.js';
import type { LoadOptions } from '../../family.js';
import { chosenRows, readRaw } from '../../loading/raw-rows.js';
import { columnsToRead, readTrainingData, type TrainingData } from '../../rows/load/training-data.js';

/** Fewer rows of an arm say nothing about who profits. */
const fewestOfArm = 10;

/**
 * The scenario as a regression of the outcome has it: what is read and divided is the same. A row of which the treatment is not known
 * teaches nothing, though a request need not tell it.
 */
export function asRegression(scenario: Scenario): Scenario {
  const { spec } = scenario;
  const columns = spec.columns.map((column) =>
    roleOf(column) === 'treatment' ? { ...column, optional: false, missing: 'reject' as const } : column,
  );
  return { ...scenario, spec: { ...spec, columns, task: { name: 'regression', options: {} } } };
}

/** @throws InvalidInputError when columns are missing, most rows cannot be read, or an arm has too few rows. */
export async function loadTreatedRows(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  { file, encoding, where }: LoadOptions = {},
): Promise<TrainingData> {
  const expectedColumns = columnsToRead(scenario.spec).map(({ name }) => name);
  const raw = chosenRows(await readRaw(scenario, datasets, { file, encoding, expectedColumns }), where);
  const data = readTrainingData(asRegression(scenario), raw);
  requireArms(scenario.spec, treatedIn(scenario.spec, data.table));
  return data;
}

/** The name of the column that says who was treated. */
export function treatmentName({ columns }: Pick<ScenarioSpec, 'columns'>): string {
  const found = columns.find((column) => roleOf(column) === 'treatment');
  if (found) return found.name;
  throw new Error('The scenario has no treatment.');
}

/** Of each row 1 where it was treated, else 0. */
export function treatedIn(spec: ScenarioSpec, table: Table): Uint8Array {
  return Uint8Array.from(table.column(treatmentName(spec)), (value) => (value === 1 ? 1 : 0));
}

/**
 * @param treated 1 for each row that was treated, else 0.
 * @param what which rows these are.
 * @throws InvalidInputError where either arm has fewer rows than can be learnt from.
 */
export function requireArms(
  spec: Pick<ScenarioSpec, 'columns'>,
  treated: ArrayLike<number>,
  what = 'rows',
): void {
  const sum = Array.from(treated).reduce((count, is) => count + is, 0);
  const counts = { treated: sum, untreated: treated.length - sum };
  for (const [arm, count] of Object.entries(counts)) {
    if (count >= fewestOfArm) continue;
    throw new InvalidInputError(`Too few ${what} are ${arm} to learn what the treatment changes.`, {
      details: [
        {
          column: treatmentName(spec),
          expected: `at least ${fewestOfArm} ${what} that are ${arm}`,
          received: `${count} of ${treated.length}`,
        },
      ],
      withoutData: true,
    });
  }
}
