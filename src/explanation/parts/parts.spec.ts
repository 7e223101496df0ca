import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../core/random.js';
import { attributeParts } from './attribute-parts.js';
import type { PartedCase } from './parted-case.js';
import { tellFigure } from './tell-parts.js';

/** A game whose value of a set of players is a function of who is in it. */
function gameOf(
  players: number,
  value: (own: Uint8Array) => number,
  more: Partial<PartedCase> = {},
): PartedCase {
  return {
    parts: Array.from({ length: players }, (_, i) => ({ feature: `p${i}`, value: i, told: `Player: ${i}` })),
    references: 1,
    ask: (mixtures) => ({ values: mixtures.map(({ own }) => value(own)), width: 1 }),
    output: [value(new Uint8Array(players).fill(1))],
    names: [{}],
    ...more,
  };
}

const contributionsOf = (game: PartedCase, seed = 1) => [...attributeParts(game, seed).contributions];

describe('parts of a case', () => {
  it('have the Shapley values of the glove game: whoever has the one right glove gets two thirds', () => {
    const glove = gameOf(3, ([left, other, right]) => (right && (left || other) ? 1 : 0));
    const [left, other, right] = contributionsOf(glove);
    expect(left).toBeCloseTo(1 / 6, 12);
    expect(other).toBeCloseTo(1 / 6, 12);
    expect(right).toBeCloseTo(2 / 3, 12);
    expect(attributeParts(glove, 1).evaluations).toBe(8);
  });

  it('of many are sampled: of an additive game without error, of another near to the exact values', () => {
    const random = createRandom(4);
    const weights = Array.from({ length: 12 }, () => random.normal());
    const sum = (own: Uint8Array) => weights.reduce((all, weight, i) => all + weight * own[i], 0);
    contributionsOf(gameOf(12, sum)).forEach((found, i) => expect(found).toBeCloseTo(weights[i], 10));
    // Of a product of two players each has half, whoever else is there.
    const product = (own: Uint8Array) => sum(own) + 4 * own[0] * own[1];
    const found = contributionsOf(gameOf(12, product));
    expect(Math.abs(found[0] - weights[0] - 2)).toBeLessThan(0.6);
    expect(found[0] + found[1]).toBeCloseTo(weights[0] + weights[1] + 4, 10);
    expect(found[5]).toBeCloseTo(weights[5], 10);
  });

  it('add up whatever the game, with one reference and with several, and are the same for the same seed', () => {
    const game = fc.record({
      players: fc.integer({ min: 0, max: 11 }),
      references: fc.integer({ min: 1, max: 6 }),
      seed: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(game, ({ players, references, seed }) => {
        const value = (own: Uint8Array, reference = 0) =>
          Math.sin(7 * reference + own.reduce((all, one, i) => all + one * (i + 1) ** 2, 0)) *
            (1 - Number(own.every(Boolean))) +
          own.length;
        const parted = gameOf(players, value, {
          references,
          ask: (mixtures) => ({
            values: mixtures.map(({ own, reference }) => value(own, reference)),
            width: 1,
          }),
        });
        const attribution = attributeParts(parted, seed);
        const told = tellFigure({ ...parted, attribution }, 0, { hasSensitive: false });
        expect(Math.abs(told.residual)).toBeLessThan(1e-9);
        expect(attributeParts(parted, seed)).toEqual(attribution);
      }),
      { numRuns: 60 },
    );
  });

  it('leave out who is as in the reference, and never give a sensitive one as a reason', () => {
    const parted = gameOf(10, (own) => own.reduce((all, one, i) => all + i * one, 0), {
      references: 2,
      differs: (_, part) => part !== 9,
    });
    const parts = parted.parts.map((part, i) => ({ ...part, isSensitive: i === 8 }));
    const attribution = attributeParts(parted, 1);
    const told = tellFigure({ ...parted, parts, attribution }, 0, { hasSensitive: true });
    expect(told.reasons.map(({ feature }) => feature)).toEqual(['p7', 'p6', 'p5', 'p4', 'p3', 'p2', 'p1']);
    expect(told.sensitive).toMatchObject([
      { feature: 'p8', contribution: 8, text: 'Player: 8 raises the answer by 8' },
    ]);
    expect(told.reasons[0]).not.toHaveProperty('isSensitive');
  });

  it('of very many are asked no more often than a family allows, but for one walk there and back', () => {
    const few = gameOf(100, (own) => own[0], { mostEvaluations: 50 });
    expect(attributeParts(few, 1).evaluations).toBe(202);
    expect(attributeParts({ ...few, mostEvaluations: 1000 }, 1).evaluations).toBe(808);
  });
});
