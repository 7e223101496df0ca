import type { Predictor } from '../../learning/predictor.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import type { CellNote, NoteCollector } from '../../tables/columns/column-kind.js';
import { conditionsOf } from '../../tables/derived/conditions.js';
import type { Table } from '../../tables/table.js';

/** Remarks on rows of the declared columns as a whole; see {@link rowJudge}. */
export type RowJudge = (declared: Table, notes: NoteCollector) => void;

/** Whether a file of the scenario is judged row by row although nobody asked for its warnings. */
export function judgesEveryFile({ impossible, applicability }: ScenarioSpec): boolean {
  return impossible.length > 0 || applicability.policy !== 'warn';
}

const judges = new WeakMap<Predictor, RowJudge>();

/** Judges rows as a whole: whether their values can go together, and how far they lie from what was learnt from. */
export function rowJudge(served: Predictor): RowJudge {
  const known = judges.get(served);
  if (known) return known;
  const parts = [impossibleRemarks(served), distanceRemarks(served)].filter((part) => part !== undefined);
  const judge: RowJudge = (declared, notes) => parts.forEach((part) => part(declared, notes));
  judges.set(served, judge);
  return judge;
}

function impossibleRemarks(served: Predictor): RowJudge | undefined {
  const { impossible, columns, derived } = served.scenario.spec;
  if (impossible.length === 0) return undefined;
  const conditions = impossible.map(({ when }) => when);
  const holding = conditionsOf(conditions, { columns, derived });
  const remarks = impossible.map(({ meaning }): CellNote => ({
    code: 'impossible-values',
    column: '',
    expected: 'values that can go together',
    received: meaning.en,
  }));
  return (declared, notes) =>
    holding(served.derive(declared)).forEach((places, row) => {
      for (const place of places) notes.add(row, remarks[place]);
    });
}

function distanceRemarks(served: Predictor): RowJudge | undefined {
  const { distances } = served;
  if (!distances) return undefined;
  return (declared, notes) =>
    distances(declared).forEach((distance, row) => {
      if (distance > 1) notes.add(row, farNote(distance));
    });
}

function farNote(distance: number): CellNote {
  return {
    code: 'far-from-training',
    column: '',
    expected: 'values no further from what was learnt from than 99 of 100 known rows',
    received: `${Math.max(1.01, distance).toPrecision(3)} times as far`,
  };
}
