import type { Provider } from '@nestjs/common';
import { McpHttpFace } from './http-face.js';
import { McpServers } from './mcp-server.js';
import { mcpOptions, type McpOptions } from './mcp-options.js';
import { Resources } from './resources.js';
import { MostImportant } from './schema/most-important.js';
import { AskScenario } from './tools/ask-scenario.js';
import { AskingTools } from './tools/asking-tools.js';
import { GenericTools } from './tools/generic-tools.js';
import { JobTools } from './tools/job-tools.js';
import { ScenarioTools } from './tools/scenario-tools.js';
import { ScoreTableTool } from './tools/score-table.tool.js';
import { ServingTools } from './tools/serving-tools.js';
import { TellingTools } from './tools/telling-tools.js';
import { ToolList } from './tools/tool-list.js';

/** The Model Context Protocol, for the doors that carry it: HTTP and standard input. */
export function mcpProviders(options: McpOptions): Provider[] {
  return [
    { provide: mcpOptions, useValue: options },
    AskScenario,
    AskingTools,
    GenericTools,
    JobTools,
    McpHttpFace,
    McpServers,
    MostImportant,
    Resources,
    ScenarioTools,
    ScoreTableTool,
    ServingTools,
    TellingTools,
    ToolList,
  ];
}

export { McpHttpFace } from './http-face.js';
export { McpServers, type McpSession } from './mcp-server.js';
