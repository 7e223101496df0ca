import type { CellNote, NoteCollector } from '../data/columns/column-kind.js';
import type { Table } from '../data/table.js';
import type { Decision, Prediction } from '../tasks/task.js';
import type { Served } from './served.js';

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
export function answerTable(served: Served, table: Table, newId: () => string): AnswerEnvelope[] {
  const notes = new NotesByRow();
  const answers = served.answers(table, notes);
  return Array.from({ length: table.rows }, (_, row) => ({
    id: newId(),
    scenario: served.scenario.spec.id,
    model: served.tag,
    ...answers.answer(row),
    applicability: applicability(notes.of(row), served.synthetic),
  }));
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

function applicability(notes: CellNote[], synthetic: boolean): AnswerEnvelope['applicability'] {
  const warnings = notes.map((note) => ({ code: note.code, column: note.column, text: noteText(note) }));
  return {
    in_domain: notes.every((note) => note.code === 'missing'),
    warnings: synthetic ? [...warnings, syntheticWarning] : warnings,
  };
}

function noteText({ column, expected, received }: CellNote): string {
  return `${column}: expected ${expected}, received ${received}.`;
}
