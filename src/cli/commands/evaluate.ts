import { Option, type Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import type { MetricName } from '../../evaluation/metrics/names.js';
import { writeFileAtomic } from '../../core/files/files.js';
import { removeAbandonedBeside } from '../../core/files/temporary-files.js';
import { startEngine } from '../../engine/engine.js';
import { EvaluateFile, type FileEvaluation } from '../../training/evaluate-file.js';
import { EvaluateInBackground } from '../../training/evaluate-in-background.js';
import type { FoldEvaluation, FoldSource } from '../../training/evaluate-folds.js';
import { whatDecides } from '../../training/what-decides.js';
import { ModelVersions } from '../../training/model-versions.js';
import type { Report } from '../../learning/report.js';
import type { RowFilter } from '../../learning/loading/raw-rows.js';
import { encodingOption } from '../encoding-option.js';
import { modelHelp, readModelArgument, withoutVersion, type ModelArgument } from '../model-argument.js';
import { say as common } from '../messages/common.js';
import { say } from '../messages/evaluate.js';
import { wholeNumberOption } from '../number-options.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import { printReport, printStages } from '../print-report.js';
import { printReportTables } from '../report-tables.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { seedOption } from '../seed-option.js';
import { number } from '../texts.js';
import { interruptSignal, withSuite } from '../with-suite.js';

interface EvaluateOptions {
  folds?: string;
  repeats?: number;
  where?: RowFilter;
  stage?: string;
  metric?: string;
  data?: string;
  encoding?: string;
  seed?: number;
  workers?: number;
  plot?: string;
  json?: boolean;
}

export function addEvaluateCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('evaluate')
    .argument('<scenario>', modelHelp)
    .description('the report of the champion, its figures on the rows of a file, or a cross-validation')
    .option(
      '--folds <number or file>',
      'cross-validate: over so many folds, made as the scenario holds rows out, or over those of a CSV with the columns row, repeat0, repeat1, ...',
    )
    .addOption(
      new Option(
        '--repeats <number>',
        'with a number of --folds: how often the rows are divided anew',
      ).argParser((text) => wholeNumberOption(text, '--repeats', { least: 1, most: 1000 })),
    )
    .addOption(
      new Option(
        '--where <column=value>',
        'with --folds: only the rows with this value, which the folds number',
      ).argParser(rowFilter),
    )
    .option('--stage <name>', 'with --folds: as the rows were known at this stage; default: the first')
    .option('--metric <name>', 'with --folds: the metric to compare by; default: the primary one')
    .option(
      '--data <file>',
      'judge by the labelled rows of this CSV; with --folds: divide them instead of the scenario’s',
    )
    .addOption(encodingOption('of the file of --data; default: utf-8'))
    .addOption(seedOption())
    .addOption(
      new Option('--workers <number>', 'with --folds: how many folds at once; default: the cores').argParser(
        (text) => wholeNumberOption(text, '--workers', { least: 1 }),
      ),
    )
    .option('--plot <file>', 'write its plot (SVG) of the rows held out')
    .option('--json', 'machine-readable output')
    .action(async (text: string, options: EvaluateOptions) => {
      const model = readModelArgument(text);
      const { folds, data, plot, encoding } = options;
      if (encoding !== undefined && data === undefined) throw new UsageError('--encoding needs --data.');
      if (plot !== undefined && (folds ?? data) !== undefined)
        throw new UsageError('--plot shows a version’s own report; it does not go with --folds or --data.');
      if (folds !== undefined) return crossValidate(model, { ...options, folds }, configuration);
      for (const name of ['repeats', 'where', 'stage', 'metric', 'workers'] as const) {
        if (options[name] !== undefined) throw new UsageError(`--${name} needs --folds.`);
      }
      if (data !== undefined) return judgeFile(model, { ...options, data }, configuration);
      return showReport(model, options, configuration);
    });
}

/** @throws UsageError for fewer than two folds, and for repeats of folds that a file gives. */
function foldSource(folds: string, repeats?: number): FoldSource {
  if (/^\d+$/.test(folds)) {
    return { k: wholeNumberOption(folds, '--folds', { least: 2 }), repeats: repeats ?? 1 };
  }
  if (repeats === undefined) return { file: folds };
  throw new UsageError('--repeats needs a number of --folds: a file has a column for each repeat.');
}

/** The figures of a version on the rows of a file. */
async function judgeFile(
  model: ModelArgument,
  { data, encoding, seed, json }: EvaluateOptions & { data: string },
  configuration: ReadConfiguration,
): Promise<void> {
  await startEngine();
  const evaluation = await withSuite(configuration(), (suite) =>
    suite.get(EvaluateFile).execute({ ...model, file: data, encoding, seed }),
  );
  if (json) printJson(evaluation);
  else printFileEvaluation(evaluation);
}

async function crossValidate(
  model: ModelArgument,
  {
    folds,
    repeats,
    data,
    encoding,
    where,
    stage,
    metric,
    seed,
    workers,
    json,
  }: EvaluateOptions & { folds: string },
  configuration: ReadConfiguration,
): Promise<void> {
  const scenario = withoutVersion(model, 'A cross-validation learns anew: it takes a scenario');
  const evaluation = await withSuite(configuration(), (suite) =>
    suite.get(EvaluateInBackground).execute({
      scenario,
      folds: foldSource(folds, repeats),
      file: data,
      encoding,
      where,
      stage,
      metric,
      seed,
      workers,
      signal: interruptSignal(),
      onFold: ({ repeat, fold, value, served }, done, total) =>
        printRemark(say.fold({ done, total, repeat, fold, value: number(value), served })),
    }),
  );
  if (json) printJson(evaluation);
  else printEvaluation(evaluation);
}

async function showReport(
  { scenario, version }: ModelArgument,
  options: EvaluateOptions,
  configuration: ReadConfiguration,
): Promise<void> {
  await withSuite(configuration(), async (suite) => {
    const versions = suite.get(ModelVersions);
    const report = JSON.parse(await versions.file(scenario, 'report.json', version)) as Report;
    if (options.plot !== undefined) {
      await removeAbandonedBeside(options.plot);
      await writeFileAtomic(options.plot, await versions.file(scenario, 'plot.svg', version));
    }
    if (options.json) printJson(report);
    else printReport(report);
  });
}

function printEvaluation({
  metric,
  stage,
  means,
  folds,
  mean,
  interval,
  standardDeviation,
  made,
  seconds,
}: FoldEvaluation): void {
  printTable([
    [say.repeatHead, say.foldHead, metric, say.servedHead],
    ...folds.map(({ repeat, fold, value, served }) => [String(repeat), String(fold), number(value), served]),
  ]);
  const stages = Object.keys(means);
  const names = Object.keys(means[stages[0]]) as MetricName[];
  printLine('');
  printTable([
    [say.meanOf, ...stages],
    ...names.map((name) => [name, ...stages.map((one) => number(means[one][name]))]),
  ]);
  const [lower, upper] = interval;
  const at = stage === undefined ? '' : say.atStage({ stage });
  const told = say.mean({
    metric,
    mean: number(mean),
    at,
    lower: number(lower),
    upper: number(upper),
    deviation: number(standardDeviation),
    folds: folds.length,
    seconds: seconds.toFixed(0),
  });
  printLine(`\n${told}`);
  if (made) printLine(say.made(made));
}

function printFileEvaluation(evaluation: FileEvaluation): void {
  const { model, data, judged, leftOut, metrics, constant, stages = [] } = evaluation;
  printLine(`${say.judged({ model, file: data.name, judged, leftOut: leftOutText(leftOut) })}\n`);
  printTable([
    [say.metricHead, say.valueHead, say.intervalHead, say.constantHead],
    ...Object.entries(metrics).map(([name, { value, lower, upper }]) => [
      name,
      number(value),
      common.interval({ lower: number(lower), upper: number(upper) }),
      number(constant[name as MetricName]),
    ]),
  ]);
  printStages({ stages, metrics, what: model });
  printReportTables(whatDecides(evaluation));
  if (evaluation.trainedOnThisFile) printRemark(common.note({ text: say.sameFile({ model }) }));
  if (evaluation.syntheticModel) printRemark(common.note({ text: say.synthetic }));
}

/** `, left out: 2 unreadable, 3 unlabelled` */
function leftOutText(leftOut: FileEvaluation['leftOut']): string {
  const { unreadable, unlabelled, context } = leftOut;
  const parts = (
    [
      [unreadable, say.unreadable],
      [unlabelled, say.unlabelled],
      [context, say.context],
    ] as const
  ).flatMap(([count, tell]) => (count === 0 ? [] : [tell({ count })]));
  return parts.length === 0 ? '' : say.leftOut({ parts: parts.join(common.comma) });
}

function rowFilter(text: string): RowFilter {
  const [, column, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (column !== undefined) return { column, value };
  throw new UsageError('The option --where takes a column and a value.', {
    details: [{ expected: 'COLUMN=VALUE', received: text }],
  });
}
