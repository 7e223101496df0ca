import { required } from './graph.js';
import { withMolecule } from './rdkit.js';
import { atomPlaces } from './smiles-tokens.js';

/**
 * The largest part of a salt or a mixture: that of most atoms, of equally large ones the first by its text. What is one molecule is its own.
 * @param smiles that was read already, as `readSmiles` writes it
 * @returns its SMILES, and of how many parts the whole is made
 */
export function largestPart(smiles: string): { smiles: string; parts: number } {
  const parts = smiles.split('.');
  if (parts.length === 1) return { smiles, parts: 1 };
  const sized = parts.map((text) => ({ text, atoms: atomPlaces(text).length }));
  const [{ text }] = sized.sort((a, b) => b.atoms - a.atoms || (a.text < b.text ? -1 : 1));
  const own = withMolecule(text, (molecule) => molecule.get_smiles());
  return { smiles: required(text, own), parts: parts.length };
}
