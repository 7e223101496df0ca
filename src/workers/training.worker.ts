import type { Configuration } from '../core/configuration.js';
import { startEngine } from '../engine/engine.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker.js';
import { openParts } from '../suite.parts.js';
import { measureFolds } from '../training/evaluate-folds.js';
import type { TrainingCalls } from '../training/run-in-background.js';
import { trainScenario } from '../training/train-scenario.js';

/** Trainings and cross-validations in a thread or process of their own. */
const engine = await startEngine();
const { datasets, registry, scenario: scenarioOf } = openParts(backgroundPort<Configuration>().data);

serveCalls<TrainingCalls>({
  async train({ scenario, ...order }, { emit }) {
    const request = { ...order, scenario: await scenarioOf(scenario), onProgress: emit };
    return trainScenario(request, { datasets, registry, engine });
  },
  async evaluate({ scenario, ...order }, { emit }) {
    const onFold: Parameters<typeof measureFolds>[0]['onFold'] = (result, total) => emit({ result, total });
    return measureFolds({ ...order, scenario: await scenarioOf(scenario), onFold }, datasets);
  },
});
