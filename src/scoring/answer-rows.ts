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
  /** What the answer rests on, where the scenario can be asked at several stages. */
  stage?: string;
  prediction: Prediction;
  decision?: Decision;
  /** What an answer of this scenario must not be read without. */
  notice?: string;
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
  const declared = new Set(served.scenario.spec.columns.map(({ name }) => name));
  const { id: scenario, notice } = served.scenario.spec;
  const stages = served.stagesOf(table);
  return Array.from({ length: table.rows }, (_, row) => ({
    id: newId(),
    scenario,
    model: served.tag,
    ...(stages && { stage: stages[row] }),
    ...answers.answer(row),
    ...(notice && { notice: notice.en }),
    applicability: applicability(ofInput(notes.of(row), declared), served.synthetic),
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
    in_domain: notes.every((note) => note.code === 'missing'),
    warnings: synthetic ? [...warnings, syntheticWarning] : warnings,
  };
}

function noteText({ column, expected, received }: CellNote): string {
  return `${column}: expected ${expected}, received ${received}.`;
}
