import { Injectable } from '@nestjs/common';
import { DamagedFileError, NotFoundError, NotReadyError } from '../core/errors.js';
import { defaultLanguage, textIn, type Language } from '../core/language/language.js';
import type { JsonSchema } from '../tables/columns/column-kind.js';
import { columnKind } from '../tables/columns/index.js';
import { parentsOf } from '../tables/derived/parents.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag, industryOf } from '../registry/model-tag.js';
import { isMadeByServer } from '../scenarios/own-folder.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { readExample } from '../scenarios/example-file.js';
import { problemText } from '../scenarios/unusable-scenario.js';
import { familyOf } from '../learning/index.js';
import type { Headline } from '../learning/report.js';
import type { ReadableSummary, ScenarioDescription, ScenarioSummary } from './scenario-description.js';

/** What there is to ask, and how. */
@Injectable()
export class DescribeScenario {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
  ) {}

  /** By id. A scenario whose files are damaged or wrong is in the list with its `problem`, and takes no other one down. */
  async list(): Promise<ScenarioSummary[]> {
    const scenarios = this.catalogue.list();
    const summaries: ScenarioSummary[] = await Promise.all(scenarios.map((one) => this.summary(one)));
    // One of its own that has the id of another is told with the other: there is one line for each id.
    const known = new Set(scenarios.map(({ spec }) => spec.id));
    const unusable = this.catalogue.unusable.filter(({ id }) => !known.has(id));
    const all = [
      ...summaries,
      ...unusable.map((one) => ({ id: one.id, industry: industryOf(one.id), problem: problemText(one) })),
    ];
    return all.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** @param language of the descriptions inside the schema of a row; all else stands in both. */
  async describe(id: string, language: Language = defaultLanguage): Promise<ScenarioDescription> {
    const scenario = this.catalogue.get(id);
    const { spec, plugin } = scenario;
    const description: ScenarioDescription = {
      ...(await this.summary(scenario)),
      columns: spec.columns.map((column) => ({ ...column, sensitive: spec.sensitive.includes(column.name) })),
      ...(spec.derived.length > 0 && { derived: derivedOf(spec) }),
      target: spec.target,
      targets: spec.targets,
      notice: spec.notice,
      ...(spec.stages.length > 0 && { stages: spec.stages }),
      decision: spec.decision,
      ...(spec.actionNames && { actionNames: spec.actionNames }),
      optimisation: spec.optimisation,
      history: familyOf(spec).history(spec),
      explains: familyOf(spec).explains?.(spec) ?? false,
      hasImportance: familyOf(spec).hasImportance?.(spec) ?? false,
      caveats: spec.caveats,
      notFor: spec.notFor,
      removable: isMadeByServer(scenario.folder),
      endpoints: (plugin.endpoints ?? []).map(({ name, method, summary, example }) => ({
        name,
        method,
        summary,
        example,
      })),
      schema: rowSchema(spec, language),
      example: (await readExample(scenario)).example,
    };
    return description;
  }

  private async summary(scenario: Scenario): Promise<ReadableSummary> {
    const { spec } = scenario;
    const [serving, example] = await Promise.all([this.serving(spec.id), readExample(scenario)]);
    const twins = this.catalogue.unusable.filter(({ id }) => id === spec.id).map(problemText);
    const problems = [serving.problem, example.problem, ...twins].filter((problem) => problem !== undefined);
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

function derivedOf({ derived, columns }: ScenarioSpec): ScenarioDescription['derived'] {
  const parents = parentsOf(derived, columns);
  return derived.map((column) => ({ ...column, parents: [...(parents.get(column.name) ?? [])] }));
}

/** JSON Schema of one row of a scenario. */
export function rowSchema({ columns }: ScenarioSpec, language: Language = defaultLanguage): JsonSchema {
  const properties = columns.map((column) => {
    const schema = {
      ...columnKind(column).jsonSchema(column),
      description: textIn(column.meaning, language),
    };
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
