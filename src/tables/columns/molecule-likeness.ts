import { z } from 'zod';
import { describeMolecule } from '../../chemistry/describe.js';
import { fingerprintBits } from '../../chemistry/fingerprint.js';
import { FingerprintIndex } from '../../chemistry/similarity.js';
import type { CellValue } from './column-kind.js';

/** What a model keeps of the molecules that it learnt from, to tell how near a new one is. */
export const likenessSchema = z
  .strictObject({
    /** Different ones, in the order of their texts. */
    molecules: z.array(z.string()),
    /** Their fingerprints one after the other, as base64. */
    fingerprints: z.base64(),
    /** 95 of 100 of them have another one among them that is at least so similar. */
    usual: z.number().min(0).max(1),
  })
  .refine(
    ({ molecules, fingerprints }) =>
      Buffer.from(fingerprints, 'base64').length === (molecules.length * fingerprintBits) / 8,
    'a fingerprint of each molecule',
  );

export type Likeness = z.infer<typeof likenessSchema>;

/** Beyond this a search would hold up an answer: so many, evenly taken. */
const mostKept = 20_000;

/** Of so many at most it is worked out how near the next one is. */
const mostCompared = 500;

/** Share of the training that is less alike than usual. */
const shareUnlike = 0.05;

export function likenessOf(values: readonly CellValue[]): Likeness {
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))].sort();
  const known = texts.flatMap((smiles) => {
    const description = describeMolecule(smiles);
    return description ? [{ smiles, fingerprint: description.fingerprint }] : [];
  });
  const kept = evenly(known, mostKept);
  const fingerprints = kept.map(({ fingerprint }) => fingerprint);
  return {
    molecules: kept.map(({ smiles }) => smiles),
    fingerprints: Buffer.concat(fingerprints).toString('base64'),
    usual: usualOf(fingerprints),
  };
}

function usualOf(fingerprints: readonly Uint8Array[]): number {
  if (fingerprints.length < 2) return 0;
  const index = new FingerprintIndex(fingerprints);
  const nearest = evenly([...fingerprints.keys()], mostCompared).map((place) => {
    const [first, second] = index.nearest(fingerprints[place], 2);
    return first.place === place ? second.similarity : first.similarity;
  });
  return nearest.sort((a, b) => a - b)[Math.floor(shareUnlike * nearest.length)];
}

function evenly<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)]);
}

const indexes = new WeakMap<Likeness, FingerprintIndex>();

/** Made by the first search. */
function indexOf(likeness: Likeness): FingerprintIndex {
  const known = indexes.get(likeness);
  if (known) return known;
  const bytes = Buffer.from(likeness.fingerprints, 'base64');
  const size = fingerprintBits / 8;
  const index = new FingerprintIndex(
    likeness.molecules.map((_, i) => bytes.subarray(i * size, (i + 1) * size)),
  );
  indexes.set(likeness, index);
  return index;
}

/** From a fingerprint to how similar the nearest of the training is, where that is less than usual; undefined where it is not. */
export function usualSimilarity(
  likeness: Likeness,
): (fingerprint: Uint8Array) => { similarity: number; usual: number } | undefined {
  return (fingerprint) => {
    const index = indexOf(likeness);
    const similarity = index.size === 0 ? 0 : index.nearest(fingerprint, 1)[0].similarity;
    return similarity < likeness.usual ? { similarity, usual: likeness.usual } : undefined;
  };
}

/** The values of the training that are most alike, the nearest first. */
export function nearestIn(likeness: Likeness, value: CellValue, k: number) {
  const molecule = typeof value === 'string' ? describeMolecule(value) : undefined;
  if (!molecule) return [];
  return indexOf(likeness)
    .nearest(molecule.fingerprint, k)
    .map(({ place, similarity }) => ({ value: likeness.molecules[place], similarity }));
}
