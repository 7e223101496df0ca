import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EngineName } from '../../src/core/configuration.js';
import { DamagedFileError } from '../../src/core/errors.js';
import { createRandom } from '../../src/core/random.js';
import { startEngine } from '../../src/engine/engine.js';
import { tf } from '../../src/engine/tf.js';
import { architectureNames } from '../../src/models/architectures/names.js';
import {
  sliceInputs,
  type Examples,
  type InputColumn,
  type InputColumns,
} from '../../src/models/prediction/examples.js';
import { gatherRows } from '../../src/models/prediction/row-values.js';
import { sizeOf } from '../../src/models/network/sizes.js';
import { FusedPredictor } from '../../src/models/fused/fused-predictor.js';
import { createLoss } from '../../src/models/training/losses/index.js';
import { loadModel, serialiseModel } from '../../src/models/files/model-file.js';
import { ModelFactory } from '../../src/models/model-factory.js';
import { Model } from '../../src/models/prediction/model.js';
import type { Network, NetworkShapes } from '../../src/models/network/network.js';
import { ParameterVector } from '../../src/models/network/parameter-vector.js';
import { fitNetwork } from '../../src/models/training/training-loop.js';
import {
  checkTrainingOptions,
  type TrainingOptionsInput,
} from '../../src/models/training/training-options.js';
import { inputForms, variants, type InputSubject } from './architecture-variants.js';
import { availableEngines } from './available-engines.js';
import { enlarged } from './enlarged-model.js';

/** What every architecture must do, on every engine that is there. A newcomer is tested by being registered. */

/** On plain JavaScript, which is slow, the last and smallest variant stands for all. */
const casesOn = (engine: EngineName) =>
  architectureNames.flatMap((architecture) =>
    variants[architecture].slice(engine === 'cpu' ? -1 : 0).map((variant) => {
      const { form, options } = variant;
      return { architecture, ...variant, title: `${JSON.stringify(options)} on ${form}` };
    }),
  );

function shapesOf(subject: Record<string, InputSubject>, outputs = 1): NetworkShapes {
  const inputs = Object.entries(subject).map(([name, { value: _value, ...spec }]) => [name, spec] as const);
  return { inputs: Object.fromEntries(inputs), outputs };
}

function examplesOf(subject: Record<string, InputSubject>, rows: number, seed = 7): Examples {
  const random = createRandom(seed);
  const columns = Object.entries(subject).map(([name, { value, ...spec }]): [string, InputColumn] => {
    const length = rows * sizeOf(spec.shape);
    if (spec.dtype === 'float32') {
      const next = value ?? (() => random.normal());
      return [name, { ...spec, data: Float32Array.from({ length }, () => next(random)) }];
    }
    const sizes = spec.sizes ?? [1];
    const next = (_: unknown, i: number) => random.integer(sizes[i % sizes.length]);
    return [name, { ...spec, data: Int32Array.from({ length }, next) }];
  });
  const targets = Float32Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? 1 : 0));
  return { rows, inputs: Object.fromEntries(columns), targets, targetWidth: 1 };
}

/** Raw outputs of a fused network in the order of `Network.forward`. */
function fused(network: Network, { inputs, rows }: Examples): Float32Array {
  const predictor = new FusedPredictor([network.fuse!()]);
  const { outputs } = network.shapes;
  const all = new Float32Array(network.members * rows * outputs);
  for (const { start, raw } of predictor.blocks(inputs.features.data as Float32Array, rows)) {
    const each = raw.length / network.members;
    for (let member = 0; member < network.members; member++)
      all.set(raw.subarray(member * each, (member + 1) * each), (member * rows + start) * outputs);
  }
  return all;
}

/** One row of every input. */
function rowOf(inputs: InputColumns, row: number): InputColumns {
  const single = Object.entries(inputs).map(([name, input]) => {
    const data = gatherRows(input.data, sizeOf(input.shape), Int32Array.of(row));
    return [name, { ...input, data }] as const;
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

  describe.each(casesOn(engine))(
    'the architecture $architecture with $title',
    ({ architecture, options, form, fuses }) => {
      const shapes = shapesOf(inputForms[form]);
      const examples = (rows: number, seed?: number) => examplesOf(inputForms[form], rows, seed);
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
          expect(found).toEqual([5 * network.members, outputs]);
        }
      });

      // Step by step on plain JavaScript that takes up to a minute; its gradients are held to finite differences, as everybody's are.
      if (engine !== 'cpu') {
        it('learns ten rows by heart', async () => {
          const network = build();
          const rows = examples(10);
          const optimiser = { name: 'adam', learningRate: 0.03 } as const;
          await fit(network, rows, { epochs: 300, optimiser });
          const predictions = modelOf(network).predict(rows.inputs, rows.rows);
          const errors = predictions.map((probability, row) => Math.abs(probability - rows.targets[row]));
          expect(Math.max(...errors)).toBeLessThan(0.1);
        });
      }

      it('moves every weight in three steps', async () => {
        const network = build();
        const before = new ParameterVector(network);
        await fit(network, examples(64), {
          epochs: 3,
          optimiser: { name: 'sgd', learningRate: 0.5 },
          clipNorm: null,
        });
        const after = new ParameterVector(network);
        [...network.weights].forEach(([name, { learnt }], index) => {
          if (!learnt) return;
          const { start, end } = before.segments[index];
          const moved = after.values
            .slice(start, end)
            .filter((value, i) => value !== before.values[start + i]);
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

      it('is refused, before it is built, when it asks for more than its weights hold', () => {
        const { json, weights } = serialiseModel(modelOf(build()));
        const tensors = tf.memory().numTensors;
        for (const asked of enlarged(json)) {
          expect(() => loadModel(asked, weights)).toThrow(DamagedFileError);
        }
        expect(tf.memory().numTensors).toBe(tensors);
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

      it('answers the same in its fastest form, if it has one', async () => {
        const network = build();
        const rows = examples(150);
        await fit(network, rows, { epochs: 5 });
        if (fuses) expect(network.fuse).toBeDefined();
        if (!network.fuse) return;
        const each = fused(network, rows);
        const raw = tf.tidy(() =>
          network
            .forward(sliceInputs(rows.inputs, 0, 150), { training: false, seed: 0 })
            .dataSync<'float32'>(),
        );
        expect(each).toHaveLength(raw.length);
        each.forEach((value, i) => expect(value).toBeCloseTo(raw[i], 4));
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
        // What a call leaves is counted exactly: a thousand calls would tell no more.
        for (let i = 0; i < 30; i++) model.predict(rows.inputs, 20);
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
    },
  );
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

/**
 * Sum of the outputs: the engine's gradient against differences, for some elements of every weight. Where a rectifier bends within
 * the step, the difference to one side alone has the right slope, so the nearest of both sides and the middle counts.
 */
function largestGradientError(network: Network, { inputs, rows }: Examples): number {
  const step = { training: false, seed: 0 };
  const sum = (): number =>
    tf
      .tidy(() => network.forward(sliceInputs(inputs, 0, rows), step).dataSync<'float32'>())
      .reduce((a, b) => a + b, 0);
  const parameters = new ParameterVector(network);
  tf.tidy(() => {
    const batch = sliceInputs(inputs, 0, rows);
    const variables = [...network.weights.values()].flatMap(({ variable, learnt }) =>
      learnt ? [variable] : [],
    );
    parameters.readGradient(tf.variableGrads(() => tf.sum(network.forward(batch, step)), variables).grads);
  });
  const distance = 1e-3;
  let largest = 0;
  const kinds = [...network.weights.values()];
  for (const [index, { start, end }] of parameters.segments.entries()) {
    if (!kinds[index].learnt) continue;
    for (let i = start; i < end; i += Math.max(1, Math.floor((end - start) / 5))) {
      const kept = parameters.values[i];
      const at = (value: number): number => {
        parameters.values[i] = value;
        parameters.write();
        return sum();
      };
      const [above, below, here] = [at(kept + distance), at(kept - distance), at(kept)];
      const slopes = [(above - below) / 2, above - here, here - below].map((rise) => rise / distance);
      largest = Math.max(
        largest,
        Math.min(...slopes.map((slope) => Math.abs(slope - parameters.gradient[i]))),
      );
    }
  }
  return largest;
}

describe('on the fastest engine that is always there, with several outputs', () => {
  beforeAll(async () => {
    await startEngine('wasm');
  });

  it.each(casesOn('wasm').filter(({ fuses }) => fuses))(
    'the architecture $architecture with $title answers the same in its fastest form',
    ({ architecture, options, form }) => {
      const network = ModelFactory.create(architecture, options, shapesOf(inputForms[form], 3), 3);
      const rows = examplesOf(inputForms[form], 150);
      const each = fused(network, rows);
      const raw = tf.tidy(() =>
        network.forward(sliceInputs(rows.inputs, 0, 150), { training: false, seed: 0 }).dataSync<'float32'>(),
      );
      network.dispose();
      expect(each).toHaveLength(raw.length);
      each.forEach((value, i) => expect(value).toBeCloseTo(raw[i], 4));
    },
  );
});
