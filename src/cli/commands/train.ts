import { Option, type Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import { eachClass } from '../../training/class-tables.js';
import { TrainInBackground } from '../../training/train-in-background.js';
import type { TrainRequest, TrainResult } from '../../training/train-scenario.js';
import { encodingOption } from '../encoding-option.js';
import { minutesOption } from '../number-options.js';
import { printNotes } from '../notes.js';
import { printJson, printLine, printRemark } from '../output.js';
import { printReportTables } from '../report-tables.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { epochProgress } from '../progress.js';
import { seedOption } from '../seed-option.js';
import { headlineText } from '../texts.js';
import { interruptSignal, withSuite } from '../with-suite.js';

interface TrainOptions {
  data?: string;
  encoding?: string;
  seed?: number;
  search?: number;
  promote?: boolean | string;
  json?: boolean;
}

export function addTrainCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('train')
    .argument('<scenario>')
    .description('train a version on the scenario’s data (or a CSV) and let it serve')
    .option('--data <file>', 'a CSV with the scenario’s columns and its target')
    .addOption(encodingOption('of the file of --data; default: utf-8'))
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
    .action(async (scenario: string, { data, encoding, seed, search, promote, json }: TrainOptions) => {
      if (encoding !== undefined && data === undefined) throw new UsageError('--encoding needs --data.');
      const result = await withSuite(configuration(), (suite) => {
        const order = { scenario, file: data, encoding, seed, search, promote: promotionOf(promote) };
        return suite
          .get(TrainInBackground)
          .execute({ ...order, signal: interruptSignal(), onProgress: epochProgress() });
      });
      if (json) printJson(result);
      else printTraining(result);
    });
}

/** @throws UsageError for an empty reason. */
function promotionOf(promote?: boolean | string): TrainRequest['promote'] {
  if (promote === false) return promote;
  if (typeof promote !== 'string') return undefined;
  if (promote.trim() === '') throw new UsageError('--promote needs a reason, which the ledger keeps.');
  return { reason: promote.trim() };
}

function printTraining({ model, promoted, promotion, headline, report }: TrainResult): void {
  printLine(`${model}: ${headlineText(headline)}`);
  printLine(`${report.served.architecture} serves: ${report.served.reason}`);
  printLine(promoted ? 'It is the champion now.' : `It is not the champion: ${promotion}.`);
  printLine(`${report.seconds.toFixed(1)} s on the ${report.engine} engine`);
  const { rows, rejected } = report.data;
  if (rejected > 0)
    printRemark(`note: ${rejected} of ${rows + rejected} rows could not be read and were left out`);
  printNotes(report);
  printReportTables(eachClass(report.details));
}
