import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { readConfiguration } from '../../src/core/configuration.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { startEngine } from '../../src/engine/engine.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { checkLearning } from '../../src/learning/check.js';
import { taskNames, type TaskName } from '../../src/learning/names.js';
import { parseScenario } from '../../src/scenarios/load-scenarios.js';
import { ScenarioCatalogue, type Scenario } from '../../src/scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { openSuite } from '../../src/suite.js';
import { trainScenario, type TrainContext } from '../../src/training/train-scenario.js';
import { taskSubjects, type TaskSubject } from './task-subjects.js';

/** A subject of a task under the id that its scenario has. */
export interface NamedSubject extends TaskSubject {
  task: TaskName;
  id: string;
}

export const subjects: readonly NamedSubject[] = taskNames.flatMap((task) =>
  subjectsOf(task).map((subject, i) => ({ ...subject, task, id: `contract/${task}-${i + 1}` })),
);

/** Those of a task; none for one that was forgotten. */
export function subjectsOf(task: TaskName): readonly TaskSubject[] {
  const known: Readonly<Partial<Record<TaskName, readonly TaskSubject[]>>> = taskSubjects;
  return known[task] ?? [];
}

/** `scenario.yaml` of a subject, another declaration in place of its own where one is given. */
export function textOf({ id, scenario }: NamedSubject, declaration = scenario): string {
  const head = `id: ${id}\ntitle: { en: A, zh: 一 }\nquestion: { en: What?, zh: 何？ }\ndata: { file: rows.csv }\n`;
  return head + declaration;
}

/** @throws InvalidSpecificationError as a start does. */
export function specOf(subject: NamedSubject, declaration?: string): ScenarioSpec {
  return parseScenario(textOf(subject, declaration), 'scenario.yaml', checkLearning);
}

/** The suite over a home of its own, with a scenario for every subject. */
export class SubjectHome {
  private constructor(
    readonly root: string,
    readonly suite: INestApplicationContext,
    readonly context: TrainContext,
  ) {}

  static async open(): Promise<SubjectHome> {
    const root = await mkdtemp(join(tmpdir(), 'sextant-contract-'));
    const scenarios = join(root, 'scenarios');
    for (const subject of subjects) {
      const folder = join(scenarios, subject.id);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'scenario.yaml'), textOf(subject));
      await writeFile(join(folder, 'rows.csv'), subject.rows);
    }
    const suite = await openSuite(
      readConfiguration({
        SEXTANT_HOME: join(root, 'home'),
        SEXTANT_SCENARIOS: scenarios,
        SEXTANT_LOG_LEVEL: 'silent',
        SEXTANT_ENGINE: 'wasm',
      }),
    );
    const [datasets, registry] = [suite.get(DatasetCatalogue), suite.get(ModelRegistry)];
    return new SubjectHome(root, suite, { datasets, registry, engine: await startEngine('wasm') });
  }

  scenario({ id }: NamedSubject): Scenario {
    return this.suite.get(ScenarioCatalogue).get(id);
  }

  /** @param file of other rows than its own. */
  train(subject: NamedSubject, file?: string) {
    const promote = { reason: 'good enough for a test' };
    return trainScenario({ scenario: this.scenario(subject), file, promote }, this.context);
  }

  async write(name: string, text: string): Promise<string> {
    const path = join(this.root, name);
    await writeFile(path, text);
    return path;
  }

  /** What a CSV is scored to. */
  async score({ id }: NamedSubject, csv: string): Promise<string> {
    const input = await this.write('input.csv', csv);
    const { paths } = await this.suite.get(ScoreCsv).execute({ scenario: id, input, workers: 1 });
    return readFile(paths.output, 'utf8');
  }

  async close(): Promise<void> {
    await this.suite.close();
    await rm(this.root, { recursive: true, force: true });
  }
}
