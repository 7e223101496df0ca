import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { floatBytes, lanes, laneShuffles, rowKernels, tileUnits, type RowBuild } from './kernels.js';

const rows = 5;
const value = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(0, -0) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e-42, 3e38) },
  { weight: 4, arbitrary: fc.float({ min: -8, max: 8, noNaN: true }) },
);
const sizes = fc.record({ inputs: fc.integer({ min: 1, max: 9 }), tiles: fc.integer({ min: 1, max: 3 }) });

/** A layer and an output over five rows. @returns what the layer and the output give. */
function run(build: RowBuild, numbers: Float32Array, { inputs, tiles }: { inputs: number; tiles: number }) {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const kernels = rowKernels(memory, { build });
  const units = tiles * tileUnits;
  let used = 0;
  const place = (floats: number) => {
    const at = used;
    used += floats * floatBytes;
    return at;
  };
  const x = place(rows * inputs);
  const kernel = place(inputs * units);
  const [bias, column] = [place(units), place(units)];
  new Float32Array(memory.buffer).set(numbers.subarray(0, used / floatBytes));
  const starts = place(rows + 1);
  const [places, values] = [place(rows * inputs + lanes), place(rows * inputs + lanes)];
  const shuffles = place(laneShuffles.length / floatBytes);
  new Uint8Array(memory.buffer).set(laneShuffles, shuffles);
  const [hidden, out] = [place(rows * units), place(rows)];
  const [stride, row] = [inputs * floatBytes, units * floatBytes];
  kernels.compress(x, rows, stride, inputs, row, starts, places, values - places, shuffles);
  kernels.spread(starts, values - places, rows, kernel, row, bias, hidden, row, 0, Infinity);
  kernels.gather(hidden, rows, row, row, column, out, floatBytes);
  return new Float32Array(memory.buffer, hidden, rows * units + rows).slice();
}

describe('the kernels of rows', () => {
  it('give the same bits without vector instructions', () => {
    const most = rows * 9 + 9 * 96 + 2 * 96;
    const numbers = fc.array(value, { minLength: most, maxLength: most }).map((n) => Float32Array.from(n));
    const property = fc.property(numbers, sizes, (given, size) => {
      expect(run('scalar', given, size)).toEqual(run('simd', given, size));
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('add up what they are given', () => {
    const [inputs, units] = [2, tileUnits];
    const numbers = new Float32Array(1000);
    // One row of (2, 0), kernel rows of 3 and 100, bias 1, output column of 0.5: units of 7, and half their sum.
    numbers[0] = 2;
    numbers.fill(3, rows * inputs, rows * inputs + units);
    numbers.fill(100, rows * inputs + units, rows * inputs + 2 * units);
    numbers.fill(1, rows * inputs + 2 * units, rows * inputs + 3 * units);
    numbers.fill(0.5, rows * inputs + 3 * units, rows * inputs + 4 * units);
    const found = run('simd', numbers, { inputs, tiles: 1 });
    expect([...found.slice(0, units)]).toEqual(Array<number>(units).fill(7));
    expect([...found.slice(units, 2 * units)]).toEqual(Array<number>(units).fill(1));
    expect([...found.slice(rows * units)]).toEqual([7, 1, 1, 1, 1].map((unit) => (units * unit) / 2));
  });
});
