import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import { ModelRegistry } from '../../registry/model-registry.js';
import { ScenarioCatalogue, whyUnknown } from '../../scenarios/scenario-catalogue.js';
import { ModelVersions, type VersionSummary } from '../../training/model-versions.js';
import { said } from '../language.js';
import { say as common } from '../messages/common.js';
import { say } from '../messages/models.js';
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
