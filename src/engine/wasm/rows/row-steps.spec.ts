import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import type { RowBuild } from './kernels.js';
import { RowSteps } from './row-steps.js';

const random = createRandom(3);
const numbers = (length: number) => Float32Array.from({ length }, () => random.normal());

const units = 48;
const outputs = 2;
const kernels = [numbers(units), numbers(units), numbers(16)];
const outputKernel = numbers(2 * 32);
const start = numbers(units);
const bias = numbers(2);

/** The 32 first units are rectified; the others stand beside the outputs as they are. */
function walked(build: RowBuild): Float32Array {
  const steps = new RowSteps(outputs, build);
  const rows = kernels.map((kernel) => steps.store(kernel));
  const kernel = steps.store(outputKernel);
  const biases = steps.store(bias);
  steps.settle(units, [
    { first: 0, units: 32, kernel, bias: biases },
    { first: 0, units: 32, kernel, bias: biases, beside: 32 },
  ]);
  steps.open(3);
  steps.begin(start, { steps: 3, changes: 4 });
  steps.endStep();
  steps.change(rows[0], 0, 0.5);
  steps.change(rows[1], 0, -2);
  steps.change(rows[2], 16, 3);
  steps.endStep();
  steps.change(rows[1], 0, 1);
  steps.endStep();
  steps.walk();
  return steps.answers().slice();
}

/** As it is defined, in double precision: `[answerers, steps, outputs]`. */
function directly(): number[] {
  const x = Float64Array.from(start);
  const add = (kernel: Float32Array, first: number, factor: number) =>
    kernel.forEach((weight, i) => (x[first + i] += factor * weight));
  const answer = (beside: boolean) =>
    Array.from(
      bias,
      (from, output) =>
        x
          .subarray(0, 32)
          .reduce((sum, value, i) => sum + Math.max(value, 0) * outputKernel[output * 32 + i], from) +
        (beside ? x[32 + output] : 0),
    );
  const seen = [[answer(false)], [answer(true)]];
  const look = () => seen.forEach((one, i) => one.push(answer(i === 1)));
  add(kernels[0], 0, 0.5);
  add(kernels[1], 0, -2);
  add(kernels[2], 16, 3);
  look();
  add(kernels[1], 0, 1);
  look();
  return seen.flat(2);
}

describe('a layer that changes step by step', () => {
  it('gives what its units say after every step', () => {
    directly().forEach((value, i) => expect(walked('simd')[i]).toBeCloseTo(value, 4));
  });

  it('gives the same bits with and without vector instructions', () => {
    expect(walked('scalar')).toEqual(walked('simd'));
  });
});
