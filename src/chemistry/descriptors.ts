import { atomicWeight, elements, isHalogen } from './elements.js';
import { neighbours, type Atom, type Bond, type Graph } from './graph.js';
import { polarSurface } from './polar-surface.js';

/**
 * What chemists read off a structure, in time that grows with its atoms alone: RDKit's own descriptors take up to 700 ms for one large molecule, and so hold
 * up everybody else.
 */
export const descriptors: Readonly<Record<string, (graph: Graph) => number>> = {
  'molecular weight': ({ atoms }) =>
    sumOf(atoms, ({ element, hydrogens }) => atomicWeight(element) + hydrogens * atomicWeight(1)),
  'heavy atoms': ({ atoms }) => atoms.length,
  heteroatoms: ({ atoms }) => countOf(atoms, isHeteroatom),
  'hydrogen bond donors': ({ atoms }) =>
    countOf(atoms, (atom) => isNitrogenOrOxygen(atom) && atom.hydrogens > 0),
  'hydrogen bond acceptors': ({ atoms }) => countOf(atoms, isNitrogenOrOxygen),
  'polar surface': polarSurface,
  'rotatable bonds': (graph) => countOf(graph.bonds, (bond) => isRotatable(graph, bond)),
  rings: ({ rings }) => rings.length,
  'aromatic rings': ({ atoms, rings }) =>
    countOf(rings, (ring) => ring.every((place) => atoms[place].aromatic)),
  'aromatic share': ({ atoms }) => shareOf(atoms, ({ aromatic }) => aromatic),
  'saturated carbon share': (graph) =>
    shareOf(
      graph.atoms.filter(({ element }) => element === elements.carbon),
      (atom) => !atom.aromatic && isSaturated(graph, atom),
    ),
  halogens: ({ atoms }) => countOf(atoms, ({ element }) => isHalogen(element)),
  charge: ({ atoms }) => sumOf(atoms, ({ charge }) => charge),
  'charged atoms': ({ atoms }) => countOf(atoms, ({ charge }) => charge !== 0),
  'branching index': connectivity,
  'shape index 1': (graph) => shape(graph).first,
  'shape index 2': (graph) => shape(graph).second,
  'shape index 3': (graph) => shape(graph).third,
};

function isHeteroatom({ element }: Atom): boolean {
  return element > elements.hydrogen && element !== elements.carbon;
}

function isNitrogenOrOxygen({ element }: Atom): boolean {
  return element === elements.nitrogen || element === elements.oxygen;
}

function isSaturated({ bonds }: Graph, atom: Atom): boolean {
  return atom.bonds.every((place) => bonds[place].order === 1);
}

/** A single bond outside of rings between atoms that bear others, and not that of an amide, which does not turn. */
function isRotatable(graph: Graph, { atoms, order, inRing }: Bond): boolean {
  if (order !== 1 || inRing) return false;
  if (atoms.some((place) => graph.atoms[place].bonds.length < 2)) return false;
  return !atoms.some((place, end) => isCarbonyl(graph, place) && graph.atoms[atoms[1 - end]].element === 7);
}

function isCarbonyl({ atoms, bonds }: Graph, place: number): boolean {
  return (
    atoms[place].element === elements.carbon &&
    atoms[place].bonds.some((bond) => {
      const { order, atoms: ends } = bonds[bond];
      return order === 2 && ends.some((end) => atoms[end].element === elements.oxygen);
    })
  );
}

/** Randić's index (1975): each bond by how branched its ends are. */
function connectivity({ atoms, bonds }: Graph): number {
  return sumOf(bonds, ({ atoms: [a, b] }) => 1 / Math.sqrt(atoms[a].bonds.length * atoms[b].bonds.length));
}

/** Kier's shape indices (1985), from how many chains of one, two and three bonds there are. */
function shape(graph: Graph): { first: number; second: number; third: number } {
  const { atoms, bonds, rings } = graph;
  const count = atoms.length;
  const degree = (place: number) => atoms[place].bonds.length;
  const two = sumOf(atoms, ({ bonds: { length } }) => (length * (length - 1)) / 2);
  const triangles = countOf(rings, ({ length }) => length === 3);
  const three = sumOf(bonds, ({ atoms: [a, b] }) => (degree(a) - 1) * (degree(b) - 1)) - 3 * triangles;
  return {
    first: ratio(count * (count - 1) ** 2, bonds.length ** 2),
    second: ratio((count - 1) * (count - 2) ** 2, two ** 2),
    third: ratio(
      count % 2 === 1 ? (count - 1) * (count - 3) ** 2 : (count - 3) * (count - 2) ** 2,
      three ** 2,
    ),
  };
}

function ratio(above: number, below: number): number {
  return below === 0 ? 0 : above / below;
}

function sumOf<Item>(items: readonly Item[], value: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}

function countOf<Item>(items: readonly Item[], isOne: (item: Item) => boolean): number {
  return items.filter(isOne).length;
}

function shareOf<Item>(items: readonly Item[], isOne: (item: Item) => boolean): number {
  return items.length === 0 ? 0 : countOf(items, isOne) / items.length;
}

/** How often each surrounding of an atom occurs: what it is, and what it is bound to. */
export function surroundings(graph: Graph): Map<string, number> {
  const counts = new Map<string, number>();
  const kinds = graph.atoms.map(kindOf);
  graph.atoms.forEach((atom, place) => {
    const around = atom.bonds.map((bond, i) => {
      const { order, aromatic } = graph.bonds[bond];
      const { element } = graph.atoms[neighbours(graph, place)[i]];
      return `${aromatic ? ':' : '-=#$'[order - 1]}${element}`;
    });
    const wide = `${kinds[place]}(${around.sort().join('')})`;
    for (const key of [kinds[place], wide]) counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts;
}

/** Element, hydrogens, charge, and whether it is aromatic or in another ring. */
function kindOf({ element, hydrogens, charge, aromatic, rings }: Atom): string {
  const place = aromatic ? 'a' : rings > 0 ? 'r' : '';
  const sign = charge === 0 ? '' : charge > 0 ? `+${charge}` : `${charge}`;
  return `${element}H${hydrogens}${sign}${place}`;
}
