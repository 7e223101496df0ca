import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DamagedFileError, NotFoundError } from '../core/errors.js';
import type { JsonSchema } from '../data/columns/column-kind.js';
import { columnKind } from '../data/columns/index.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { taskSpecOf } from '../scenarios/task-spec.js';
import { learnsFromInteractions, taskNamed } from '../tasks/index.js';
import type { Headline } from '../training/report.js';

export interface ScenarioSummary {
  id: string;
  industry: string;
  title: ScenarioSpec['title'];
  question: ScenarioSpec['question'];
  task: string;
  data: string;
  /** The version that answers, `finance/credit-scoring@3`; absent when there is none. */
  champion?: string;
  /** Its primary metric on rows held out. */
  headline?: Headline;
  /** Why a later champion does not answer, or none at all: its files are damaged. */
  problem?: string;
}

export interface ScenarioDescription extends ScenarioSummary {
  columns: (ScenarioSpec['columns'][number] & { sensitive: boolean })[];
  target: ScenarioSpec['target'];
  notice?: ScenarioSpec['notice'];
  /** When it can be asked, from the least known to the most; absent where every column is always known. */
  stages?: ScenarioSpec['stages'];
  decision?: ScenarioSpec['decision'];
  /** Where a row is read with the rows before it: the column of the series, the one that orders it, and how many steps. */
  history?: { group?: string; order: string; window: number };
  caveats: ScenarioSpec['caveats'];
  notFor: ScenarioSpec['notFor'];
  /** Extra endpoints. */
  endpoints: { name: string; method: string; summary: { en: string; zh: string }; example?: unknown }[];
  /** JSON Schema (2020-12) of one row. */
  schema: JsonSchema;
  /** A request body that works as it stands. */
  example?: unknown;
}

/** What there is to ask, and how. */
@Injectable()
export class DescribeScenario {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
  ) {}

  list(): Promise<ScenarioSummary[]> {
    return Promise.all(this.catalogue.list().map((scenario) => this.summary(scenario)));
  }

  async describe(id: string): Promise<ScenarioDescription> {
    const scenario = this.catalogue.get(id);
    const { spec, plugin } = scenario;
    const description: ScenarioDescription = {
      ...(await this.summary(scenario)),
      columns: spec.columns.map((column) => ({ ...column, sensitive: spec.sensitive.includes(column.name) })),
      target: spec.target,
      notice: spec.notice,
      ...(spec.stages.length > 0 && { stages: spec.stages }),
      decision: spec.decision,
      history: historyOf(spec),
      caveats: spec.caveats,
      notFor: spec.notFor,
      endpoints: (plugin.endpoints ?? []).map(({ name, method, summary, example }) => ({
        name,
        method,
        summary,
        example,
      })),
      schema: rowSchema(spec),
      example: await exampleOf(scenario),
    };
    return description;
  }

  private async summary({ spec }: Scenario): Promise<ScenarioSummary> {
    const summary: ScenarioSummary = {
      id: spec.id,
      industry: spec.id.split('/')[0],
      title: spec.title,
      question: spec.question,
      task: spec.task.name,
      data: 'dataset' in spec.data ? spec.data.dataset : spec.data.file,
    };
    return { ...summary, ...(await this.serving(spec.id)) };
  }

  private async serving(id: string): Promise<Pick<ScenarioSummary, 'champion' | 'headline' | 'problem'>> {
    try {
      const { loaded, refused } = await this.registry.loadChampion(id);
      const problem = refused.length === 0 ? undefined : refused.map(({ reason }) => reason).join(' ');
      const headline = loaded.manifest.headline as Headline | undefined;
      return { champion: formatModelTag(loaded.tag), headline, problem };
    } catch (error) {
      if (error instanceof NotFoundError) return {};
      if (error instanceof DamagedFileError) return { problem: error.message };
      throw error;
    }
  }
}

/** How the rows of a scenario are read together with the rows before them; undefined where each stands for itself. */
export function historyOf(spec: ScenarioSpec): ScenarioDescription['history'] {
  if (learnsFromInteractions(spec.task.name)) return undefined;
  const { history } = taskNamed(spec.task.name).framing(taskSpecOf(spec));
  return history && { group: history.group, order: history.order, window: history.window };
}

/** JSON Schema of one row of a scenario. */
export function rowSchema({ columns }: ScenarioSpec): JsonSchema {
  const properties = columns.map((column) => {
    const schema = { ...columnKind(column).jsonSchema(column), description: column.meaning.en };
    return [column.name, schema];
  });
  const required = columns.filter((column) => column.optional !== true);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties) as JsonSchema,
    required: required.map((column) => column.name),
  };
}

/** The scenario's own example request, `examples/predict.json`. */
export async function exampleOf({ folder }: Scenario): Promise<unknown> {
  const path = join(folder, 'examples', 'predict.json');
  return existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as unknown) : undefined;
}
