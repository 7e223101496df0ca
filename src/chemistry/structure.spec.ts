import { describe, expect, it } from '@jest/globals';
import { molecules } from './chemistry.fixture.js';
import { describeMolecule, descriptorNames } from './describe.js';
import { drawContributions } from './drawing.js';
import { fingerprintBits, fingerprintOfMolecule, hasBit } from './fingerprint.js';
import { graphOf } from './graph.js';
import { maskedAtoms } from './masked-atoms.js';
import { largestPart } from './parts.js';
import { withMolecule } from './rdkit.js';
import { isSmiles, readSmiles } from './read-smiles.js';
import { scaffoldOf } from './scaffold.js';
import { FingerprintIndex } from './similarity.js';

const canonical = (text: string) => (readSmiles(text) as { smiles: string }).smiles;

describe('the scaffold', () => {
  it.each([
    // As RDKit's GetScaffoldForMol has it: rings, what links them, and what is bound to these by a double bond.
    ['CC(=O)Oc1ccccc1C(=O)O', 'c1ccccc1'],
    ['CCCCO', ''],
    ['c1ccc(cc1)CCNC1CCCCC1', 'c1ccc(CCNC2CCCCC2)cc1'],
    ['CC1CCC(=O)CC1', 'O=C1CCCCC1'],
    ['O=C(c1ccccc1)c1ccccc1C', 'O=C(c1ccccc1)c1ccccc1'],
    ['Cn1cnc2c1c(=O)n(C)c(=O)n2C', 'O=c1[nH]c(=O)c2[nH]cnc2[nH]1'],
    ['C[C@H]1CC[C@@H](O)CC1', 'C1CCCCC1'],
    ['Cc1cc[nH]c1', 'c1cc[nH]c1'],
    ['OC(=O)C1CC1C=C', 'C1CC1'],
  ])('of %s is %s', (smiles, scaffold) => {
    expect(scaffoldOf(canonical(smiles))).toBe(scaffold === '' ? '' : canonical(scaffold));
  });

  it('is its own scaffold', () => {
    for (const one of molecules) {
      const scaffold = scaffoldOf(largestPart(canonical(one)).smiles);
      if (scaffold !== '') expect(scaffoldOf(scaffold)).toBe(scaffold);
    }
  });
});

describe('the largest part', () => {
  it.each([
    ['CC(=O)[O-].[Na+]', 'CC(=O)[O-]', 2],
    ['[Na+].[O-]c1ccccc1', '[O-]c1ccccc1', 2],
    ['Cl.Cl.CN', 'CN', 3],
    ['CCO', 'CCO', 1],
  ])('of %s is %s', (smiles, largest, parts) => {
    expect(largestPart(canonical(smiles))).toEqual({ smiles: canonical(largest), parts });
  });
});

/** RDKit's own descriptors, which are known independently. */
function ofRdkit(smiles: string): Record<string, number> {
  const json = withMolecule(smiles, (molecule) => molecule.get_descriptors());
  return JSON.parse(json ?? '{}') as Record<string, number>;
}

describe('descriptors', () => {
  it.each([
    ['molecular weight', 'amw', 0.02],
    ['heavy atoms', 'NumHeavyAtoms', 0],
    ['heteroatoms', 'NumHeteroatoms', 0],
    ['hydrogen bond acceptors', 'lipinskiHBA', 0],
    ['polar surface', 'tpsa', 0.01],
    ['rings', 'NumRings', 0],
    ['aromatic rings', 'NumAromaticRings', 0],
    ['saturated carbon share', 'FractionCSP3', 1e-9],
  ])('%s is what RDKit calls %s', (name, theirs, tolerance) => {
    for (const smiles of molecules) {
      const part = largestPart(canonical(smiles)).smiles;
      const own = describeMolecule(part)?.descriptors[descriptorNames.indexOf(name)];
      expect(Math.abs((own ?? NaN) - ofRdkit(part)[theirs])).toBeLessThanOrEqual(tolerance);
    }
  });

  it('count bonds that turn, not those of rings, ends and amides', () => {
    const turning = (smiles: string) =>
      describeMolecule(canonical(smiles))?.descriptors[descriptorNames.indexOf('rotatable bonds')];
    expect(['CCCC', 'CC', 'CC(=O)NC', 'c1ccccc1CCO', 'C1CCCCC1'].map(turning)).toEqual([1, 0, 0, 2, 0]);
  });

  it('are none of what is no molecule', () => {
    expect(describeMolecule('no molecule')).toBeUndefined();
  });
});

describe('fingerprints', () => {
  it('are the bits that RDKit writes', () => {
    for (const smiles of molecules) {
      const text = withMolecule(smiles, (molecule) =>
        molecule.get_morgan_fp(JSON.stringify({ radius: 2, nBits: fingerprintBits })),
      );
      const own = withMolecule(smiles, fingerprintOfMolecule)!;
      expect(
        Array.from({ length: fingerprintBits }, (_, bit) => (hasBit(own, bit) ? '1' : '0')).join(''),
      ).toBe(text);
    }
  });

  it('tell by Tanimoto similarity what is alike', () => {
    const of = (...bits: number[]) => {
      const bytes = new Uint8Array(2);
      for (const bit of bits) bytes[bit >> 3] |= 1 << (bit & 7);
      return bytes;
    };
    const index = new FingerprintIndex([of(1, 2, 3), of(9), of(1, 2, 3, 12), of()]);
    expect([...index.similarities(of(1, 2))]).toEqual([2 / 3, 0, 0.5, 0]);
    expect(index.nearest(of(1, 2), 2)).toEqual([
      { place: 0, similarity: 2 / 3 },
      { place: 2, similarity: 0.5 },
    ]);
    expect(index.nearest(of(), 9).map(({ place }) => place)).toEqual([0, 1, 2, 3]);
  });
});

describe('masked atoms', () => {
  it('stand once for each atom, and each is a molecule that can be read', () => {
    for (const one of molecules) {
      const smiles = canonical(one);
      const masked = maskedAtoms(smiles);
      expect(masked).toHaveLength(graphOf(smiles).atoms.length);
      for (const text of masked) {
        expect(text).toContain('*');
        expect(isSmiles(text)).toBe(true);
      }
    }
  });

  it('are in the order of the SMILES', () => {
    expect(maskedAtoms('CCO')).toEqual(['*CO', '*CO', '*CC'].with(1, canonical('C*O')));
  });
});

describe('the drawing', () => {
  it('is an SVG that colours each atom by what it counts for', () => {
    const svg = drawContributions('CCO', [-1, 0, 0.5]);
    expect(svg.startsWith('<svg')).toBe(true);
    expect(svg.trimEnd().endsWith('</svg>')).toBe(true);
    for (const colour of ['#998EC1', '#FFFFFF', '#F8D19F']) expect(svg.toUpperCase()).toContain(colour);
    expect(svg).not.toMatch(/<script|href/);
  });
});
