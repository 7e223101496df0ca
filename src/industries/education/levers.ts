import { allowedChanges, whatIf, type Change, type Row } from '../../explanation/what-if.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { PluginAnswer, ServedView } from '../../scenarios/scenario-plugin.js';

/** What one allowed change, alone, would change in what the model says of one student. */
export interface Lever {
  column: string;
  meaning: ColumnSpec['meaning'];
  from: Change['from'];
  to: Change['to'];
  /** Risk and expected grade after the change, and their difference to now. */
  probability?: number;
  value?: number;
  change: { probability?: number; value?: number };
}

export interface LeverAnswer {
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
  const changes = allowedChanges(served.columns, row);
  const levers = whatIf(row, changes, served.answerRows).map(
    ({ change: { column, from, to }, answer }): Lever => {
      const { probability, value } = answer.prediction;
      const change = {
        probability: difference(probability, now.prediction.probability),
        value: difference(value, now.prediction.value),
      };
      return { column: column.name, meaning: column.meaning, from, to, probability, value, change };
    },
  );
  const rise = ({ change }: Lever) => change.probability ?? -(change.value ?? 0);
  return { now, levers: levers.sort((a, b) => rise(a) - rise(b)), caution };
}

/** Nine digits, as figures are shown everywhere; so a difference does not show the rounding of its terms. */
function difference(after: number | undefined, before: number | undefined): number | undefined {
  if (after === undefined || before === undefined) return undefined;
  return Number((after - before).toFixed(9));
}
