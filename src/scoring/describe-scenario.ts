import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import type { JsonSchema } from '../data/columns/column-kind.js';
import { columnKind } from '../data/columns/index.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import type { Headline } from '../training/report.js';

export interface ScenarioSummary {
  id: string;
  industry: string;
  title: ScenarioSpec['title'];
  question: ScenarioSpec['question'];
  task: string;
  data: string;
  /** `finance/credit-scoring@3`; absent before the first champion. */
  champion?: string;
  /** The champion's primary metric on rows held out. */
  headline?: Headline;
}

export interface ScenarioDescription extends ScenarioSummary {
  columns: (ScenarioSpec['columns'][number] & { sensitive: boolean })[];
  target: ScenarioSpec['target'];
  /** When it can be asked, from the least known to the most; absent where every column is always known. */
  stages?: ScenarioSpec['stages'];
  decision?: ScenarioSpec['decision'];
  caveats: ScenarioSpec['caveats'];
  notFor: ScenarioSpec['notFor'];
  /** Extra endpoints. */
  endpoints: { name: string; method: string; summary: { en: string; zh: string } }[];
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
      ...(spec.stages.length > 0 && { stages: spec.stages }),
      decision: spec.decision,
      caveats: spec.caveats,
      notFor: spec.notFor,
      endpoints: (plugin.endpoints ?? []).map(({ name, method, summary }) => ({ name, method, summary })),
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
    const champion = await this.registry.champion(spec.id).catch(() => undefined);
    if (!champion) return summary;
    const loaded = await this.registry.load(champion).catch(() => undefined);
    const headline = loaded?.manifest.headline as Headline | undefined;
    return { ...summary, champion: `${spec.id}@${champion.version}`, headline };
  }
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
