import { Injectable } from '@nestjs/common';
import { DamagedFileError, NotFoundError, NotReadyError } from '../core/errors.js';
import type { JsonSchema } from '../tables/columns/column-kind.js';
import { columnKind } from '../tables/columns/index.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { readExample } from '../scenarios/example-file.js';
import { taskSpecOf } from '../scenarios/task-spec.js';
import { learnsFromInteractions, taskNamed } from '../learning/rows/tasks/index.js';
import type { Headline } from '../learning/report.js';

/** A line of the list of scenarios: what only a `scenario.yaml` says is absent where that cannot be read. */
export type ScenarioSummary = ScenarioState & Partial<DeclaredSummary>;

interface ScenarioState {
  id: string;
  industry: string;
  /** The version that answers, `finance/credit-scoring@3`; absent when there is none. */
  champion?: string;
  /** Its primary metric on rows held out. */
  headline?: Headline;
  /** What of its files is damaged: why a later champion does not answer, or none at all; what else is missing from its description. */
  problem?: string;
}

interface DeclaredSummary {
  title: ScenarioSpec['title'];
  question: ScenarioSpec['question'];
  task: string;
  data: string;
}

export interface ScenarioDescription extends ScenarioState, DeclaredSummary {
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

  /** By id. A scenario whose files are damaged is in the list with its `problem`, and takes no other one down. */
  async list(): Promise<ScenarioSummary[]> {
    const summaries: Promise<ScenarioSummary>[] = this.catalogue.list().map((one) => this.summary(one));
    const unreadable = this.catalogue.unreadable.map(({ id, error }) => {
      return { id, industry: industryOf(id), problem: error.message };
    });
    const all = [...(await Promise.all(summaries)), ...unreadable];
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
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
      example: (await readExample(scenario)).example,
    };
    return description;
  }

  private async summary(scenario: Scenario): Promise<ScenarioState & DeclaredSummary> {
    const { spec } = scenario;
    const [serving, example] = await Promise.all([this.serving(spec.id), readExample(scenario)]);
    const problems = [serving.problem, example.problem].filter((problem) => problem !== undefined);
    return {
      id: spec.id,
      industry: industryOf(spec.id),
      title: spec.title,
      question: spec.question,
      task: spec.task.name,
      data: 'dataset' in spec.data ? spec.data.dataset : spec.data.file,
      ...serving,
      problem: problems.length === 0 ? undefined : problems.join(' '),
    };
  }

  private async serving(id: string): Promise<Pick<ScenarioSummary, 'champion' | 'headline' | 'problem'>> {
    try {
      const { checked, refused } = await this.registry.checkChampion(id);
      const problem = refused.length === 0 ? undefined : refused.map(({ reason }) => reason).join(' ');
      const headline = checked.manifest.headline as Headline | undefined;
      return { champion: formatModelTag(checked.tag), headline, problem };
    } catch (error) {
      if (error instanceof NotFoundError) return {};
      // Short of descriptors, for instance: what is wrong with one scenario now may be well a moment later.
      if (error instanceof DamagedFileError || error instanceof NotReadyError)
        return { problem: error.message };
      throw error;
    }
  }
}

function industryOf(id: string): string {
  return id.split('/')[0];
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
