import type { CellNote, NoteCollector } from '../../tables/columns/column-kind.js';
import type { RejectedRow, RowProblem } from '../../tables/reading/row-problems.js';
import type { Table } from '../../tables/table.js';
import type { HistoryRules } from '../../learning/rows/examples/examples.js';
import type { RowAnswers } from '../../learning/rows/tasks/task.js';
import type { Predictor } from '../../learning/predictor.js';
import type { ScoredTable } from '../decide/gather-block.js';

/** A row that is not answered; `why` is how it is counted. */
export type RefusedRow = RejectedRow & { why: string };

export interface ScoredRows {
  /** Of the rows that were scored, in their order. */
  answers: RowAnswers;
  /** These rows, as positions in the table. */
  rows: Int32Array;
  /** Rows that come before an earlier one of their series, with too few before them, or outside of what is answered, as positions in the table. */
  refused: RefusedRow[];
  /** The same rows as they were asked, with the context that they were asked in. */
  asked: ScoredTable;
}

/** Scores the rows of one block after the other. The notes of a row are told by its place among those that are scored. */
export type RowScorer = (table: Table, notes: NoteCollector) => ScoredRows;

export function createRowScorer(served: Predictor): RowScorer {
  if (served.history) return scorerWithHistory(served, served.history);
  return (table, notes) => {
    const rows = Int32Array.from({ length: table.rows }, (_, row) => row);
    return { answers: served.answers(table, { notes }), rows, refused: [], asked: { table } };
  };
}

/**
 * Every row is scored with the rows of its series before it in the file. Between two blocks only those rows are kept that later ones
 * can still read: memory grows with the number of series and the length of a window, not with the file.
 */
function scorerWithHistory(served: Predictor, history: HistoryRules): RowScorer {
  let earlier: Table | undefined;
  return (table, notes) => {
    const all = earlier ? earlier.append(table) : table;
    const first = all.rows - table.rows;
    const problems = history.outOfOrder(all);
    const inOrder = Int32Array.from({ length: all.rows }, (_, row) => row).filter(
      (row) => !problems.has(row),
    );
    const usable = problems.size === 0 ? all : all.take(inOrder);
    const given = Int32Array.from(inOrder.keys()).filter((place) => inOrder[place] >= first);
    const short = history.tooShort?.(usable, given) ?? new Map<number, RowProblem>();
    const wanted = given.filter((place) => !short.has(place));
    short.forEach((problem, place) => problems.set(inOrder[place], problem));
    const ownNotes = new NotesOf(wanted, notes);
    const answers = served.answers(usable, { notes: ownNotes, rows: wanted });
    earlier = usable.take(history.readable(usable));
    const refused = Array.from(problems, ([row, problem]) => {
      return { row: row - first, why: 'out-of-order', problems: [problem] };
    });
    const rows = wanted.map((place) => inOrder[place] - first);
    return { answers, rows, refused, asked: { table: usable, rows: wanted } };
  };
}

/** Passes on the notes of some rows: the others are context, which was noted in its own block, or refused. */
class NotesOf implements NoteCollector {
  private readonly places: ReadonlyMap<number, number>;

  constructor(
    rows: Int32Array,
    private readonly notes: NoteCollector,
  ) {
    this.places = new Map(Array.from(rows, (row, at) => [row, at]));
  }

  add(row: number, note: CellNote): void {
    const place = this.places.get(row);
    if (place !== undefined) this.notes.add(place, note);
  }
}
