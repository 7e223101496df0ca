/** A part of a SMILES. */
export interface SmilesToken {
  kind: 'atom' | 'bond' | 'ring' | 'open' | 'close' | 'dot';
  text: string;
  /** Place of its first character, from 0. */
  at: number;
}

/** Atoms without brackets, ring closures, bonds and branches as OpenSMILES has them. */
const forms: readonly [SmilesToken['kind'], RegExp][] = [
  ['atom', /(?:\[[^[\]]*\]|Cl|Br|[BCNOPSFIbcnops*])/y],
  ['ring', /(?:%\d\d|%\(\d+\)|\d)/y],
  ['bond', /(?:->|<-|[-=#$:/\\~])/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['dot', /\./y],
];

/**
 * The parts of a SMILES in their order.
 * @returns besides, from 0, the place of the first character that is none; undefined where there is none.
 */
export function tokensOf(smiles: string): { tokens: SmilesToken[]; unknownAt?: number } {
  const tokens: SmilesToken[] = [];
  for (let at = 0; at < smiles.length;) {
    const token = tokenAt(smiles, at);
    if (!token) return { tokens, unknownAt: at };
    tokens.push(token);
    at += token.text.length;
  }
  return { tokens };
}

function tokenAt(smiles: string, at: number): SmilesToken | undefined {
  for (const [kind, form] of forms) {
    form.lastIndex = at;
    const [text] = form.exec(smiles) ?? [];
    if (text !== undefined) return { kind, text, at };
  }
  return undefined;
}

/** Where each atom stands in a SMILES, in the order in which RDKit numbers them. */
export function atomPlaces(smiles: string): number[] {
  return tokensOf(smiles).tokens.flatMap(({ kind, at }) => (kind === 'atom' ? [at] : []));
}

/** Each atom of a SMILES as it is written there, in the order in which RDKit numbers them. */
export function atomTexts(smiles: string): string[] {
  return tokensOf(smiles).tokens.flatMap(({ kind, text }) => (kind === 'atom' ? [text] : []));
}
