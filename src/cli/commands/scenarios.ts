import { basename } from 'node:path';
import type { Command } from 'commander';
import { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import type { FileProfile } from '../../learning/family.js';
import { familyOf } from '../../learning/index.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { profileHead, profileLines } from '../../tables/profile/profile-text.js';
import { DescribeScenario } from '../../scoring/describe-scenario.js';
import type { ScenarioDescription } from '../../scoring/scenario-description.js';
import { allowedText, decisionLines, kindText, labelLines, targetLines } from '../description-text.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { headlineText } from '../texts.js';
import { withSuite } from '../with-suite.js';

export function addScenarioCommands(program: Command, configuration: ReadConfiguration): void {
  program
    .command('list')
    .description('the scenarios with their data, champion and headline metric')
    .option('--json', 'machine-readable output')
    .action(async ({ json }: { json?: boolean }) => {
      const summaries = await withSuite(configuration(), (suite) => suite.get(DescribeScenario).list());
      if (json) return printJson(summaries);
      const rows = summaries.map((summary) => [
        summary.id,
        summary.title ? `${summary.title.en} · ${summary.title.zh}` : '–',
        summary.data ?? '–',
        summary.champion?.split('@')[1] ?? '–',
        summary.headline ? headlineText(summary.headline) : summary.problem ? 'DAMAGED' : 'not trained yet',
      ]);
      printTable([['SCENARIO', 'TITLE', 'DATA', 'VERSION', 'HEADLINE'], ...rows]);
      for (const { id, problem } of summaries) if (problem !== undefined) printRemark(`${id}: ${problem}`);
    });

  program
    .command('describe')
    .argument('<scenario>', 'for instance finance/credit-scoring')
    .description('question, columns, decision, limits and an example of a scenario')
    .option('--data <file>', 'profile the rows of a CSV file, read as the scenario reads them')
    .option('--json', 'machine-readable output')
    .action(async (scenario: string, { data, json }: { data?: string; json?: boolean }) => {
      const { description, file } = await withSuite(configuration(), async (suite) => {
        const [catalogue, datasets] = [suite.get(ScenarioCatalogue), suite.get(DatasetCatalogue)];
        const description = await suite.get(DescribeScenario).describe(scenario);
        if (data === undefined) return { description };
        const asked = catalogue.get(scenario);
        return { description, file: await familyOf(asked.spec).profile(asked, datasets, data) };
      });
      if (json) return printJson({ ...description, ...(file && { file }) });
      printDescription(description);
      if (file) printFile(data ?? '', file);
    });
}

function printDescription(description: ScenarioDescription): void {
  const { id, title, question, notice, columns, caveats, notFor } = description;
  const { headline, champion, example } = description;
  const { stages = [], derived = [] } = description;
  printLine(`${id}: ${title.en} · ${title.zh}`);
  printLine(`  ${question.en}\n  ${question.zh}`);
  if (notice) printLine(`\n! ${notice.en}\n  ${notice.zh}`);
  if (description.problem !== undefined) printRemark(`${id}: ${description.problem}`);
  printLine(`\nChampion: ${champion ?? 'none yet'}${headline ? `, ${headlineText(headline)}` : ''}`);
  const canChange = columns.some(({ actionable }) => actionable !== undefined);
  printLine(`\nColumns (* sensitive${canChange ? ', + can be changed' : ''})`);
  printTable(
    columns.map((column) => [
      `  ${column.name}${column.sensitive ? ' *' : ''}${column.actionable ? ' +' : ''}`,
      kindText(column),
      allowedText(column),
      `${column.meaning.en} · ${column.meaning.zh}`,
    ]),
  );
  printLines('\nCategories', labelLines(columns));
  if (derived.length > 0) {
    printLine('\nDerived columns (worked out, not asked for)');
    printTable(
      derived.map(({ name, expression, unit = '', meaning }) => [
        `  ${name}`,
        expression,
        unit,
        `${meaning.en} · ${meaning.zh}`,
      ]),
    );
  }
  printLines('', targetLines(description));
  printLines('', decisionLines(description.decision));
  printTexts(
    'Stages',
    stages.map((stage) => stage.title),
  );
  printTexts('Limits', caveats);
  printTexts('Not for', notFor);
  if (example !== undefined) printLine(`\nExample:\n  sextant predict ${id} '${JSON.stringify(example)}'`);
}

function printFile(name: string, { profile, rejected }: FileProfile): void {
  printLine(`\n${basename(name)}: ${profile.rows} rows, ${rejected} that cannot be read`);
  printTable([profileHead, ...profileLines(profile)].map(([first, ...cells]) => [`  ${first}`, ...cells]));
}

/** Under a head of their own; nothing where there are none. */
function printLines(head: string, lines: readonly string[]): void {
  if (lines.length > 0) for (const line of [head, ...lines]) printLine(line);
}

function printTexts(title: string, texts: readonly { en: string; zh: string }[]): void {
  if (texts.length === 0) return;
  printLine(`\n${title}`);
  for (const { en, zh } of texts) printLine(`  - ${en}\n    ${zh}`);
}
