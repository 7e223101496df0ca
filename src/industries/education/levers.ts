import { CellProblem } from '../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { columnKind } from '../../tables/columns/index.js';
import type { PluginAnswer, ServedView } from '../../scenarios/scenario-plugin.js';

type Row = Readonly<Record<string, unknown>>;
type Value = number | string | boolean;

/** What one allowed change, alone, would change in what the model says of one student. */
export interface Lever {
  column: string;
  meaning: ColumnSpec['meaning'];
  from: Value;
  to: Value;
  /** Risk and expected grade after the change, and their difference to now. */
  probability?: number;
  value?: number;
  change: { probability?: number; value?: number };
}

export interface LeverAnswer {
  model: string;
  now: PluginAnswer;
  /** The largest fall of the risk first; changes that the model finds useless or worse are listed too. */
  levers: Lever[];
  caution: { en: string; zh: string };
}

const caution = {
  en:
    'This is how students differ who differ in one column; it is no promise of what a change causes. Support and paid lessons ' +
    'often go to those who already struggle, so the model may link them with a higher risk although they help. Use it to begin a ' +
    'conversation, not to measure a measure.',
  zh:
    '这里比较的是只在一列上不同的学生，并不保证改变就会带来这样的结果。辅导和付费课往往给了本来就吃力的学生，所以即使它们有帮助，' +
    '模型也可能把它们与更高的风险联系起来。请用它开启谈话，而不是用来衡量措施的效果。',
};

/**
 * Every allowed change of one student's row, one at a time. Columns that are not declared actionable never appear.
 * @throws InvalidInputError for a row that cannot be predicted.
 */
export function leversOf(row: Row, served: ServedView): LeverAnswer {
  const [now] = served.answerRows([row]);
  const changes = served.columns.flatMap((column) => changesOf(column, row[column.name]));
  const after = served.answerRows(changes.map(({ column, to }) => ({ ...row, [column.name]: to })));
  const levers = changes.map(({ column, from, to }, i): Lever => {
    const { probability, value } = after[i].prediction;
    const change = {
      probability: difference(probability, now.prediction.probability),
      value: difference(value, now.prediction.value),
    };
    return { column: column.name, meaning: column.meaning, from, to, probability, value, change };
  });
  const rise = ({ change }: Lever) => change.probability ?? -(change.value ?? 0);
  return { model: served.model, now, levers: levers.sort((a, b) => rise(a) - rise(b)), caution };
}

/** The allowed values of a column other than the present one; none where it is not known. */
function changesOf(column: ColumnSpec, given: unknown): { column: ColumnSpec; from: Value; to: Value }[] {
  if (!column.actionable) return [];
  const read = columnKind(column).reader(column);
  const present = read(given);
  if (present === null || present instanceof CellProblem) return [];
  const from = column.kind === 'boolean' ? present === 1 : present;
  return allowedValues(column)
    .filter((to) => read(to) !== present)
    .map((to) => ({ column, from, to }));
}

function allowedValues(column: ColumnSpec): Value[] {
  const { actionable } = column;
  if (actionable && actionable !== true) return [...actionable.to];
  if (column.kind === 'boolean') return [true, false];
  return 'categories' in column ? (column.categories ?? []).map(({ code }) => code) : [];
}

/** Nine digits, as figures are shown everywhere; so a difference does not show the rounding of its terms. */
function difference(after: number | undefined, before: number | undefined): number | undefined {
  if (after === undefined || before === undefined) return undefined;
  return Number((after - before).toFixed(9));
}
