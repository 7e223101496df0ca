import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import { ModelRegistry } from '../../registry/model-registry.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { ModelVersions, type VersionSummary } from '../../training/model-versions.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { headlineText } from '../texts.js';
import { withSuite } from '../with-suite.js';

export function addModelCommands(program: Command, configuration: ReadConfiguration): void {
  const models = program.command('models').description('versions and which of them serves');

  models
    .command('list')
    .argument('[scenario]')
    .description('the versions of a scenario, or of all')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string | undefined, { json }: { json?: boolean }) => {
      const versions = await withSuite(configuration(), async (suite) => {
        const scenarios = scenario === undefined ? await scenariosWithModels(suite) : [scenario];
        return (await Promise.all(scenarios.map((id) => suite.get(ModelVersions).list(id)))).flat();
      });
      if (json) return printJson(versions);
      printTable([['MODEL', 'CHAMPION', 'PUBLISHED', 'HEADLINE'], ...versions.map(versionRow)]);
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
      else printLine(`${champion} serves now.`);
    });

  models
    .command('rollback')
    .argument('<scenario>')
    .description('let the previous champion serve again')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string, { json }: { json?: boolean }) => {
      const { champion } = await withSuite(configuration(), (suite) =>
        suite.get(ModelVersions).rollback(scenario),
      );
      if (json) printJson({ champion });
      else printLine(`${champion} serves again.`);
    });
}

/** Those that can be listed; of the others it is said why not. */
async function scenariosWithModels(suite: INestApplicationContext): Promise<string[]> {
  const known = new Set(
    suite
      .get(ScenarioCatalogue)
      .list()
      .map(({ spec }) => spec.id),
  );
  const entries = await suite.get(ModelRegistry).list();
  for (const { scenario, problem } of entries) {
    if (problem !== undefined) printRemark(`${scenario}: ${problem}`);
    else if (!known.has(scenario))
      printRemark(`${scenario} has models, but is none of the scenarios there are.`);
  }
  return entries
    .filter(({ scenario, versions }) => known.has(scenario) && versions.length > 0)
    .map(({ scenario }) => scenario);
}

function versionRow({ model, champion, publishedAt, headline, problem }: VersionSummary): string[] {
  const figure = headline ? headlineText(headline) : '';
  return [model, champion ? 'yes' : '', publishedAt ?? '', problem ? `DAMAGED: ${problem}` : figure];
}
