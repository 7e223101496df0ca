import { z } from 'zod';
import { ConflictError } from '../../core/errors.js';
import type { CellValue } from '../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { isInput } from '../../tables/columns/roles.js';
import { marginalEffect, marginalSchema, type Marginal } from '../../explanation/marginal-effects.js';
import { featuresOf } from '../../scenarios/one-row.js';
import type { PluginAnswer, ServedView } from '../../scenarios/scenario-plugin.js';

/** @throws ConflictError when the champion was trained before its report held them. */
export function parseMarginals(section: unknown): Marginal[] {
  const parsed = z.object({ marginals: z.array(marginalSchema) }).safeParse(section);
  if (parsed.success) return parsed.data.marginals;
  throw new ConflictError('The champion does not know the plausible values of its columns.', {
    hint: 'Train again: sextant train medical/disease-risk',
  });
}

/** What the answer would be if the missing value were this one. */
interface Possibility {
  value: string | number;
  /** English label of a category. */
  label?: string;
  /** Share of the training patients for whom the value stands, whatever else is known of this patient. */
  share: number;
  probability: number;
  action?: string;
}

interface MissingColumn {
  column: string;
  meaning: string;
  values: Possibility[];
  lowest: number;
  highest: number;
  /** Of the probabilities, weighed by the shares. */
  mean: number;
  /** Whether this value alone can turn the action from the one that is given without it. */
  decisive: boolean;
}

export interface MissingValuesAnswer {
  /** As `predict` answers: with the missing values filled. */
  answered: { probability: number; action?: string };
  /** The columns without a value, the one that can change most first: what to measure next. */
  missing: MissingColumn[];
  /** With all missing values at once at their lowest and at their highest probability. */
  range: { lowest: number; highest: number };
}

type Row = Record<string, CellValue>;

/**
 * For one patient: the probability over the plausible values of each column that has none, the others left as they are.
 * @throws InvalidInputError naming each wrong field.
 */
export function missingValues(
  body: unknown,
  marginals: readonly Marginal[],
  served: Pick<ServedView, 'readRows' | 'answerRows' | 'columns'>,
): MissingValuesAnswer {
  const { columns } = served;
  const table = served.readRows([featuresOf(body, 'one patient')]);
  const patient: Row = Object.fromEntries(columns.map(({ name }) => [name, table.column(name)[0]]));
  const absent = columns.filter((column) => isInput(column) && patient[column.name] === null);
  const ask = (rows: Row[]) => (rows.length === 0 ? [] : served.answerRows(rows).map(shortAnswer));
  const [answered] = ask([patient]);
  const missing = absent.map((column) => {
    return missingColumn(column, marginalEffect(patient, column.name, { marginals, ask }), answered);
  });
  const together = (extreme: 'lowest' | 'highest') =>
    Object.fromEntries(missing.map((entry) => [entry.column, valueAt(entry, extreme)]));
  const ends = ask([
    { ...patient, ...together('lowest') },
    { ...patient, ...together('highest') },
  ]).map(({ probability }) => probability);
  return {
    answered,
    missing: missing.sort((a, b) => b.highest - b.lowest - (a.highest - a.lowest)),
    range: { lowest: Math.min(...ends), highest: Math.max(...ends) },
  };
}

function shortAnswer({ prediction, decision }: PluginAnswer): { probability: number; action?: string } {
  const probability = prediction.probability ?? NaN;
  return decision ? { probability, action: decision.action } : { probability };
}

function missingColumn(
  column: ColumnSpec,
  possibilities: Omit<Possibility, 'label'>[],
  answered: { action?: string },
): MissingColumn {
  const labels = new Map(
    'categories' in column ? column.categories?.map(({ code, label }) => [code, label.en]) : [],
  );
  const values = possibilities.map((possibility) => {
    const label = labels.get(String(possibility.value));
    return label === undefined ? possibility : { ...possibility, label };
  });
  const probabilities = values.map(({ probability }) => probability);
  return {
    column: column.name,
    meaning: column.meaning.en,
    values,
    lowest: Math.min(...probabilities),
    highest: Math.max(...probabilities),
    mean: values.reduce((sum, { probability, share }) => sum + probability * share, 0),
    decisive: values.some(({ action }) => action !== answered.action),
  };
}

function valueAt(
  { values, ...extremes }: MissingColumn,
  extreme: 'lowest' | 'highest',
): string | number | null {
  return values.find(({ probability }) => probability === extremes[extreme])?.value ?? null;
}
