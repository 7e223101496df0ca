import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadChemistry } from '../../chemistry/rdkit.js';
import { isSmiles, readSmiles } from '../../chemistry/read-smiles.js';
import { assembledMoleculesMechanism, assembledMoleculesOptions } from './assembled-molecules.mechanism.js';
import { cores, counterions, groups } from './molecule-pieces.js';

const options = assembledMoleculesOptions.parse({
  mechanism: 'assembled-molecules',
  seed: 3,
  rows: 400,
  columns: ['id', 'solubility', 'active', 'smiles', 'unused'],
  smiles: 'smiles',
  name: 'id',
  salts: 0.2,
  repeated: 0.2,
  numbers: { solubility: { level: 1, effects: { hydroxyl: 2, decane: -4 }, noise: 0 } },
  events: { active: { level: -20, effects: { nitro: 40 }, missing: 0.25 } },
});
const { header, records } = assembledMoleculesMechanism.generate(options);

beforeAll(() => loadChemistry());

describe('the mechanism assembled-molecules', () => {
  it('makes rows of all columns, those that nothing reads empty', () => {
    expect(header).toEqual(options.columns);
    expect(records).toHaveLength(400);
    expect(records[0][0]).toBe('made-1');
    expect(records.every((cells) => cells.length === 5 && cells[4] === '')).toBe(true);
  });

  it('makes nothing but molecules, of every core, with every group and every ion', () => {
    expect(records.filter(([, , , smiles]) => !isSmiles(smiles))).toEqual([]);
    for (const core of Object.values(cores)) expect(isSmiles(core.replaceAll('({})', ''))).toBe(true);
    for (const group of Object.values(groups).filter((text) => text !== '')) {
      for (const core of Object.values(cores))
        expect(isSmiles(core.replaceAll('({})', `(${group})`))).toBe(true);
    }
    for (const ion of counterions) expect(isSmiles(ion)).toBe(true);
  });

  it('adds up what pieces add, and lets an event follow its log-odds', () => {
    for (const [, solubility, active, smiles] of records) {
      // 1, less 4 of a decane, and 2 of each hydroxyl.
      const hydroxyls = smiles.split('(O)').length - 1;
      expect([1 + 2 * hydroxyls, 2 * hydroxyls - 3]).toContain(Number(solubility));
      if (active !== '') expect(active).toBe(smiles.includes('[N+](=O)') ? '1' : '0');
    }
  });

  it('leaves outcomes unknown, makes salts, and writes a molecule twice', () => {
    const share = (is: (cells: string[]) => boolean) => records.filter(is).length / records.length;
    expect(Math.abs(share(([, , active]) => active === '') - 0.25)).toBeLessThan(0.08);
    expect(Math.abs(share(([, , , smiles]) => smiles.includes('.')) - 0.2)).toBeLessThan(0.08);
    const texts = new Set(records.map(([, , , smiles]) => smiles));
    const molecules = new Set(records.map(([, , , smiles]) => JSON.stringify(readSmiles(smiles))));
    expect(molecules.size).toBeLessThan(texts.size);
  });

  it('refuses a column that is not among those it makes', () => {
    expect(assembledMoleculesMechanism.problems({ ...options, smiles: 'molecule' })).toEqual([
      { path: ['columns'], message: 'the column molecule among them' },
    ]);
  });
});
