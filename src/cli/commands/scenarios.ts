import { basename } from 'node:path';
import type { Command } from 'commander';
import { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import type { LocalisedText } from '../../core/text/localised-text.js';
import type { FileProfile } from '../../learning/family.js';
import { familyOf } from '../../learning/index.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { DescribeScenario } from '../../scoring/describe-scenario.js';
import type { ScenarioDescription } from '../../scoring/scenario-description.js';
import { allowedText, decisionLines, kindText, labelLines, targetLines } from '../description-text.js';
import { bothOrAsked, said } from '../language.js';
import { say } from '../messages/scenarios.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import { printProfile } from '../print-profile.js';
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
        summary.title ? bothOrAsked(summary.title) : '–',
        summary.data ?? '–',
        summary.champion?.split('@')[1] ?? '–',
        summary.headline ? headlineText(summary.headline) : summary.problem ? say.damaged : say.notTrained,
      ]);
      const { scenarioHead, titleHead, dataHead, versionHead, headlineHead } = say;
      printTable([[scenarioHead, titleHead, dataHead, versionHead, headlineHead], ...rows]);
      for (const { id, problem } of summaries)
        if (problem !== undefined) printRemark(`${id}: ${said(problem)}`);
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
  printLine(`${id}: ${bothOrAsked(title)}`);
  printLine(`  ${bothOrAsked(question, '\n  ')}`);
  if (notice) printLine(`\n! ${bothOrAsked(notice, '\n  ')}`);
  if (description.problem !== undefined) printRemark(`${id}: ${said(description.problem)}`);
  printLine(
    `\n${say.champion({ model: champion ?? say.noneYet })}${headline ? `, ${headlineText(headline)}` : ''}`,
  );
  const canChange = columns.some(({ actionable }) => actionable !== undefined);
  printLine(`\n${canChange ? say.changeableColumns : say.columns}`);
  printTable(
    columns.map((column) => [
      `  ${column.name}${column.sensitive ? ' *' : ''}${column.actionable ? ' +' : ''}`,
      kindText(column),
      allowedText(column),
      bothOrAsked(column.meaning),
    ]),
  );
  printLines(`\n${say.categories}`, labelLines(columns));
  if (derived.length > 0) {
    printLine(`\n${say.derived}`);
    printTable(
      derived.map((column) => [
        `  ${column.name}`,
        column.expression,
        ('unit' in column && column.unit) || '',
        bothOrAsked(column.meaning),
      ]),
    );
  }
  printLines('', targetLines(description));
  printLines('', decisionLines(description.decision));
  printTexts(
    say.stages,
    stages.map((stage) => stage.title),
  );
  printTexts(say.limits, caveats);
  printTexts(say.notFor, notFor);
  if (example !== undefined)
    printLine(`\n${say.example}\n  sextant predict ${id} '${JSON.stringify(example)}'`);
}

function printFile(name: string, { profile, rejected }: FileProfile): void {
  printLine(`\n${say.fileRows({ file: basename(name), rows: profile.rows, rejected })}`);
  printProfile(profile);
}

/** Under a head of their own; nothing where there are none. */
function printLines(head: string, lines: readonly string[]): void {
  if (lines.length > 0) for (const line of [head, ...lines]) printLine(line);
}

function printTexts(title: string, texts: readonly LocalisedText[]): void {
  if (texts.length === 0) return;
  printLine(`\n${title}`);
  for (const text of texts) printLine(`  - ${bothOrAsked(text, '\n    ')}`);
}
