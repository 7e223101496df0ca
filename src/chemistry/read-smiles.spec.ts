import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { molecules } from './chemistry.fixture.js';
import { longestSmiles, readSmiles } from './read-smiles.js';
import { moleculesAlive } from './rdkit.js';

describe('readSmiles', () => {
  it.each([
    [['CCO', 'OCC', 'C(O)C', 'C-C-O', '[CH3][CH2][OH]']],
    [['c1ccccc1O', 'C1=CC=CC=C1O', 'Oc1ccccc1']],
    [['[Na+].CC(=O)[O-]', 'CC([O-])=O.[Na+]']],
    [['N[C@@H](C)C(=O)O', 'C[C@H](N)C(O)=O']],
  ])('writes one molecule in one way: %j', (texts) => {
    const [first, ...others] = texts.map(readSmiles);
    expect(first).toHaveProperty('smiles');
    for (const other of others) expect(other).toEqual(first);
  });

  it('tells mirror images apart', () => {
    expect(readSmiles('N[C@@H](C)C(=O)O')).not.toEqual(readSmiles('N[C@H](C)C(=O)O'));
  });

  it('leaves as it is what it wrote itself', () => {
    for (const one of molecules) {
      const { smiles } = readSmiles(one) as { smiles: string };
      expect(readSmiles(smiles)).toEqual({ smiles });
    }
  });

  it.each<[string, number | undefined, string]>([
    ['CC(C', 3, 'does not end'],
    ['CC)C', 3, 'did not begin'],
    ['C1CC', 2, 'not closed'],
    ['C%12CC', 2, 'not closed'],
    ['CC[NH4', 3, 'bracket'],
    ['CCXC', 3, 'no part of a SMILES'],
    ['CC O', 3, 'blank'],
    ['C==C', 3, 'cannot follow'],
    ['CN(C)(C)(C)C', 2, 'more bonds'],
    ['ClC(C)(C)(C)C', 3, 'more bonds'],
    ['CCcC', 3, 'in no ring'],
    ['c1cc1c', 1, 'aromatic'],
    ['()', undefined, 'no atom'],
    [`C${'C'.repeat(longestSmiles)}`, undefined, `${longestSmiles + 1} characters`],
  ])('says of %.20s where and why it is none', (text, character, reason) => {
    const read = readSmiles(text);
    expect(read).toEqual({
      reason: expect.stringContaining(reason) as unknown,
      ...(character !== undefined && { character }),
    });
  });

  it('reads no other format of molecules', () => {
    for (const text of ['{"rdkitjson":{"version":12}}', 'InChI=1S/CH4/h1H4', '\n\n\nM  END'])
      expect(readSmiles(text)).toHaveProperty('reason');
  });

  it('reads any text or says why not, names a character of it, and frees every molecule', () => {
    const letters = fc.constantFrom(...'CNOSPFclnos()[]=#1234%+-@H./\\ *X'.split(''));
    const text = fc.oneof(
      fc.string(),
      fc.array(letters, { maxLength: 20 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (smiles) => {
        const read = readSmiles(smiles);
        if ('smiles' in read) expect(readSmiles(read.smiles)).toHaveProperty('smiles');
        else {
          expect(read.reason).not.toBe('');
          if (read.character !== undefined) {
            expect(read.character).toBeGreaterThanOrEqual(1);
            expect(read.character).toBeLessThanOrEqual(smiles.length);
          }
        }
        expect(moleculesAlive()).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
