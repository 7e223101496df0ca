import { Option, type Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import type { MetricName } from '../../evaluation/metrics/names.js';
import { writeFileAtomic } from '../../core/files/files.js';
import { removeAbandonedBeside } from '../../core/files/temporary-files.js';
import { EvaluateInBackground } from '../../training/evaluate-in-background.js';
import type { FoldEvaluation } from '../../training/evaluate-folds.js';
import { ModelVersions } from '../../training/model-versions.js';
import type { Report } from '../../learning/report.js';
import type { RowFilter } from '../../learning/loading/raw-rows.js';
import { TrainInBackground } from '../../training/train-in-background.js';
import type { TrainRequest, TrainResult } from '../../training/train-scenario.js';
import { minutesOption, wholeNumberOption } from '../number-options.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { epochProgress } from '../progress.js';
import { headlineText, intervalText, number } from '../texts.js';
import { interruptSignal, withSuite } from '../with-suite.js';

interface TrainOptions {
  data?: string;
  seed?: number;
  search?: number;
  promote?: boolean | string;
  json?: boolean;
}

interface EvaluateOptions {
  folds?: string;
  where?: RowFilter;
  stage?: string;
  metric?: string;
  data?: string;
  seed?: number;
  workers?: number;
  plot?: string;
  json?: boolean;
}

const seedOption = () =>
  new Option('--seed <number>', 'another seed than the scenario’s').argParser((text) =>
    wholeNumberOption(text, '--seed', { least: 0 }),
  );

export function addTrainCommands(program: Command, configuration: ReadConfiguration): void {
  program
    .command('train')
    .argument('<scenario>')
    .description('train a version on the scenario’s data (or a CSV) and let it serve')
    .option('--data <file>', 'a CSV with the scenario’s columns and its target')
    .addOption(seedOption())
    .addOption(
      new Option(
        '--search <minutes>',
        'try other networks for so long, too, and blend what helps (tables only)',
      ).argParser((text) => minutesOption(text, '--search')),
    )
    .option('--promote <reason>', 'let it serve whatever speaks against it; the ledger keeps the reason')
    .option('--no-promote', 'publish the version but leave the champion')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string, { data, seed, search, promote, json }: TrainOptions) => {
      const result = await withSuite(configuration(), (suite) => {
        const order = { scenario, file: data, seed, search, promote: promotionOf(promote) };
        return suite
          .get(TrainInBackground)
          .execute({ ...order, signal: interruptSignal(), onProgress: epochProgress() });
      });
      if (json) printJson(result);
      else printTraining(result);
    });

  program
    .command('evaluate')
    .argument('<scenario>')
    .description('the champion’s report, or a cross-validation over given folds')
    .option(
      '--folds <file>',
      'CSV with the columns row, repeat0, repeat1, ...: cross-validate over these folds',
    )
    .addOption(
      new Option(
        '--where <column=value>',
        'with --folds: only the rows with this value, which the folds number',
      ).argParser(rowFilter),
    )
    .option('--stage <name>', 'with --folds: as the rows were known at this stage; default: the first')
    .option('--metric <name>', 'with --folds: the metric to compare by; default: the primary one')
    .option('--data <file>', 'with --folds: a CSV instead of the scenario’s data')
    .addOption(seedOption())
    .addOption(
      new Option('--workers <number>', 'with --folds: how many folds at once; default: the cores').argParser(
        (text) => wholeNumberOption(text, '--workers', { least: 1 }),
      ),
    )
    .option('--plot <file>', 'write the champion’s plot (SVG; regression only)')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string, options: EvaluateOptions) => {
      if (options.folds === undefined) return showReport(scenario, options, configuration);
      if (options.plot !== undefined)
        throw new UsageError('--plot shows the champion; it does not go with --folds.');
      return crossValidate(scenario, { ...options, folds: options.folds }, configuration);
    });
}

/** @throws UsageError for an empty reason. */
function promotionOf(promote?: boolean | string): TrainRequest['promote'] {
  if (promote === false) return promote;
  if (typeof promote !== 'string') return undefined;
  if (promote.trim() === '') throw new UsageError('--promote needs a reason, which the ledger keeps.');
  return { reason: promote.trim() };
}

async function crossValidate(
  scenario: string,
  { folds, data, where, stage, metric, seed, workers, json }: EvaluateOptions & { folds: string },
  configuration: ReadConfiguration,
): Promise<void> {
  const evaluation = await withSuite(configuration(), (suite) =>
    suite.get(EvaluateInBackground).execute({
      scenario,
      foldsFile: folds,
      file: data,
      where,
      stage,
      metric,
      seed,
      workers,
      signal: interruptSignal(),
      onFold: ({ repeat, fold, value, served }, done, total) =>
        printRemark(`${done}/${total}: repeat ${repeat}, fold ${fold}: ${number(value)} (${served})`),
    }),
  );
  if (json) printJson(evaluation);
  else printEvaluation(evaluation);
}

async function showReport(
  scenario: string,
  options: EvaluateOptions,
  configuration: ReadConfiguration,
): Promise<void> {
  for (const name of ['data', 'where', 'stage', 'metric', 'workers'] as const) {
    if (options[name] !== undefined) throw new UsageError(`--${name} needs --folds.`);
  }
  await withSuite(configuration(), async (suite) => {
    const versions = suite.get(ModelVersions);
    const report = JSON.parse(await versions.file(scenario, 'report.json')) as Report;
    if (options.plot !== undefined) {
      await removeAbandonedBeside(options.plot);
      await writeFileAtomic(options.plot, await versions.file(scenario, 'plot.svg'));
    }
    if (options.json) printJson(report);
    else printReport(report);
  });
}

function printTraining({ model, promoted, promotion, headline, report }: TrainResult): void {
  printLine(`${model}: ${headlineText(headline)}`);
  printLine(`${report.served.architecture} serves: ${report.served.reason}`);
  printLine(promoted ? 'It is the champion now.' : `It is not the champion: ${promotion}.`);
  printLine(`${report.seconds.toFixed(1)} s on the ${report.engine} engine`);
  const { rows, rejected } = report.data;
  if (rejected > 0)
    printRemark(`note: ${rejected} of ${rows + rejected} rows could not be read and were left out`);
}

function printEvaluation({
  metric,
  stage,
  means,
  folds,
  mean,
  interval,
  standardDeviation,
  seconds,
}: FoldEvaluation): void {
  printTable([
    ['repeat', 'fold', metric, 'served'],
    ...folds.map(({ repeat, fold, value, served }) => [String(repeat), String(fold), number(value), served]),
  ]);
  const stages = Object.keys(means);
  const names = Object.keys(means[stages[0]]) as MetricName[];
  printLine('');
  printTable([
    ['mean of', ...stages],
    ...names.map((name) => [name, ...stages.map((one) => number(means[one][name]))]),
  ]);
  const [lower, upper] = interval;
  const at = stage === undefined ? '' : ` at the stage ${stage}`;
  printLine(
    `\nmean ${metric} ${number(mean)}${at} (95 % interval ${number(lower)} to ${number(upper)}, standard deviation ${number(standardDeviation)}), ${folds.length} folds, ${seconds.toFixed(0)} s`,
  );
}

function printReport(report: Report): void {
  const { scenario, metrics, candidates, constant, served, data, rows, stages = [] } = report;
  printLine(`${scenario}: ${served.architecture} serves, ${served.reason}`);
  printLine(
    `${data.kind.replaceAll('-', ' ')} ${data.name}: ${rows.development} rows to learn from, ${rows.test} held out\n`,
  );
  printTable([
    ['metric', 'value', '95 % interval', ...candidates.map(({ architecture }) => architecture), 'constant'],
    ...Object.entries(metrics).map(([name, interval]) => [
      name,
      number(interval.value),
      intervalText(interval) || 'none',
      ...candidates.map(({ test }) => number(test[name as keyof typeof test])),
      number(constant[name as keyof typeof constant]),
    ]),
  ]);
  if (stages.length === 0) return;
  printLine(
    `\nThese are the figures at the stage ${stages[0].stage}. ${served.architecture} at each stage:\n`,
  );
  printTable([
    ['metric', ...stages.map(({ stage }) => stage)],
    ...Object.keys(metrics).map((name) => [
      name,
      ...stages.map((one) => number(one.metrics[name as MetricName])),
    ]),
  ]);
}

function rowFilter(text: string): RowFilter {
  const [, column, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (column !== undefined) return { column, value };
  throw new UsageError('The option --where takes a column and a value.', {
    details: [{ expected: 'COLUMN=VALUE', received: text }],
  });
}
