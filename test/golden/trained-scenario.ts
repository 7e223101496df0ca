import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { readConfiguration } from '../../src/core/configuration.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { startEngine } from '../../src/engine/engine.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScenarioCatalogue, type Scenario } from '../../src/scenarios/scenario-catalogue.js';
import { openSuite } from '../../src/suite.js';
import { recordOperations } from '../../src/tables/danfo/record-operations.js';
import { trainScenario, type TrainResult } from '../../src/training/train-scenario.js';

/** A shipped scenario that was trained on its sample with its own seed, in a home of its own. Close it when done. */
export interface TrainedScenario {
  home: string;
  suite: INestApplicationContext;
  scenario: Scenario;
  trained: TrainResult;
  /** What its training entered of danfo, such as `Series.mean`. */
  danfo: string[];
  close(): Promise<void>;
}

export async function trainedScenario(id: string): Promise<TrainedScenario> {
  const home = await mkdtemp(join(tmpdir(), 'sextant-golden-'));
  const suite = await openSuite(
    readConfiguration({ SEXTANT_HOME: home, SEXTANT_ENGINE: 'wasm', SEXTANT_LOG_LEVEL: 'silent' }),
  );
  const scenario = suite.get(ScenarioCatalogue).get(id);
  const registry = suite.get(ModelRegistry);
  const context = { datasets: suite.get(DatasetCatalogue), registry, engine: await startEngine('wasm') };
  const recorder = recordOperations();
  const trained = await trainScenario({ scenario }, context).finally(() => recorder.stop());
  return {
    home,
    suite,
    scenario,
    trained,
    danfo: Object.keys(recorder.stop()).sort(),
    async close() {
      await suite.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
