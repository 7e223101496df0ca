import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { cores, counterions, groups } from './molecule-pieces.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** What pieces add, by the name of a core or a group; each group as often as it stands in the molecule. */
const effects = z.partialRecord(z.enum([...Object.keys(cores), ...Object.keys(groups)]), z.number());

const name = z.string().min(1);

/** Options of the mechanism `assembled-molecules`. */
export const assembledMoleculesOptions = z.strictObject({
  mechanism: z.literal('assembled-molecules'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(1).max(1_000_000),
  /** All columns in their order. Those that are none of the following are empty. */
  columns: z.array(name).min(1),
  /** The column of SMILES, and that of a name, if there is one. */
  smiles: name,
  name: name.optional(),
  /** Shares of molecules that are salts, and that stand a second time, written otherwise. */
  salts: z.number().min(0).max(1).default(0),
  repeated: z.number().min(0).max(1).default(0),
  /** Numbers: level, what pieces add, and the standard deviation of what nothing explains. */
  numbers: z
    .record(name, z.strictObject({ level: z.number(), effects, noise: z.number().min(0) }))
    .default({}),
  /** Events: log-odds without any piece, what pieces add to them, and the share that is not known. */
  events: z
    .record(
      name,
      z.strictObject({ level: z.number(), effects, missing: z.number().min(0).max(1).default(0) }),
    )
    .default({}),
});

export type AssembledMoleculesOptions = z.infer<typeof assembledMoleculesOptions>;

interface Assembled {
  smiles: string;
  /** The core, and each group that it bears. */
  pieces: string[];
}

/**
 * Molecules put together from a core and a group at each of its places, and what follows from the pieces: of a number the sum of what they add, of an event the
 * log-odds. A molecule that stands a second time is written with its parts in another order, and has its noise anew.
 */
export const assembledMoleculesMechanism: SampleMechanism<AssembledMoleculesOptions> = {
  name: 'assembled-molecules',
  columns: ({ columns }) => [...columns],
  problems: (options) =>
    [
      options.smiles,
      ...(options.name === undefined ? [] : [options.name]),
      ...Object.keys(options.numbers),
      ...Object.keys(options.events),
    ].flatMap((one) =>
      options.columns.includes(one) ? [] : [{ path: ['columns'], message: `the column ${one} among them` }],
    ),
  generate(options): SampleTable {
    const root = createRandom(options.seed);
    const records: string[][] = [];
    for (let number = 0; records.length < options.rows; number++) {
      const random = root.fork(`molecule ${number}`);
      const molecule = assemble(random, options.salts);
      records.push(recordOf(molecule, options, random.fork('figures'), records.length + 1));
      if (random.next() >= options.repeated || records.length === options.rows) continue;
      const again = { ...molecule, smiles: otherwise(molecule.smiles) };
      records.push(recordOf(again, options, random.fork('again'), records.length + 1));
    }
    return { header: [...options.columns], records };
  },
};

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random.integer(items.length)];
}

/** Every second place bears nothing. */
function assemble(random: Random, salts: number): Assembled {
  const core = pick(Object.keys(cores), random);
  const pieces = [core];
  const text = cores[core].replaceAll('({})', () => {
    const group = random.next() < 0.5 ? 'none' : pick(Object.keys(groups).slice(1), random);
    if (group === 'none') return '';
    pieces.push(group);
    return `(${groups[group]})`;
  });
  const isSalt = random.next() < salts;
  return { smiles: isSalt ? `${text}.${pick(counterions, random)}` : text, pieces };
}

/** The parts of a salt the other way round; of one molecule the same with its first bond spelt out. */
function otherwise(smiles: string): string {
  const parts = smiles.split('.');
  if (parts.length > 1) return parts.reverse().join('.');
  return smiles.startsWith('C(') || smiles.startsWith('CC') ? `[H]${smiles}` : smiles;
}

function recordOf(
  { smiles, pieces }: Assembled,
  options: AssembledMoleculesOptions,
  random: Random,
  row: number,
): string[] {
  const sum = (of: z.infer<typeof effects>) => pieces.reduce((total, piece) => total + (of[piece] ?? 0), 0);
  return options.columns.map((column) => {
    if (column === options.smiles) return smiles;
    if (column === options.name) return `made-${row}`;
    const number = options.numbers[column];
    const own = random.fork(column);
    if (number) return (number.level + sum(number.effects) + number.noise * own.normal()).toFixed(3);
    const event = options.events[column];
    if (!event) return '';
    const happens = own.next() < 1 / (1 + Math.exp(-event.level - sum(event.effects)));
    return own.next() < event.missing ? '' : happens ? '1' : '0';
  });
}
