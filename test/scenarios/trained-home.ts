import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { readConfiguration } from '../../src/core/configuration.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { importDataset } from '../../src/datasets/import-dataset.js';
import { startEngine } from '../../src/engine/engine.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScenarioCatalogue, type Scenario } from '../../src/scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import { openSuite } from '../../src/suite.js';
import { trainScenario, type TrainResult } from '../../src/training/train-scenario.js';

/** The whole suite over a home of its own. Close it when done. */
export interface TrainedHome {
  folder: string;
  suite: INestApplicationContext;
  scenario: Scenario;
  /** Take an original dataset from the disk. */
  import(path: string): Promise<void>;
  /** The answers to a request of any form, also to one that has a single answer. */
  predict(body: unknown): Promise<AnswerEnvelope[]>;
  /** Train here, not in a worker, with keys of the specification replaced; a file of `data` lies in the home's folder then. */
  train(changes?: Partial<ScenarioSpec>): Promise<TrainResult>;
  close(): Promise<void>;
}

export async function trainedHome(id: string): Promise<TrainedHome> {
  const folder = await mkdtemp(join(tmpdir(), 'sextant-scenario-'));
  const engine = await startEngine('wasm');
  const suite = await openSuite(
    readConfiguration({ SEXTANT_HOME: folder, SEXTANT_ENGINE: 'wasm', SEXTANT_LOG_LEVEL: 'silent' }),
  );
  const scenario = suite.get(ScenarioCatalogue).get(id);
  const datasets = suite.get(DatasetCatalogue);
  return {
    folder,
    suite,
    scenario,
    async import(path) {
      await importDataset(datasets, path);
    },
    async predict(body) {
      const response = await suite.get(PredictRows).execute(id, body);
      return 'answers' in response ? response.answers : [response];
    },
    train: (changes = {}) =>
      trainScenario(
        {
          scenario: {
            ...scenario,
            spec: { ...scenario.spec, ...changes },
            folder: changes.data ? folder : scenario.folder,
          },
        },
        { datasets, registry: suite.get(ModelRegistry), engine },
      ),
    async close() {
      await suite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
