import { describe, expect, it } from '@jest/globals';
import { molecules } from './chemistry.fixture.js';
import { describeMolecule } from './describe.js';
import { drawContributions } from './drawing.js';
import { graphOf } from './graph.js';
import { maskedAtoms } from './masked-atoms.js';
import { faultIn, moleculesAlive, withMolecule } from './rdkit.js';
import { scaffoldOf } from './scaffold.js';

describe('molecules in WebAssembly', () => {
  it('are alive while they are used, and no longer', () => {
    const alive = withMolecule('CCO', () => withMolecule('CCN', () => moleculesAlive()));
    expect(alive).toBe(2);
    expect(moleculesAlive()).toBe(0);
  });

  it('are freed where their use fails', () => {
    expect(() =>
      withMolecule('CCO', () => {
        throw new Error('no use');
      }),
    ).toThrow('no use');
    expect(moleculesAlive()).toBe(0);
  });

  it('are all freed by what is here', () => {
    for (const smiles of molecules) {
      describeMolecule(smiles);
      scaffoldOf(smiles);
      maskedAtoms(smiles);
      drawContributions(
        smiles,
        graphOf(smiles).atoms.map((_, i) => i - 1),
      );
    }
    faultIn('CC(');
    expect(moleculesAlive()).toBe(0);
  });

  it('leave no memory behind: ten thousand take no more than a thousand', () => {
    const size = () => process.memoryUsage().arrayBuffers + process.memoryUsage().external;
    const many = (count: number) => {
      for (let i = 0; i < count; i++)
        withMolecule(molecules[i % molecules.length], (one) => one.get_smiles());
    };
    many(1000);
    const before = size();
    many(10_000);
    expect(size() - before).toBeLessThan(8 * 1024 * 1024);
  });
});
