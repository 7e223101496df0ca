import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { Configuration } from '../../core/configuration.js';
import { asError, SextantError } from '../../core/errors.js';
import { requireWritableHome } from '../../core/files/home.js';
import { DatasetCatalogue } from '../../datasets/dataset-catalogue.js';
import { diagnoseEngine, type EngineDiagnosis, type EngineProblem } from '../../engine/diagnosis.js';
import { ModelRegistry } from '../../registry/model-registry.js';
import { DescribeScenario } from '../../scoring/describe-scenario.js';
import { ModelVersions } from '../../training/model-versions.js';
import { exitCodes } from '../failure.js';
import { said } from '../language.js';
import { say } from '../messages/doctor.js';
import { printJson, printLine, textWidth } from '../output.js';
import type { ReadConfiguration } from '../read-configuration.js';
import { withSuite } from '../with-suite.js';

interface Diagnosis {
  engine: EngineDiagnosis;
  storage: { home: string; writable: boolean; freeBytes: number | null };
  scenarios: { id: string; champion: string | null }[];
  datasets: { name: string; source: string }[];
  problems: EngineProblem[];
}

/** Less free space than this is worth a warning. */
const fewBytes = 1024 ** 3;

export function addDoctorCommand(program: Command, configuration: ReadConfiguration): void {
  program
    .command('doctor')
    .description('engine, versions, kernels, storage, models; and what to do about each problem')
    .option('--json', 'machine-readable output')
    .action(async ({ json }: { json?: boolean }) => {
      const diagnosis = await diagnose(configuration());
      if (json) printJson(diagnosis);
      else printDiagnosis(diagnosis);
      if (diagnosis.problems.length > 0) process.exitCode = exitCodes.failed;
    });
}

async function diagnose(configuration: Configuration): Promise<Diagnosis> {
  const engine = await diagnoseEngine();
  const problems = [...engine.problems];
  const storage = await examineStorage(configuration.home, problems);
  const found: EngineProblem[] = [];
  const suite = await withSuite(configuration, (opened) => examineSuite(opened, found)).catch(
    (error: unknown) => {
      if (storage.writable) problems.push(problemOf(error));
      return { scenarios: [], datasets: [] };
    },
  );
  // That nothing can be read below a home that is not there is one problem, and it was said.
  if (storage.writable || existsSync(configuration.home)) problems.push(...found);
  return { engine, storage, ...suite, problems };
}

function problemOf(error: unknown): EngineProblem {
  const hint = error instanceof SextantError ? error.hint : undefined;
  return { problem: asError(error).message, remedy: hint ?? 'Mend the file that the message names.' };
}

async function examineStorage(home: string, problems: EngineProblem[]): Promise<Diagnosis['storage']> {
  try {
    await requireWritableHome(home);
  } catch (error) {
    problems.push(problemOf(error));
    return { home, writable: false, freeBytes: null };
  }
  const { bavail, bsize } = await statfs(home);
  const freeBytes = bavail * bsize;
  if (freeBytes < fewBytes) {
    problems.push({
      problem: `Only ${inGibibytes(freeBytes)} are free below ${home}.`,
      remedy: 'Make room there.',
    });
  }
  return { home, writable: true, freeBytes };
}

async function examineSuite(
  suite: INestApplicationContext,
  problems: EngineProblem[],
): Promise<Pick<Diagnosis, 'scenarios' | 'datasets'>> {
  return {
    scenarios: await examineScenarios(suite, problems),
    datasets: await examineDatasets(suite.get(DatasetCatalogue), problems),
  };
}

async function examineScenarios(
  suite: INestApplicationContext,
  problems: EngineProblem[],
): Promise<Diagnosis['scenarios']> {
  const summaries = await suite.get(DescribeScenario).list();
  const versions = suite.get(ModelVersions);
  for (const { id, title, problem: damage } of summaries) {
    if (damage !== undefined) {
      problems.push({
        problem: `${id}: ${damage}`,
        remedy: 'Mend the file; the log line above says where it lies.',
      });
    }
    if (!title) continue;
    for (const { model, problem } of await versions.list(id)) {
      if (problem === undefined) continue;
      problems.push({ problem: `${model}: ${problem}`, remedy: `Train again: sextant train ${id}` });
    }
  }
  for (const { scenario } of await suite.get(ModelRegistry).list()) {
    if (summaries.some(({ id }) => id === scenario)) continue;
    problems.push({
      problem: `${scenario} has models, but is none of the scenarios there are.`,
      remedy: 'Does SEXTANT_SCENARIOS name the folder of your scenarios? Was this one removed or renamed?',
    });
  }
  return summaries.map(({ id, champion }) => ({ id, champion: champion ?? null }));
}

async function examineDatasets(
  catalogue: DatasetCatalogue,
  problems: EngineProblem[],
): Promise<Diagnosis['datasets']> {
  const names = (await catalogue.list()).map(({ spec }) => spec.name);
  return Promise.all(
    names.map(async (name) => {
      const { source, files } = await catalogue.status(name);
      for (const { path, problem } of files) {
        if (problem === undefined) continue;
        problems.push({
          problem: `${path}: ${problem}`,
          remedy: `Import ${name} again: sextant datasets import FILE`,
        });
      }
      return { name, source };
    }),
  );
}

function printDiagnosis({ engine, storage, scenarios, datasets, problems }: Diagnosis): void {
  const { kernels, versions } = engine;
  const found = engine.engine;
  printUnder(say.engine, found ? `${found.name} ${found.version}: ${said(found.reason)}` : say.none);
  printUnder(say.background, engine.background ?? say.none);
  const known = Object.entries(versions).filter(([, version]) => version !== undefined);
  printUnder(say.versions, known.map(([name, version]) => `${name} ${version}`).join(', '));
  const { present } = kernels;
  const [added, wrapped] = [kernels.added, kernels.wrapped].map((names) => names.join(', ') || say.none);
  printUnder(say.kernels, say.kernelCounts({ present, added, wrapped }));
  for (const { name, consequence, stopsTraining } of kernels.missing) {
    const stops = stopsTraining ? say.stops : '';
    printUnder('', say.missing({ name, consequence: said(consequence), stops }));
  }
  const free = storage.freeBytes === null ? '' : say.free({ size: inGibibytes(storage.freeBytes) });
  printUnder(say.storage, `${storage.home}${storage.writable ? free : say.notWritable}`);
  for (const { id, champion } of scenarios) printUnder(say.scenario, `${id}: ${champion ?? say.noModel}`);
  for (const { name, source } of datasets) {
    printUnder(say.dataset, `${name}: ${said(source.replaceAll('-', ' '))}`);
  }
  printLine(problems.length === 0 ? `\n${say.noProblems}` : `\n${say.problems}`);
  for (const { problem, remedy } of problems) printLine(`  - ${said(problem)}\n    ${said(remedy)}`);
}

/** In a column of heads. */
function printUnder(head: string, text: string): void {
  printLine(`${head}${' '.repeat(Math.max(1, headWidth - textWidth(head)))}${text}`);
}

const headWidth = 11;

function inGibibytes(bytes: number): string {
  return `${(bytes / 1024 ** 3).toFixed(1)} GiB`;
}
