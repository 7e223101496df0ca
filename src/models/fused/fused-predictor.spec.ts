import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FusedLayer, FusedNetwork } from './fused-network.js';
import { FusedPredictor } from './fused-predictor.js';

/** A small number that float32 holds exactly, often 0 as flags are. */
const number = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  fc.integer({ min: -64, max: 64 }).map((n) => n / 16),
);
const numbers = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((n) => Float32Array.from(n));
const layer = (inputs: number, units: number): fc.Arbitrary<FusedLayer> =>
  fc.record({ kernel: numbers(inputs * units), bias: numbers(units) });

const network: fc.Arbitrary<FusedNetwork> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 9 }),
    outputs: fc.integer({ min: 1, max: 3 }),
    added: fc.integer({ min: 0, max: 5 }),
    members: fc.integer({ min: 1, max: 3 }),
    hidden: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 2 }),
    wide: fc.boolean(),
  })
  .chain(({ inputs, outputs, added, members, hidden, wide }) => {
    const widths = [inputs + added, ...hidden];
    return fc.record({
      inputs: fc.constant(inputs),
      outputs: fc.constant(outputs),
      bends: added > 0 ? layer(inputs, added) : fc.constant(undefined),
      members: fc.array(
        fc.record({
          hidden: fc.tuple(...hidden.map((units, depth) => layer(widths[depth], units))),
          output: layer(widths[hidden.length], outputs),
        }),
        { minLength: members, maxLength: members },
      ),
      wide: wide ? numbers((inputs + added) * outputs) : fc.constant(undefined),
    });
  });

/** As the definition says, in double precision. */
function directly(fused: FusedNetwork, features: Float32Array, rows: number): number[] {
  const product = (x: number[], kernel: Float32Array, bias: ArrayLike<number>) =>
    Array.from(bias, (start, unit) =>
      x.reduce((sum, value, i) => sum + value * kernel[i * bias.length + unit], start),
    );
  return fused.members.flatMap(({ hidden, output }) =>
    Array.from({ length: rows }, (_, row) => {
      const own = [...features.subarray(row * fused.inputs, (row + 1) * fused.inputs)];
      const bends = fused.bends ? product(own, fused.bends.kernel, fused.bends.bias) : [];
      const inputs = [...own, ...bends.map((value) => Math.min(Math.max(value, 0), 1))];
      const last = hidden.reduce(
        (x, { kernel, bias }) => product(x, kernel, bias).map((value) => Math.max(value, 0)),
        inputs,
      );
      const linear = fused.wide
        ? product(inputs, fused.wide, new Float32Array(fused.outputs))
        : new Array<number>(fused.outputs).fill(0);
      return product(last, output.kernel, output.bias).map((value, i) => value + linear[i]);
    }).flat(),
  );
}

function predicted(fused: FusedNetwork, features: Float32Array, rows: number): number[] {
  const all = new Array<number>(fused.members.length * rows * fused.outputs);
  for (const { start, raw } of new FusedPredictor([fused]).blocks(features, rows)) {
    const each = raw.length / fused.members.length;
    raw.forEach((value, i) => {
      all[Math.floor(i / each) * rows * fused.outputs + start * fused.outputs + (i % each)] = value;
    });
  }
  return all;
}

describe('a fused network', () => {
  it('gives what its layers say', () => {
    const rows = fc.integer({ min: 1, max: 5 });
    const subject = fc
      .tuple(network, rows)
      .chain(([fused, count]) =>
        fc.tuple(fc.constant(fused), fc.constant(count), numbers(fused.inputs * count)),
      );
    fc.assert(
      fc.property(subject, ([fused, count, features]) => {
        const found = predicted(fused, features, count);
        directly(fused, features, count).forEach((value, i) => {
          expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives each of several networks what it gives alone', () => {
    const many = fc.sample(network, { seed: 3, numRuns: 200 });
    const like = ({ inputs, outputs }: FusedNetwork) =>
      many.filter((one) => one.inputs === inputs && one.outputs === outputs);
    const together = many.map(like).reduce((most, some) => (some.length > most.length ? some : most));
    expect(together.some(({ bends }) => bends) && together.some(({ bends }) => !bends)).toBe(true);
    const [{ inputs }] = together;
    const [features] = fc.sample(numbers(inputs * 4), { seed: 4, numRuns: 1 });
    const [block] = new FusedPredictor(together).blocks(features, 4);
    const alone = together.flatMap((one) => predicted(one, features, 4));
    expect([...block.raw]).toEqual(alone);
  });

  it('gives a row the same bits in any block', () => {
    const [fused] = fc.sample(
      network.filter(({ members }) => members[0].hidden.length > 0),
      { seed: 7, numRuns: 1 },
    );
    const [row] = fc.sample(numbers(fused.inputs), { seed: 8, numRuns: 1 });
    const rows = 300;
    const features = Float32Array.from({ length: rows * fused.inputs }, (_, i) => row[i % fused.inputs]);
    const alone = predicted(fused, row, 1);
    const together = predicted(fused, features, rows);
    const { outputs } = fused;
    together.forEach((value, i) => {
      const member = Math.floor(i / (rows * outputs));
      expect(value).toBe(alone[member * outputs + (i % outputs)]);
    });
  });

  it('passes on what is no number', () => {
    const member = {
      hidden: [{ kernel: Float32Array.of(1, 1), bias: Float32Array.of(0, 0) }],
      output: { kernel: Float32Array.of(1, 1), bias: Float32Array.of(0) },
    };
    const raw = predicted({ inputs: 1, outputs: 1, members: [member] }, Float32Array.of(NaN, 2), 2);
    expect(raw).toEqual([NaN, 4]);
  });
});
