import { elements } from './elements.js';
import type { Atom, Graph } from './graph.js';

/** What an atom of nitrogen or oxygen adds, in square ångström, by its bonds (`-`, `=`, `#`, `:` in this order), hydrogens and charge. */
const nitrogen: Readonly<Record<string, number>> = {
  '---': 3.24,
  '-=': 12.36,
  '#': 23.79,
  '-==': 11.68,
  '=#': 13.6,
  '--H': 12.03,
  '=H': 23.85,
  '-HH': 26.02,
  '----+': 0,
  '--=+': 3.01,
  '-#+': 4.36,
  '---H+': 4.44,
  '-=H+': 13.97,
  '--HH+': 16.61,
  '=HH+': 25.59,
  '-HHH+': 27.64,
  '::': 12.89,
  ':::': 4.41,
  '-::': 4.93,
  '=::': 8.39,
  '::H': 15.79,
  ':::+': 4.1,
  '-::+': 3.88,
  '::H+': 14.14,
};

const oxygen: Readonly<Record<string, number>> = {
  '--': 9.23,
  '=': 17.07,
  '-H': 20.23,
  '-−': 23.06,
  '::': 13.14,
};

/** In a ring of three atoms. */
const nitrogenOfSmallRing: Readonly<Record<string, number>> = { '---': 3.01, '--H': 21.94 };
const oxygenOfSmallRing: Readonly<Record<string, number>> = { '--': 12.53 };

/**
 * The surface of nitrogen, oxygen and their hydrogens, in square ångström, as a sum over atoms (TPSA: Ertl, Rohde and Selzer, 2000). An atom that the
 * publication does not list adds what remains of its rule of thumb, never less than 0.
 */
export function polarSurface(graph: Graph): number {
  const small = new Set(graph.rings.filter(({ length }) => length === 3).flat());
  return graph.atoms.reduce((sum, atom, place) => sum + surfaceOf(graph, atom, small.has(place)), 0);
}

function surfaceOf(graph: Graph, atom: Atom, inSmallRing: boolean): number {
  const { element, hydrogens, charge } = atom;
  const form = bondsOf(graph, atom) + 'H'.repeat(hydrogens) + (charge > 0 ? '+' : charge < 0 ? '−' : '');
  const ends = atom.bonds.length;
  if (element === elements.nitrogen) {
    const listed = (inSmallRing ? nitrogenOfSmallRing[form] : undefined) ?? nitrogen[form];
    return listed ?? Math.max(0, 30.5 - ends * 8.2 + hydrogens * 1.5);
  }
  if (element !== elements.oxygen) return 0;
  const listed = (inSmallRing ? oxygenOfSmallRing[form] : undefined) ?? oxygen[form];
  return listed ?? Math.max(0, 28.5 - ends * 8.6 + hydrogens * 1.5);
}

const order = '-=#:';

function bondsOf(graph: Graph, atom: Atom): string {
  const signs = atom.bonds.map((place) => {
    const bond = graph.bonds[place];
    return bond.aromatic ? ':' : order[bond.order - 1];
  });
  return signs.sort((a, b) => order.indexOf(a) - order.indexOf(b)).join('');
}
