import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { startEngine } from '../engine/engine.js';
import { backgroundPort } from '../engine/worker.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { openSuite } from '../suite.js';
import { measureFolds, type FoldRequest } from '../training/evaluate-folds.js';
import type { TrainingMessage, TrainingOrder } from '../training/run-in-background.js';
import { trainScenario } from '../training/train-scenario.js';

/** One training or cross-validation in a thread or process of its own: an order comes in, progress and the result go out. */
const port = backgroundPort();
const order = port.data as TrainingOrder;
const post = (message: TrainingMessage) => port.post(message);
const engine = await startEngine();
const suite = await openSuite(order.configuration);
const scenario = suite.get(ScenarioCatalogue).get(order.scenario);
const datasets = suite.get(DatasetCatalogue);

if (order.verb === 'train') {
  const onProgress = (progress: (TrainingMessage & { kind: 'epoch' })['progress']) =>
    post({ kind: 'epoch', progress });
  const context = { datasets, registry: suite.get(ModelRegistry), engine };
  post({ kind: 'trained', result: await trainScenario({ ...order, scenario, onProgress }, context) });
} else {
  const onFold: FoldRequest['onFold'] = (result, total) => post({ kind: 'fold', result, total });
  post({ kind: 'evaluated', result: await measureFolds({ ...order, scenario, onFold }, datasets) });
}
await suite.close();
