import type { BatchCells, BatchDecision } from '../../decisions/batch.js';
import { figure } from '../../core/text/figures.js';
import type { CsvOutput } from '../../csv/csv-output.js';
import { RowBytes } from '../../csv/row-bytes.js';
import { formatNumber } from '../../csv/writer.js';

/** Columns that a rule about a whole file adds behind those of scoring, its action first. */
export const actionColumn = 'batch_decision';

/** The cells of a row that a rule adds. */
type CellsOf = (row: number) => string[];

export function decidedColumns({ cells }: BatchDecision): string[] {
  return [actionColumn, ...cells.map(({ name }) => name)];
}

function decidedCells({ actions, cells }: BatchDecision): CellsOf {
  const columns = [{ name: actionColumn, ...actions }, ...cells].map(cellsOf);
  return (row) => columns.map((cell) => cell(row));
}

function cellsOf(cells: BatchCells): (row: number) => string {
  if ('numbers' in cells) {
    const { numbers } = cells;
    return (row) => (Number.isNaN(numbers[row]) ? '' : formatNumber(figure(numbers[row])));
  }
  const { codes, texts } = cells;
  return (row) => (codes[row] < 0 ? '' : texts[codes[row]]);
}

/**
 * The scored lines again, each with what was decided.
 * @param lengths bytes of each line, its line end among them
 */
export async function appendDecisions(
  lines: AsyncIterable<Buffer>,
  { lengths, decision, delimiter }: { lengths: Int32Array; decision: BatchDecision; delimiter: string },
  output: CsvOutput,
): Promise<void> {
  const cellsAt = decidedCells(decision);
  let row = 0;
  let rest: Uint8Array = new Uint8Array();
  for await (const chunk of lines) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const written = new RowBytes(delimiter, 2 * bytes.length);
    let from = 0;
    for (; row < lengths.length && from + lengths[row] <= bytes.length; row++) {
      const end = from + lengths[row];
      written.copy(bytes, from, end - 1);
      for (const cell of cellsAt(row)) written.nextCell(cell);
      written.endRow();
      from = end;
    }
    rest = bytes.subarray(from);
    await output.write(written.taken());
  }
  if (row === lengths.length && rest.length === 0) return;
  throw new Error(
    `${output.path}: ${row} of ${lengths.length} scored lines were read back; nothing was written.`,
  );
}
