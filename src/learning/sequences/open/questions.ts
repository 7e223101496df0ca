import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import { SeriesIndex } from '../../rows/examples/series.js';
import type { AnswerColumns } from '../load/records.js';
import type { SkillRecord, Vocabulary } from '../load/vocabulary.js';

/** A row that is answered. */
export interface AskedRow {
  /** The latest answers of the learner before the row. */
  before: SkillRecord;
  /** Those, and the row's own where it is known. */
  after: SkillRecord;
  /** The skill that is asked, as it was written; null where nobody says which. */
  name: string | null;
  /** Its index. */
  skill: number;
  /** Whether it is known what came of the row. */
  isAnswered: boolean;
}

export interface QuestionParts {
  columns: AnswerColumns;
  vocabulary: Vocabulary;
  /** How many earlier rows are read. */
  window: number;
}

/** The rows of a table that are asked for, each with the answers of its learner before it. No later row and no other learner's is read. */
export function askedRows(
  table: Table,
  { columns, vocabulary, window }: QuestionParts,
  { rows, notes }: { rows?: Int32Array; notes?: NoteCollector },
): AskedRow[] {
  const series = new SeriesIndex(table, columns);
  const [skills, outcomes] = [table.column(columns.skill), table.column(columns.target)];
  const isAnswer = (row: number) => skills[row] !== null && outcomes[row] !== null;
  const record = (answers: readonly number[]): SkillRecord => ({
    skills: Int32Array.from(answers, (row) => vocabulary.indexOf(String(skills[row]))),
    right: Uint8Array.from(answers, (row) => (outcomes[row] === columns.positive ? 1 : 0)),
  });
  return Array.from(rows ?? Array.from({ length: table.rows }, (_, row) => row), (row) => {
    const earlier: number[] = [];
    for (let back = 1; back <= window; back++) {
      const before = series.before(row, back);
      if (before < 0) break;
      if (isAnswer(before)) earlier.unshift(before);
    }
    const name = skills[row] === null ? null : String(skills[row]);
    const skill = vocabulary.indexOf(name);
    if (notes) {
      const isRepeated = series.previous[row] === series.times[row];
      note(notes, row, { name, isKnown: skill > 0, earlier: earlier.length, isRepeated, columns });
    }
    const before = record(earlier);
    const isAnswered = isAnswer(row);
    return { before, after: isAnswered ? record([...earlier, row]) : before, name, skill, isAnswered };
  });
}

interface Noted {
  name: string | null;
  isKnown: boolean;
  earlier: number;
  /** The learner has another row of the same moment before it. */
  isRepeated: boolean;
  columns: AnswerColumns;
}

function note(
  notes: NoteCollector,
  row: number,
  { name, isKnown, earlier, isRepeated, columns }: Noted,
): void {
  if (name !== null && !isKnown) {
    const expected = 'a skill of the training data';
    notes.add(row, { code: 'unknown-category', column: columns.skill, expected, received: name });
  }
  if (isRepeated) {
    const [expected, received] = ['one row for each moment', 'another one (the last counts)'];
    notes.add(row, { code: 'repeated-step', column: columns.order, expected, received });
  }
  if (earlier > 0) return;
  const expected = 'earlier answers of the learner';
  notes.add(row, { code: 'short-history', column: columns.order, expected, received: 'none' });
}
