import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EngineName } from '../../src/core/configuration.js';
import { createRandom, type Random } from '../../src/core/random.js';
import { startEngine } from '../../src/engine/engine.js';
import { tf } from '../../src/engine/tf.js';
import { architectureNames, type ArchitectureName } from '../../src/models/architectures/names.js';
import {
  gatherRows,
  sizeOf,
  sliceInputs,
  type Examples,
  type InputColumns,
} from '../../src/models/examples.js';
import { createLoss } from '../../src/models/losses/index.js';
import { loadModel, serialiseModel } from '../../src/models/model-file.js';
import { ModelFactory } from '../../src/models/model-factory.js';
import { Model } from '../../src/models/model.js';
import type { Network, NetworkShapes } from '../../src/models/network.js';
import { ParameterVector } from '../../src/models/parameter-vector.js';
import { fitNetwork } from '../../src/models/training-loop.js';
import { checkTrainingOptions, type TrainingOptionsInput } from '../../src/models/training-options.js';
import { availableEngines } from './available-engines.js';

/** What every architecture must do, on every engine that is there. A newcomer is tested by being registered. */

const width = 12;

/** How many customers and products there are where a network knows them by number. */
const known = { customers: 40, items: 30 };

/** What one input of some rows is filled with. */
interface InputSubject {
  shape: number[];
  dtype: 'float32' | 'int32';
  value: (random: Random, index: number) => number;
}

const features: Record<string, InputSubject> = {
  features: { shape: [width], dtype: 'float32', value: (random) => random.normal() },
};

const history: Record<string, InputSubject> = {
  history: { shape: [width], dtype: 'float32', value: (random) => (random.next() < 0.4 ? 1 : 0) },
};

const pairs: Record<string, InputSubject> = {
  customer: { shape: [1], dtype: 'int32', value: (_random, row) => row % known.customers },
  item: { shape: [1], dtype: 'int32', value: (random) => random.integer(known.items) },
};

/** The inputs that an architecture is tested with. */
const subjects: Readonly<Record<ArchitectureName, Record<string, InputSubject>>> = {
  linear: features,
  mlp: features,
  'item-autoencoder': history,
  factorisation: pairs,
  'two-tower': history,
};

/** Options that bring every path of an architecture to life, beside its defaults. */
const variants: Readonly<Record<ArchitectureName, Record<string, unknown>[]>> = {
  linear: [{}],
  mlp: [
    {},
    { hidden: [16], activation: 'gelu', wide: true, dropout: 0.2 },
    { hidden: [24, 12, 6], activation: 'tanh', dropout: 0 },
  ],
  'item-autoencoder': [{}],
  factorisation: [
    { ...known, factors: 8 },
    { ...known, factors: 4, dropout: 0.2 },
  ],
  'two-tower': [
    { factors: 16, dropout: 0 },
    { factors: 8, hidden: 12, dropout: 0.2 },
  ],
};

const cases = architectureNames.flatMap((architecture) =>
  variants[architecture].map((options) => ({ architecture, options, title: JSON.stringify(options) })),
);

function shapesOf(subject: Record<string, InputSubject>): NetworkShapes {
  const inputs = Object.entries(subject).map(([name, { shape, dtype }]) => [name, { shape, dtype }]);
  return { inputs: Object.fromEntries(inputs) as NetworkShapes['inputs'], outputs: 1 };
}

function examplesOf(subject: Record<string, InputSubject>, rows: number, seed = 7): Examples {
  const random = createRandom(seed);
  const columns = Object.entries(subject).map(([name, { shape, dtype, value }]) => {
    const length = rows * sizeOf(shape);
    const next = (_: unknown, index: number) => value(random, index);
    const data = dtype === 'int32' ? Int32Array.from({ length }, next) : Float32Array.from({ length }, next);
    return [name, { data, shape }] as const;
  });
  const targets = Float32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0));
  return { rows, inputs: Object.fromEntries(columns), targets, targetWidth: 1 };
}

/** One row of every input. */
function rowOf(inputs: InputColumns, row: number): InputColumns {
  const single = Object.entries(inputs).map(([name, { data, shape }]) => {
    return [name, { data: gatherRows(data, sizeOf(shape), Int32Array.of(row)), shape }] as const;
  });
  return Object.fromEntries(single);
}

const loss = createLoss({ name: 'binary-cross-entropy' });

function fit(network: Network, rows: Examples, options: TrainingOptionsInput, seed = 1) {
  const checked = checkTrainingOptions(options);
  return fitNetwork({ network, loss, examples: rows, options: checked, random: createRandom(seed) });
}

const engines = await availableEngines();

describe.each(engines)('on the engine %s', (engine) => {
  beforeAll(async () => {
    await startEngine(engine);
  });

  describe.each(cases)('the architecture $architecture with $title', ({ architecture, options }) => {
    const shapes = shapesOf(subjects[architecture]);
    const examples = (rows: number, seed?: number) => examplesOf(subjects[architecture], rows, seed);
    const open: { dispose(): void }[] = [];
    const build = (seed = 1): Network => {
      const network = ModelFactory.create(architecture, options, shapes, seed);
      open.push(network);
      return network;
    };
    const modelOf = (...members: Network[]): Model => {
      const model = new Model({ architecture, options, shapes, link: 'sigmoid' }, members);
      return model;
    };
    afterAll(() => open.forEach((one) => one.dispose()));

    it('gives one number per output and row', () => {
      for (const outputs of [1, 3]) {
        const network = ModelFactory.create(architecture, options, { ...shapes, outputs }, 1);
        const found = tf.tidy(() => {
          const inputs = sliceInputs(examples(5).inputs, 0, 5);
          return network.forward(inputs, { training: false, seed: 0 }).shape;
        });
        network.dispose();
        expect(found).toEqual([5, outputs]);
      }
    });

    it('learns ten rows by heart', async () => {
      const network = build();
      const rows = examples(10);
      const optimiser = { name: 'adam', learningRate: 0.03 } as const;
      await fit(network, rows, { epochs: 300, optimiser });
      const predictions = modelOf(network).predict(rows.inputs, rows.rows);
      const errors = predictions.map((probability, row) => Math.abs(probability - rows.targets[row]));
      expect(Math.max(...errors)).toBeLessThan(0.1);
    });

    it('moves every weight in one step', async () => {
      const network = build();
      const before = new ParameterVector(network);
      await fit(network, examples(64), {
        epochs: 1,
        optimiser: { name: 'sgd', learningRate: 0.5 },
        clipNorm: null,
      });
      const after = new ParameterVector(network);
      [...network.weights.keys()].forEach((name, index) => {
        const { start, end } = before.segments[index];
        const moved = after.values.slice(start, end).filter((value, i) => value !== before.values[start + i]);
        expect({ name, moved: moved.length > (end - start) / 2 }).toEqual({ name, moved: true });
      });
    });

    it('has finite gradients that agree with finite differences', () => {
      const network = build(3);
      const rows = examples(6);
      expect(largestGradientError(network, rows)).toBeLessThan(0.02);
    });

    it('gives equal predictions after save and load', async () => {
      const members = [build(1), build(2)];
      const rows = examples(40);
      for (const member of members) await fit(member, rows, { epochs: 5 });
      const model = modelOf(...members);
      const { json, weights } = serialiseModel(model);
      const loaded = loadModel(json, weights);
      open.push(loaded);
      expect(loaded.predict(rows.inputs, 40)).toEqual(model.predict(rows.inputs, 40));
      expect(serialiseModel(loaded)).toEqual({ json, weights });
    });

    it('agrees with every other engine to 1e-4', async () => {
      const network = build();
      const rows = examples(100);
      await fit(network, rows, { epochs: 5 });
      const here = modelOf(network).predict(rows.inputs, 100);
      const { json, weights } = serialiseModel(modelOf(network));
      for (const other of engines.filter((name) => name !== engine)) {
        const there = await predictedOn(other, json, weights, rows);
        await startEngine(engine);
        const largest = Math.max(...there.map((value, row) => Math.abs(value - here[row])));
        expect(largest).toBeLessThan(1e-4);
      }
    });

    it('predicts a row the same whatever rows are around it', () => {
      const rows = examples(300);
      const model = modelOf(build(5), build(6));
      const together = model.predict(rows.inputs, 300);
      for (const row of [0, 123, 299]) {
        expect(model.predict(rowOf(rows.inputs, row), 1)[0]).toBe(together[row]);
      }
    });

    it('leaves no tensor behind', async () => {
      const before = tf.memory().numTensors;
      const network = ModelFactory.create(architecture, options, shapes, 1);
      const built = tf.memory().numTensors;
      const rows = examples(20);
      await fit(network, rows, { epochs: 3, batchSize: 8 });
      const model = modelOf(network);
      for (let i = 0; i < 1000; i++) model.predict(rows.inputs, 20);
      expect(tf.memory().numTensors).toBe(built);
      model.dispose();
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    });

    it('trains bit by bit the same from the same seed, and otherwise from another', async () => {
      const trained = async (seed: number): Promise<Float32Array> => {
        const network = build(seed);
        await fit(network, examples(50), { epochs: 4, batchSize: 16 }, seed);
        return new ParameterVector(network).values;
      };
      const first = await trained(11);
      expect(await trained(11)).toEqual(first);
      expect(await trained(12)).not.toEqual(first);
    });

    it('refuses an option that it does not know', () => {
      expect(() => ModelFactory.create(architecture, { ...options, unheardOf: 1 }, shapes, 1)).toThrow(
        /unheardOf/,
      );
    });
  });
});

async function predictedOn(
  engine: EngineName,
  json: string,
  weights: Uint8Array,
  { inputs, rows }: Examples,
): Promise<Float32Array> {
  await startEngine(engine);
  const model = loadModel(json, weights);
  const predictions = model.predict(inputs, rows);
  model.dispose();
  return predictions;
}

/** Sum of the outputs: the engine's gradient against central differences, for some elements of every weight. */
function largestGradientError(network: Network, { inputs, rows }: Examples): number {
  const step = { training: false, seed: 0 };
  const sum = (): number =>
    tf
      .tidy(() => network.forward(sliceInputs(inputs, 0, rows), step).dataSync<'float32'>())
      .reduce((a, b) => a + b, 0);
  const parameters = new ParameterVector(network);
  tf.tidy(() => {
    const batch = sliceInputs(inputs, 0, rows);
    const variables = [...network.weights.values()].map(({ variable }) => variable);
    parameters.readGradient(tf.variableGrads(() => tf.sum(network.forward(batch, step)), variables).grads);
  });
  const distance = 1e-3;
  let largest = 0;
  for (const { start, end } of parameters.segments) {
    for (let i = start; i < end; i += Math.max(1, Math.floor((end - start) / 5))) {
      const kept = parameters.values[i];
      const at = (value: number): number => {
        parameters.values[i] = value;
        parameters.write();
        return sum();
      };
      const difference = (at(kept + distance) - at(kept - distance)) / (2 * distance);
      at(kept);
      largest = Math.max(largest, Math.abs(difference - parameters.gradient[i]));
    }
  }
  return largest;
}
