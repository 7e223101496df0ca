import { Option, type Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import type { BatchOutcome } from '../../decisions/batch.js';
import { exitCodes } from '../failure.js';
import { askedLanguage, said } from '../language.js';
import { say } from '../messages/decide.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { printJson, printLine } from '../output.js';
import { scoringProgress } from '../progress.js';
import { withOptionFiles } from '../option-files.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { addScoringOptions, printAccount, printNote, type ScoringOptions } from '../scoring-commands.js';
import { withThreads } from '../scoring-threads.js';
import { interruptSignal, withModels } from '../with-suite.js';

interface DecideOptions extends ScoringOptions {
  rule?: string;
  limit?: string;
  budget?: string;
  option?: Record<string, unknown>;
}

export function addDecideCommand(program: Command, configuration: ReadConfiguration): void {
  const command = program
    .command('decide')
    .argument('<scenario>', modelHelp)
    .argument('<input>', 'CSV file, also gzip; - for standard input')
    .description(
      'decide on all rows of a CSV file by a rule of the scenario, such as who gets an offer within a budget; files as of score',
    )
    .option('--rule <name>', 'needed where the scenario has several rules about whole files')
    .option('--limit <number>', 'the option limit of the rule')
    .option('--budget <number>', 'the option budget of the rule')
    .addOption(
      new Option(
        '--option <name=value>',
        'another option of the rule, its value as JSON where that is not a text, or @FILE for JSON or a table in a file; may be repeated',
      ).argParser(ruleOption),
    )
    .option(
      '-o, --output <file>',
      'default: INPUT.decided.csv, such as a.csv.decided.csv for a.csv; gzip when it ends in .gz',
    );
  addScoringOptions(command).action(
    async (text: string, input: string, { json, rule, limit, budget, option, ...others }: DecideOptions) => {
      const model = readModelArgument(text);
      const stated = await withOptionFiles({
        ...option,
        ...(limit !== undefined && { limit }),
        ...(budget !== undefined && { budget }),
      });
      const progress = scoringProgress();
      const chosen = configuration();
      const result = await withThreads({ input, ...others }, chosen, async (pool) => {
        const { DecideCsv } = await import('../../scoring/decide/decide-csv.js');
        return withModels(chosen, model.scenario, (models) =>
          new DecideCsv(models, chosen).execute({
            ...{ ...model, input, rule, options: stated },
            ...{ ...others, pool },
            language: askedLanguage(),
            onProgress: progress.update,
            signal: interruptSignal(),
          }),
        );
      }).finally(progress.stop);
      if (json) printJson(result);
      else {
        printAccount(result);
        if (result.decided) printOutcome(result.decided);
      }
      if (result.rows.rejected > 0) process.exitCode = exitCodes.rejected;
      if (result.decided?.state === 'infeasible') process.exitCode = exitCodes.infeasible;
    },
  );
}

/** What was decided, and the figures of its summary; what is longer stands in the receipt. */
function printOutcome({ rule, sentence, actions, summary }: BatchOutcome): void {
  printLine(say.rule({ rule, sentence: said(sentence) }));
  for (const [action, count] of Object.entries(actions)) printLine(say.action({ action, count }));
  for (const [name, value] of Object.entries(summary)) {
    if (name === 'caution' && typeof value === 'string') printNote(said(value));
    else if (typeof value === 'number') printLine(say.summary({ name, value }));
  }
}

/** One more option, which the first `=` parts; a value that is no JSON is a text. */
function ruleOption(text: string, before: Record<string, unknown> = {}): Record<string, unknown> {
  const [, name, value = ''] = /^([^=]+)=(.*)$/su.exec(text) ?? [];
  const received =
    name !== undefined && Object.hasOwn(before, name) ? `${text} beside another ${name}` : text;
  if (name === undefined || received !== text) {
    throw new UsageError('The option --option takes an option of the rule and its value, each name once.', {
      details: [{ expected: 'NAME=VALUE', received }],
    });
  }
  return { ...before, [name]: readValue(value) };
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
