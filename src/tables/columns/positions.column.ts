import { z } from 'zod';
import { shown } from '../../core/errors.js';
import { allow, columnFields, reject } from './column-base.js';
import { expectedCategories, textReader } from './category-text.js';
import { CellProblem, type CellReader, type CellValue, type ColumnKind } from './column-kind.js';
import { unlearnt, type UnlearntState } from './unlearnt.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('positions'),
  /** What can be held: the names of the columns of prices in the data. */
  assets: z
    .array(z.string().min(1))
    .min(1)
    .max(5000)
    .refine((names) => new Set(names).size === names.length, 'each asset once'),
  /** The currency of amounts, such as USD; absent: positions are told by weights alone. */
  unit: z.string().min(1).optional(),
  /** Nothing may be owed: no size below 0, and weights that add up to more than 1 would be borrowed. */
  longOnly: z.boolean().default(false),
  missing: z.union([reject, allow]).default('reject'),
});

export type PositionsColumnSpec = z.infer<typeof schema>;

/** What is held of one asset. */
export interface Position {
  asset: string;
  /** Share of the value of the portfolio, or an amount of money; below 0 where it is owed. */
  size: number;
}

export interface Positions {
  /** In what the sizes are. */
  in: 'weight' | 'amount';
  held: Position[];
}

/** Nobody borrows more than this on one position: larger numbers are percentages or amounts by mistake. */
const largestWeight = 5;

/**
 * What a portfolio holds: in JSON a list of `{asset, weight}` or of `{asset, amount}`; in a CSV `AAPL: 0.4; XOM: 0.6`, or amounts with their
 * currency, `AAPL: 4000 USD; XOM: 6000 USD`, or the JSON as text. The table holds it as text, see {@link positionsOf}. Carried through, never
 * a feature.
 */
export const positionsColumn: ColumnKind<PositionsColumnSpec, UnlearntState> = {
  name: 'positions',
  schema,
  valueType: 'text',
  profiled: { as: 'counts' },
  reader: positionsReader,
  ...unlearnt,
  jsonSchema: ({ assets, unit, missing, longOnly }) => {
    const size = (name: string) => ({
      type: 'object',
      additionalProperties: false,
      required: ['asset', name],
    });
    const asset = { type: 'string', enum: assets };
    const weights = {
      ...size('weight'),
      properties: {
        asset,
        weight: {
          type: 'number',
          minimum: longOnly ? 0 : -largestWeight,
          maximum: longOnly ? 1 : largestWeight,
        },
      },
    };
    const amounts = {
      ...size('amount'),
      properties: { asset, amount: { type: 'number', ...(longOnly && { minimum: 0 }) } },
    };
    const items = unit === undefined ? weights : { anyOf: [weights, amounts] };
    return {
      anyOf: [
        { type: 'array', minItems: 1, items },
        { type: 'string' },
        ...(missing === 'reject' ? [] : [{ type: 'null' }]),
      ],
      examples: [
        assets
          .slice(0, 2)
          .map((name, _, all) => `${name}: ${1 / all.length}`)
          .join('; '),
      ],
    };
  },
};

/** The positions of a cell; undefined where it is missing. */
export function positionsOf(cell: CellValue | undefined): Positions | undefined {
  return typeof cell === 'string' ? (JSON.parse(cell) as Positions) : undefined;
}

interface Entry {
  asset: unknown;
  size: unknown;
  /** `weight`, or the currency that an amount is in. */
  in: string;
}

function positionsReader({ assets, unit, longOnly }: PositionsColumnSpec): CellReader {
  const known = new Set(assets);
  const form = unit === undefined ? forms.weights : `${forms.weights}, or each an asset with its amount`;
  return (input) => {
    const entries = entriesOf(input, { form, unit });
    if (entries === null || entries instanceof CellProblem) return entries;
    const problem = problemOf(entries, known, unit);
    if (problem) return problem;
    const owed = longOnly ? owedProblem(entries) : undefined;
    if (owed) return owed;
    const held = entries.map(({ asset, size }) => ({ asset: String(asset).trim(), size: Number(size) }));
    return JSON.stringify({ in: entries[0].in === 'weight' ? 'weight' : 'amount', held } satisfies Positions);
  };
}

const forms = { weights: 'a list of positions, each an asset with its weight' };

interface Expected {
  form: string;
  unit: string | undefined;
}

/** The entries of a cell, null where it is missing. */
function entriesOf(input: unknown, expected: Expected): Entry[] | CellProblem | null {
  if (Array.isArray(input)) return entriesOfList(input, expected);
  const text = textReader(input);
  if (text === null) return null;
  if (text instanceof CellProblem) return new CellProblem(expected.form, shown(input));
  const written = String(text);
  if (!written.startsWith('['))
    return written
      .split(/[;|]/)
      .filter((part) => part.trim() !== '')
      .map(entryOfText);
  try {
    return entriesOfList(JSON.parse(written) as unknown[], expected);
  } catch {
    return new CellProblem(expected.form, shown(input));
  }
}

function entriesOfList(list: readonly unknown[], { form, unit }: Expected): Entry[] | CellProblem {
  const entries: Entry[] = [];
  for (const one of list) {
    const fields = typeof one === 'object' && one !== null ? (one as Record<string, unknown>) : {};
    const { asset, weight, amount, ...others } = fields;
    const given = [weight, amount].filter((size) => size !== undefined);
    if (asset === undefined || given.length !== 1 || Object.keys(others).length > 0)
      return new CellProblem(form, shown(one));
    entries.push({ asset, size: given[0], in: weight === undefined ? (unit ?? 'money') : 'weight' });
  }
  return entries;
}

/** `AAPL: 0.4`, `AAPL: 40 %` or `AAPL: 4000 USD`. */
function entryOfText(text: string): Entry {
  const at = text.lastIndexOf(':');
  const asset = (at < 0 ? text : text.slice(0, at)).trim();
  const written = at < 0 ? '' : text.slice(at + 1).trim();
  const [, size, unit = ''] = sizeText.exec(written) ?? [];
  if (size === undefined) return { asset, size: written, in: 'weight' };
  if (unit === '%') return { asset, size: Number(size) / 100, in: 'weight' };
  return { asset, size: Number(size), in: unit === '' ? 'weight' : unit };
}

/** One way to match each text, for cells may be long. */
const sizeText = /^([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)(?:\s*([^\s\d]\D*))?$/i;

function problemOf(
  entries: readonly Entry[],
  known: ReadonlySet<string>,
  unit: string | undefined,
): CellProblem | undefined {
  if (entries.length === 0) return new CellProblem('at least one position', 'none');
  const seen = new Set<string>();
  for (const { asset, size, in: given } of entries) {
    const name = typeof asset === 'string' ? asset.trim() : '';
    if (!known.has(name)) return new CellProblem(expectedCategories([...known]), shown(asset));
    if (seen.has(name)) return new CellProblem('each asset once', shown(name));
    seen.add(name);
    if (given !== 'weight' && given !== unit)
      return new CellProblem(
        unit === undefined ? 'weights without a unit' : `weights, or amounts in ${unit}`,
        shown(given),
      );
    if (given !== entries[0].in) return new CellProblem('all weights, or all amounts', 'both');
    const problem = sizeProblem(size, given);
    if (problem) return problem;
  }
  return entries.some(({ size }) => size !== 0)
    ? undefined
    : new CellProblem('a position that is not 0', '0');
}

/** Of sums of rounded weights the last digit may be too much. */
const rounding = 1e-6;

function owedProblem(entries: readonly Entry[]): CellProblem | undefined {
  const below = entries.find(({ size }) => Number(size) < 0);
  if (below) return new CellProblem('a size of 0 or more, as nothing can be owed here', shown(below.size));
  const sum = entries.reduce((total, { size }) => total + Number(size), 0);
  return entries[0].in === 'weight' && sum > 1 + rounding
    ? new CellProblem(
        'weights that add up to 1 or less, as nothing can be borrowed here',
        shown(Number(sum.toPrecision(9))),
      )
    : undefined;
}

function sizeProblem(size: unknown, given: string): CellProblem | undefined {
  if (typeof size !== 'number' || !Number.isFinite(size)) return new CellProblem('a number', shown(size));
  if (given !== 'weight')
    return Math.abs(size) > 1e15
      ? new CellProblem('an amount below a thousand billions', shown(size))
      : undefined;
  if (Math.abs(size) <= largestWeight) return undefined;
  return new CellProblem(
    `a weight from -${largestWeight} to ${largestWeight}, where 1 is the whole portfolio`,
    shown(size),
  );
}
