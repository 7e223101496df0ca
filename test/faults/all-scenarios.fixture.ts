import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfiguration } from '../../src/core/configuration.js';
import { ScenarioCatalogue, type Scenario } from '../../src/scenarios/scenario-catalogue.js';
import { familyOf } from '../../src/learning/index.js';
import { openSuite } from '../../src/suite.js';
import { trainQuickly } from '../quick-training.fixture.js';

type Row = Record<string, unknown>;

/** One scenario that has been trained briefly. */
export interface TrainedBriefly {
  id: string;
  /** So many rows like its example, in an order that is allowed. */
  rows(count: number): Row[];
  /** Whether a row is answered only with enough rows before it, so that the first ones of a list cannot be. */
  needsHistory: boolean;
  /** Names of its own endpoints that take a body. */
  endpoints: string[];
}

/** Train every scenario that is shipped on its sample. */
export async function trainAllBriefly(home: string): Promise<TrainedBriefly[]> {
  const suite = await openSuite(readConfiguration({ SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' }));
  const trained: TrainedBriefly[] = [];
  for (const scenario of suite.get(ScenarioCatalogue).list()) {
    const { spec, plugin } = scenario;
    await trainQuickly({ suite, home }, spec.id);
    const endpoints = (plugin.endpoints ?? []).filter(({ method }) => method === 'POST');
    const one = await exampleRow(scenario);
    const order = familyOf(spec).history(spec)?.order;
    const rows = (count: number) => Array.from({ length: count }, (_, i) => atStep(one, order, i));
    const needsHistory = 'leastHistory' in spec.task.options;
    trained.push({ id: spec.id, rows, needsHistory, endpoints: endpoints.map(({ name }) => name) });
  }
  await suite.close();
  return trained;
}

async function exampleRow({ folder }: Scenario): Promise<Row> {
  const text = await readFile(join(folder, 'examples', 'predict.json'), 'utf8');
  const { features, history, rows } = JSON.parse(text) as { features?: Row; history?: Row[]; rows?: Row[] };
  return features ?? (history ?? rows ?? [])[0];
}

/** Rows that are read with those before them come one after the other. */
function atStep(row: Row, order: string | undefined, step: number): Row {
  if (order === undefined) return row;
  if (typeof row[order] === 'number') return { ...row, [order]: step + 1 };
  const time = new Date(Date.UTC(2015, 0, 1) + step * 3_600_000).toISOString();
  return { ...row, [order]: time.slice(0, 19).replace('T', ' ') };
}
