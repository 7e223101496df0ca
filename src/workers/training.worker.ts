import type { Configuration } from '../core/configuration.js';
import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { openSuite } from '../suite.js';
import { measureFolds } from '../training/evaluate-folds.js';
import type { TrainingCalls } from '../training/run-in-background.js';
import { trainScenario } from '../training/train-scenario.js';

/** Trainings and cross-validations in a thread or process of their own. */
const engine = await startEngine();
const suite = await openSuite(backgroundPort<Configuration>().data);
const catalogue = suite.get(ScenarioCatalogue);
const datasets = suite.get(DatasetCatalogue);
const registry = suite.get(ModelRegistry);

serveCalls<TrainingCalls>({
  train({ scenario, ...order }, { emit }) {
    const request = { ...order, scenario: catalogue.get(scenario), onProgress: emit };
    return trainScenario(request, { datasets, registry, engine });
  },
  evaluate({ scenario, ...order }, { emit }) {
    const onFold: Parameters<typeof measureFolds>[0]['onFold'] = (result, total) => emit({ result, total });
    return measureFolds({ ...order, scenario: catalogue.get(scenario), onFold }, datasets);
  },
});
