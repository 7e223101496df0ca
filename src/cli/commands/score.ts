import type { Command } from 'commander';
import { ScoreCsv } from '../../scoring/csv/score-csv.js';
import { exitCodes } from '../failure.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { askedLanguage } from '../language.js';
import { printJson } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { scoringProgress } from '../progress.js';
import { addScoringOptions, printAccount, type ScoringOptions } from '../scoring-commands.js';
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
  addScoringOptions(command).action(
    async (text: string, input: string, { json, ...options }: ScoringOptions) => {
      const model = readModelArgument(text);
      const progress = scoringProgress();
      const chosen = configuration();
      const result = await withModels(chosen, model.scenario, (models) =>
        new ScoreCsv(models, chosen).execute({
          ...model,
          input,
          ...options,
          language: askedLanguage(),
          onProgress: progress.update,
          signal: interruptSignal(),
        }),
      ).finally(progress.stop);
      if (json) printJson(result);
      else printAccount(result);
      if (result.rows.rejected > 0) process.exitCode = exitCodes.rejected;
    },
  );
}
