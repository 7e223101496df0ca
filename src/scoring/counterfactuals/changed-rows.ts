import type { Changed } from '../../explanation/counterfactuals/search.js';
import type { Lever } from '../../explanation/counterfactuals/moves.js';
import type { AnswerEnvelope } from '../../learning/answer.js';
import type { Predictor } from '../../learning/predictor.js';
import { columnKind } from '../../tables/columns/index.js';
import type { Table } from '../../tables/table.js';
import { answerTable } from '../answer-rows.js';

/**
 * Answers one row with other values, as `predict` answers the changed row.
 * @param declared the row alone.
 */
export function changedRows(served: Predictor, declared: Table, levers: readonly Lever[]) {
  return (changed: readonly Changed[]): AnswerEnvelope[] => {
    const copies = declared.take(new Int32Array(changed.length));
    const columns = levers.flatMap(({ column }, place) => {
      const moves = changed.map((changes) => changes.find((move) => move.column === place));
      if (moves.every((move) => move === undefined)) return [];
      const [own] = declared.column(column.name);
      const values = moves.map((move) => (move ? move.value : own));
      return [{ name: column.name, type: columnKind(column).valueType, values }];
    });
    return answerTable(served, copies.extended(columns), { newId: () => '' });
  };
}
