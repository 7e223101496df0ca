import type { Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { tellOutcomesOfFile, type OutcomesOfFile } from '../../scoring/outcomes/outcomes-file.js';
import { RemoveAnswers, type AnswersToRemove } from '../../scoring/outcomes/remove-answers.js';
import { TellOutcomes } from '../../scoring/outcomes/tell-outcomes.js';
import { encodingOption } from '../encoding-option.js';
import { detailLine, exitCodes } from '../failure.js';
import { say } from '../messages/outcomes.js';
import { printJson, printLine, printRemark } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { withSuite } from '../with-suite.js';

/** So many refused records are printed. */
const mostPrinted = 20;

export function addOutcomeCommands(program: Command, configuration: ReadConfiguration): void {
  program
    .command('outcomes')
    .argument('<scenario>', 'whose answers are kept')
    .argument('<input>', 'CSV file with a column answer (ids) or the key column, and a column outcome')
    .description('keep what came of answers, to judge them by it; status 3 where some rows were refused')
    .addOption(encodingOption('of the file; default: utf-8'))
    .option('--json', 'machine-readable output')
    .action(async (scenario: string, file: string, options: { encoding?: string; json?: boolean }) => {
      const settings = configuration();
      const told = await withSuite(settings, (suite) => {
        const { spec } = suite.get(ScenarioCatalogue).get(scenario);
        const { encoding } = options;
        return tellOutcomesOfFile(suite.get(TellOutcomes), { spec, file, encoding }, settings);
      });
      if (options.json) printJson(told);
      else printTold(told);
      if (told.refused.length > 0) process.exitCode = exitCodes.rejected;
    });
  addAnswersCommand(program, configuration);
}

function printTold({ scenario, told, known, refused }: OutcomesOfFile): void {
  printLine(say.told({ scenario, told, known, refused: refused.length }));
  for (const record of refused.slice(0, mostPrinted)) printRemark(detailLine(record));
  if (refused.length > mostPrinted) printRemark(say.more({ count: refused.length - mostPrinted }));
}

interface RemoveOptions {
  id?: string;
  key?: string;
  json?: boolean;
}

function addAnswersCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('answers')
    .description('answers that are kept')
    .command('delete')
    .argument('<scenario>', 'whose answers are kept')
    .description('remove answers, and what came of them, for good')
    .option('--id <id>', 'of the answer')
    .option('--key <value>', 'of the key column: all answers with it')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string, options: RemoveOptions) => {
      const asked = answersOf(options);
      const removed = await withSuite(configuration(), (suite) =>
        suite.get(RemoveAnswers).execute(scenario, asked),
      );
      if (options.json) printJson({ scenario, removed });
      else printLine(say.removed({ scenario, count: removed }));
    });
}

function answersOf({ id, key }: RemoveOptions): AnswersToRemove {
  if (id !== undefined && key === undefined) return { id };
  if (key !== undefined && id === undefined) return { key };
  throw new UsageError('Say which answers.', {
    details: [{ expected: '--id ID or --key VALUE', received: id === undefined ? 'neither' : 'both' }],
  });
}
