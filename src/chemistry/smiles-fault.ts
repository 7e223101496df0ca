import { atomPlaces, tokensOf } from './smiles-tokens.js';

/** Why a text is no molecule. */
export interface ReadFault {
  /** In words, without a full stop. */
  reason: string;
  /** The character at which the fault lies, from 1; absent where it lies nowhere in particular. */
  character?: number;
}

/** What RDKit says of an atom, and what that means. */
const ofAtoms: readonly [RegExp, string][] = [
  [/Explicit valence for atom # (\d+) (\w+), (\d+),/u, 'the atom has more bonds than it can have'],
  [/non-ring atom (\d+) marked aromatic/u, 'the atom is written as aromatic and is in no ring'],
  [/Unkekulized atoms: (\d+)/u, 'no single and double bonds make this ring aromatic'],
];

/**
 * Why a SMILES is none, by its own form where that is wrong, else by what RDKit logged.
 * @param log what RDKit wrote while it read the text.
 */
export function faultOf(smiles: string, log: string): ReadFault {
  return faultOfForm(smiles) ?? faultOfAtom(smiles, log) ?? faultOfParser(smiles, log);
}

function faultOfForm(smiles: string): ReadFault | undefined {
  const { tokens, unknownAt } = tokensOf(smiles);
  const branches: number[] = [];
  const rings = new Map<string, number>();
  for (const { kind, text, at } of tokens) {
    if (kind === 'open') branches.push(at);
    if (kind === 'close' && branches.pop() === undefined) {
      return { reason: 'the branch that ends here did not begin', character: at + 1 };
    }
    if (kind !== 'ring') continue;
    const number = text.replace(/\D/gu, '');
    if (!rings.delete(number)) rings.set(number, at);
  }
  if (unknownAt !== undefined) return { reason: unknownReason(smiles[unknownAt]), character: unknownAt + 1 };
  const branch = branches.at(0);
  if (branch !== undefined) return { reason: 'the branch does not end', character: branch + 1 };
  const [ring] = rings.values();
  if (ring !== undefined) return { reason: 'the ring is not closed', character: ring + 1 };
  return undefined;
}

function unknownReason(character: string): string {
  return character === '[' ? 'the bracket is not closed' : 'the character is no part of a SMILES';
}

function faultOfAtom(smiles: string, log: string): ReadFault | undefined {
  for (const [said, reason] of ofAtoms) {
    const [, atom] = said.exec(log) ?? [];
    if (atom === undefined) continue;
    const place = atomPlaces(smiles).at(Number(atom));
    return place === undefined ? { reason } : { reason, character: place + 1 };
  }
  return undefined;
}

function faultOfParser(smiles: string, log: string): ReadFault {
  const [, position] = /around position (\d+)/u.exec(log) ?? [];
  if (position === undefined) return { reason: 'it is no molecule' };
  const character = Math.min(Number(position), smiles.length);
  return { reason: 'what stands here cannot follow what stands before it', character };
}
