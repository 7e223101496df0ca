import { z } from 'zod';
import { InvalidInputError, shown } from '../core/errors.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import { isInput } from '../tables/columns/roles.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import { goalSchema, linearLimit, type LinearLimit } from '../scenarios/schema/optimisation.js';
import type { ServedView } from '../scenarios/scenario-plugin.js';
import type { FeasibleSet, Limit, Setting } from './problem.js';
import type { Row } from './process.js';
import { settableColumns } from './support.js';

const narrowed = z.strictObject({
  range: z.tuple([z.number(), z.number()]).optional(),
  cost: z.number().optional(),
});

/** What a request may say: the case as it is, and what of the declaration is otherwise this time. */
export const orderSchema = z.strictObject({
  features: z.record(z.string(), z.unknown()),
  goal: goalSchema.optional(),
  /** By column: false keeps it as it is; a narrower range, another cost. */
  settable: z.record(z.string(), z.union([z.literal(false), narrowed])).default({}),
  /** Beside those that are declared; one of the same name takes its place. */
  limits: z.array(linearLimit).max(50).default([]),
  seed: z.number().int().min(0).max(0xffffffff).default(0),
});

export type ProposalOrder = z.infer<typeof orderSchema>;

/**
 * The settings and limits of one case. What of a limit is given is taken over to its ends.
 * @param row the case as it was read.
 * @throws InvalidInputError naming a column that cannot be set, a range that is none of its, or a limit over what is no number here.
 */
export function feasibleSetOf(
  { settable, limits: asked }: ProposalOrder,
  row: Row,
  { columns, optimisation }: Pick<ServedView, 'columns' | 'optimisation'>,
): FeasibleSet & { declared: LinearLimit[] } {
  const known = settableColumns(columns);
  for (const name of Object.keys(settable)) {
    if (known.some((column) => column.name === name)) continue;
    const expected = `one of ${known.map((column) => column.name).join(', ')}`;
    throw refusal(['settable', name], expected, shown(name));
  }
  const settings = known.flatMap((column) => settingOf(column, settable[column.name]) ?? []);
  if (settings.length === 0) throw refusal(['settable'], 'at least one column that can be set', 'none');
  const kept = (optimisation?.limits ?? []).filter(({ name }) => !asked.some((one) => one.name === name));
  const declared = [...kept, ...asked];
  const limits = declared.map((limit) => limitOf(limit, { settings, row, columns, asked }));
  return { settings, limits, declared };
}

function settingOf(
  { name, actionable }: ColumnSpec,
  asked: ProposalOrder['settable'][string] | undefined,
): Setting | undefined {
  if (typeof actionable !== 'object' || !('range' in actionable) || asked === false) return undefined;
  const { range, step, cost = 0 } = actionable;
  if (!range) return undefined;
  const [low, high] = asked?.range ?? range;
  if (!(low < high && low >= range[0] && high <= range[1])) {
    throw refusal(
      ['settable', name, 'range'],
      `a range within ${range[0]} to ${range[1]}`,
      shown([low, high]),
    );
  }
  return { name, low, high, ...(step !== undefined && { step }), cost: asked?.cost ?? cost };
}

interface LimitContext extends Pick<ServedView, 'columns'> {
  settings: readonly Setting[];
  row: Row;
  asked: readonly LinearLimit[];
}

function limitOf(limit: LinearLimit, { settings, row, columns, asked }: LimitContext): Limit {
  const { name, terms, lower = -Infinity, upper = Infinity } = limit;
  const given = Object.entries(terms).filter(([column]) => !settings.some((one) => one.name === column));
  const constant = given.reduce((sum, [column, coefficient]) => {
    const value = row[column];
    const isNumber = columns.some((one) => one.name === column && one.kind === 'numeric' && isInput(one));
    if (isNumber && typeof value === 'number') return sum + coefficient * value;
    const place = asked.includes(limit)
      ? ['limits', asked.indexOf(limit), 'terms', column]
      : ['features', column];
    throw refusal(place, 'a column with a number', shown(isNumber ? (value ?? null) : column));
  }, 0);
  return {
    name,
    coefficients: settings.map((setting) => terms[setting.name] ?? 0),
    lower: lower - constant,
    upper: upper - constant,
  };
}

function refusal(place: (string | number)[], expected: string, received: string): InvalidInputError {
  return new InvalidInputError('No settings can be proposed for this request.', {
    details: [{ pointer: jsonPointer(place), expected, received }],
  });
}
