import { basename } from 'node:path';
import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import type { CellValue } from '../../tables/columns/column-kind.js';
import { Table } from '../../tables/table.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { blankSeparated } from './plain-lines.js';
import { rawTable, textTable } from './text-tables.js';

const file = z.string().min(1);
const name = z.string().min(1);

/** Options of the reader `run-to-failure`. */
export const runToFailureOptions = z.strictObject({
  kind: z.literal('run-to-failure'),
  /** Rows of units that ran until they failed, and of units that were stopped before; columns apart by blanks. */
  training: file,
  test: file,
  /** What was left of each test unit after its last row, one number a line. */
  remaining: file,
  /** The columns of both files: the unit's number first, then the cycle, then what was measured. */
  columns: z.array(name).min(3),
  /** Columns that are added: cycles left after the row, and `train` or `test`. */
  left: name,
  part: name,
});

export type RunToFailureOptions = z.infer<typeof runToFailureOptions>;

/**
 * Histories of units until they fail (NASA C-MAPSS and the like): the two files as one table. Both count their units from 1;
 * those of the test are numbered on from the last of the training.
 */
export const runToFailureReader: DatasetReader<RunToFailureOptions> = {
  kind: 'run-to-failure',
  files: ({ training, test, remaining }) => [training, test, remaining],
  header: ({ columns, left, part }) => [...columns, left, part],
  async read(options, locate): Promise<RawTable> {
    const { columns, training, test, remaining } = options;
    const trainingRows = await readHistories(locate(training), columns.length);
    const testRows = await readHistories(locate(test), columns.length);
    const left = (await blankSeparated(locate(remaining), 1)).map(({ cells: [cycles] }) => Number(cycles));
    const ends = lastCycles(testRows.numbers);
    checkUnits(ends.column('unit'), left, locate(remaining));
    const after = ends.select(['unit']).derive('after', 'number', () => left);
    const offset = lastCycles(trainingRows.numbers).column('unit').reduce<number>(greater, -Infinity);
    const units = testRows.numbers.derive('unit', 'number', (frame) => frame.column('unit').add(offset));
    const parts = [
      { rows: trainingRows, left: cyclesLeft(trainingRows.numbers), part: 'train' },
      {
        rows: { ...testRows, records: withUnits(testRows.records, units.column('unit')) },
        left: cyclesLeft(testRows.numbers, after),
        part: 'test',
      },
    ];
    const header = runToFailureReader.header(options);
    const tables = parts.map(({ rows: { records, lines }, left: cycles, part }) => {
      const whole = records.map((cells, row) => [...cells, String(cycles[row]), part]);
      return textTable({ header, records: whole, lines });
    });
    return rawTable(Table.concat(tables), header);
  },
};

/** Rows as texts, and their first two columns as the numbers `unit` and `cycle`. */
interface Histories {
  records: string[][];
  lines: number[];
  numbers: Table;
}

async function readHistories(path: string, width: number): Promise<Histories> {
  const records = (await blankSeparated(path, width)).map(({ cells }) => cells);
  const numbers = Table.fromColumns([
    { name: 'unit', type: 'number', values: records.map(([unit]) => Number(unit)) },
    { name: 'cycle', type: 'number', values: records.map(([, cycle]) => Number(cycle)) },
  ]);
  return { records, lines: records.map((_, row) => row + 1), numbers };
}

/** `unit` and `cycle_max` of each unit, in the order of their first rows. */
function lastCycles(rows: Table): Table {
  return rows.groupBy(['unit']).aggregate({ cycle: 'max' });
}

/** Of every row the cycles to its unit's last, and what is left `after` that (columns `unit` and `after`), absent: nothing. */
function cyclesLeft(rows: Table, after?: Table): readonly CellValue[] {
  const ended = rows.join(lastCycles(rows), ['unit']);
  const known = after ? ended.join(after, ['unit']) : ended.derive('after', 'number', () => zeros(rows.rows));
  return known
    .derive('left', 'number', (frame) =>
      frame.column('cycle_max').sub(frame.column('cycle')).add(frame.column('after')),
    )
    .column('left');
}

function withUnits(records: readonly string[][], units: readonly CellValue[]): string[][] {
  return records.map((cells, row) => [String(units[row]), ...cells.slice(1)]);
}

function zeros(rows: number): number[] {
  return new Array<number>(rows).fill(0);
}

function greater(a: number, b: CellValue): number {
  return Math.max(a, Number(b));
}

function checkUnits(units: readonly CellValue[], left: readonly number[], path: string): void {
  const isNumbered = units.every((unit, i) => unit === i + 1);
  if (isNumbered && units.length === left.length) return;
  throw new InvalidInputError(`${basename(path)} does not belong to the test file.`, {
    details: [
      { expected: `${units.length} lines, one for each unit from 1 on`, received: `${left.length} lines` },
    ],
  });
}
