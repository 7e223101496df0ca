import type { CellValue } from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import type { RowProblem, RowProblems } from './row-problems.js';

/** The one problem of a row of a file that says nothing: of a spreadsheet's empty rows, or of a total of other columns. */
export const noValue: RowProblem = {
  column: '',
  expected: 'a value in at least one of the declared columns',
  received: 'no value',
};

/** The one problem of a row that sums up those above it. */
export const totalRow: RowProblem = {
  column: '',
  expected: 'one case in each row',
  received: 'a total, by its first value, with no value in most columns',
};

/** What stands before a total, in lower case. */
const totalWords = new Set([
  ...['total', 'totals', 'grand total', 'subtotal', 'sub-total', 'sub total', 'sum', 'overall'],
  ...['summe', 'gesamt', 'gesamtsumme', 'insgesamt', 'zwischensumme', 'totale', 'somme', 'suma'],
  ...['合计', '总计', '总和', '小计', '合計', '總計', '総計', '小計'],
]);

/** What a row of a spreadsheet is when it is none of the table: empty, or a total. */
export interface SheetRows {
  /** Give such rows that as their one problem. @param values column by column, as they were read. */
  refuse(values: readonly (readonly CellValue[])[], problems: RowProblems, rowCount: number): void;
}

/** @param needed names of columns of which a case has at least one value; none: every row is a case. */
export function sheetRows(columns: readonly ColumnSpec[], needed: readonly string[] = []): SheetRows {
  const wanted = columns.flatMap(({ name }, i) => (needed.includes(name) ? [i] : []));
  const mayTell = columns.map(mayTellTotal);
  const isTotal = (values: readonly (readonly CellValue[])[], row: number): boolean => {
    const first = values.findIndex((column) => column[row] !== null);
    return first >= 0 && mayTell[first] && isTotalWord(values[first][row]);
  };
  return {
    refuse(values, problems, rowCount) {
      const ofCase = wanted.map((index) => values[index]);
      if (ofCase.length === 0) return;
      for (let row = 0; row < rowCount; row++) {
        if (!mostlyEmpty(ofCase, row)) continue;
        if (isTotal(values, row)) problems.replace(row, totalRow);
        else if (!problems.hasText(row) && ofCase.every((column) => column[row] === null))
          problems.replace(row, noValue);
      }
    },
  };
}

/** Whether more than half of the values are missing, or cannot be read. */
function mostlyEmpty(columns: readonly (readonly CellValue[])[], row: number): boolean {
  let filled = 0;
  for (const column of columns) {
    if (column[row] !== null && 2 * ++filled >= columns.length) return false;
  }
  return true;
}

/** A category that is called so is one. */
function mayTellTotal(column: ColumnSpec): boolean {
  const categories = 'categories' in column ? (column.categories ?? []) : [];
  return !categories.some(({ code, label }) => [code, label.en, label.zh].some(isTotalWord));
}

function isTotalWord(value: CellValue): boolean {
  return (
    typeof value === 'string' &&
    totalWords.has(
      value
        .trim()
        .replace(/\s*[:：]$/, '')
        .toLowerCase(),
    )
  );
}
