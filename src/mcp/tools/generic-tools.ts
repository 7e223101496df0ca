import { Injectable } from '@nestjs/common';
import type { McpOptions } from '../mcp-options.js';
import { AskingTools } from './asking-tools.js';
import { JobTools } from './job-tools.js';
import { ScoreTableTool } from './score-table.tool.js';
import { ServingTools } from './serving-tools.js';
import { TellingTools } from './telling-tools.js';
import type { McpTool } from './tool.js';

/** The tools that are about any scenario, in their order: from looking to changing. */
@Injectable()
export class GenericTools {
  constructor(
    private readonly telling: TellingTools,
    private readonly asking: AskingTools,
    private readonly scoreTable: ScoreTableTool,
    private readonly jobs: JobTools,
    private readonly serving: ServingTools,
  ) {}

  list({ jobs, writes }: McpOptions): McpTool[] {
    return [
      ...this.telling.list(),
      ...this.asking.list(),
      this.scoreTable.tool(),
      ...(jobs ? this.jobs.list() : []),
      ...(writes && jobs ? [this.jobs.train()] : []),
      ...(writes ? this.serving.list() : []),
    ];
  }
}
