import { basename } from 'node:path';
import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { plainLines } from './plain-lines.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';

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
    const trainingRows = await readColumns(locate(training), columns.length);
    const testRows = await readColumns(locate(test), columns.length);
    const left = (await readColumns(locate(remaining), 1)).map(([cycles]) => Number(cycles));
    const trainingEnds = lastCycles(trainingRows);
    const testEnds = lastCycles(testRows);
    checkUnits(testEnds, left, locate(remaining));
    const offset = Math.max(...trainingEnds.keys());
    const records = [
      ...trainingRows.map((cells) => [...cells, cyclesLeft(cells, trainingEnds, 0), 'train']),
      ...testRows.map((cells) => {
        const unit = Number(cells[0]);
        return [
          String(unit + offset),
          ...cells.slice(1),
          cyclesLeft(cells, testEnds, left[unit - 1]),
          'test',
        ];
      }),
    ];
    const lines = [...trainingRows.keys(), ...testRows.keys()].map((row) => row + 1);
    return { header: runToFailureReader.header(options), records, lines };
  },
};

async function readColumns(path: string, width: number): Promise<string[][]> {
  const lines = await plainLines(path);
  return lines.flatMap((line, i) => {
    const cells = line.trim().split(/\s+/);
    if (line.trim() === '') return [];
    if (cells.length === width) return [cells];
    throw new InvalidInputError(`${basename(path)} does not have the declared form.`, {
      details: [{ line: i + 1, expected: `${width} cells`, received: String(cells.length) }],
    });
  });
}

function lastCycles(rows: readonly string[][]): Map<number, number> {
  const last = new Map<number, number>();
  for (const [unit, cycle] of rows) {
    last.set(Number(unit), Math.max(Number(cycle), last.get(Number(unit)) ?? 0));
  }
  return last;
}

function cyclesLeft(cells: readonly string[], ends: ReadonlyMap<number, number>, after: number): string {
  return String((ends.get(Number(cells[0])) ?? 0) - Number(cells[1]) + after);
}

function checkUnits(units: ReadonlyMap<number, number>, left: readonly number[], path: string): void {
  const isNumbered = [...units.keys()].every((unit, i) => unit === i + 1);
  if (isNumbered && units.size === left.length) return;
  throw new InvalidInputError(`${basename(path)} does not belong to the test file.`, {
    details: [
      { expected: `${units.size} lines, one for each unit from 1 on`, received: `${left.length} lines` },
    ],
  });
}
