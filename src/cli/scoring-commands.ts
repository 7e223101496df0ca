import { Option, type Command } from 'commander';
import { encodingHint } from '../csv/encoding.js';
import { checkDelimiter } from '../csv/layout.js';
import type { OutputPaths } from '../scoring/csv/output-paths.js';
import type { Receipt } from '../scoring/csv/receipt.js';
import { asUsage, encodingOption } from './encoding-option.js';
import { said } from './language.js';
import { say as common } from './messages/common.js';
import { say } from './messages/score.js';
import { mapOption } from './map-option.js';
import { wholeNumberOption } from './number-options.js';
import { printLine, printRemark } from './output.js';

/* What the commands that score a file have in common. */

export interface ScoringOptions {
  output?: string;
  delimiter?: string;
  encoding?: string;
  map?: Record<string, string>;
  warnings?: boolean;
  probabilities?: boolean;
  workers?: number;
  json?: boolean;
}

/** Options about the table and about what is written. */
export function addScoringOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--delimiter <sign>',
        'one character, or "tab"; found out from the header when not given',
      ).argParser(delimiter),
    )
    .addOption(encodingOption('of the input; default: utf-8'))
    .addOption(mapOption())
    .option('--warnings', 'a result column that says of each row what is unusual about it')
    .option('--probabilities', 'a result column with the probability of each class, of more than two')
    .addOption(workersOption())
    .option('--json', 'print the receipt');
}

export function workersOption(): Option {
  return new Option('--workers <number>', 'threads; default: the number of cores').argParser((text) =>
    wholeNumberOption(text, '--workers', { least: 1, most: 256 }),
  );
}

/** What became of the rows, and where it stands. */
export function printAccount({
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
}: Receipt & { paths: OutputPaths }): void {
  const { input, scored, rejected } = rows;
  printLine(say.account({ input, scored, rejected, model }));
  if (goneOnAfter !== undefined) printLine(say.goneOn({ count: goneOnAfter }));
  printLine(say.speed({ seconds: seconds.toFixed(1), speed: rowsPerSecond.toLocaleString('en-US') }));
  printLine(say.scored({ path: paths.output }));
  if (rejected > 0) printLine(say.rejects({ path: paths.rejects }));
  printLine(say.receipt({ path: paths.receipt }));
  for (const [name, column] of Object.entries(mapped)) printNote(say.mapped({ name, column }));
  for (const [own, name] of Object.entries(renamed)) printNote(say.renamed({ own, name }));
  if (notice) printNote(notice);
  for (const [reason, count] of mostFrequent(rejectReasons)) {
    printNote(say.rejected({ count, reason: said(reason) }));
  }
  if (rejectReasons['invalid-utf8'] > 0) printNote(say.notUtf8({ hint: said(encodingHint) }));
  for (const [remark, count] of mostFrequent(notes)) {
    printNote(say.remark({ remark: saidRemark(remark), count }));
  }
  if (syntheticModel) printNote(common.synthetic);
}

export function printNote(text: string): void {
  printRemark(common.note({ text }));
}

/** A code and the column that it is about. */
function saidRemark(remark: string): string {
  const [code, ...column] = remark.split(' ');
  return [said(code), ...column].join(' ');
}

/** The most frequent first. */
function mostFrequent(counts: Record<string, number>): [string, number][] {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostRemarks);
}

const mostRemarks = 10;

const delimiter = (text: string) => asUsage(() => checkDelimiter(text));
