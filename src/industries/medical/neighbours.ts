import { z } from 'zod';
import { ConflictError } from '../../core/errors.js';
import type { PluginAnswer, ServedView } from '../../scenarios/scenario-plugin.js';
import { moleculeOrder, parseKnown, readOrder, type KnownMolecules } from './molecules.js';

type Known = number | string | null;

interface Neighbour {
  molecule: string;
  /** Tanimoto similarity of the fingerprints: 1 is the same as far as these tell. */
  similarity: number;
  /** What is known of it; a list where rows of one molecule say different things. */
  known: Record<string, Known | Known[]>;
}

export interface NeighboursAnswer {
  molecule: string;
  prediction: PluginAnswer['prediction'];
  /** Molecules of the training, the most alike first. */
  neighbours: Neighbour[];
}

const orderSchema = moleculeOrder.extend({
  /** How many molecules of the training. */
  count: z.int().min(1).max(50).default(5),
});

/**
 * The molecules of the training that are most alike, with what is known of them, beside the answer.
 * @throws InvalidInputError naming each wrong field; ConflictError where the version does not know its molecules
 */
export function neighboursOf(
  body: unknown,
  served: Pick<ServedView, 'columns' | 'readRows' | 'answerRows' | 'section' | 'nearest' | 'model'>,
): NeighboursAnswer {
  const { features, column, molecule, count } = readOrder(orderSchema, body, served);
  const known = parseKnown(served.section);
  const near = served.nearest?.(column, molecule, count);
  if (!known || !near) {
    const [scenario] = served.model.split('@');
    throw new ConflictError('The version does not know the molecules of its training.', {
      hint: `Train again: sextant train ${scenario}`,
    });
  }
  const [{ prediction }] = served.answerRows([features]);
  const neighbours = near.map(({ value, similarity }) => ({
    molecule: value,
    similarity: Number(similarity.toFixed(9)),
    known: knownOf(known, value),
  }));
  return { molecule, prediction, neighbours };
}

function knownOf({ molecules, targets }: KnownMolecules, molecule: string): Neighbour['known'] {
  const rows = molecules.flatMap((one, row) => (one === molecule ? [row] : []));
  const entries = Object.entries(targets).map(([name, values]): [string, Known | Known[]] => {
    const said = [...new Set(rows.map((row) => values[row]).filter((value) => value !== null))];
    return [name, said.length > 1 ? said : (said.at(0) ?? null)];
  });
  return Object.fromEntries(entries);
}
