import { expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { startEngine } from '../../engine/engine.js';
import { checkTrainingOptions } from '../../models/training/training-options.js';
import { fitCandidate } from './fit-candidate.js';

const rows = 64;
const everyRow = Int32Array.from({ length: rows }, (_, row) => row);

/** What a network answers that knows nothing of its rows but how much they count: half of them say 0, half 1. */
async function learntFrom(weights?: Float32Array): Promise<number> {
  await startEngine();
  const targets = {
    data: Float32Array.from(everyRow, (row) => row % 2),
    width: 1,
    ...(weights && { weights }),
  };
  const candidate = await fitCandidate({
    architecture: 'linear',
    options: {},
    training: checkTrainingOptions({
      epochs: 60,
      batchSize: 16,
      optimiser: { name: 'adam', learningRate: 0.05 },
    }),
    head: { outputs: 1, loss: { name: 'mean-squared-error' } },
    inputs: { features: { shape: [1], data: new Float32Array(rows) } },
    targets,
    plan: { members: [{ training: everyRow, validation: everyRow }], preparationRows: everyRow },
    random: createRandom(3),
  });
  candidate.model.dispose();
  return candidate.outOfSample.outputs[0];
}

it('learns from each row as much as it counts', async () => {
  expect(await learntFrom()).toBeCloseTo(0.5, 1);
  // (3 x 1 + 1 x 0) / 4
  expect(await learntFrom(Float32Array.from(everyRow, (row) => (row % 2 === 1 ? 3 : 1)))).toBeCloseTo(
    0.75,
    1,
  );
});

it('learns once more from the rows that stopped it, where that is asked for, and is judged as it was before', async () => {
  await startEngine();
  // The rows to learn from say 0, those that stop the training 1.
  const [training, validation] = [everyRow.subarray(0, 32), everyRow.subarray(32)];
  const fit = async (refit: boolean | number) => {
    const { model, outOfSample, histories } = await fitCandidate({
      architecture: 'linear',
      options: {},
      training: checkTrainingOptions({
        epochs: 60,
        batchSize: 16,
        optimiser: { name: 'adam', learningRate: 0.05 },
        earlyStopping: null,
        refit,
      }),
      head: { outputs: 1, loss: { name: 'mean-squared-error' } },
      inputs: { features: { shape: [1], data: new Float32Array(rows) } },
      targets: { data: Float32Array.from(everyRow, (row) => (row < 32 ? 0 : 1)), width: 1 },
      plan: { members: [{ training, validation }], preparationRows: training },
      random: createRandom(3),
    });
    const [answer] = model.predict({ features: { shape: [1], data: new Float32Array(1) } }, 1);
    const networks = model.members.length;
    model.dispose();
    return { answer, outOfSample, networks, epochs: histories.map(({ epochs }) => epochs.length) };
  };
  const [once, again, three] = [await fit(false), await fit(true), await fit(3)];
  expect(once.answer).toBeCloseTo(0, 1);
  expect(again.answer).toBeCloseTo(0.5, 1);
  expect(again.outOfSample).toEqual(once.outOfSample);
  expect(again.epochs).toEqual([60]);
  expect(three.answer).toBeCloseTo(0.5, 1);
  expect(three.answer).not.toBe(again.answer);
  expect(three.outOfSample).toEqual(once.outOfSample);
  expect([once, again, three].map(({ networks }) => networks)).toEqual([1, 1, 3]);
});
