import type { Command } from 'commander';
import { UsageError } from '../../core/errors.js';
import { writeFileAtomic } from '../../core/files/files.js';
import { removeAbandonedBeside } from '../../core/files/temporary-files.js';
import { startEngine } from '../../engine/engine.js';
import type { Report } from '../../learning/report.js';
import { ReportPages } from '../../presentation/index.js';
import { TellImportance } from '../../scoring/learnt/tell-importance.js';
import { ModelVersions } from '../../training/model-versions.js';
import { askedLanguage, saidIn } from '../language.js';
import { modelHelp, readModelArgument, type ModelArgument } from '../model-argument.js';
import { printJson } from '../output.js';
import { printReport } from '../print-report.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { withSuite } from '../with-suite.js';

interface ReportOptions {
  html?: boolean;
  output?: string;
  json?: boolean;
}

export function addReportCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('report')
    .argument('<scenario>', modelHelp)
    .description('the report of a version, as text or as a page for people')
    .option('--html', 'one page of HTML that needs no other file')
    .option('-o, --output <file>', 'with --html: write the page here instead of on standard output')
    .option('--json', 'machine-readable output')
    .action(async (text: string, options: ReportOptions) => {
      const model = readModelArgument(text);
      const { html, output, json } = options;
      if (output !== undefined && !html) throw new UsageError('--output needs --html.');
      if (html && json) throw new UsageError('--html does not go with --json.');
      if (html) return writePage(model, output, configuration);
      return showReport(model, options, configuration);
    });
}

/** A file follows --lang alone, as all that is no screen. */
async function writePage(
  model: ModelArgument,
  output: string | undefined,
  configuration: ReadConfiguration,
): Promise<void> {
  const language = askedLanguage();
  const say = (text: string) => saidIn(text, language);
  await startEngine();
  const page = await withSuite(configuration(), async (suite) => {
    const { scenario, version } = model;
    const importance = await suite.get(TellImportance).ifTold(scenario, { version, language });
    return suite.get(ReportPages).page({ ...model, importance, language, say });
  });
  if (output === undefined) return void process.stdout.write(page);
  await removeAbandonedBeside(output);
  await writeFileAtomic(output, page);
}

async function showReport(
  { scenario, version }: ModelArgument,
  { json }: ReportOptions,
  configuration: ReadConfiguration,
): Promise<void> {
  await withSuite(configuration(), async (suite) => {
    const stored = await suite.get(ModelVersions).file(scenario, 'report.json', version);
    const report = JSON.parse(stored) as Report;
    if (json) printJson(report);
    else printReport(report);
  });
}
