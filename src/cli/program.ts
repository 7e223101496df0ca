import { Command } from 'commander';
import { defaultLanguage, type Language } from '../core/language/language.js';
import { packageVersion } from '../core/package-version.js';
import { helpSpoken, saidError } from './help.js';
import { languageOption, said, speakAs } from './language.js';
import type { ReadConfiguration } from './read-configuration.js';
import { refuseEmpty } from './refuse-empty.js';

type AddCommands = (program: Command, configuration: ReadConfiguration) => void;

interface CommandGroup {
  commands: readonly string[];
  load: () => Promise<AddCommands>;
}

/** Each group of commands is one file in `commands/`, which brings with it what the commands need. */
export const commandGroups: readonly CommandGroup[] = [
  {
    commands: ['list', 'describe'],
    load: async () => (await import('./commands/scenarios.js')).addScenarioCommands,
  },
  { commands: ['init'], load: async () => (await import('./commands/init.js')).addInitCommand },
  { commands: ['train'], load: async () => (await import('./commands/train.js')).addTrainCommand },
  { commands: ['evaluate'], load: async () => (await import('./commands/evaluate.js')).addEvaluateCommand },
  { commands: ['report'], load: async () => (await import('./commands/report.js')).addReportCommand },
  { commands: ['score'], load: async () => (await import('./commands/score.js')).addScoreCommand },
  { commands: ['rescore'], load: async () => (await import('./commands/rescore.js')).addRescoreCommand },
  { commands: ['compare'], load: async () => (await import('./commands/compare.js')).addCompareCommand },
  { commands: ['watch'], load: async () => (await import('./commands/watch.js')).addWatchCommand },
  {
    commands: ['outcomes', 'answers'],
    load: async () => (await import('./commands/outcomes.js')).addOutcomeCommands,
  },
  { commands: ['decide'], load: async () => (await import('./commands/decide.js')).addDecideCommand },
  {
    commands: ['predict', 'explain', 'counterfactual', 'ask'],
    load: async () => (await import('./commands/predict.js')).addPredictCommands,
  },
  {
    commands: ['importance', 'dependence'],
    load: async () => (await import('./commands/learnt.js')).addLearntCommands,
  },
  { commands: ['models'], load: async () => (await import('./commands/models.js')).addModelCommands },
  { commands: ['datasets'], load: async () => (await import('./commands/datasets.js')).addDatasetCommands },
  {
    commands: ['serve', 'demo'],
    load: async () => (await import('./commands/serve.js')).addServeCommands,
  },
  { commands: ['mcp'], load: async () => (await import('./commands/mcp.js')).addMcpCommand },
  { commands: ['keys'], load: async () => (await import('./commands/keys.js')).addKeysCommand },
  {
    commands: ['backup', 'restore'],
    load: async () => (await import('./commands/backup.js')).addBackupCommands,
  },
  { commands: ['worker'], load: async () => (await import('./commands/worker.js')).addWorkerCommand },
  { commands: ['doctor'], load: async () => (await import('./commands/doctor.js')).addDoctorCommand },
];

interface ProgramOptions {
  /** That the screen speaks unless --lang says otherwise. */
  language?: Language;
  /** The first argument that is no option: where it is a command, the others are not loaded. */
  asked?: string;
}

/** The whole command line, or as much of it as is asked for. */
export async function buildProgram(
  configuration: ReadConfiguration,
  { language = defaultLanguage, asked = '' }: ProgramOptions = {},
): Promise<Command> {
  speakAs(language);
  const program = new Command('sextant')
    .description('Business questions of six industries as working models: train, evaluate, score, serve.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .addOption(languageOption())
    .configureHelp(helpSpoken)
    .configureOutput({ outputError: (text, write) => write(saidError(text)) })
    .showHelpAfterError(said('(sextant --help shows every command)'))
    .exitOverride()
    .hook('preAction', (_program, command) => refuseEmpty(command));
  const groups = commandGroups.filter(({ commands }) => commands.includes(asked));
  for (const { load } of groups.length > 0 ? groups : commandGroups) {
    const add = await load();
    add(program, configuration);
  }
  return program;
}
