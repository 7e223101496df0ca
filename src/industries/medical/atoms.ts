import { z } from 'zod';
import { drawContributions } from '../../chemistry/drawing.js';
import { maskedAtoms } from '../../chemistry/masked-atoms.js';
import { atomPlaces, atomTexts } from '../../chemistry/smiles-tokens.js';
import type { PluginAnswer, ServedView } from '../../scenarios/scenario-plugin.js';
import { figureOf, moleculeOrder, readOrder } from './molecules.js';

const orderSchema = moleculeOrder.extend({
  /** Of several targets the one that is asked about. */
  target: z.string().min(1).optional(),
});

export interface AtomsAnswer {
  /** The SMILES in whose order the atoms stand. */
  molecule: string;
  /** Which of several targets is explained. */
  target?: string;
  prediction: PluginAnswer['prediction'];
  /** Of each atom how far the figure falls when nothing is known of the atom. */
  atoms: { atom: number; symbol: string; character: number; contribution: number }[];
  /** The molecule drawn: orange raises the figure, violet lowers it. */
  svg: string;
  caution: { en: string; zh: string };
}

const caution = {
  en:
    'What the figure would be if an unknown atom stood in the place of this one: it shows what the model rests on, not what a change of the molecule would ' +
    'bring about. The contributions of atoms need not add up to the figure.',
  zh: '若该原子换成未知原子，数值会相差多少：它说明模型依据什么，而不是改变分子会带来什么。各原子的贡献之和不必等于该数值。',
};

/**
 * What each atom of a molecule counts for.
 * @throws InvalidInputError naming each wrong field
 */
export function atomsOf(
  body: unknown,
  served: Pick<ServedView, 'columns' | 'readRows' | 'answerRows'>,
): AtomsAnswer {
  const { features, column, molecule, target: asked } = readOrder(orderSchema, body, served);
  const masked = maskedAtoms(molecule).map((smiles) => ({ ...features, [column]: smiles }));
  const [whole, ...without] = served.answerRows([{ ...features, [column]: molecule }, ...masked]);
  const { target, of } = figureOf(whole, asked);
  const contributions = without.map((answer) => of(whole) - of(answer));
  const places = atomPlaces(molecule);
  return {
    molecule,
    ...(target !== undefined && { target }),
    prediction: whole.prediction,
    atoms: atomTexts(molecule).map((symbol, atom) => ({
      atom,
      symbol,
      character: places[atom] + 1,
      contribution: rounded(contributions[atom]),
    })),
    svg: drawContributions(molecule, contributions),
    caution,
  };
}

/** Nine digits, as figures are shown everywhere. */
function rounded(value: number): number {
  return Number(value.toFixed(9));
}
