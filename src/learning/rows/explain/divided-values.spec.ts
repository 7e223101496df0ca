import { beforeAll, expect, it } from '@jest/globals';
import { loadKinds } from '../../../tables/columns/index.js';
import { moleculeSpec } from '../../../tables/columns/columns.fixture.js';
import { Table } from '../../../tables/table.js';
import { insideOf } from './divided-values.js';

const column = moleculeSpec();

beforeAll(() => loadKinds([column]));

/** A model that counts: 1 for each nitrogen, 0.5 for each oxygen. */
function figures(declared: Table) {
  const counts = declared.column(column.name).map((smiles) => {
    const count = (symbol: string) => String(smiles).split(symbol).length - 1;
    return count('N') + 0.5 * count('O');
  });
  return { values: Float64Array.from(counts), width: 1 };
}

const explain = (smiles: string | null, sensitive: readonly string[] = []) =>
  insideOf(Table.fromColumns([{ name: column.name, type: 'text', values: [smiles] }]), {
    columns: [column],
    sensitive,
    names: [{ unit: 'points' }],
    seed: 1,
    figures,
  });

it('gives every atom what a model that counts atoms gives it, however many there are', () => {
  for (const smiles of ['NCCO', 'NCCCCCCCCCCC(=O)O']) {
    const { figures: found, evaluations } = explain(smiles);
    const [{ reasons, base, residual, value }] = found[0].inside!;
    expect([value, base, evaluations > 0]).toEqual([smiles, 0, true]);
    expect(Math.abs(residual)).toBeLessThan(1e-12);
    const byAtom = reasons.map(({ atom, value: symbol, contribution }) => [atom, symbol, contribution]);
    const [first, ...others] = byAtom;
    expect([first[0], first[1]]).toEqual([0, 'N']);
    expect(first[2]).toBeCloseTo(1, 12);
    for (const [, symbol, contribution] of others) {
      expect(symbol).toBe('O');
      expect(contribution).toBeCloseTo(0.5, 12);
    }
    expect(reasons[0].text).toBe('Atom 1: N raises the answer by 1 points');
  }
});

it('tells nothing of a missing molecule, and nothing of a sensitive column', () => {
  expect(explain(null).figures).toEqual([{}]);
  expect(explain('NCCO', [column.name])).toEqual({ figures: [{}], evaluations: 0 });
});
