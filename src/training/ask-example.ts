import { startEngine } from '../engine/engine.js';
import { openVersion } from '../learning/index.js';
import type { LoadedModel } from '../registry/model-registry.js';
import { readExample } from '../scenarios/example-file.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { readObjects } from '../tables/reading/rows.js';

/**
 * Opens a version and asks it the scenario's own example, as far as the example is rows that can be read: what cannot answer should not be
 * made to serve.
 * @throws DamagedFileError when the version cannot be opened; what answering throws.
 */
export async function askExample(scenario: Scenario, version: LoadedModel): Promise<void> {
  await startEngine();
  const predictor = await openVersion(scenario, version);
  try {
    const { example } = await readExample(scenario);
    const { table } = readObjects(scenario.spec.columns, rowsIn(example), 0);
    if (table.rows === 0) return;
    const rows = predictor.history?.lastRows(table);
    predictor.answers(table, rows && { rows }).answer(0);
  } finally {
    predictor.dispose();
  }
}

/** The forms of a request: one row, a list of them, or the rows of a series. */
export function rowsIn(example: unknown): readonly unknown[] {
  if (typeof example !== 'object' || example === null) return [];
  const { features, rows, history } = example as Record<string, unknown>;
  if (features !== undefined) return [features];
  const list = rows ?? history;
  return Array.isArray(list) ? (list as unknown[]) : [];
}
