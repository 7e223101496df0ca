import { faultIn, withMolecule } from './rdkit.js';
import type { ReadFault } from './smiles-fault.js';
import { tokensOf } from './smiles-tokens.js';

/** Longer texts are proteins and polymers, which no fingerprint of drugs describes and which take seconds to read. */
export const longestSmiles = 2500;

/**
 * The one SMILES that RDKit writes for a molecule, however it was written (Weininger et al., 1989): equal for equal molecules, and read
 * again it stays as it is. Atoms of all parts remain, and what is known of their arrangement in space.
 */
export function readSmiles(text: string): { smiles: string } | ReadFault {
  if (text.length > longestSmiles) return tooLong(text.length);
  // RDKit takes what follows a blank for a name, and reads other formats, too.
  const blank = /\s/u.exec(text);
  if (blank) return { reason: 'a blank is no part of a SMILES', character: blank.index + 1 };
  const { tokens, unknownAt } = tokensOf(text);
  if (unknownAt === undefined && tokens.every(({ kind }) => kind !== 'atom'))
    return { reason: 'there is no atom' };
  const smiles = withMolecule(text, (molecule) => molecule.get_smiles());
  if (smiles === undefined) return faultIn(text);
  // It is read again, and RDKit may write more than it was given.
  return smiles.length > longestSmiles ? tooLong(smiles.length) : { smiles };
}

function tooLong(length: number): ReadFault {
  return { reason: `${length} characters, and at most ${longestSmiles} are read` };
}

/** Whether a text is made of parts of a SMILES, an atom among them; it may be no molecule all the same. */
export function hasFormOfSmiles(text: string): boolean {
  const { tokens, unknownAt } = tokensOf(text);
  return (
    text.length <= longestSmiles && unknownAt === undefined && tokens.some(({ kind }) => kind === 'atom')
  );
}

/** Whether a text is that of a molecule. */
export function isSmiles(text: string): boolean {
  return 'smiles' in readSmiles(text);
}
