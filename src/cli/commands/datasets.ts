import type { Command } from 'commander';
import { writeFileAtomic } from '../../core/files/files.js';
import { removeAbandonedBeside } from '../../core/files/temporary-files.js';
import { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import { describeDataset, type DatasetDescription } from '../../datasets/describe-dataset.js';
import { exportDataset } from '../../datasets/export-dataset.js';
import { fetchDataset } from '../../datasets/fetch-dataset.js';
import { generateSample, sampleCsv } from '../../datasets/generate-sample.js';
import { importDataset, type ImportReport } from '../../datasets/import-dataset.js';
import { profileDataset, type DatasetProfile } from '../../datasets/profile-dataset.js';
import { bothOrAsked, said } from '../language.js';
import { say as common } from '../messages/common.js';
import { say } from '../messages/datasets.js';
import { printJson, printLine, printRemark, printTable } from '../output.js';
import { printProfile } from '../print-profile.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { interruptSignal, withSuite } from '../with-suite.js';

interface JsonOption {
  json?: boolean;
}

type WithCatalogue = <Result>(use: (catalogue: DatasetCatalogue) => Promise<Result>) => Promise<Result>;

export function addDatasetCommands(program: Command, configuration: ReadConfiguration): void {
  const datasets = program
    .command('datasets')
    .description('the dataset catalogue: originals and synthetic samples');
  const withCatalogue: WithCatalogue = (use) =>
    withSuite(configuration(), (suite) => use(suite.get(DatasetCatalogue)));

  datasets
    .command('list')
    .description('every dataset, its licence, and whether its original is here')
    .option('--json', 'machine-readable output')
    .action(async ({ json }: JsonOption) => {
      const all = await withCatalogue(async (catalogue) => {
        const list = await catalogue.list();
        return Promise.all(list.map(({ spec }) => describeDataset(catalogue, spec.name)));
      });
      if (json) printJson(all);
      else printTable([datasetHead(), ...all.map(datasetRow)]);
    });

  addDescribe(datasets, withCatalogue);
  addExport(datasets, withCatalogue);

  datasets
    .command('sample')
    .argument('<dataset>')
    .description('the synthetic sample, made anew from its seed, as CSV')
    .option('-o, --output <file>', 'write it to a file instead of standard output')
    .action(async (name: string, { output }: { output?: string }) => {
      const { spec } = await withCatalogue((catalogue) => catalogue.get(name));
      const text = sampleCsv(generateSample(spec));
      if (output === undefined) process.stdout.write(text);
      else {
        await removeAbandonedBeside(output);
        await writeFileAtomic(output, text);
      }
    });

  datasets
    .command('import')
    .argument('<path>', 'the original file, or a folder that holds it')
    .description('take original files from the disk; they are recognised by their checksums')
    .option('--name <dataset>', 'for this dataset only')
    .option('--json', 'machine-readable output')
    .action(async (path: string, { name, json }: JsonOption & { name?: string }) => {
      const report = await withCatalogue((catalogue) => importDataset(catalogue, path, { name }));
      if (json) printJson(report);
      else printImport(report);
    });

  datasets
    .command('fetch')
    .argument('<dataset>')
    .description('download the original from its public source and check it')
    .option('--base-url <url>', 'a mirror that has the files under their names')
    .option('--json', 'machine-readable output')
    .action(async (name: string, { baseUrl, json }: JsonOption & { baseUrl?: string }) => {
      const signal = interruptSignal();
      const report = await withCatalogue((catalogue) => fetchDataset(catalogue, name, { baseUrl, signal }));
      if (json) return printJson(report);
      for (const { name: file, already } of report.files) {
        printLine(already ? say.hereAlready({ name, file }) : say.downloaded({ name, file }));
      }
    });
}

function addDescribe(datasets: Command, withCatalogue: WithCatalogue): void {
  datasets
    .command('describe')
    .argument('<dataset>')
    .description('what a dataset is, and what its rows are like, column by column')
    .option('--json', 'machine-readable output')
    .action(async (name: string, { json }: JsonOption) => {
      const { description, data } = await withCatalogue(async (catalogue) => ({
        description: await describeDataset(catalogue, name),
        data: await profileDataset(catalogue, name),
      }));
      if (json) printJson({ ...description, profile: data.profile });
      else printDataset(description, data);
    });
}

function addExport(datasets: Command, withCatalogue: WithCatalogue): void {
  datasets
    .command('export')
    .argument('<dataset>')
    .argument('<file>', 'the CSV to write; gzip when it ends in .gz')
    .description('the rows of an imported original as one CSV with a header, as scenarios read them')
    .option('--json', 'machine-readable output')
    .action(async (name: string, path: string, { json }: JsonOption) => {
      const report = await withCatalogue((catalogue) => exportDataset(catalogue, name, path));
      if (json) return printJson(report);
      printLine(say.written({ name, rows: report.rows, path: report.path }));
      if (report.guardedCells > 0) {
        printRemark(common.note({ text: say.guarded({ count: report.guardedCells }) }));
      }
    });
}

function datasetHead(): string[] {
  return [say.datasetHead, say.titleHead, say.dataHead, say.licenceHead, say.sourceHead];
}

function datasetRow({ name, title, status, licence, sourcePage }: DatasetDescription): string[] {
  return [name, bothOrAsked(title), sourceText(status), licence, sourcePage];
}

function sourceText({ source }: DatasetDescription['status']): string {
  return source === 'original' ? say.original : say.sample;
}

function printDataset(description: DatasetDescription, { profile, notices }: DatasetProfile): void {
  const { name, title, description: about, licence, citation, sourcePage, status } = description;
  printLine(`${name}: ${bothOrAsked(title)}`);
  printLine(`  ${bothOrAsked(about, '\n  ')}`);
  printLine(`\n${say.licence({ text: licence })}`);
  printLine(say.citation({ text: citation }));
  printLine(say.source({ text: sourcePage }));
  printLine(`\n${say.rows({ source: sourceText(status), rows: profile.rows })}`);
  printProfile(profile);
  for (const notice of notices) printRemark(said(notice));
}

function printImport({ imported, ignored, missing }: ImportReport): void {
  for (const { dataset, file, already } of imported) {
    const about = { name: dataset, file };
    printLine(already ? say.hereAlready(about) : say.imported(about));
  }
  for (const { path, reason } of ignored) printRemark(say.ignored({ path, reason: said(reason) }));
  for (const { dataset, file } of missing) printRemark(say.lacks({ name: dataset, file }));
}
