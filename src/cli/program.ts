import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { defaultLanguage, type Language } from '../core/language/language.js';
import { projectRoot } from '../core/paths.js';
import { addDatasetCommands } from './commands/datasets.js';
import { addDecideCommand } from './commands/decide.js';
import { addDoctorCommand } from './commands/doctor.js';
import { addEvaluateCommand } from './commands/evaluate.js';
import { addInitCommand } from './commands/init.js';
import { addModelCommands } from './commands/models.js';
import { addPredictCommands } from './commands/predict.js';
import { addScenarioCommands } from './commands/scenarios.js';
import { addScoreCommand } from './commands/score.js';
import { addServeCommand } from './commands/serve.js';
import { addTrainCommand } from './commands/train.js';
import { addWorkerCommand } from './commands/worker.js';
import { helpSpoken, saidError } from './help.js';
import { languageOption, said, speakAs } from './language.js';
import type { ReadConfiguration } from './read-configuration.js';
import { refuseEmpty } from './refuse-empty.js';

/**
 * The whole command line. Each group of commands is one file in `commands/`.
 * @param language that the screen speaks unless --lang says otherwise.
 */
export function buildProgram(
  configuration: ReadConfiguration,
  language: Language = defaultLanguage,
): Command {
  speakAs(language);
  const program = new Command('sextant')
    .description('Business questions of six industries as working models: train, evaluate, score, serve.')
    .version(version(), '-V, --version', 'print the version')
    .addOption(languageOption())
    .configureHelp(helpSpoken)
    .configureOutput({ outputError: (text, write) => write(saidError(text)) })
    .showHelpAfterError(said('(sextant --help shows every command)'))
    .exitOverride()
    .hook('preAction', (_program, command) => refuseEmpty(command));
  addScenarioCommands(program, configuration);
  addInitCommand(program);
  addTrainCommand(program, configuration);
  addEvaluateCommand(program, configuration);
  addScoreCommand(program, configuration);
  addDecideCommand(program, configuration);
  addPredictCommands(program, configuration);
  addModelCommands(program, configuration);
  addDatasetCommands(program, configuration);
  addServeCommand(program, configuration);
  addWorkerCommand(program, configuration);
  addDoctorCommand(program, configuration);
  return program;
}

function version(): string {
  return (JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;
}
