import { textIn, type Language } from '../../core/language/language.js';
import type { ColumnAxis } from '../../explanation/learnt/column-axis.js';
import type { ColumnInquiry } from '../../explanation/learnt/column-effects.js';
import type { Effect } from '../../explanation/learnt/effects.js';
import type { Dependence } from '../../explanation/learnt/learnt.js';
import { figureText } from '../../explanation/learnt/learnt-text.js';
import type { Predictor } from '../../learning/predictor.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { requireReference } from '../csv/watch-csv.js';
import { requireOverall } from '../row-reasons.js';
import { columnHead, commonOf } from './learnt-parts.js';

const caution = {
  text: 'This is how the answer of the model goes with the column, and not what a change of it would bring about. Where few rows were learnt from it is a guess.',
};

interface Found {
  column: ColumnSpec;
  axis: ColumnAxis;
  inquiry: ColumnInquiry;
  /** Of each figure. */
  effects: readonly (readonly (Effect | null)[])[];
  /** Of each reference the figures, `[rows, figures]`. */
  base: ArrayLike<number>;
}

/** The same with what each category is called. */
export function withLabels(told: Dependence, column: ColumnSpec, language: Language): Dependence {
  const categories = 'categories' in column ? (column.categories ?? []) : [];
  if (!told.values || categories.length === 0) return told;
  const labels = new Map(categories.map(({ code, label }) => [code, textIn(label, language)]));
  const values = told.values.map(({ value, rows }) => {
    const label = labels.get(String(value));
    return { value, ...(label !== undefined && { label }), rows };
  });
  return { ...told, values };
}

/** What was found about a column, as it is told. */
export function dependenceOf(served: Predictor, found: Found): Dependence {
  const { column, axis, inquiry, effects, base } = found;
  const { figures, rows } = requireOverall(served).overall;
  const { ending, ...head } = commonOf(served, inquiry.method);
  return {
    ...head,
    ...columnHead(served.scenario.spec, column),
    kind: column.kind,
    ...('unit' in column && column.unit !== undefined && { columnUnit: column.unit }),
    rows: requireReference(served).rows,
    missing: axis.missing,
    ...('bins' in axis ? { bins: binsOf(axis, inquiry) } : { values: valuesOf(axis, column) }),
    figures: figures.map((name, figure) => ({
      ...name,
      text: figureText(name),
      base: meanOf(base, { figure, width: figures.length, rows: rows.rows }),
      effects: [...effects[figure]],
    })),
    caution,
    ...ending,
  };
}

function binsOf({ bins, ladder }: Extract<ColumnAxis, { bins: unknown }>, { own = [] }: ColumnInquiry) {
  const { places } = ladder;
  return bins.map((rows, i) => ({ from: places[i], to: places[i + 1], rows, references: own[i] }));
}

function valuesOf({ levels }: Extract<ColumnAxis, { levels: unknown }>, column: ColumnSpec) {
  return levels.map(({ value, rows }) => ({ value: toldValue(column, value), rows }));
}

function toldValue({ kind }: ColumnSpec, value: string | number): string | number | boolean {
  return kind === 'boolean' ? value === 1 : value;
}

function meanOf(
  values: ArrayLike<number>,
  { figure, width, rows }: { figure: number; width: number; rows: number },
): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += values[row * width + figure];
  return sum / rows;
}
