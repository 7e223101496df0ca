import { shown } from '../../core/errors.js';
import { PhraseBook } from '../../core/language/phrase-book.js';
import { tablePhrases } from '../../tables/phrases.js';
import { mostLines, type TrainingNote } from '../training-note.js';

/** Why a row is not learnt from. A row can have several reasons. */
export interface LeftOutReason {
  /** Absent where it is about the row as a whole. */
  column?: string;
  expected: string;
  line: number;
}

/**
 * A note for each column and reason, the commonest first, each with the rows that have it and the first of their lines. Of what was
 * expected all is kept but what quotes the cell, which stands behind a colon.
 * @param reasons in the order of the rows.
 */
export function leftOutNotes(reasons: Iterable<LeftOutReason>): TrainingNote[] {
  const groups = new Map<string, { column?: string; expected: string; count: number; lines: number[] }>();
  for (const { column, expected: told, line } of reasons) {
    const [expected] = told.split(': ');
    const key = JSON.stringify([column, expected]);
    const group = groups.get(key) ?? { column, expected, count: 0, lines: [] };
    groups.set(key, group);
    group.count++;
    if (group.lines.length < mostLines) group.lines.push(line);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count).map(noteOf);
}

/** What is expected of cells and rows. */
const book = new PhraseBook([tablePhrases]);

function noteOf({
  column,
  expected,
  count,
  lines,
}: { column?: string; expected: string } & Counted): TrainingNote {
  const [where, place] = column === undefined ? ['', ''] : [` in ${shown(column)}`, `列 ${shown(column)} `];
  const rows = count === 1 ? '1 row was' : `${count} rows were`;
  return {
    code: 'rows-left-out',
    ...(column !== undefined && { column }),
    text: {
      en: `${rows} left out of the training: expected ${expected}${where}.`,
      zh: `${count} 行未用于训练：${place}应为${book.say(expected, 'zh')}。`,
    },
    count,
    lines,
  };
}

interface Counted {
  count: number;
  lines: number[];
}
