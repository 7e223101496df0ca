import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CancelledError, InvalidInputError, InvalidSpecificationError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { startEngine } from '../../engine/engine.js';
import { tf } from '../../engine/tf.js';
import type { Examples } from '../prediction/examples.js';
import { createLoss, type LossSpec } from './losses/index.js';
import { ModelFactory } from '../model-factory.js';
import type { Network } from '../network/network.js';
import { ParameterVector } from '../network/parameter-vector.js';
import { fitNetwork, type FitRequest, type TrainingEpoch } from './training-loop.js';
import { checkTrainingOptions, type TrainingOptionsInput } from './training-options.js';

const networks: Network[] = [];

function build(width: number, architecture = 'linear', options = {}): Network {
  const shapes = { inputs: { features: { shape: [width], dtype: 'float32' as const } }, outputs: 1 };
  const network = ModelFactory.create(architecture, options, shapes, 1);
  networks.push(network);
  return network;
}

/** y = 2 x + 1 and a little noise. */
function line(rows: number, seed = 3, noise = 0.1): Examples {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows }, () => 2 * random.next() - 1);
  const targets = data.map((x) => 2 * x + 1 + noise * random.normal());
  return { rows, inputs: { features: { data, shape: [1] } }, targets, targetWidth: 1 };
}

const squares: LossSpec = { name: 'mean-squared-error' };
const fullBatch = {
  batchSize: 100_000,
  clipNorm: null,
  optimiser: { name: 'sgd', learningRate: 0.5 },
} as const;

async function fit(
  network: Network,
  examples: Examples,
  options: TrainingOptionsInput,
  more: Partial<FitRequest> & { lossSpec?: LossSpec } = {},
) {
  const { lossSpec = squares, ...rest } = more;
  const checked = checkTrainingOptions(options);
  const random = createRandom(1);
  const history = await fitNetwork({
    network,
    loss: createLoss(lossSpec),
    examples,
    options: checked,
    random,
    ...rest,
  });
  return { history, weights: new ParameterVector(network).values };
}

beforeAll(async () => {
  await startEngine('wasm');
});
afterEach(() => networks.splice(0).forEach((network) => network.dispose()));

describe('the training loop', () => {
  it('finds slope and intercept by mini-batches', async () => {
    const { history, weights } = await fit(build(1), line(500), {
      epochs: 30,
      batchSize: 64,
      optimiser: { name: 'adam', learningRate: 0.1 },
      schedule: { name: 'cosine' },
    });
    expect(weights[0]).toBeCloseTo(2, 1);
    expect(weights[1]).toBeCloseTo(1, 1);
    expect(history.stoppedBy).toBe('epochs');
    expect(history.bestEpoch).toBe(30);
    expect(history.epochs[29].trainingLoss).toBeLessThan(0.02);
  });

  it('reports every epoch', async () => {
    const events: TrainingEpoch[] = [];
    const options = { epochs: 4, batchSize: 30, schedule: { name: 'step', every: 2, decay: 0.5 } } as const;
    const more = { validation: line(40, 9), onEpoch: (event: TrainingEpoch) => events.push(event) };
    const { history } = await fit(build(1), line(100), { ...options, earlyStopping: null }, more);
    expect(events).toEqual(history.epochs);
    expect(events.map(({ epoch, epochs }) => [epoch, epochs])).toEqual(
      [1, 2, 3, 4].map((epoch) => [epoch, 4]),
    );
    expect(events.map(({ learningRate }) => learningRate)).toEqual([0.002, 0.002, 0.001, 0.001]);
    for (const { validationLoss, trainingLoss, rowsPerSecond } of events) {
      expect(validationLoss).toBeGreaterThan(0);
      expect(trainingLoss).toBeGreaterThan(0);
      expect(rowsPerSecond).toBeGreaterThan(0);
    }
  });

  it('stops early and goes back to the best weights', async () => {
    // The validation rows follow another line, so their loss falls at first and rises again.
    const validation = line(50, 4, 0);
    validation.targets = validation.targets.map((target) => target / 3);
    const seen: Float32Array[] = [];
    const network = build(1);
    const { history, weights } = await fit(
      network,
      line(200),
      { epochs: 200, optimiser: { name: 'sgd', learningRate: 0.05 }, earlyStopping: { patience: 3 } },
      { validation, onEpoch: () => seen.push(new ParameterVector(network).values) },
    );
    expect(history.stoppedBy).toBe('early-stopping');
    expect(history.epochs).toHaveLength(history.bestEpoch + 3);
    const losses = history.epochs.map(({ validationLoss }) => validationLoss ?? Infinity);
    expect(losses[history.bestEpoch - 1]).toBe(Math.min(...losses));
    expect(weights).toEqual(seen[history.bestEpoch - 1]);
  });

  it('counts a row of weight 2 like two rows of weight 1', async () => {
    const examples = line(20);
    const options = { ...fullBatch, epochs: 5 };
    const doubled = {
      rows: 21,
      inputs: {
        features: {
          data: Float32Array.of(...examples.inputs.features.data, examples.inputs.features.data[0]),
          shape: [1],
        },
      },
      targets: Float32Array.of(...examples.targets, examples.targets[0]),
      targetWidth: 1,
    };
    const weighted = { ...examples, weights: new Float32Array(20).fill(7) };
    weighted.weights[0] = 14;
    const one = await fit(build(1), doubled, options);
    const other = await fit(build(1), weighted, options);
    one.weights.forEach((value, i) => expect(other.weights[i]).toBeCloseTo(value, 5));
    expect(other.history.epochs[4].trainingLoss).toBeCloseTo(one.history.epochs[4].trainingLoss, 5);
  });

  it('balances classes: the intercept of rare yes rows becomes even odds', async () => {
    const rows = 100;
    const targets = Float32Array.from({ length: rows }, (_, row) => (row < 10 ? 1 : 0));
    const inputs = { features: { data: new Float32Array(rows), shape: [1] } };
    const options = { ...fullBatch, epochs: 200 };
    const lossSpec: LossSpec = { name: 'binary-cross-entropy' };
    const examples = { rows, inputs, targets, targetWidth: 1 };
    const plain = await fit(build(1), examples, options, { lossSpec });
    expect(plain.weights[1]).toBeCloseTo(Math.log(10 / 90), 2);
    const balanced = await fit(build(1), examples, { ...options, classWeights: 'balanced' }, { lossSpec });
    expect(balanced.weights[1]).toBeCloseTo(0, 5);
    const nothing = { ...options, classWeights: { '0': 0, '1': 0 } };
    await expect(fit(build(1), examples, nothing, { lossSpec })).rejects.toThrow('weight 0');
    await expect(fit(build(1), examples, { classWeights: 'balanced' })).rejects.toThrow(
      'classification loss',
    );
  });

  it('shrinks weights by l2 to the ridge solution, not the intercept', async () => {
    const examples = line(200, 5, 0);
    const data = [...examples.inputs.features.data];
    const mean = data.reduce((sum, x) => sum + x, 0) / 200;
    const variance = data.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 200;
    const { weights } = await fit(build(1), examples, { ...fullBatch, epochs: 400, l2: 0.5 });
    // Minimum of variance · (w − 2)² + 0.25 w².
    const slope = (2 * variance) / (variance + 0.25);
    expect(weights[0]).toBeCloseTo(slope, 4);
    expect(weights[1]).toBeCloseTo(1 + (2 - slope) * mean, 4);
  });

  it('shortens the gradient to the norm', async () => {
    const options = { ...fullBatch, epochs: 1, optimiser: { name: 'sgd', learningRate: 1 } } as const;
    const { weights } = await fit(build(1), line(50), { ...options, clipNorm: 0.01 });
    expect(Math.hypot(...weights)).toBeCloseTo(0.01, 6);
  });

  it('says in which epoch training diverged and what to lower', async () => {
    const options = { epochs: 500, clipNorm: null, optimiser: { name: 'sgd', learningRate: 50 } } as const;
    const failure = fit(build(1), line(300), options);
    await expect(failure).rejects.toThrow(/diverged in epoch \d+/);
    await expect(failure).rejects.toBeInstanceOf(InvalidSpecificationError);
    const { hint } = (await failure.catch(
      (error: InvalidSpecificationError) => error,
    )) as InvalidSpecificationError;
    expect(hint).toContain('optimiser.learningRate (now 50)');
  });

  it('stops when it is cancelled, and leaves no tensor behind', async () => {
    const network = build(1, 'mlp');
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const onEpoch = ({ epoch }: TrainingEpoch) => epoch === 3 && controller.abort();
    const failure = fit(network, line(100), { epochs: 1000 }, { onEpoch, signal: controller.signal });
    await expect(failure).rejects.toBeInstanceOf(CancelledError);
    await expect(failure).rejects.toThrow('epoch 4 of 1000');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets the event loop have its turn', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await fit(build(1, 'mlp'), line(500), { epochs: 20, batchSize: 32 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
  });

  it('takes so many rows an epoch, another part each time', async () => {
    // The targets of a row are its number, and nothing is learnt: the loss tells which rows an epoch had.
    const data = new Float32Array(100);
    const targets = data.map((_, row) => row);
    const rows = { rows: 100, inputs: { features: { data, shape: [1] } }, targets, targetWidth: 1 };
    const options = { epochs: 20, epochRows: 10, batchSize: 5, earlyStopping: null } as const;
    const still = { optimiser: { name: 'sgd', learningRate: 1e-12 } } as const;
    const { history } = await fit(build(1), rows, { ...options, ...still });
    const seen = new Set(history.epochs.map(({ trainingLoss }) => trainingLoss));
    expect(seen.size).toBe(20);
    const mean = history.epochs.reduce((sum, { trainingLoss }) => sum + trainingLoss, 0) / 20;
    // Mean of the squares of 0 to 99: 3283.5.
    expect(Math.abs(mean / 3283.5 - 1)).toBeLessThan(0.2);
  });

  it('stops when its time is over', async () => {
    const { history } = await fit(build(1), line(100), { epochs: 100_000, maxSeconds: 0.05 });
    expect(history.stoppedBy).toBe('time');
    expect(history.epochs.length).toBeLessThan(100_000);
  });

  it('names rows that cannot be used', async () => {
    const bad = async (change: (examples: Examples) => void, lossSpec?: LossSpec) => {
      const examples = line(4);
      change(examples);
      const failure = fit(build(1), examples, { epochs: 1 }, { lossSpec });
      await expect(failure).rejects.toBeInstanceOf(InvalidInputError);
      return failure.catch((error: Error) => error.message);
    };
    expect(await bad((examples) => (examples.inputs.features.data[2] = NaN))).toContain('row 3');
    expect(await bad((examples) => (examples.targets[1] = Infinity))).toContain('row 2');
    expect(await bad((examples) => (examples.targets[0] = 2), { name: 'binary-cross-entropy' })).toContain(
      '0 to 1',
    );
    expect(await bad((examples) => (examples.weights = Float32Array.of(1, 1, 1, -1)))).toContain('row 4');
    expect(await bad((examples) => (examples.weights = new Float32Array(4)))).toContain('weight 0');
    expect(await bad((examples) => (examples.weights = new Float32Array(3)))).toContain('4 sample weights');
    expect(await bad((examples) => (examples.targets = new Float32Array(3)))).toContain('4 targets');
    expect(await bad((examples) => (examples.rows = 0))).toContain('no rows');
  });

  it('refuses a loss that does not fit the network', async () => {
    const failure = fit(build(1), line(4), {}, { lossSpec: { name: 'quantile' } });
    await expect(failure).rejects.toThrow('expected 3 outputs per target, received 1 outputs for 1 targets');
  });
});

describe('the training options', () => {
  it('have defaults', () => {
    expect(checkTrainingOptions()).toEqual({
      epochs: 200,
      batchSize: 256,
      epochRows: null,
      optimiser: {
        name: 'adamw',
        learningRate: 0.002,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-8,
        weightDecay: 0.003,
      },
      schedule: { name: 'constant', warmUpEpochs: 0 },
      earlyStopping: { patience: 16, minDelta: 0 },
      refit: false,
      clipNorm: 1,
      l2: 0,
      classWeights: null,
      maxSeconds: null,
    });
  });

  it('are refused by their place', () => {
    const wrong = { epochs: 0, optimiser: { name: 'adam', rate: 1 }, classWeights: 'even' };
    expect(() => checkTrainingOptions(wrong)).toThrow('/training/epochs: expected at least 1, received 0');
    expect(() => checkTrainingOptions(wrong)).toThrow('/training/optimiser/rate');
    expect(() => checkTrainingOptions(wrong)).toThrow('/training/classWeights');
  });
});
