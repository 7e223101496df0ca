import { Inject, Injectable } from '@nestjs/common';
import { ModelRegistry } from '../../registry/model-registry.js';
import { ScenarioCatalogue } from '../../scenarios/scenario-catalogue.js';
import { mcpOptions, type McpOptions } from '../mcp-options.js';
import { GenericTools } from './generic-tools.js';
import { charactersOf, ScenarioTools } from './scenario-tools.js';
import type { McpTool, ToolContext } from './tool.js';

/** Hosts of models drop tools beyond so many, and a list costs its characters in every conversation: about four to a token. */
export const mostTools = 40;
export const mostCharacters = 35_000;

interface Made {
  stamp: string;
  tools: Promise<readonly McpTool[]>;
}

/** Every tool, for all industries or one. A list is made anew only when another version serves. */
@Injectable()
export class ToolList {
  private readonly made = new Map<string, Made>();

  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly scenarioTools: ScenarioTools,
    private readonly genericTools: GenericTools,
    @Inject(mcpOptions) private readonly options: McpOptions,
  ) {}

  /** What a caller may call. */
  async for(context: ToolContext, industry?: string): Promise<McpTool[]> {
    const tools = await this.all(industry);
    return tools.filter((tool) => context.caller.may(tool.role, tool.industry ?? industry));
  }

  private all(industry?: string): Promise<readonly McpTool[]> {
    const key = industry ?? '';
    const stamp = this.stampOf();
    const known = this.made.get(key);
    if (known?.stamp === stamp) return known.tools;
    const tools = this.make(industry);
    this.made.set(key, { stamp, tools });
    tools.catch(() => this.made.delete(key));
    return tools;
  }

  private async make(industry?: string): Promise<McpTool[]> {
    const generic = this.genericTools.list(this.options);
    const room = mostCharacters - charactersOf(generic);
    return [...(await this.scenarioTools.fitting(room, mostTools - generic.length, industry)), ...generic];
  }

  /** Of all champions together: the aliases as they are. */
  private stampOf(): string {
    return this.catalogue
      .list()
      .map(({ spec }) => this.registry.championStamp(spec.id) ?? '')
      .join();
  }
}
