import { Option, type Command } from 'commander';
import { InvalidInputError, UsageError } from '../../core/errors.js';
import { checkDelimiter } from '../../csv/layout.js';
import { ScoreCsv, type ScoreResult } from '../../scoring/csv/score-csv.js';
import { exitCodes } from '../failure.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { wholeNumberOption } from '../number-options.js';
import { printJson, printLine, printRemark } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { scoringProgress } from '../progress.js';
import { interruptSignal, withSuite } from '../with-suite.js';

interface ScoreOptions {
  output?: string;
  delimiter?: string;
  workers?: number;
  json?: boolean;
}

export function addScoreCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('score')
    .argument('<scenario>', modelHelp)
    .argument('<input>', 'CSV file, also gzip; - for standard input')
    .description(
      'score a CSV file of any size; rows that cannot be scored go to OUT.rejects.csv, the account of all to OUT.receipt.json',
    )
    .option(
      '-o, --output <file>',
      'default: INPUT.scored.csv, such as a.csv.scored.csv for a.csv; gzip when it ends in .gz',
    )
    .addOption(
      new Option(
        '--delimiter <sign>',
        'one character, or "tab"; found out from the header when not given',
      ).argParser(delimiter),
    )
    .addOption(
      new Option('--workers <number>', 'threads; default: the number of cores').argParser((text) =>
        wholeNumberOption(text, '--workers', { least: 1, most: 256 }),
      ),
    )
    .option('--json', 'print the receipt')
    .action(async (text: string, input: string, { json, ...options }: ScoreOptions) => {
      const model = readModelArgument(text);
      const progress = scoringProgress();
      const result = await withSuite(configuration(), (suite) =>
        suite
          .get(ScoreCsv)
          .execute({ ...model, input, ...options, onProgress: progress.update, signal: interruptSignal() }),
      ).finally(progress.stop);
      if (json) printJson(result);
      else printResult(result);
      if (result.rows.rejected > 0) process.exitCode = exitCodes.rejected;
    });
}

function printResult({
  rows,
  paths,
  model,
  seconds,
  rowsPerSecond,
  notice,
  syntheticModel,
  notes,
}: ScoreResult): void {
  const { input, scored, rejected } = rows;
  printLine(`${input} rows = ${scored} scored + ${rejected} rejected, by ${model}`);
  printLine(`${seconds.toFixed(1)} s, ${rowsPerSecond.toLocaleString('en-US')} rows/s`);
  printLine(`scored:  ${paths.output}`);
  if (rejected > 0) printLine(`rejects: ${paths.rejects}`);
  printLine(`receipt: ${paths.receipt}`);
  if (notice) printRemark(`note: ${notice}`);
  const remarks = Object.entries(notes).sort(([, a], [, b]) => b - a);
  for (const [remark, count] of remarks.slice(0, 10)) printRemark(`note: ${remark} in ${count} rows`);
  if (syntheticModel)
    printRemark(
      'note: the model was trained on a synthetic sample; its figures say nothing about real cases',
    );
}

function delimiter(text: string): string {
  try {
    return checkDelimiter(text);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const { details, hint } = error;
    throw new UsageError(error.message, { details, hint, cause: error });
  }
}
