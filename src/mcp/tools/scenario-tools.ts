import { Injectable } from '@nestjs/common';
import type { Tool } from '@modelcontextprotocol/server';
import { familyOf } from '../../learning/index.js';
import { industryOf } from '../../registry/model-tag.js';
import { ScenarioCatalogue, type Scenario } from '../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { fewWords } from '../clean-text.js';
import { answerOutput } from '../schema/answer-output.js';
import { ColumnKeys } from '../schema/column-keys.js';
import { compactSchema, details, mostListed, type Detail } from '../schema/compact-schema.js';
import { MostImportant } from '../schema/most-important.js';
import { AskScenario } from './ask-scenario.js';
import { answerResult } from './tool-result.js';
import type { McpTool } from './tool.js';

/** Characters that all tools of scenarios may take together, and one at most. */
interface Room {
  all: number;
  one: number;
}

/** A typed tool for each scenario: its columns as the keys of its input. */
@Injectable()
export class ScenarioTools {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly ask: AskScenario,
    private readonly important: MostImportant,
  ) {}

  /**
   * Tools that together fit into so many characters, each with as much detail as there is room for; where there are too many scenarios
   * the last have none, and are asked by `predict`.
   */
  async fitting(all: number, most: number, industry?: string): Promise<McpTool[]> {
    const scenarios = this.catalogue
      .list()
      .filter(({ spec }) => industry === undefined || industryOf(spec.id) === industry)
      .slice(0, most);
    for (let one = all; one > smallest; one *= 0.85) {
      const tools = await this.tools(scenarios, { all, one });
      if (charactersOf(tools) <= all) return tools;
    }
    return [];
  }

  private async tools(scenarios: readonly Scenario[], { one }: Room): Promise<McpTool[]> {
    const tools: McpTool[] = [];
    for (const { spec } of scenarios) tools.push(this.tool(spec, await this.schemaWithin(spec, one)));
    return tools;
  }

  private async schemaWithin(spec: ScenarioSpec, most: number): Promise<Tool['inputSchema']> {
    const order = await this.important.columnsOf(spec.id);
    const forms: { detail: Detail; short: boolean }[] = [
      ...details.map((detail) => ({ detail, short: spec.columns.length > mostListed })),
      ...details.map((detail) => ({ detail, short: true })),
    ];
    const schemas = forms.map((form) => compactSchema(spec, { ...form, order }));
    const fitting = schemas.find((schema) => JSON.stringify(schema).length <= most);
    return (fitting ?? schemas.at(-1)) as Tool['inputSchema'];
  }

  private tool(spec: ScenarioSpec, inputSchema: Tool['inputSchema']): McpTool {
    const keys = new ColumnKeys(spec.columns);
    const readsHistory = familyOf(spec).history(spec) !== undefined;
    return {
      role: 'scorer',
      industry: industryOf(spec.id),
      definition: {
        name: toolName(spec.id),
        title: fewWords(spec.title.en, 8),
        description: descriptionOf(spec),
        inputSchema,
        outputSchema: answerOutput,
        annotations: { readOnlyHint: true, openWorldHint: false },
      },
      call: async (input, { language }) => {
        const body = readsHistory ? { history: input.history } : { features: input };
        return answerResult(await this.ask.predict(spec.id, body, { keys, language }), language);
      },
    };
  }
}

/** Below so many characters a schema says nothing any more. */
const smallest = 150;

/** No id has an underscore, so that one name means one id. */
export function toolName(id: string): string {
  return id.replace('/', '_');
}

export function charactersOf(tools: readonly McpTool[]): number {
  return JSON.stringify(tools.map(({ definition }) => definition)).length;
}

function descriptionOf({ question, notFor, decision }: ScenarioSpec): string {
  const limits = notFor.slice(0, 1).map(({ en }) => `Not for: ${fewWords(en, 14)}`);
  const decides = decision ? [`Decides by ${decision.rule}.`] : [];
  return [fewWords(question.en, 24), ...decides, ...limits].join(' ');
}
