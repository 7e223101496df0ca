import type { Command } from 'commander';
import { exitCodes } from '../failure.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { askedLanguage } from '../language.js';
import { printJson, printRemark } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { scoringProgress, type ScoringProgress } from '../progress.js';
import { say } from '../messages/score.js';
import { addScoringOptions, printAccount, type ScoringOptions } from '../scoring-commands.js';
import { reasonsOption } from '../reasons-option.js';
import { withThreads } from '../scoring-threads.js';
import { interruptSignal, withModels } from '../with-suite.js';

export function addScoreCommand(program: Command, configuration: ReadConfiguration): void {
  const command = program
    .command('score')
    .argument('<scenario>', modelHelp)
    .argument('<input>', 'CSV file, also gzip; - for standard input')
    .description(
      'score a CSV file of any size; rows that cannot be scored go to OUT.rejects.csv, the account of all to OUT.receipt.json',
    )
    .option(
      '-o, --output <file>',
      'default: INPUT.scored.csv, such as a.csv.scored.csv for a.csv; gzip when it ends in .gz',
    );
  const reasons =
    'so many result columns reason_1, ... that say what the answer rests on most; default: none';
  addScoringOptions(command.addOption(reasonsOption(reasons))).action(
    async (text: string, input: string, { json, ...options }: ScoringOptions & { reasons?: number }) => {
      const model = readModelArgument(text);
      const progress = scoringProgress();
      const chosen = configuration();
      const result = await withThreads({ input, ...options }, chosen, async (pool) => {
        const { ScoreCsv } = await import('../../scoring/csv/score-csv.js');
        return withModels(chosen, model.scenario, (models) =>
          new ScoreCsv(models, chosen).execute({
            ...{ ...model, input, ...options, pool },
            language: askedLanguage(),
            onProgress: options.reasons ? tellingRate(progress.update) : progress.update,
            signal: interruptSignal(),
          }),
        );
      }).finally(progress.stop);
      if (json) printJson(result);
      else printAccount(result);
      if (result.rows.rejected > 0) process.exitCode = exitCodes.rejected;
    },
  );
}

/** Reasons take a hundred times as long as answers: the rate of the first rows is told at once. */
function tellingRate(update: (progress: ScoringProgress) => void): (progress: ScoringProgress) => void {
  let isTold = false;
  return (progress) => {
    const rows = progress.rows - progress.before.rows;
    // Fewer would tell how long it takes to start.
    if (!isTold && rows >= 100) {
      isTold = true;
      printRemark(say.reasonsRate({ count: Math.round(rows / progress.seconds).toLocaleString('en-US') }));
    }
    update(progress);
  };
}
