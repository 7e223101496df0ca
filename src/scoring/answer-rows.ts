import type { CellNote, NoteCode, NoteCollector } from '../data/columns/column-kind.js';
import type { Table } from '../data/table.js';
import type { HistoryRules } from '../tasks/framing.js';
import type { Decision, Prediction } from '../tasks/task.js';
import type { ServedModel } from './served-model.js';

export interface Warning {
  code: string;
  column?: string;
  text: string;
}

/** The envelope: the same for every scenario and door; what does not apply is left out. */
export interface AnswerEnvelope {
  id: string;
  scenario: string;
  model: string;
  prediction: Prediction;
  decision?: Decision;
  applicability: { in_domain: boolean; warnings: Warning[] };
}

/** Said with every answer of a model that no real row stands behind. */
export const syntheticWarning: Warning = {
  code: 'synthetic-training-data',
  text: 'This model was trained on a synthetic sample: it shows how the product works and says nothing about real cases.',
};

/** One envelope per row of a table of the declared columns. */
export function answerTable(served: ServedModel, table: Table, newId: () => string): AnswerEnvelope[] {
  const notes = new NotesByRow();
  const outputs = served.outputs(table, notes);
  return Array.from({ length: table.rows }, (_, row) =>
    envelope(served, { outputs, at: row, moment: momentOf(served, table, row), notes: notes.of(row) }, newId),
  );
}

/** One envelope per series of a table in its order, for the last row; its warnings are those of all rows of the series. */
export function answerSeries(
  served: ServedModel,
  table: Table,
  { history, newId }: { history: HistoryRules; newId: () => string },
): AnswerEnvelope[] {
  const notes = new NotesByRow();
  const rows = history.lastRows(table);
  const outputs = served.outputs(table, notes, rows);
  const groups = history.group === undefined ? undefined : table.column(history.group);
  return Array.from(rows, (last, at) => {
    const own = Array.from({ length: table.rows }, (_, row) => row).filter(
      (row) => groups === undefined || groups[row] === groups[last],
    );
    const given = once(own.flatMap((row) => notes.of(row)));
    return envelope(served, { outputs, at, moment: momentOf(served, table, last), notes: given }, newId);
  });
}

interface Answered {
  outputs: Float32Array;
  /** Place among the rows of `outputs`. */
  at: number;
  moment?: number;
  notes: CellNote[];
}

function envelope(
  served: ServedModel,
  { outputs, at, moment, notes }: Answered,
  newId: () => string,
): AnswerEnvelope {
  return {
    id: newId(),
    scenario: served.scenario.spec.id,
    model: served.tag,
    ...served.answerer.answer(outputs, at, moment),
    applicability: applicability(notes, served.synthetic),
  };
}

function momentOf({ history }: ServedModel, table: Table, row: number): number | undefined {
  return history && Number(table.column(history.order)[row]);
}

/** The first note of each code and column: the rows of a history often lack the same. */
function once(notes: readonly CellNote[]): CellNote[] {
  const seen = new Map(notes.map((note) => [`${note.code} ${note.column}`, note]));
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
}

/** What is filled in the way that the model was trained with. */
const withinDomain: readonly NoteCode[] = ['missing', 'short-history', 'gap-in-history', 'repeated-step'];

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
