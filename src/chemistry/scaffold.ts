import { graphOf, neighbours, otherEnd, required, type Graph } from './graph.js';
import { withMolecule } from './rdkit.js';
import { remembered } from './remembered.js';

/**
 * The rings of a molecule and what links them, with what is bound to these by a double bond (Bemis and Murcko, 1996, as RDKit has it); without
 * arrangement in space. Empty where there is no ring.
 * @param smiles that was read already
 */
export const scaffoldOf = remembered((smiles: string): string => {
  const graph = graphOf(smiles);
  if (graph.rings.length === 0) return '';
  const json = JSON.stringify(onlyAtoms(graph, framework(graph)));
  return required(
    smiles,
    withMolecule(json, (molecule) => molecule.get_smiles()),
  );
});

/** Whether each atom remains when ends of chains that are no rings are cut off again and again. */
function framework(graph: Graph): boolean[] {
  const kept = graph.atoms.map(() => true);
  const links = graph.atoms.map(({ bonds }) => bonds.length);
  const ends = [...graph.atoms.keys()].filter((place) => isEnd(graph, place, links[place]));
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    kept[end] = false;
    for (const next of neighbours(graph, end)) {
      if (kept[next] && isEnd(graph, next, --links[next])) ends.push(next);
    }
  }
  for (const { atoms, order } of graph.bonds) {
    if (order !== 2 || kept[atoms[0]] === kept[atoms[1]]) continue;
    const [outer] = atoms.filter((place) => !kept[place]);
    // Only what the framework itself bears, not what stands further out.
    if (neighbours(graph, outer).length === 1) kept[outer] = true;
  }
  return kept;
}

function isEnd({ atoms }: Graph, place: number, links: number): boolean {
  return atoms[place].rings === 0 && links <= 1;
}

/** The molecule without some atoms; hydrogen takes their places. */
function onlyAtoms({ atoms, bonds, source }: Graph, kept: readonly boolean[]): unknown {
  const { defaults, molecules } = source;
  const [{ atoms: atomTexts, bonds: bondTexts }] = molecules;
  const places = [...atoms.keys()].filter((place) => kept[place]);
  const newPlace = new Map(places.map((place, i) => [place, i]));
  return {
    rdkitjson: { version: 12 },
    defaults,
    molecules: [
      {
        atoms: places.map((place) => {
          const freed = atoms[place].bonds
            .map((bond) => bonds[bond])
            .filter((bond) => !kept[otherEnd(bond, place)]);
          const impHs = freed.reduce((sum, { order }) => sum + order, atoms[place].hydrogens);
          return { ...atomTexts[place], impHs, stereo: 'unspecified' };
        }),
        bonds: bondTexts
          .filter((_, place) => bonds[place].atoms.every((atom) => kept[atom]))
          .map((bond) => {
            const [from, to] = bond.atoms.map((atom) => newPlace.get(atom) ?? 0);
            return { bo: bond.bo, atoms: [from, to] };
          }),
      },
    ],
  };
}
