import { graphOf, required } from './graph.js';
import { withMolecule } from './rdkit.js';

/**
 * A molecule once for each of its atoms, in the order of its SMILES, in which any atom (`*`) stands in the place of that one: what a model says of it, beside
 * what it says of the whole, is what the atom counts for (occlusion: Zeiler and Fergus, 2014; of atoms Riniker and Landrum, 2013).
 * @param smiles that was read already
 */
export function maskedAtoms(smiles: string): string[] {
  const without = withoutAtoms(smiles);
  return Array.from({ length: without.atoms }, (_, place) => without.molecule((atom) => atom === place));
}

/** A molecule of which any atoms can be unknown. */
export interface MaskableMolecule {
  /** How many atoms it has, in the order of its SMILES. */
  atoms: number;
  /** Its SMILES with any atom (`*`) in the place of those that are unknown. */
  molecule: (isUnknown: (atom: number) => boolean) => string;
}

/** @param smiles that was read already */
export function withoutAtoms(smiles: string): MaskableMolecule {
  const { defaults, molecules } = graphOf(smiles).source;
  const [{ atoms, bonds }] = molecules;
  return {
    atoms: atoms.length,
    molecule(isUnknown) {
      const masked = atoms.map((atom, place) => (isUnknown(place) ? { z: 0, impHs: 0 } : atom));
      const json = JSON.stringify({
        rdkitjson: { version: 12 },
        defaults,
        molecules: [{ atoms: masked, bonds }],
      });
      return required(
        smiles,
        withMolecule(json, (molecule) => molecule.get_smiles()),
      );
    },
  };
}
