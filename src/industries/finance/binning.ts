import { z } from 'zod';
import { ConflictError } from '../../core/errors.js';
import { figure } from '../../core/text/figures.js';
import { binColumn, binOf, type Bin, type ColumnBins } from '../../evaluation/binning/index.js';
import type { TrainedView } from '../../scenarios/scenario-plugin.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { isInput } from '../../tables/columns/roles.js';
import type { Table } from '../../tables/table.js';

const binSchema = z.looseObject({
  from: z.number().nullable().optional(),
  below: z.number().nullable().optional(),
  categories: z.array(z.string()).optional(),
  special: z.string().optional(),
  rows: z.number(),
  events: z.number(),
  rate: z.number().nullable(),
  weight: z.number(),
  information: z.number(),
});

const columnSchema = z.strictObject({
  column: z.string(),
  /** Of a number what is plausible: others have a bin of their own. */
  range: z.tuple([z.number(), z.number()]).optional(),
  informationValue: z.number(),
  trend: z.enum(['rising', 'falling']),
  collapsed: z.enum(['constant', 'one bin']).optional(),
  bins: z.array(binSchema),
});

const binningSchema = z.strictObject({
  rows: z.number(),
  events: z.number(),
  /** The largest information value first. */
  columns: z.array(columnSchema),
  /** Columns that tell nothing, and why. */
  collapsed: z.array(z.strictObject({ column: z.string(), why: z.string() })),
});

export type Binning = z.infer<typeof binningSchema>;
type BinnedColumn = Binning['columns'][0];

/** Weight of evidence of every column that the model reads, from the training rows alone; undefined where nothing happens or not. */
export function buildBinning({ training, events, columns, derived }: TrainedView): Binning | undefined {
  if (!events) return undefined;
  const declared = new Map(columns.map((column) => [column.name, column]));
  const names = [...columns.filter(isInput), ...derived].map(({ name }) => name);
  const binned = names.map((name): BinnedColumn => {
    const range = rangeOf(declared.get(name));
    const bins = binColumn(training.column(name), events, {
      specialOf: specialOf(range),
    });
    return { column: name, ...(range && { range }), ...rounded(bins) };
  });
  return {
    rows: training.rows,
    events: Array.from(events).reduce((sum, event) => sum + event, 0),
    columns: binned.sort((a, b) => b.informationValue - a.informationValue),
    collapsed: binned.flatMap(({ column, collapsed }) => (collapsed ? [{ column, why: collapsed }] : [])),
  };
}

/** @throws ConflictError when the champion was trained without it. */
export function parseBinning(section: unknown): Binning {
  const parsed = z.object({ binning: binningSchema }).safeParse(section);
  if (parsed.success) return parsed.data.binning;
  throw new ConflictError('The champion has no weights of evidence.', {
    hint: 'Train again: sextant train finance/credit-rating',
  });
}

export interface WeighedColumn {
  column: string;
  value: unknown;
  bin: Pick<Bin, 'from' | 'below' | 'categories' | 'special'>;
  rate: number | null;
  weight: number;
}

/** The bin and the weight of every column of one row, those that speak most for the event first. */
export function weighRow({ columns }: Binning, table: Table): WeighedColumn[] {
  const weighed = columns.map(({ column, range, bins }): WeighedColumn => {
    const value = table.column(column)[0];
    const own = binOf({ bins }, value, specialOf(range));
    const { rate, weight, from, below, categories, special } = own;
    return { column, value, bin: { from, below, categories, special }, rate, weight };
  });
  return weighed.sort((a, b) => a.weight - b.weight);
}

function rangeOf(column: ColumnSpec | undefined): [number, number] | undefined {
  if (column?.kind !== 'numeric' || !('range' in column)) return undefined;
  return z.tuple([z.number(), z.number()]).optional().catch(undefined).parse(column.range);
}

function specialOf(range: [number, number] | undefined): ((value: number) => string | undefined) | undefined {
  if (!range) return undefined;
  const [lowest, highest] = range;
  return (value) => (value < lowest || value > highest ? 'out of range' : undefined);
}

function rounded({ bins, informationValue, ...rest }: ColumnBins): Omit<BinnedColumn, 'column' | 'range'> {
  return {
    informationValue: figure(informationValue),
    ...rest,
    bins: bins.map((bin) => ({
      ...bin,
      rate: bin.rate === null ? null : figure(bin.rate),
      weight: figure(bin.weight),
      information: figure(bin.information),
    })),
  };
}
