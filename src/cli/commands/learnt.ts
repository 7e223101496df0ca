import type { Command } from 'commander';
import { startEngine } from '../../engine/engine.js';
import { TellDependence } from '../../scoring/learnt/tell-dependence.js';
import { TellImportance } from '../../scoring/learnt/tell-importance.js';
import { askedLanguage, spokenLanguage } from '../language.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { printJson } from '../output.js';
import { printDependence, printImportance } from '../print-learnt.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { withSuite } from '../with-suite.js';

interface LearntOptions {
  json?: boolean;
}

export function addLearntCommands(program: Command, configuration: ReadConfiguration): void {
  program
    .command('importance')
    .argument('<scenario>', modelHelp)
    .description('how much every column moves the answers of a version')
    .option('--json', 'machine-readable output')
    .action(async (text: string, { json }: LearntOptions) => {
      const { scenario, version } = readModelArgument(text);
      await startEngine();
      const told = await withSuite(configuration(), (suite) =>
        suite.get(TellImportance).execute(scenario, { version, language: languageFor(json) }),
      );
      if (json) printJson(told);
      else printImportance(told);
    });

  program
    .command('dependence')
    .argument('<scenario>', modelHelp)
    .argument('<column>', 'a column that the model reads')
    .description('how the answers of a version depend on a column, and where there are data')
    .option('--json', 'machine-readable output')
    .action(async (text: string, column: string, { json }: LearntOptions) => {
      const { scenario, version } = readModelArgument(text);
      await startEngine();
      const told = await withSuite(configuration(), (suite) =>
        suite.get(TellDependence).execute(scenario, { column, version, language: languageFor(json) }),
      );
      if (json) printJson(told);
      else printDependence(told);
    });
}

/** A table on the screen follows the screen, JSON `--lang` alone. */
function languageFor(json = false) {
  return json ? askedLanguage() : spokenLanguage();
}
