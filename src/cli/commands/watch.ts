import type { Command } from 'commander';
import type { DriftColumn, DriftVerdict } from '../../monitoring/drift/drift-report.js';
import { watchCsv, type WatchedFile } from '../../scoring/csv/watch-csv.js';
import { UsageError } from '../../core/errors.js';
import { startEngine } from '../../engine/engine.js';
import { JudgeAnswers } from '../../scoring/outcomes/judge-answers.js';
import { encodingOption } from '../encoding-option.js';
import { exitCodes } from '../failure.js';
import { askedLanguage, said } from '../language.js';
import { say } from '../messages/watch.js';
import { modelHelp, readModelArgument, type ModelArgument } from '../model-argument.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { printLive } from '../print-live.js';
import { interruptSignal, withModels, withSuite } from '../with-suite.js';

interface WatchOptions {
  encoding?: string;
  outcomes?: boolean;
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
    .argument('[input]', 'CSV file of rows, also gzip; - for standard input')
    .description(
      'compare the rows of a file with those that a version learnt from, or its answers with what came of them; status 5 for an alarm',
    )
    .addOption(encodingOption('of the file; default: utf-8'))
    .option('--outcomes', 'in place of a file: how the answers that are kept turned out')
    .option('--json', 'machine-readable output')
    .action(async (text: string, input: string | undefined, options: WatchOptions) => {
      const { encoding, json, outcomes } = options;
      const model = readModelArgument(text);
      if (outcomes) return watchOutcomes(model, input, { configuration, json });
      if (input === undefined) throw nothingToWatch('neither');
      const order = { ...model, input, encoding, signal: interruptSignal() };
      const watched = await withModels(configuration(), model.scenario, (models) => watchCsv(order, models));
      if (json) printJson(watched);
      else printWatched(watched);
      if (watched.verdict === 'drift') process.exitCode = exitCodes.alarm;
    });
}

async function watchOutcomes(
  { scenario, version }: ModelArgument,
  input: string | undefined,
  { configuration, json }: { configuration: ReadConfiguration; json?: boolean },
): Promise<void> {
  if (input !== undefined) throw nothingToWatch('both');
  await startEngine();
  const report = await withSuite(configuration(), (suite) =>
    suite.get(JudgeAnswers).execute(scenario, version, json ? askedLanguage() : undefined),
  );
  if (json) printJson(report);
  else printLive(report);
  if (report.verdict === 'alarm') process.exitCode = exitCodes.alarm;
}

function nothingToWatch(received: 'neither' | 'both'): UsageError {
  return new UsageError('Say what is to be watched.', {
    details: [{ expected: 'a CSV file or --outcomes', received }],
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
