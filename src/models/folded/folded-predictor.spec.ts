import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FoldedLayer, FoldedNetwork } from './folded-network.js';
import { FoldedPredictor } from './folded-predictor.js';

/** A small number that float32 holds exactly, often 0 as flags are. */
const number = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  fc.integer({ min: -64, max: 64 }).map((n) => n / 16),
);
const numbers = (length: number) =>
  fc.array(number, { minLength: length, maxLength: length }).map((n) => Float32Array.from(n));
const layer = (inputs: number, units: number): fc.Arbitrary<FoldedLayer> =>
  fc.record({ kernel: numbers(inputs * units), bias: numbers(units) });

const network: fc.Arbitrary<FoldedNetwork> = fc
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
function directly(folded: FoldedNetwork, features: Float32Array, rows: number): number[] {
  const product = (x: number[], kernel: Float32Array, bias: ArrayLike<number>) =>
    Array.from(bias, (start, unit) =>
      x.reduce((sum, value, i) => sum + value * kernel[i * bias.length + unit], start),
    );
  return folded.members.flatMap(({ hidden, output }) =>
    Array.from({ length: rows }, (_, row) => {
      const own = [...features.subarray(row * folded.inputs, (row + 1) * folded.inputs)];
      const bends = folded.bends ? product(own, folded.bends.kernel, folded.bends.bias) : [];
      const inputs = [...own, ...bends.map((value) => Math.min(Math.max(value, 0), 1))];
      const last = hidden.reduce(
        (x, { kernel, bias }) => product(x, kernel, bias).map((value) => Math.max(value, 0)),
        inputs,
      );
      const linear = folded.wide
        ? product(inputs, folded.wide, new Float32Array(folded.outputs))
        : new Array<number>(folded.outputs).fill(0);
      return product(last, output.kernel, output.bias).map((value, i) => value + linear[i]);
    }).flat(),
  );
}

function predicted(folded: FoldedNetwork, features: Float32Array, rows: number): number[] {
  const all = new Array<number>(folded.members.length * rows * folded.outputs);
  for (const { start, raw } of new FoldedPredictor([folded]).blocks(features, rows)) {
    const each = raw.length / folded.members.length;
    raw.forEach((value, i) => {
      all[Math.floor(i / each) * rows * folded.outputs + start * folded.outputs + (i % each)] = value;
    });
  }
  return all;
}

describe('a folded network', () => {
  it('gives what its layers say', () => {
    const rows = fc.integer({ min: 1, max: 5 });
    const subject = fc
      .tuple(network, rows)
      .chain(([folded, count]) =>
        fc.tuple(fc.constant(folded), fc.constant(count), numbers(folded.inputs * count)),
      );
    fc.assert(
      fc.property(subject, ([folded, count, features]) => {
        const found = predicted(folded, features, count);
        directly(folded, features, count).forEach((value, i) => {
          expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-4 * Math.max(1, Math.abs(value)));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('gives each of several networks what it gives alone', () => {
    const many = fc.sample(network, { seed: 3, numRuns: 200 });
    const like = ({ inputs, outputs }: FoldedNetwork) =>
      many.filter((one) => one.inputs === inputs && one.outputs === outputs);
    const together = many.map(like).reduce((most, some) => (some.length > most.length ? some : most));
    expect(together.some(({ bends }) => bends) && together.some(({ bends }) => !bends)).toBe(true);
    const [{ inputs }] = together;
    const [features] = fc.sample(numbers(inputs * 4), { seed: 4, numRuns: 1 });
    const [block] = new FoldedPredictor(together).blocks(features, 4);
    const alone = together.flatMap((one) => predicted(one, features, 4));
    expect([...block.raw]).toEqual(alone);
  });

  it('gives a row the same bits in any block', () => {
    const [folded] = fc.sample(
      network.filter(({ members }) => members[0].hidden.length > 0),
      { seed: 7, numRuns: 1 },
    );
    const [row] = fc.sample(numbers(folded.inputs), { seed: 8, numRuns: 1 });
    const rows = 300;
    const features = Float32Array.from({ length: rows * folded.inputs }, (_, i) => row[i % folded.inputs]);
    const alone = predicted(folded, row, 1);
    const together = predicted(folded, features, rows);
    const { outputs } = folded;
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
