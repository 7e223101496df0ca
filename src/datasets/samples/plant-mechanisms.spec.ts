import { describe, expect, it } from '@jest/globals';
import { concreteMixesMechanism, concreteMixesOptions } from './concrete-mixes.mechanism.js';
import { gasAndSteamMechanism, gasAndSteamOptions } from './gas-and-steam.mechanism.js';

const numbersOf = ({ records }: { records: string[][] }) => records.map((cells) => cells.map(Number));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the mechanism concrete-mixes', () => {
  const options = concreteMixesOptions.parse({
    mechanism: 'concrete-mixes',
    seed: 4,
    rows: 600,
    ages: [3, 7, 28, 90],
    noise: { mix: 0, specimen: 0 },
  });
  const rows = numbersOf(concreteMixesMechanism.generate(options));

  it('crushes each mix at two or three ages, stronger with each', () => {
    expect(rows).toHaveLength(600);
    const mixes = new Map<string, number[][]>();
    for (const row of rows) {
      const mix = row.slice(0, 7).join();
      mixes.set(mix, [...(mixes.get(mix) ?? []), row.slice(7)]);
    }
    const sizes = [...mixes.values()].slice(0, -1).map(({ length }) => length);
    expect([...new Set(sizes)].sort()).toEqual([2, 3]);
    for (const crushed of mixes.values()) {
      for (let i = 1; i < crushed.length; i++) {
        expect(crushed[i][0]).toBeGreaterThan(crushed[i - 1][0]);
        expect(crushed[i][1]).toBeGreaterThan(crushed[i - 1][1]);
      }
    }
  });

  it('fills up a cubic metre and follows Abrams over water and binder', () => {
    const masses = rows.map((row) => row.slice(0, 7).reduce((sum, value) => sum + value, 0));
    expect(Math.abs(mean(masses) - 2345)).toBeLessThan(10);
    const plain = rows.filter(([, slag, ash, , , , , age]) => slag === 0 && ash === 0 && age === 28);
    expect(plain.length).toBeGreaterThan(10);
    for (const [cement, , , water, , , , , strength] of plain) {
      expect(strength).toBeCloseTo(125 / 11 ** (water / cement), 1);
    }
  });

  it('makes other specimens equal but for their noise', () => {
    const noisy = numbersOf(concreteMixesMechanism.generate({ ...options, noise: { mix: 2, specimen: 1 } }));
    expect(noisy).not.toEqual(rows);
    expect(noisy.map((row) => row.slice(0, 7)).slice(0, 2)).toEqual(
      rows.map((row) => row.slice(0, 7)).slice(0, 2),
    );
  });
});

describe('the mechanism gas-and-steam', () => {
  const options = gasAndSteamOptions.parse({ mechanism: 'gas-and-steam', seed: 4, rows: 805, noise: 0 });
  const rows = numbersOf(gasAndSteamMechanism.generate(options));

  it('keeps the vacuum for a spell of hours', () => {
    expect(rows).toHaveLength(805);
    const spells = Array.from({ length: 100 }, (_, i) => rows.slice(8 * i, 8 * i + 8));
    expect(spells.every((spell) => new Set(spell.map(([, vacuum]) => vacuum)).size === 1)).toBe(true);
    expect(new Set(spells.map(([[, vacuum]]) => vacuum)).size).toBeGreaterThan(80);
  });

  it('gives less where the air is warm and where the steam ends at a higher pressure', () => {
    const sorted = rows.toSorted(([a], [b]) => a - b);
    const output = (some: number[][]) => mean(some.map((row) => row[4]));
    expect(output(sorted.slice(0, 200)) - output(sorted.slice(-200))).toBeGreaterThan(25);
    const mild = rows.filter(([temperature]) => temperature > 17 && temperature < 23);
    const byVacuum = mild.toSorted(([, a], [, b]) => a - b);
    expect(output(byVacuum.slice(0, 50))).toBeGreaterThan(output(byVacuum.slice(-50)));
  });
});
