import { descriptors, surroundings } from './descriptors.js';
import { fingerprintOfMolecule } from './fingerprint.js';
import { graphOfMolecule } from './graph.js';
import { largestPart } from './parts.js';
import { withMolecule } from './rdkit.js';
import { hasFormOfSmiles, isSmiles } from './read-smiles.js';
import { remembered } from './remembered.js';

/** What a model reads of a molecule. Of a salt it is that of the largest part. */
export interface MoleculeDescription {
  /** SMILES of the largest part. */
  part: string;
  /** Of how many parts the whole is made. */
  parts: number;
  fingerprint: Uint8Array;
  /** In the order of `descriptorNames`. */
  descriptors: Float64Array;
  /** How often each surrounding of an atom occurs. */
  surroundings: ReadonlyMap<string, number>;
}

export const descriptorNames: readonly string[] = Object.keys(descriptors);

/**
 * What is read of a molecule, by its SMILES as `readSmiles` writes it; undefined where it is none.
 */
export const describeMolecule = remembered(described);

function described(smiles: string): MoleculeDescription | undefined {
  // One molecule is read once; parts are taken from what is known to be some.
  const isOne = !smiles.includes('.');
  if (isOne ? !hasFormOfSmiles(smiles) : !isSmiles(smiles)) return undefined;
  const { smiles: part, parts } = largestPart(smiles);
  return withMolecule(part, (molecule) => {
    const graph = graphOfMolecule(molecule);
    return {
      part,
      parts,
      fingerprint: fingerprintOfMolecule(molecule),
      descriptors: Float64Array.from(Object.values(descriptors), (value) => value(graph)),
      surroundings: surroundings(graph),
    };
  });
}
