import { z } from 'zod';
import { describeMolecule, descriptorNames, type MoleculeDescription } from '../../chemistry/describe.js';
import { fingerprintBits, hasBit } from '../../chemistry/fingerprint.js';
import { withoutAtoms } from '../../chemistry/masked-atoms.js';
import { loadChemistry } from '../../chemistry/rdkit.js';
import { scaffoldOf } from '../../chemistry/scaffold.js';
import { atomTexts } from '../../chemistry/smiles-tokens.js';
import { shown } from '../../core/errors.js';
import { allow, columnFields, reject } from './column-base.js';
import type { CellNote, CellValue, ColumnEncoder, ColumnKind, Feature } from './column-kind.js';
import { parseColumnState } from './column-state.js';
import type { DividedValue } from './divided-value.js';
import { moleculeFindings } from './molecule-findings.js';
import { likenessOf, likenessSchema, nearestIn, usualSimilarity } from './molecule-likeness.js';
import { moleculeReader } from './molecule-text.js';
import { scaler } from './scaler.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('molecule'),
  missing: z.union([reject, allow]).default('reject'),
  /** So many bits of the fingerprint are learnt from at most, and so many surroundings of atoms. */
  bits: z.number().int().min(0).max(fingerprintBits).default(512),
  surroundings: z.number().int().min(0).max(2048).default(256),
});

export type MoleculeColumnSpec = z.infer<typeof schema>;

const scaleSchema = z.strictObject({
  mean: z.number(),
  standardDeviation: z.number().positive(),
  constant: z.boolean(),
});

const stateSchema = z
  .strictObject({
    /** Of each descriptor, in the order in which they are worked out. */
    descriptors: z.array(scaleSchema),
    /** What atoms are and are bound to, in molecules of the training. */
    surroundings: z.array(z.strictObject({ name: z.string(), scale: scaleSchema })),
    /** Bits of the fingerprint that tell molecules of the training apart. */
    bits: z.array(
      z
        .int()
        .min(0)
        .max(fingerprintBits - 1),
    ),
    likeness: likenessSchema,
  })
  .refine(({ descriptors }) => descriptors.length === descriptorNames.length, 'a scale of each descriptor');

export type MoleculeState = z.infer<typeof stateSchema>;

type Column = Pick<MoleculeColumnSpec, 'name' | 'bits' | 'surroundings'>;

/**
 * Molecules, written as SMILES. In the table each is the one SMILES that RDKit writes of it. Features: descriptors (`name rings`), how often atoms with certain
 * surroundings occur (`name around ...`), and bits of the Morgan fingerprint (`name bit 17`). Of a salt they are those of its largest part.
 */
export const moleculeColumn: ColumnKind<MoleculeColumnSpec, MoleculeState> = {
  name: 'molecule',
  schema,
  load: loadChemistry,
  lightCells: 20,
  valueType: 'text',
  profiled: { as: 'counts' },
  expressionValues: () => ({ type: 'text' }),
  groupings: {
    part: (value) => describeMolecule(value)?.part ?? value,
    scaffold: (value) => scaffoldOf(describeMolecule(value)?.part ?? value),
  },
  reader: () => moleculeReader,
  review: moleculeFindings,
  fit: fitMolecules,
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ bits, surroundings }, { name }) => [
    ...descriptorNames.map((one): Feature => ({ name: `${name} ${one}`, column: name, role: 'number' })),
    ...surroundings.map(({ name: code }) => part(name, `around ${code}`)),
    ...bits.map((bit) => part(name, `bit ${bit}`)),
  ],
  encoder: moleculeEncoder,
  divided: dividedIntoAtoms,
  nearest: ({ likeness }, value, k) => nearestIn(likeness, value, k),
  jsonSchema: ({ missing }) => ({
    type: missing === 'reject' ? 'string' : ['string', 'null'],
    $comment: 'SMILES of the molecule',
    examples: ['CC(=O)Oc1ccccc1C(=O)O'],
  }),
};

/** Atoms in the order of the SMILES; any atom (`*`) stands for an unknown one. */
function dividedIntoAtoms(value: CellValue): DividedValue | undefined {
  if (typeof value !== 'string' || !described(value)) return undefined;
  const { molecule } = withoutAtoms(value);
  return {
    partName: 'Atom',
    parts: atomTexts(value),
    keeping: (kept) => (Array.from(kept).every(Boolean) ? value : molecule((atom) => !kept[atom])),
  };
}

function part(column: string, code: string): Feature {
  return { name: `${column} ${code}`, column, role: 'category', code };
}

function fitMolecules(values: readonly CellValue[], { bits, surroundings }: Column): MoleculeState {
  const known = values.flatMap((value) => described(value) ?? []);
  return {
    descriptors: descriptorNames.map((_, i) => scaleOf(known.map((one) => one.descriptors[i]))),
    surroundings: tellingApart(countSurroundings(known), known.length, surroundings).map((name) => ({
      name,
      scale: scaleOf(known.map((one) => one.surroundings.get(name) ?? 0)),
    })),
    bits: tellingApart(countBits(known), known.length, bits).sort((a, b) => a - b),
    likeness: likenessOf(values),
  };
}

function described(value: CellValue | undefined): MoleculeDescription | undefined {
  return typeof value === 'string' ? describeMolecule(value) : undefined;
}

function scaleOf(values: readonly number[]) {
  const { mean, standardDeviation, constant } = scaler.fit(Float64Array.from(values).sort());
  return { mean, standardDeviation, constant };
}

function countSurroundings(known: readonly MoleculeDescription[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { surroundings } of known)
    for (const name of surroundings.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function countBits(known: readonly MoleculeDescription[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (let bit = 0; bit < fingerprintBits; bit++) {
    const count = known.reduce((sum, { fingerprint }) => sum + (hasBit(fingerprint, bit) ? 1 : 0), 0);
    counts.set(bit, count);
  }
  return counts;
}

/** What fewer molecules than this have, or all but as few, tells nothing of a new one. */
const fewestMolecules = 3;

/** Of what molecules can have, what divides them most evenly: at most so many. */
function tellingApart<Key extends string | number>(
  counts: ReadonlyMap<Key, number>,
  molecules: number,
  most: number,
): Key[] {
  const rarer = ([, count]: [Key, number]) => Math.min(count, molecules - count);
  return [...counts]
    .filter((one) => rarer(one) >= fewestMolecules)
    .sort((a, b) => rarer(b) - rarer(a) || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([key]) => key);
}

/** What is missing or no molecule is in all the mean of the training, and has no bit. */
function moleculeEncoder(state: MoleculeState, { name }: Column): ColumnEncoder {
  const { descriptors, surroundings, bits, likeness } = state;
  const scales = descriptors.map((scale) => scaler.of(scale));
  const around = surroundings.map(({ name: key, scale }) => ({ key, scaled: scaler.of(scale) }));
  const unlike = usualSimilarity(likeness);
  return (values, { out, offset, width }, notes) => {
    values.forEach((value, row) => {
      const molecule = described(value);
      let at = row * width + offset;
      for (const [i, scaled] of scales.entries()) out[at++] = molecule ? scaled(molecule.descriptors[i]) : 0;
      for (const { key, scaled } of around)
        out[at++] = molecule ? scaled(molecule.surroundings.get(key) ?? 0) : 0;
      for (const bit of bits) out[at++] = molecule && hasBit(molecule.fingerprint, bit) ? 1 : 0;
      if (!notes) return;
      if (!molecule) notes.add(row, missingMolecule(name, value));
      else for (const note of notesOf(molecule, unlike)) notes.add(row, { ...note, column: name });
    });
  };
}

function missingMolecule(column: string, value: CellValue | undefined): CellNote {
  return { code: 'missing', column, expected: 'a molecule', received: shown(value ?? null) };
}

function notesOf(
  { part: largest, parts, fingerprint }: MoleculeDescription,
  unlike: ReturnType<typeof usualSimilarity>,
): Omit<CellNote, 'column'>[] {
  const notes: Omit<CellNote, 'column'>[] = [];
  if (parts > 1) {
    const expected = 'one molecule (the largest part stands for the whole)';
    notes.push({ code: 'salt', expected, received: `${parts} parts, the largest ${largest}` });
  }
  const far = unlike(fingerprint);
  if (far) {
    const expected = `a Tanimoto similarity of ${far.usual.toFixed(2)} or more to a molecule of the training`;
    notes.push({ code: 'unlike-training', expected, received: far.similarity.toFixed(2) });
  }
  return notes;
}
