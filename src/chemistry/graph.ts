import { withMolecule, type Molecule } from './rdkit.js';

/** An atom other than the hydrogen that is told by its number. */
export interface Atom {
  /** Atomic number; 0 for any atom (`*`). */
  element: number;
  hydrogens: number;
  charge: number;
  aromatic: boolean;
  /** In how many of the smallest rings. */
  rings: number;
  /** Places of its bonds. */
  bonds: number[];
}

export interface Bond {
  /** Places of its two atoms. */
  atoms: readonly [number, number];
  /** 1 to 3, in one of the forms of alternating bonds where it is aromatic. */
  order: number;
  aromatic: boolean;
  inRing: boolean;
}

/** A molecule as atoms and bonds, in the order of its SMILES. */
export interface Graph {
  atoms: Atom[];
  bonds: Bond[];
  /** The smallest rings, each the places of its atoms. */
  rings: number[][];
  /** As RDKit reads it again, without what it worked out. */
  source: MoleculeJson;
}

/** What RDKit writes of a molecule (CommonChem JSON); absent values are those of `defaults`. */
export interface MoleculeJson {
  defaults: { atom: AtomJson; bond: BondJson };
  molecules: [{ atoms: AtomJson[]; bonds: BondJson[]; extensions?: Extension[] }];
}

export interface AtomJson {
  z?: number;
  impHs?: number;
  chg?: number;
  stereo?: string;
}

export interface BondJson {
  bo?: number;
  atoms: [number, number];
  stereo?: string;
}

interface Extension {
  aromaticAtoms?: number[];
  aromaticBonds?: number[];
  atomRings?: number[][];
}

/**
 * The graph of a SMILES that was read already.
 * @throws Error where RDKit reads none
 */
export function graphOf(smiles: string): Graph {
  return required(smiles, withMolecule(smiles, graphOfMolecule));
}

/** What is made of a text that RDKit wrote itself is there. */
export function required<Result>(smiles: string, result: Result | undefined): Result {
  if (result !== undefined) return result;
  throw new Error(`RDKit does not read the molecule again that it wrote: ${smiles}`);
}

export function graphOfMolecule(molecule: Molecule): Graph {
  const json = JSON.parse(molecule.get_json()) as MoleculeJson;
  const [{ atoms, bonds, extensions }] = json.molecules;
  const { aromaticAtoms = [], aromaticBonds = [], atomRings = [] } = extensions?.[0] ?? {};
  const graph: Graph = {
    atoms: atoms.map((atom) => atomOf({ ...json.defaults.atom, ...atom })),
    bonds: bonds.map((bond) => bondOf({ ...json.defaults.bond, ...bond })),
    rings: atomRings,
    source: { defaults: json.defaults, molecules: [{ atoms, bonds }] },
  };
  for (const place of aromaticAtoms) graph.atoms[place].aromatic = true;
  for (const place of aromaticBonds) graph.bonds[place].aromatic = true;
  graph.bonds.forEach(({ atoms: ends }, place) => ends.forEach((end) => graph.atoms[end].bonds.push(place)));
  markRings(graph);
  return graph;
}

function atomOf({ z = 6, impHs = 0, chg = 0 }: AtomJson): Atom {
  return { element: z, hydrogens: impHs, charge: chg, aromatic: false, rings: 0, bonds: [] };
}

function bondOf({ atoms, bo = 1 }: BondJson): Bond {
  return { atoms, order: bo, aromatic: false, inRing: false };
}

function markRings({ atoms, bonds, rings }: Graph): void {
  for (const ring of rings) {
    ring.forEach((place, i) => {
      atoms[place].rings++;
      const next = ring[(i + 1) % ring.length];
      const bond = atoms[place].bonds.find((one) => bonds[one].atoms.includes(next));
      if (bond !== undefined) bonds[bond].inRing = true;
    });
  }
}

/** The atom at the other end of a bond. */
export function otherEnd({ atoms: [one, other] }: Bond, place: number): number {
  return one === place ? other : one;
}

/** Places of the atoms that an atom is bound to. */
export function neighbours(graph: Graph, place: number): number[] {
  return graph.atoms[place].bonds.map((bond) => otherEnd(graph.bonds[bond], place));
}
