import { expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { rowsAlong, StepList } from '../prediction/steps.js';
import type { FusedLayer, FusedNetwork } from './fused-network.js';
import { FusedPredictor } from './fused-predictor.js';
import { FusedSteps } from './fused-steps.js';

const random = createRandom(11);
const numbers = (length: number) => Float32Array.from({ length }, () => random.normal());
const layer = (inputs: number, units: number): FusedLayer => ({
  kernel: numbers(inputs * units),
  bias: numbers(units),
});

const inputs = 5;
const outputs = 2;
const bends = 3;
const network: FusedNetwork = {
  inputs,
  outputs,
  bends: layer(inputs, bends),
  members: [
    { hidden: [layer(inputs + bends, 20)], output: layer(20, outputs) },
    { hidden: [], output: layer(inputs + bends, outputs) },
  ],
  wide: numbers((inputs + bends) * outputs),
};

function walks(): StepList {
  const steps = new StepList();
  for (const start of [1, 0, 1]) {
    steps.endStep();
    for (const feature of random.permutation(inputs)) {
      steps.change(feature, random.normal());
      if (feature === 2) steps.change(0, 0);
      steps.endStep();
    }
    steps.endWalk(start);
  }
  return steps;
}

it('gives after every step what the whole rows give', () => {
  const starts = { data: numbers(2 * inputs), width: inputs };
  const steps = walks();
  const rows = steps.stepEnds.length;
  // The predictor keeps its raw outputs in memory of its own: one block here.
  const [{ raw }] = new FusedPredictor([network]).blocks(rowsAlong(starts, steps), rows);
  const found = new FusedSteps(network, starts).raw(steps);
  expect(found.length).toBe(raw.length);
  found.forEach((value, i) => {
    const size = Math.max(1, Math.abs(raw[i]));
    expect(Math.abs(value - raw[i])).toBeLessThan(1e-4 * size);
  });
});

it('gives a walk the same bits whatever comes before it', () => {
  const starts = { data: numbers(2 * inputs), width: inputs };
  const steps = walks();
  const walked = new FusedSteps(network, starts);
  const first = walked.raw(steps).slice();
  expect(walked.raw(steps)).toEqual(first);
});
