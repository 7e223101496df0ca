import type { CellNote } from '../tables/columns/column-kind.js';
import type { Table } from '../tables/table.js';
import type { HistoryRules } from '../learning/rows/examples/examples.js';
import type { RowAnswers } from '../learning/rows/tasks/task.js';
import type { Answer, AnswerEnvelope, Warning } from '../learning/answer.js';
import type { Predictor } from '../learning/predictor.js';
import { isInDomain, NotesByRow } from './applicability/notes-by-row.js';
import { abstainedWarning, withoutDecision } from './applicability/policy.js';
import { rowJudge } from './applicability/row-judge.js';

/** Said with every answer of a model that no real row stands behind. */
export const syntheticWarning: Warning = {
  code: 'synthetic-training-data',
  text: 'This model was trained on a synthetic sample: it shows how the product works and says nothing about real cases.',
};

/** The rows that a door was given, beside the table that was read from them. */
export interface GivenRows {
  newId: () => string;
  /** Where rows have an order: how each row of the table wrote its own place in it. */
  written?: readonly unknown[];
  /** Learns of the rows that are answered. */
  onAnswered?: (table: Table, answers: RowAnswers) => void;
}

/** One envelope per row of a table of the declared columns. */
export function answerTable(
  served: Predictor,
  table: Table,
  { newId, written, onAnswered }: GivenRows,
): AnswerEnvelope[] {
  const notes = new NotesByRow();
  const answers = served.answers(table, { notes, written });
  onAnswered?.(table, answers);
  rowJudge(served)(table, notes);
  const stages = served.stagesOf(table);
  const envelope = envelopes(served);
  return Array.from({ length: table.rows }, (_, row) => {
    const stage = stages?.[row];
    return envelope({ id: newId(), stage, answer: answers.answer(row), notes: notes.of(row) });
  });
}

/** One envelope per series of a table in its order, for the last row; its warnings are those of all rows of the series. */
export function answerSeries(
  served: Predictor,
  table: Table,
  { history, newId, written, onAnswered }: GivenRows & { history: HistoryRules },
): AnswerEnvelope[] {
  const notes = new NotesByRow();
  const rows = history.lastRows(table);
  const answers = served.answers(table, { notes, rows, written });
  const asked = table.take(rows);
  onAnswered?.(asked, answers);
  rowJudge(served)(asked, { add: (at, note) => notes.add(rows[at], note) });
  const seriesOf = history.group === undefined ? () => notes.rows() : rowsOf(table.column(history.group));
  const envelope = envelopes(served);
  return Array.from(rows, (row, at) => {
    const found = once(seriesOf(row).flatMap((other) => notes.of(other)));
    return envelope({ id: newId(), answer: answers.answer(at), notes: found });
  });
}

/** The rows that have the same value as a row, in their order. */
function rowsOf(groups: ArrayLike<unknown>): (row: number) => number[] {
  const bySeries = new Map<unknown, number[]>();
  for (let row = 0; row < groups.length; row++) {
    const known = bySeries.get(groups[row]);
    if (known) known.push(row);
    else bySeries.set(groups[row], [row]);
  }
  return (row) => bySeries.get(groups[row]) ?? [];
}

interface Answered {
  id: string;
  stage?: string;
  answer: Answer;
  notes: CellNote[];
}

function envelopes(served: Predictor) {
  const declared = new Set(served.scenario.spec.columns.map(({ name }) => name));
  const { id: scenario, notice, applicability: declares } = served.scenario.spec;
  return ({ id, stage, answer, notes }: Answered): AnswerEnvelope => {
    const isWithheld = declares.policy === 'abstain' && !isInDomain(notes);
    return {
      id,
      scenario,
      model: served.tag,
      ...(stage !== undefined && { stage }),
      ...(isWithheld ? withoutDecision(answer) : answer),
      ...(notice && { notice: notice.en }),
      applicability: applicability(ofInput(notes, declared), { isWithheld, synthetic: served.synthetic }),
    };
  };
}

/** The first note of each code and column: the rows of a history often lack the same. */
function once(notes: readonly CellNote[]): CellNote[] {
  const seen = new Map<string, CellNote>();
  for (const note of notes) {
    const key = `${note.code} ${note.column}`;
    if (!seen.has(key)) seen.set(key, note);
  }
  return [...seen.values()];
}

/**
 * Without the derived values that are missing because something is wrong with what they derive from: that is said already, of a
 * column that the caller knows.
 */
function ofInput(notes: CellNote[], declared: ReadonlySet<string>): CellNote[] {
  const known = notes.some(({ column }) => declared.has(column));
  return known ? notes.filter(({ code, column }) => code !== 'missing' || declared.has(column)) : notes;
}

function applicability(
  notes: CellNote[],
  { isWithheld, synthetic }: { isWithheld: boolean; synthetic: boolean },
): AnswerEnvelope['applicability'] {
  const warnings = notes.map((note): Warning => {
    const { code, column } = note;
    return { code, ...(column !== '' && { column }), text: noteText(note) };
  });
  return {
    in_domain: isInDomain(notes),
    warnings: [
      ...warnings,
      ...(isWithheld ? [abstainedWarning] : []),
      ...(synthetic ? [syntheticWarning] : []),
    ],
  };
}

function noteText({ column, expected, received }: CellNote): string {
  const about = column === '' ? 'Taken together' : column;
  return `${about}: expected ${expected}, received ${received}.`;
}
