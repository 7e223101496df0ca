import type { Molecule } from './rdkit.js';

/** Bits of a fingerprint. */
export const fingerprintBits = 2048;

/** Bonds around each atom that one bit stands for. */
const radius = 2;

const bytes = fingerprintBits / 8;

const settings = JSON.stringify({ radius, nBits: fingerprintBits });

/**
 * Which surroundings of atoms, up to two bonds wide, a molecule has (Morgan or extended-connectivity fingerprint, ECFP4: Rogers and Hahn, 2010), folded
 * to 2,048 bits, eight to a byte, the lowest first.
 */
export function fingerprintOfMolecule(molecule: Molecule): Uint8Array {
  const bits = molecule.get_morgan_fp_as_uint8array(settings) as Uint8Array;
  return bits.slice(0, bytes);
}

/** Whether a fingerprint has a bit. */
export function hasBit(fingerprint: Uint8Array, bit: number): boolean {
  return ((fingerprint[bit >> 3] >> (bit & 7)) & 1) === 1;
}
