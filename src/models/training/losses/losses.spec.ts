import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../../core/random.js';
import { createLoss, lossNames, type Loss, type LossName, type LossSpec } from './index.js';
import { studentTOutputs } from './student-t.js';

interface Case {
  targetWidth: number;
  outputs: number;
  target: (random: () => number) => number;
}

const regression = { targetWidth: 2, outputs: 2, target: (random: () => number) => 4 * random() - 2 };

const cases: Record<LossName, Case> = {
  'binary-cross-entropy': { targetWidth: 2, outputs: 2, target: (random) => Math.round(random()) },
  'categorical-cross-entropy': { targetWidth: 1, outputs: 4, target: (random) => Math.floor(4 * random()) },
  'mean-squared-error': regression,
  'mean-absolute-error': regression,
  huber: regression,
  quantile: { targetWidth: 2, outputs: 6, target: regression.target },
  multinomial: { targetWidth: 3, outputs: 3, target: (random) => Math.floor(3 * random()) },
  'factual-outcome': { targetWidth: 2, outputs: 4, target: (random) => Math.round(random()) },
  'student-t': { targetWidth: 2, outputs: 4, target: regression.target },
};

const evaluateOne = (loss: Loss, targets: number[], outputs: number[]) =>
  loss.evaluate({ rows: 1, targets: Float32Array.from(targets), outputs: Float32Array.from(outputs) });

describe.each(lossNames)('the loss %s', (name) => {
  const loss = createLoss({ name });
  const { targetWidth, outputs, target } = cases[name];
  const rows = 50;

  function batch(seed: number) {
    const random = createRandom(seed);
    const next = () => random.next();
    return {
      rows,
      targets: Float32Array.from({ length: rows * targetWidth }, () => target(next)),
      outputs: Float32Array.from({ length: rows * outputs }, () => 8 * next() - 4),
    };
  }

  it('fits the widths of its case only', () => {
    expect(loss.fits(targetWidth, outputs)).toBe(true);
    expect(loss.fits(targetWidth + 1, outputs)).toBe(false);
    expect(loss.accepts(NaN, outputs)).toBe(false);
  });

  it('has the gradient that finite differences give', () => {
    const rowsOf = batch(5);
    const { gradient } = loss.evaluate(rowsOf);
    const distance = 2 ** -7;
    for (let i = 0; i < rowsOf.outputs.length; i++) {
      const row = Math.floor(i / outputs);
      const kept = rowsOf.outputs[i];
      const at = (value: number): number => {
        rowsOf.outputs[i] = value;
        return loss.evaluate(rowsOf).losses[row];
      };
      const below = at(kept - distance);
      const above = at(kept + distance);
      const middle = at(kept);
      // A kink within the distance (absolute errors) has no derivative: both sides must bracket the gradient there.
      const sides = [(middle - below) / distance, (above - middle) / distance];
      const slack = 0.01;
      expect(gradient[i]).toBeGreaterThan(Math.min(...sides) - slack);
      expect(gradient[i]).toBeLessThan(Math.max(...sides) + slack);
    }
  });

  it('judges each row by itself', () => {
    const whole = batch(6);
    const { losses, gradient } = loss.evaluate(whole);
    const last = loss.evaluate({
      rows: 1,
      targets: whole.targets.slice(-targetWidth),
      outputs: whole.outputs.slice(-outputs),
    });
    expect(last.losses[0]).toBe(losses[rows - 1]);
    expect(last.gradient).toEqual(gradient.slice(-outputs));
  });

  it('is never below zero and finite however far the outputs go', () => {
    const number = fc.float({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { minLength: outputs, maxLength: outputs }), (values) => {
        const targets = Array.from({ length: targetWidth }, () => 1);
        const { losses, gradient } = evaluateOne(loss, targets, values);
        expect(losses[0]).toBeGreaterThanOrEqual(0);
        expect([losses[0], ...gradient].every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe('known values', () => {
  it('of cross-entropy', () => {
    expect(evaluateOne(createLoss({ name: 'binary-cross-entropy' }), [1], [0]).losses[0]).toBeCloseTo(
      Math.LN2,
    );
    const probabilities = [0.2, 0.5, 0.3];
    const logits = probabilities.map((share) => Math.log(share) + 7);
    const categorical = createLoss({ name: 'categorical-cross-entropy' });
    expect(evaluateOne(categorical, [2], logits).losses[0]).toBeCloseTo(-Math.log(0.3), 5);
    const multinomial = createLoss({ name: 'multinomial' });
    const expected = -(Math.log(0.2) + Math.log(0.3)) / 2;
    expect(evaluateOne(multinomial, [1, 0, 1], logits).losses[0]).toBeCloseTo(expected, 5);
    expect(evaluateOne(multinomial, [0, 0, 0], logits).losses[0]).toBe(0);
  });

  it('of the errors', () => {
    expect(evaluateOne(createLoss({ name: 'mean-squared-error' }), [1, 2], [4, 2]).losses[0]).toBe(4.5);
    expect(evaluateOne(createLoss({ name: 'mean-absolute-error' }), [1, 2], [4, 2]).losses[0]).toBe(1.5);
    const huber = createLoss({ name: 'huber', delta: 2 });
    expect(evaluateOne(huber, [0], [1]).losses[0]).toBe(0.5);
    expect(evaluateOne(huber, [0], [-5]).losses[0]).toBe(8);
  });

  it("of Student's t: the logarithm of its density, whatever the outputs say of width and tail", () => {
    const loss = createLoss({ name: 'student-t' });
    const difference = (a: number, b: number) =>
      evaluateOne(loss, [a], [0, 0]).losses[0] - evaluateOne(loss, [b], [0, 0]).losses[0];
    const { degrees } = studentTOutputs(0, 0);
    const expected = ((degrees + 1) / 2) * Math.log1p(2.25 / (degrees - 2));
    expect(difference(1.5, 0)).toBeCloseTo(expected, 6);
    expect(degrees).toBeGreaterThan(8);
    expect(degrees).toBeLessThan(12);
    expect(studentTOutputs(0.5, 0).deviation).toBeCloseTo(Math.exp(0.5), 2);
  });

  it('of the quantiles: the loss is least where the share of targets below is the level', () => {
    const loss = createLoss({ name: 'quantile', levels: [0.25] });
    const targets = Float32Array.from({ length: 100 }, (_, i) => i);
    const total = (output: number): number => {
      const outputs = new Float32Array(100).fill(output);
      return loss.evaluate({ rows: 100, targets, outputs }).losses.reduce((sum, value) => sum + value, 0);
    };
    const best = [...targets].reduce((kept, output) => (total(output) < total(kept) ? output : kept), 0);
    expect(Math.abs(best - 25)).toBeLessThanOrEqual(1);
  });
});

describe('the options of losses', () => {
  it('are checked', () => {
    expect(() => createLoss({ name: 'huber', delta: -1 })).toThrow(
      '/delta: expected more than 0, received -1',
    );
    expect(() => createLoss({ name: 'quantile', levels: [1.5] })).toThrow('/levels/0');
    expect(() => createLoss({ name: 'unheard' } as unknown as LossSpec)).toThrow('/name');
  });
});

describe.each(['binary-cross-entropy', 'mean-squared-error'] as const)(
  'the loss %s of unknown targets',
  (name) => {
    const masked = createLoss({ name, masked: true });
    const plain = createLoss({ name });
    const known = { rows: 1, targets: Float32Array.of(1), outputs: Float32Array.of(-0.5) };
    const beside = { rows: 1, targets: Float32Array.of(NaN, 1), outputs: Float32Array.of(7, -0.5) };

    it('judges and moves the outputs of the known ones alone, each as if all were known', () => {
      const { losses, gradient } = masked.evaluate(beside);
      const alone = plain.evaluate(known);
      expect(losses[0]).toBeCloseTo(alone.losses[0] / 2, 12);
      expect([...gradient]).toEqual([0, expect.closeTo(alone.gradient[0] / 2, 6)]);
    });

    it('accepts them only where it is told to', () => {
      expect(masked.accepts(NaN, 2)).toBe(true);
      expect(plain.accepts(NaN, 2)).toBe(false);
      expect(plain.evaluate(beside).losses[0]).toBeNaN();
    });
  },
);
