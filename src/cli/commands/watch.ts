import type { Command } from 'commander';
import type { DriftColumn, DriftVerdict } from '../../monitoring/drift/drift-report.js';
import { watchCsv, type WatchedFile } from '../../scoring/csv/watch-csv.js';
import { encodingOption } from '../encoding-option.js';
import { exitCodes } from '../failure.js';
import { said } from '../language.js';
import { say } from '../messages/watch.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { interruptSignal, withModels } from '../with-suite.js';

interface WatchOptions {
  encoding?: string;
  json?: boolean;
}

const verdictTexts = {
  ok: 'ok',
  watch: 'watch',
  drift: 'drift',
  'too-few': 'tooFew',
} as const satisfies Record<DriftVerdict, keyof typeof say>;

export function addWatchCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('watch')
    .argument('<scenario>', modelHelp)
    .argument('<input>', 'CSV file of rows, also gzip; - for standard input')
    .description(
      'compare the rows of a file with those that a version learnt from; status 5 where they drifted',
    )
    .addOption(encodingOption('of the file; default: utf-8'))
    .option('--json', 'machine-readable output')
    .action(async (text: string, input: string, { encoding, json }: WatchOptions) => {
      const model = readModelArgument(text);
      const order = { ...model, input, encoding, signal: interruptSignal() };
      const watched = await withModels(configuration(), model.scenario, (models) => watchCsv(order, models));
      if (json) printJson(watched);
      else printWatched(watched);
      if (watched.verdict === 'drift') process.exitCode = exitCodes.alarm;
    });
}

function printWatched({ model, sentence, columns, rejected }: WatchedFile): void {
  const { columnHead, verdictHead, indexHead, chanceHead, pHead, missingHead, outsideHead } = say;
  if (columns.length > 0) {
    const head = [columnHead, verdictHead, indexHead, chanceHead, pHead, missingHead, outsideHead];
    printTable([head, ...columns.map(columnRow)]);
    printLine('');
  }
  printLine(say.compared({ model, sentence: said(sentence) }));
  if (rejected > 0) printRemark(say.rejected({ count: rejected }));
}

function columnRow({ column, of, verdict, index, tests, missing, outside }: DriftColumn): string[] {
  const text = (value: number | undefined) => (value === undefined ? '' : value.toFixed(3));
  const adjusted = tests.length === 0 ? undefined : Math.min(...tests.map((test) => test.adjusted));
  return [
    of === 'answer' ? say.answer({ column }) : column,
    say[verdictTexts[verdict]],
    text(index?.value),
    text(index?.upperByChance),
    text(adjusted),
    `${text(missing.reference)} ${text(missing.current)}`,
    text(outside),
  ];
}
