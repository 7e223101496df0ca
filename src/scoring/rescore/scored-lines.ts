import { basename } from 'node:path';
import { InvalidInputError, type ErrorDetail } from '../../core/errors.js';
import type { CsvOutput } from '../../csv/csv-output.js';
import type { CsvLayout } from '../../csv/layout.js';
import { RecordScanner } from '../../csv/record-scanner.js';
import { openCsv, type CsvBlock, type CsvSource } from '../../csv/source.js';
import type { InputHead } from '../csv/output-head.js';

/** Bytes that are read at once. */
const blockBytes = 1024 * 1024;

/** The lines of a scored file, one after the other, as they stand in it. */
export class ScoredLines {
  private readonly blocks: AsyncGenerator<CsvBlock, void>;
  private block: CsvBlock | undefined;
  /** Lines of the block that were taken, and where the next begins. */
  private taken = 0;
  private at = 0;
  /** Where each line of the block ends; found when only some of them are taken. */
  private ends: number[] | undefined;

  private constructor(private readonly source: CsvSource) {
    this.blocks = source.blocks();
  }

  /**
   * @param head what stands above the first scored line
   * @throws InvalidInputError where something else does
   */
  static async open(path: string, { delimiter }: InputHead, head: string): Promise<ScoredLines> {
    // Results have columns, so no line of them is blank; a name of the input may be missing, which the header of a table may not.
    const header = ['first', 'last'];
    const lines = new ScoredLines(await openCsv(path, { delimiter, header, blockBytes }));
    let found = lines.source.prelude;
    await lines.take(1, (bytes) => {
      found += Buffer.from(bytes).toString('utf8');
      return Promise.resolve();
    });
    if (found === head) return lines;
    await lines.close();
    throw otherColumns(path, head, found);
  }

  /** Copy the next lines. @throws InvalidInputError where there are no more */
  async copy(count: number, output: Pick<CsvOutput, 'write'>): Promise<void> {
    await this.take(count, (bytes) => output.write(bytes));
  }

  /** @throws InvalidInputError where lines are left */
  async end(): Promise<void> {
    if (this.left > 0 || (await this.next()))
      throw otherLines([{ expected: 'the end of the scored file', received: 'a scored row' }]);
  }

  /** Of all of the file, when it was read to its end. */
  sha256(): string {
    return this.source.sha256();
  }

  close(): Promise<void> {
    return this.source.close();
  }

  private get left(): number {
    return this.block ? this.block.records - this.taken : 0;
  }

  private async take(count: number, give: (bytes: Uint8Array) => Promise<void>): Promise<void> {
    for (let wanted = count; wanted > 0;) {
      if (this.left === 0 && !(await this.next()))
        throw otherLines([{ expected: 'a scored row', received: 'the end of the scored file' }]);
      const block = this.block!;
      const more = Math.min(wanted, this.left);
      const end = more === this.left ? block.bytes.length : this.endOf(this.taken + more);
      await give(block.bytes.subarray(this.at, end));
      this.at = end;
      this.taken += more;
      wanted -= more;
    }
  }

  private async next(): Promise<boolean> {
    const { value } = await this.blocks.next();
    if (!value) return false;
    this.block = value;
    this.ends = undefined;
    this.at = this.taken = 0;
    return true;
  }

  /** Where so many lines of the block end. */
  private endOf(lines: number): number {
    this.ends ??= lineEnds(this.block!.bytes, this.source.layout);
    return this.ends[lines - 1];
  }
}

/** Where each line of whole records ends that were written with line feeds. */
export function lineEnds(bytes: Uint8Array, layout: CsvLayout): number[] {
  const ends: number[] = [];
  const scanner = new RecordScanner(layout, { firstLine: 1 }, ({ end }) => void ends.push(end + 1));
  scanner.scan(bytes, true);
  return ends;
}

function otherColumns(path: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError(`${basename(path)} has other columns than its scoring would write now.`, {
    details: [{ expected: expected.trimEnd(), received: received.trimEnd() }],
    hint: 'Its receipt may be of an earlier build, or the scenario has changed since: score the table anew.',
  });
}

/** The rejects tell of other lines than those of the records that were rejected. */
export function otherLines(details: ErrorDetail[]): InvalidInputError {
  return new InvalidInputError('The rejects do not tell of the records that were rejected.', {
    details,
    hint: lineHint,
  });
}

export const lineHint =
  'Leave the columns line and original of the rejects as they are; or keep the rejects as they were written, and name a file of the repaired rows: --rejects FILE.';
