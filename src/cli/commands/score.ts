import { Option, type Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import { encodingHint } from '../../csv/encoding.js';
import { checkDelimiter } from '../../csv/layout.js';
import { ScoreCsv, type ScoreResult } from '../../scoring/csv/score-csv.js';
import { exitCodes } from '../failure.js';
import { asUsage, encodingOption } from '../encoding-option.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { wholeNumberOption } from '../number-options.js';
import { printJson, printLine, printRemark } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { scoringProgress } from '../progress.js';
import { interruptSignal, withSuite } from '../with-suite.js';

interface ScoreOptions {
  output?: string;
  delimiter?: string;
  encoding?: string;
  map?: Record<string, string>;
  warnings?: boolean;
  probabilities?: boolean;
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
    .addOption(encodingOption('of the input; default: utf-8'))
    .addOption(
      new Option(
        '--map <file-name=column>',
        'a column of the input that is a declared one under another name; may be repeated',
      ).argParser(mapEntry),
    )
    .option('--warnings', 'a result column that says of each row what is unusual about it')
    .option('--probabilities', 'a result column with the probability of each class, of more than two')
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
  mapped = {},
  renamed = {},
  goneOnAfter,
  notes,
  rejectReasons,
}: ScoreResult): void {
  const { input, scored, rejected } = rows;
  printLine(`${input} rows = ${scored} scored + ${rejected} rejected, by ${model}`);
  if (goneOnAfter !== undefined)
    printLine(`${goneOnAfter} of them had been done by a run that was ended; this one went on from there`);
  printLine(`${seconds.toFixed(1)} s, ${rowsPerSecond.toLocaleString('en-US')} rows/s`);
  printLine(`scored:  ${paths.output}`);
  if (rejected > 0) printLine(`rejects: ${paths.rejects}`);
  printLine(`receipt: ${paths.receipt}`);
  for (const [name, column] of Object.entries(mapped))
    printRemark(`note: the column ${name} was read as ${column}`);
  for (const [own, name] of Object.entries(renamed))
    printRemark(`note: the input has a column ${own}; the result stands in ${name}`);
  if (notice) printRemark(`note: ${notice}`);
  for (const [reason, count] of mostFrequent(rejectReasons))
    printRemark(`note: ${count} rows rejected: ${reason}`);
  if (rejectReasons['invalid-utf8'] > 0)
    printRemark(`note: rows that are no UTF-8 were rejected. ${encodingHint}`);
  for (const [remark, count] of mostFrequent(notes)) printRemark(`note: ${remark} in ${count} rows`);
  if (syntheticModel)
    printRemark(
      'note: the model was trained on a synthetic sample; its figures say nothing about real cases',
    );
}

/** The most frequent first. */
function mostFrequent(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostRemarks);
}

const mostRemarks = 10;

/** One more entry, which the last `=` parts. */
function mapEntry(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, column] = /^([^]+)=([^=]+)$/.exec(text) ?? [];
  const received =
    name !== undefined && Object.hasOwn(before, name) ? `${text} beside ${name}=${before[name]}` : text;
  if (name === undefined || received !== text) {
    throw new UsageError('The option --map takes a name of the file and a declared column, each name once.', {
      details: [{ expected: 'FILE_NAME=COLUMN', received }],
    });
  }
  return { ...before, [name]: column };
}

const delimiter = (text: string) => asUsage(() => checkDelimiter(text));
