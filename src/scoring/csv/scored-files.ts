import { CsvOutput } from '../../csv/csv-output.js';
import { targetOf } from '../../csv/output-target.js';
import { removeStaleOutputs } from '../../csv/temporary-outputs.js';
import type { OutputPaths } from './output-paths.js';
import { ProgressFile, type LeftProgress, type Progress } from './progress-file.js';
import { addToTotals, noTotals, type Totals } from './totals.js';
import type { OutputHeads } from './output-head.js';
import type { ScoredBlock } from './score-block.js';

interface Begun {
  output: CsvOutput;
  rejects: CsvOutput;
  progress: ProgressFile;
  totals: Totals;
  before: { rows: number; bytes: number };
}

/** The two files that a scoring fills block by block, with the count of what is in them and, now and then, how far they are. */
export class ScoredFiles {
  readonly output: CsvOutput;
  readonly rejects: CsvOutput;
  readonly totals: Totals;
  /** How far the run before this one had come in the input: records, and bytes of the file. */
  readonly before: { rows: number; bytes: number };
  private readonly progress: ProgressFile;

  private constructor({ output, rejects, progress, totals, before }: Begun) {
    this.output = output;
    this.rejects = rejects;
    this.progress = progress;
    this.totals = totals;
    this.before = before;
  }

  /** New files with their headers. What killed runs left of the same files is removed; no other process may write them. */
  static async begin(paths: OutputPaths, heads: OutputHeads): Promise<ScoredFiles> {
    const progress = await ProgressFile.beside(paths);
    const { writer } = progress;
    const output = await CsvOutput.create(paths.output, { writer, alone: true });
    try {
      // They hold rows of the same table: whoever may not read the one should not read the other.
      const rejects = await CsvOutput.create(paths.rejects, { writer, alone: true, mode: output.mode });
      await output.write(heads.output);
      await rejects.write(heads.rejects);
      const totals = noTotals();
      return new ScoredFiles({ output, rejects, progress, totals, before: { rows: 0, bytes: 0 } });
    } catch (error) {
      await output.discard();
      throw error;
    }
  }

  /** The files of a killed run, cut to what is known of them; undefined when they are not what they were. */
  static async goOn(
    paths: OutputPaths,
    { writer, progress: left }: LeftProgress,
  ): Promise<ScoredFiles | undefined> {
    const progress = await ProgressFile.beside(paths);
    const [from, to] = [writer, progress.writer];
    const output = await CsvOutput.goOn(paths.output, { from, to, mark: left.output });
    const rejects = output && (await CsvOutput.goOn(paths.rejects, { from, to, mark: left.rejects }));
    if (!output || !rejects) {
      await output?.discard();
      return undefined;
    }
    await progress.save(left);
    // Also the progress of the killed run: from here on it is this one's.
    const others = { alone: true, but: progress.writer };
    for (const path of [paths.output, paths.rejects]) await removeStaleOutputs(await targetOf(path), others);
    const { totals, records, input } = left;
    const before = { rows: records, bytes: input.bytes };
    return new ScoredFiles({ output, rejects, progress, totals, before });
  }

  async add(block: ScoredBlock): Promise<void> {
    await this.output.write(block.output);
    if (block.rejected > 0) await this.rejects.write(block.rejects);
    addToTotals(this.totals, block);
  }

  /** Whether a later run could go on from here. */
  get canGoOn(): boolean {
    return this.output.canGoOn;
  }

  /** Note that everything up to here is written, so that a later run can go on from here. */
  async keepProgress(state: Pick<Progress, 'asked' | 'input'>): Promise<void> {
    await this.progress.save({
      format: 5,
      ...state,
      records: this.totals.scored + this.totals.rejected,
      output: await this.output.mark(),
      rejects: await this.rejects.mark(),
      totals: this.totals,
    });
  }

  /** As `publishInOrder`. */
  async publish(receipt: CsvOutput): Promise<void> {
    const { output, rejects, progress, totals } = this;
    const hasRejects = totals.rejected > 0;
    await publishInOrder({ output, rejects, receipt, hasRejects }, () => progress.remove());
  }

  async discard(): Promise<void> {
    await Promise.all([this.output.discard(), this.rejects.discard()]);
    await this.progress.remove();
  }
}

/** The files of a run, sealed; the rejects only where there are any. */
export interface SealedFiles {
  output: CsvOutput;
  rejects: CsvOutput;
  receipt: CsvOutput;
  hasRejects: boolean;
}

/**
 * Give the files their names, in place of those of an earlier run; all that there are, the receipt too, must be sealed. A kill between
 * any two steps leaves no scored file beside the receipt of another run: the old scored file goes first and the new one comes last, and
 * the receipt, which says whose the other two are, goes last and comes first.
 * @param beforeLast what else must be done before the output is there
 */
export async function publishInOrder(
  { output, rejects, receipt, hasRejects }: SealedFiles,
  beforeLast: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (const file of [output, rejects, receipt]) await file.removeOld();
  await receipt.publish();
  if (hasRejects) await rejects.publish();
  await beforeLast();
  await output.publish();
}
