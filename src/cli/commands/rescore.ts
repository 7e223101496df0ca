import { Option, type Command } from 'commander';
import { readEarlierScoring } from '../../scoring/rescore/earlier-scoring.js';
import { rescoreCsv } from '../../scoring/rescore/rescore-csv.js';
import { encodingOption } from '../encoding-option.js';
import { exitCodes } from '../failure.js';
import { say } from '../messages/rescore.js';
import { printJson, printLine } from '../output.js';
import { scoringProgress } from '../progress.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { printAccount, workersOption } from '../scoring-commands.js';
import { interruptSignal, withModels } from '../with-suite.js';

interface RescoreOptions {
  rejects?: string;
  input?: string;
  model?: string;
  output?: string;
  encoding?: string;
  workers?: number;
  json?: boolean;
}

export function addRescoreCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('rescore')
    .argument('<receipt>', 'OUT.receipt.json of a scoring that rejected rows')
    .description(
      'score rejected rows again that were repaired in the rejects of a scoring, and write all of its rows in the order of the input to files of their own',
    )
    .option('--rejects <file>', 'the repaired rows; default: the rejects beside the receipt')
    .option('--input <file>', 'the table that was scored; default: beside the receipt')
    .addOption(
      new Option(
        '--model <version>',
        'SCENARIO@3: version 3 scores the repaired rows; default: that of the receipt',
      ),
    )
    .option('-o, --output <file>', 'default: OUT.csv.rescored.csv, for OUT.csv; gzip when it ends in .gz')
    .addOption(encodingOption('of the repaired rows; default: utf-8'))
    .addOption(workersOption())
    .option('--json', 'print the receipt')
    .action(async (receipt: string, { json, ...options }: RescoreOptions) => {
      const earlier = await readEarlierScoring(receipt);
      const progress = scoringProgress();
      const chosen = configuration();
      const result = await withModels(chosen, earlier.receipt.scenario, (models) => {
        const order = { ...options, onProgress: progress.update, signal: interruptSignal() };
        return rescoreCsv(order, earlier, { models, configuration: chosen });
      }).finally(progress.stop);
      if (json) printJson(result);
      else {
        const { rejected, repaired, scored } = result.rescored!;
        printLine(say.repaired({ rejected, repaired, scored }));
        printAccount(result);
      }
      if (result.rows.rejected > 0) process.exitCode = exitCodes.rejected;
    });
}
