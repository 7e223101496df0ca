import type { CellNote, NoteCode, NoteCollector } from '../tables/columns/column-kind.js';
import type { Table } from '../tables/table.js';
import type { HistoryRules } from '../learning/rows/examples/examples.js';
import type { RowAnswers } from '../learning/rows/tasks/task.js';
import type { Answer, AnswerEnvelope, Warning } from '../learning/answer.js';
import type { Predictor } from '../learning/predictor.js';

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
  onAnswered?.(table.take(rows), answers);
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
  const { id: scenario, notice } = served.scenario.spec;
  return ({ id, stage, answer, notes }: Answered): AnswerEnvelope => ({
    id,
    scenario,
    model: served.tag,
    ...(stage !== undefined && { stage }),
    ...answer,
    ...(notice && { notice: notice.en }),
    applicability: applicability(ofInput(notes, declared), served.synthetic),
  });
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

class NotesByRow implements NoteCollector {
  private readonly notes = new Map<number, CellNote[]>();

  add(row: number, note: CellNote): void {
    const known = this.notes.get(row);
    if (known) known.push(note);
    else this.notes.set(row, [note]);
  }

  of(row: number): CellNote[] {
    return this.notes.get(row) ?? [];
  }

  /** Rows that have a note, in their order. */
  rows(): number[] {
    return [...this.notes.keys()].sort((a, b) => a - b);
  }
}

/** What is filled in the way that the model was trained with. */
export const withinDomain: readonly NoteCode[] = [
  'missing',
  'short-history',
  'gap-in-history',
  'filled-in-history',
  'repeated-step',
  'salt',
];

/**
 * Without the derived values that are missing because something is wrong with what they derive from: that is said already, of a
 * column that the caller knows.
 */
function ofInput(notes: CellNote[], declared: ReadonlySet<string>): CellNote[] {
  const known = notes.some(({ column }) => declared.has(column));
  return known ? notes.filter(({ code, column }) => code !== 'missing' || declared.has(column)) : notes;
}

function applicability(notes: CellNote[], synthetic: boolean): AnswerEnvelope['applicability'] {
  const warnings = notes.map((note) => ({ code: note.code, column: note.column, text: noteText(note) }));
  return {
    in_domain: notes.every(({ code }) => withinDomain.includes(code)),
    warnings: synthetic ? [...warnings, syntheticWarning] : warnings,
  };
}

function noteText({ column, expected, received }: CellNote): string {
  return `${column}: expected ${expected}, received ${received}.`;
}
