import { isHarmless, isInDomain, NotesByRow } from '../applicability/notes-by-row.js';
import { withholding } from '../applicability/policy.js';
import { rowJudge } from '../applicability/row-judge.js';
import type { Predictor } from '../../learning/predictor.js';
import type { ServedFigures } from '../../learning/scored-rows.js';
import type { CellNote, NoteCollector } from '../../tables/columns/column-kind.js';
import type { RowProblem } from '../../tables/reading/row-problems.js';
import type { RefusedRow, RowScorer, ScoredRows } from './score-rows.js';

/**
 * Judges the rows that are scored as a whole, and does with those outside of what the model knows what its scenario declares.
 * @param decidesLater whether a rule decides on the whole file: a row that is left to a person is then refused.
 */
export function judgingScorer(
  served: Predictor,
  scoreRows: RowScorer,
  { decidesLater }: { decidesLater: boolean },
): RowScorer {
  const judge = rowJudge(served);
  const { policy } = served.scenario.spec.applicability;
  const isRefused = policy === 'reject' || (policy === 'abstain' && decidesLater);
  return (table, notes) => {
    const found = new NotesByRow();
    const scored = scoreRows(table, found);
    const { asked, rows } = scored;
    judge(asked.rows ? asked.table.take(asked.rows) : asked.table, found);
    const outside = new Set(
      policy === 'warn' ? [] : [...rows.keys()].filter((at) => !isInDomain(found.of(at))),
    );
    if (isRefused) return refusing(scored, outside, { found, notes });
    for (const at of found.rows()) for (const note of found.of(at)) notes.add(at, note);
    if (policy === 'warn') return scored;
    for (const at of outside) notes.add(at, abstained);
    return { ...scored, answers: withholding(scored.answers, served.columns, (at) => outside.has(at)) };
  };
}

const abstained: CellNote = {
  code: 'left-to-a-person',
  column: '',
  expected: 'a row within what the model knows',
  received: 'one outside of it',
};

/** The others, in their order, beside those that are refused with what takes them out. */
function refusing(
  { answers, rows, refused, asked }: ScoredRows,
  outside: ReadonlySet<number>,
  { found, notes }: { found: NotesByRow; notes: NoteCollector },
): ScoredRows {
  const kept = [...rows.keys()].filter((at) => !outside.has(at));
  kept.forEach((at, place) => {
    for (const note of found.of(at)) notes.add(place, note);
  });
  const out = Array.from(outside, (at): RefusedRow => {
    const problems = found.of(at).filter((note) => !isHarmless(note));
    return { row: rows[at], why: 'outside-domain', problems: problems.map(problemOf) };
  });
  const place = (at: number) => kept[at];
  const { table, rows: context } = asked;
  return {
    answers: {
      answer: (at) => answers.answer(place(at)),
      cells: (at) => answers.cells(place(at)),
      classCells: (at) => answers.classCells?.(place(at)) ?? [],
      figures: answers.figures && (() => figuresOf(answers.figures!(), kept)),
      paths: (at) => answers.paths?.(place(at)),
    },
    rows: Int32Array.from(kept, (at) => rows[at]),
    refused: [...refused, ...out],
    asked: context
      ? { table, rows: Int32Array.from(kept, (at) => context[at]) }
      : { table: table.take(kept) },
  };
}

function figuresOf({ values, width }: ServedFigures, rows: readonly number[]): ServedFigures {
  const chosen = rows.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]);
  return { values: Float64Array.from(chosen), width };
}

function problemOf({ column, expected, received }: CellNote): RowProblem {
  return { column, expected, received };
}
