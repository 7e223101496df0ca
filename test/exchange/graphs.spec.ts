import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../src/core/random.js';
import { startEngine } from '../../src/engine/engine.js';
import type { CalibrationState } from '../../src/evaluation/calibration/index.js';
import { ModelFactory } from '../../src/models/model-factory.js';
import type { NetworkShapes } from '../../src/models/network/network.js';
import { ensembleGraph } from '../../src/models/portable/ensemble-graph.js';
import { GraphBuilder } from '../../src/models/portable/graph.js';
import { Ensemble } from '../../src/models/prediction/ensemble.js';
import type { LinkName } from '../../src/models/prediction/links.js';
import { Model } from '../../src/models/prediction/model.js';
import {
  hasOnnxRuntime,
  largestDifference,
  needsOnnxRuntime,
  throughOnnx,
  throughTfjs,
} from './runtimes.fixture.js';

const rows = 64;
const width = 5;
const random = createRandom(11);
const features = Float32Array.from({ length: rows * width }, () => random.normal());
const inputs = { features: { data: features, shape: [width] } };
const open: Ensemble[] = [];

type Name = 'linear' | 'mlp' | 'tab-m' | 'ft-transformer';

/** A network whose weights are none of the first ones, so that a layer that is left out is noticed. */
function modelOf(architecture: Name, options: Record<string, unknown>, link: LinkName, outputs = 1): Model {
  const shapes: NetworkShapes = { inputs: { features: { shape: [width], dtype: 'float32' } }, outputs };
  const members = [1, 2].map((seed) => {
    const network = ModelFactory.create(architecture, options, shapes, seed);
    network.adapt?.(inputs);
    for (const [name, { variable }] of network.weights) {
      if (/^(seen|encoding)/.test(name)) continue;
      const own = createRandom(seed).fork(name);
      const values = Float32Array.from(variable.dataSync(), (value) => value + 0.4 * own.normal());
      variable.assign(variable.flatten().mul(0).add(Array.from(values)).reshape(variable.shape));
    }
    return network;
  });
  return new Model({ architecture, options, shapes, link }, members);
}

function ensembleOf(models: Model[], calibration?: CalibrationState): Ensemble {
  const weights = models.length === 1 ? [1] : [0.3, 0.7];
  const ensemble = new Ensemble(
    models.map((model, i) => ({ model, weight: weights[i] })),
    calibration,
  );
  open.push(ensemble);
  return ensemble;
}

const wide = { hidden: [7, 6], wide: true, numbers: 'piecewise', bins: 4 };
const platt: CalibrationState = { method: 'platt', slope: 1.4, intercept: -0.3 };
const temperature: CalibrationState = { method: 'temperature', temperature: 1.7 };
const isotonic: CalibrationState = {
  method: 'isotonic',
  scores: [-2, -1, -0.25, 0.5, 1.5, 3],
  values: [0.05, 0.2, 0.2, 0.55, 0.7, 0.95],
};

const cases: [string, () => Ensemble][] = [
  ['a linear model', () => ensembleOf([modelOf('linear', {}, 'identity')])],
  ['a perceptron with bends and a wide path', () => ensembleOf([modelOf('mlp', wide, 'identity', 2)])],
  [
    'members inside one network',
    () => ensembleOf([modelOf('tab-m', { hidden: [6], members: 3, wide: true }, 'sigmoid')]),
  ],
  [
    'members with bends',
    () =>
      ensembleOf([
        modelOf('tab-m', { hidden: [6], members: 2, numbers: 'piecewise', bins: 3 }, 'softmax', 3),
      ]),
  ],
  [
    'models by their weights',
    () => ensembleOf([modelOf('mlp', wide, 'sigmoid'), modelOf('linear', {}, 'sigmoid')]),
  ],
  ['Platt’s calibration', () => ensembleOf([modelOf('mlp', wide, 'sigmoid')], platt)],
  ['a temperature of one probability', () => ensembleOf([modelOf('mlp', wide, 'sigmoid')], temperature)],
  ['a temperature of several', () => ensembleOf([modelOf('mlp', wide, 'softmax', 3)], temperature)],
  ['isotonic calibration', () => ensembleOf([modelOf('linear', {}, 'sigmoid')], isotonic)],
  [
    'isotonic calibration of one value',
    () => ensembleOf([modelOf('linear', {}, 'sigmoid')], { method: 'isotonic', scores: [0], values: [0.4] }),
  ],
];

function graphOf(ensemble: Ensemble) {
  const graph = new GraphBuilder(width);
  graph.output('answer', ensembleGraph(graph, ensemble), ensemble.parts[0].model.shapes.outputs);
  return graph.built();
}

beforeAll(async () => {
  await startEngine('wasm');
});
afterAll(() => open.forEach((one) => one.dispose()));

describe('the graph of an ensemble', () => {
  for (const [name, make] of cases) {
    it(`is ${name} in TensorFlow.js`, async () => {
      const ensemble = make();
      const { answer } = await throughTfjs(graphOf(ensemble), { rows, width, features });
      const served = ensemble.predict(inputs, rows);
      expect(new Set(served).size).toBeGreaterThan(name.endsWith('one value') ? 0 : 10);
      expect(largestDifference(answer, served)).toBeLessThan(1e-5);
    });

    (hasOnnxRuntime ? it : it.skip)(`is ${name} in onnxruntime${needsOnnxRuntime}`, async () => {
      const ensemble = make();
      const { answer } = await throughOnnx(graphOf(ensemble), { rows, width, features });
      expect(largestDifference(answer, ensemble.predict(inputs, rows))).toBeLessThan(1e-5);
    });
  }

  it('refuses an architecture without plain layers by its name', () => {
    const ensemble = ensembleOf([modelOf('ft-transformer', {}, 'identity')]);
    expect(() => graphOf(ensemble)).toThrow('The network ft-transformer has no form of plain layers.');
  });
});
