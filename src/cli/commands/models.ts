import type { INestApplicationContext } from '@nestjs/common';
import { Option, type Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import { exportFormats, type ExportFormat } from '../../exchange/formats.js';
import type { ImportOrder } from '../../exchange/import-version.js';
import { versionFiles } from '../../registry/version-files.js';
import { ModelRegistry } from '../../registry/model-registry.js';
import { ScenarioCatalogue, whyUnknown } from '../../scenarios/scenario-catalogue.js';
import { ModelVersions, type VersionSummary } from '../../training/model-versions.js';
import { said } from '../language.js';
import { modelHelp, readModelArgument } from '../model-argument.js';
import { say as common } from '../messages/common.js';
import { say } from '../messages/models.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { headlineText } from '../texts.js';
import { interruptSignal, withSuite } from '../with-suite.js';

interface ExportOptions {
  format: ExportFormat;
  out: string;
  json?: boolean;
}

interface ImportOptions {
  promote?: boolean | string;
  json?: boolean;
}

export function addModelCommands(program: Command, configuration: ReadConfiguration): void {
  const models = program.command('models').description('versions and which of them serves');
  addExchangeCommands(models, configuration);

  models
    .command('list')
    .argument('[scenario]')
    .description('the versions of a scenario, or of all')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string | undefined, { json }: { json?: boolean }) => {
      const versions = await withSuite(configuration(), (suite) => versionsOf(suite, scenario));
      if (json) return printJson(versions);
      const { modelHead, championHead, publishedHead, headlineHead } = say;
      printTable([[modelHead, championHead, publishedHead, headlineHead], ...versions.map(versionRow)]);
    });

  models
    .command('promote')
    .argument('<model>', 'for instance finance/credit-scoring@3')
    .description('let a version serve')
    .option('--json', 'machine-readable output')
    .action(async (model: string, { json }: { json?: boolean }) => {
      const match = /^([^@]+)@([1-9]\d{0,14})$/.exec(model);
      if (!match) {
        throw new UsageError('That is no version.', {
          details: [{ expected: 'SCENARIO@VERSION, for instance finance/credit-scoring@3', received: model }],
        });
      }
      const { champion } = await withSuite(configuration(), (suite) =>
        suite.get(ModelVersions).promote(match[1], Number(match[2])),
      );
      if (json) printJson({ champion });
      else printLine(say.servesNow({ model: champion }));
    });

  models
    .command('rollback')
    .argument('<scenario>')
    .description('let the previous champion serve again')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string, { json }: { json?: boolean }) => {
      const back = await withSuite(configuration(), (suite) => suite.get(ModelVersions).rollback(scenario));
      if (json) return printJson(back);
      const { champion: model, replaced, synthetic } = back;
      printLine(replaced === undefined ? say.servesAgain({ model }) : say.servesInPlace({ model, replaced }));
      if (synthetic) printRemark(common.note({ text: say.syntheticServes({ model }) }));
    });
}

function addExchangeCommands(models: Command, configuration: ReadConfiguration): void {
  models
    .command('export')
    .argument('<model>', modelHelp)
    .description('take a version out: whole for another Sextant, or as one graph for other programs')
    .addOption(
      new Option('--format <format>', 'what it becomes').choices(exportFormats).makeOptionMandatory(),
    )
    .requiredOption('--out <path>', 'the file to write, or of a graph the folder')
    .option('--json', 'machine-readable output')
    .action((model: string, options: ExportOptions) => exportModel(model, options, configuration));

  models
    .command('import')
    .argument('<file>', 'a version that export wrote in the format sextant')
    .description('take in a version of another Sextant, checked to the last byte')
    .option(
      '--promote [reason]',
      'let it serve where it is not worse; with a reason whatever speaks against it',
    )
    .option('--json', 'machine-readable output')
    .action((file: string, options: ImportOptions) => importModel(file, options, configuration));
}

async function exportModel(
  model: string,
  { format, out, json }: ExportOptions,
  configuration: ReadConfiguration,
): Promise<void> {
  const { scenario: id, version } = readModelArgument(model);
  const { exportVersion } = await import('../../exchange/export-version.js');
  const exported = await withSuite(configuration(), async (suite) => {
    const scenario = suite.get(ScenarioCatalogue).get(id);
    const loaded = await versionFiles(suite.get(ModelRegistry), scenario.spec.id, version);
    return exportVersion({ scenario, version: loaded, format, out });
  });
  if (json) printJson(exported);
  else printLine(say.exported(exported));
}

async function importModel(
  file: string,
  { promote, json }: ImportOptions,
  configuration: ReadConfiguration,
): Promise<void> {
  const { importVersion } = await import('../../exchange/import-version.js');
  const imported = await withSuite(configuration(), (suite) => {
    const context = {
      catalogue: suite.get(ScenarioCatalogue),
      registry: suite.get(ModelRegistry),
      datasets: suite.get(DatasetCatalogue),
    };
    return importVersion({ file, promote: promotionOf(promote), signal: interruptSignal() }, context);
  });
  if (json) return printJson(imported);
  const { model, promoted, promotion } = imported;
  printLine(say.imported(imported));
  printLine(promoted ? say.servesNow({ model }) : say.doesNotServe({ model, reason: said(promotion) }));
  if (!imported.sameSpecification) printRemark(common.note({ text: say.otherSpecification }));
}

/** @throws UsageError for an empty reason. */
function promotionOf(promote: boolean | string | undefined): ImportOrder['promote'] {
  if (promote === undefined || promote === false) return false;
  if (promote === true) return undefined;
  if (promote.trim() === '') throw new UsageError('--promote needs a reason, which the ledger keeps.');
  return { reason: promote.trim() };
}

/** Of a scenario, or of all. Models whose scenario is not there, or cannot be asked, are listed too, with a remark. */
async function versionsOf(suite: INestApplicationContext, wanted?: string): Promise<VersionSummary[]> {
  const versions = suite.get(ModelVersions);
  const entries = (await suite.get(ModelRegistry).list()).filter(
    ({ scenario }) => wanted === undefined || scenario === wanted,
  );
  if (wanted !== undefined && entries.length === 0) return versions.list(wanted);
  for (const { scenario, problem } of entries) {
    const remark = problem ?? whyUnknown(suite.get(ScenarioCatalogue), scenario);
    if (remark !== undefined) printRemark(`${scenario}: ${said(remark)}`);
  }
  const listed = entries.filter((entry) => entry.versions.length > 0);
  return (await Promise.all(listed.map(({ scenario }) => versions.stored(scenario)))).flat();
}

function versionRow({ model, champion, publishedAt, headline, problem }: VersionSummary): string[] {
  const figure = headline ? headlineText(headline) : '';
  return [
    model,
    champion ? say.yes : '',
    publishedAt ?? '',
    problem ? say.damaged({ problem: said(problem) }) : figure,
  ];
}
