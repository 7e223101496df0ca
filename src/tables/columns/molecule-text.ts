import { readSmiles } from '../../chemistry/read-smiles.js';
import { shown } from '../../core/errors.js';
import { textReader } from './category-text.js';
import { CellProblem, type CellReader } from './column-kind.js';

const expected = 'a molecule as SMILES';

/** From SMILES to the one SMILES of the molecule; of what is none it is said why, and at which character. */
export const moleculeReader: CellReader = (input) => {
  const text = typeof input === 'string' ? textReader(input) : (input ?? null);
  if (text === null) return null;
  if (typeof text !== 'string') return new CellProblem(expected, shown(input));
  const read = readSmiles(text);
  if ('smiles' in read) return read.smiles;
  const { reason, character } = read;
  const where = character === undefined ? '' : `, at character ${character}`;
  return new CellProblem(expected, `${shown(text)} (${reason}${where})`);
};
