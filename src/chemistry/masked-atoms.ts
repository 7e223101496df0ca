import { graphOf, required } from './graph.js';
import { withMolecule } from './rdkit.js';

/**
 * A molecule once for each of its atoms, in the order of its SMILES, in which any atom (`*`) stands in the place of that one: what a model says of it, beside
 * what it says of the whole, is what the atom counts for (occlusion: Zeiler and Fergus, 2014; of atoms Riniker and Landrum, 2013).
 * @param smiles that was read already
 */
export function maskedAtoms(smiles: string): string[] {
  const { defaults, molecules } = graphOf(smiles).source;
  const [{ atoms, bonds }] = molecules;
  return atoms.map((_, place) => {
    const masked = atoms.map((atom, i) => (i === place ? { z: 0, impHs: 0 } : atom));
    const json = JSON.stringify({
      rdkitjson: { version: 12 },
      defaults,
      molecules: [{ atoms: masked, bonds }],
    });
    return required(
      smiles,
      withMolecule(json, (molecule) => molecule.get_smiles()),
    );
  });
}
