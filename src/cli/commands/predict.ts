import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { UsageError, asError, shown } from '../../core/errors.js';
import { checkNesting } from '../../core/text/json-text.js';
import { systemReason } from '../../core/files/stored-file.js';
import { decodeUtf8, saveAsUtf8 } from '../../core/text/utf8-text.js';
import { startEngine } from '../../engine/engine.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { AskEndpoint } from '../../scoring/ask-endpoint.js';
import { sayAnswer } from '../../scoring/language/say-answer.js';
import { FindCounterfactuals } from '../../scoring/counterfactuals/find-counterfactuals.js';
import { ExplainRow } from '../../scoring/explain-row.js';
import { PredictRows } from '../../scoring/predict-rows.js';
import { askedLanguage } from '../language.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { printJson } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { reasonsOption } from '../reasons-option.js';
import { withSuite } from '../with-suite.js';

const bodyHelp =
  'JSON as for the REST endpoint, @FILE, or - for standard input; a bare row is taken as {"features": row}';

export function addPredictCommands(program: Command, configuration: ReadConfiguration): void {
  program
    .command('predict')
    .argument('<scenario>', modelHelp)
    .argument('<json>', bodyHelp)
    .description('predict one row or many')
    .addOption(reasonsOption('reasons with each row; default: 3 with one row, none with many'))
    .option('--json', 'machine-readable output (always on)')
    .action(async (model: string, text: string, { reasons }: { reasons?: number }) => {
      const { scenario, version } = readModelArgument(model);
      const body = asBody(await readJson(text));
      await startEngine();
      const answers = await withSuite(configuration(), async (suite) => {
        const answer = await suite.get(PredictRows).execute(scenario, body, { version, reasons });
        return sayAnswer(answer, suite.get(ScenarioCatalogue).get(scenario), askedLanguage());
      });
      printJson(answers);
    });

  program
    .command('explain')
    .argument('<scenario>', modelHelp)
    .argument('<json>', 'one row as JSON, @FILE, or - for standard input')
    .description('explain the answer to one row: what every column adds to it')
    .option('--json', 'machine-readable output (always on)')
    .action(async (model: string, text: string) => {
      const { scenario, version } = readModelArgument(model);
      const body = asBody(await readJson(text));
      await startEngine();
      printJson(
        await withSuite(configuration(), (suite) =>
          suite.get(ExplainRow).execute(scenario, { body, version, language: askedLanguage() }),
        ),
      );
    });

  addCounterfactual(program, configuration);

  program
    .command('ask')
    .argument('<scenario>', modelHelp)
    .argument('<endpoint>', 'an extra endpoint of the scenario, such as scorecard')
    .argument('[json]', bodyHelp)
    .description('ask an extra endpoint of a scenario')
    .option('--json', 'machine-readable output (always on)')
    .action(async (model: string, name: string, text?: string) => {
      const { scenario, version } = readModelArgument(model);
      const body = text === undefined ? undefined : asBody(await readJson(text));
      await startEngine();
      const method = text === undefined ? 'GET' : 'POST';
      printJson(
        await withSuite(configuration(), (suite) =>
          suite
            .get(AskEndpoint)
            .execute(scenario, { name, method, body, version, language: askedLanguage() }),
        ),
      );
    });
}

function addCounterfactual(program: Command, configuration: ReadConfiguration): void {
  program
    .command('counterfactual')
    .argument('<scenario>', modelHelp)
    .argument('<json>', 'one row as JSON, @FILE, or - for standard input')
    .description('find the least changes of one row after which the model would answer otherwise')
    .option('--want <answer>', 'an action or a class; of a number "<= 20" or ">= 5"; default: any other one')
    .option('--json', 'machine-readable output (always on)')
    .action(async (model: string, text: string, { want }: { want?: string }) => {
      const { scenario, version } = readModelArgument(model);
      const row = asBody(await readJson(text));
      const body = { ...(Object(row) as object), ...(want !== undefined && { want }) };
      await startEngine();
      printJson(
        await withSuite(configuration(), (suite) =>
          suite.get(FindCounterfactuals).execute(scenario, { body, version, language: askedLanguage() }),
        ),
      );
    });
}

async function readJson(argument: string): Promise<unknown> {
  const text = asText(await bytesOf(argument));
  checkNesting(Buffer.from(text));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new UsageError(`The row is not JSON: ${asError(error).message}.`, {
      details: [{ expected: '{"features": {...}}', received: text.trim() === '' ? 'nothing' : shown(text) }],
      cause: error,
    });
  }
}

/** A pipe may be named, too: it is read once. */
async function bytesOf(argument: string): Promise<Buffer> {
  if (argument === '-') return Buffer.concat((await process.stdin.toArray()) as Buffer[]);
  if (!argument.startsWith('@')) return Buffer.from(argument);
  try {
    return await readFile(argument.slice(1));
  } catch (error) {
    throw new UsageError(`The file ${argument.slice(1)} cannot be read: ${systemReason(error)}.`, {
      cause: error,
    });
  }
}

function asText(bytes: Uint8Array): string {
  const decoded = decodeUtf8(bytes);
  if (!decoded.problem) return decoded.text;
  throw new UsageError('The row is not text in UTF-8.', { details: [decoded.problem], hint: saveAsUtf8 });
}

function asBody(value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (Array.isArray(value)) return { rows: value as unknown[] };
  const isBody = isObject && ['features', 'rows', 'history'].some((key) => key in value);
  return isObject && !isBody ? { features: value } : value;
}
