import { required } from './graph.js';
import { withMolecule } from './rdkit.js';

type Colour = [red: number, green: number, blue: number];

const size = { width: 420, height: 300 };

/** What lowers a figure, what leaves it, what raises it: of equal lightness for every eye (ColorBrewer's PuOr). */
const colours: Record<'lower' | 'none' | 'higher', Colour> = {
  lower: [0.6, 0.56, 0.76],
  none: [1, 1, 1],
  higher: [0.95, 0.64, 0.25],
};

/**
 * A molecule as SVG, each atom on a disc coloured by what it counts for: orange what raises the figure, violet what lowers it, as strongly as the largest
 * of them.
 * @param contributions one per atom, in the order of the SMILES
 */
export function drawContributions(smiles: string, contributions: readonly number[]): string {
  const largest = Math.max(...contributions.map(Math.abs), Number.MIN_VALUE);
  const entries = contributions.map((one, place) => [place, colourOf(one / largest)] as const);
  const details = JSON.stringify({
    ...size,
    atoms: contributions.map((_, place) => place),
    highlightAtomColors: Object.fromEntries(entries),
    highlightAtomRadii: Object.fromEntries(contributions.map((_, place) => [place, 0.4])),
    fillHighlights: true,
    continuousHighlight: false,
  });
  const svg = required(
    smiles,
    withMolecule(smiles, (molecule) => molecule.get_svg_with_highlights(details)),
  );
  return svg.slice(svg.indexOf('<svg'));
}

/** @param share from -1 to 1 */
function colourOf(share: number): Colour {
  const end = colours[share < 0 ? 'lower' : 'higher'];
  return end.map((value, i) => colours.none[i] + Math.abs(share) * (value - colours.none[i])) as Colour;
}
