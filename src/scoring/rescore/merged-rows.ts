import type { CsvOutput } from '../../csv/csv-output.js';
import { parseCells } from '../../csv/cells.js';
import { formatRow } from '../../csv/writer.js';
import type { ScoredBlock } from '../csv/score-block.js';
import type { AgainBlock } from './again-records.js';
import { lineEnds, type ScoredLines } from './scored-lines.js';

export interface MergedFiles {
  output: Pick<CsvOutput, 'write'>;
  rejects: Pick<CsvOutput, 'write'>;
  /** What was scored before; absent where every row is scored again. */
  before?: Pick<ScoredLines, 'copy'>;
}

/** Lines are gathered up to about so many bytes before they are written. */
const gatheredBytes = 1024 * 1024;

/** Puts rows that were scored again where they stood in the input, between the rows that keep their answers. */
export class MergedRows {
  private readonly gathered: Uint8Array[] = [];
  private size = 0;

  constructor(
    private readonly files: MergedFiles,
    /** Of the scored file. */
    private readonly delimiter: string,
  ) {}

  /** The next of the input. */
  async add(again: AgainBlock, scored: ScoredBlock): Promise<void> {
    const { output } = scored;
    const ends = lineEnds(output, { delimiter: this.delimiter, columnCount: 2 });
    const refused = refusedCells(scored.rejects, again.starts);
    let from = 0;
    let line = 0;
    for (const [record, kept] of again.kept.entries()) {
      const to = line === 0 ? 0 : ends[line - 1];
      if (kept > 0) {
        await this.gather(output.subarray(from, to));
        await this.keep(kept);
        from = to;
      }
      const cells = refused.get(record);
      if (cells) await this.files.rejects.write(rejectLine(again.lines[record], cells));
      else line++;
    }
    await this.gather(output.subarray(from));
  }

  /** The rows behind the last that was scored again. */
  async end(kept: number): Promise<void> {
    await this.keep(kept);
    await this.flush();
  }

  private async keep(count: number): Promise<void> {
    await this.files.before?.copy(count, { write: (bytes) => this.gather(bytes as Uint8Array) });
  }

  private async gather(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    this.gathered.push(bytes);
    this.size += bytes.length;
    if (this.size >= gatheredBytes) await this.flush();
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.concat(this.gathered.splice(0));
    this.size = 0;
    await this.files.output.write(bytes);
  }
}

/** Of the records that were refused again what their lines of the rejects say, the line of the block first. */
function refusedCells(rejects: string, starts: readonly number[]): Map<number, string[]> {
  if (rejects === '') return new Map();
  const records = new Map(starts.map((line, record) => [String(line), record]));
  return new Map(parseCells(Buffer.from(rejects), ',').map((cells) => [records.get(cells[0])!, cells]));
}

function rejectLine(line: number, [, ...cells]: readonly string[]): string {
  return `${formatRow([String(line), ...cells], ',')}\n`;
}
