import { Module, type DynamicModule } from '@nestjs/common';
import type { Configuration } from '../core/configuration.js';
import { SuiteModule } from '../suite.module.js';
import { AllowedMethods } from './allowed-methods.js';
import { BodyBudget } from './body-budget.js';
import { DocumentationController } from './documentation.controller.js';
import { EndpointNames } from './endpoint-names.js';
import { HealthController } from './health.controller.js';
import { JobsController } from './jobs.controller.js';
import { InferenceController } from './inference-protocol/inference.controller.js';
import { mcpProviders } from '../mcp/index.js';
import { McpController } from './mcp.controller.js';
import { OpenApi } from './openapi.js';
import { ProblemDetailsFilter } from './problem-details.filter.js';
import { RequestLog } from './request-log.js';
import { RequestMetrics } from './request-metrics.js';
import { ComparisonController } from './comparison.controller.js';
import { DriftController } from './drift.controller.js';
import { ExplanationsController } from './explanations.controller.js';
import { OutcomesController } from './outcomes.controller.js';
import { OwnScenariosController } from './own-scenarios.controller.js';
import { ReportsController } from './reports.controller.js';
import { ScenariosController } from './scenarios.controller.js';
import { ServerReadiness } from './server-readiness.js';

/** Where there are keys, their roles say who may. */
function mayWrite({ mcpWrites, keysFile }: Configuration): boolean {
  return mcpWrites || keysFile !== undefined;
}

/** The REST door. */
@Module({})
export class HttpModule {
  static forRoot(configuration: Configuration): DynamicModule {
    return {
      module: HttpModule,
      imports: [SuiteModule.forRoot(configuration)],
      controllers: [
        HealthController,
        DocumentationController,
        JobsController,
        McpController,
        ComparisonController,
        DriftController,
        ExplanationsController,
        InferenceController,
        OutcomesController,
        OwnScenariosController,
        ReportsController,
        ScenariosController,
      ],
      providers: [
        ...mcpProviders({ writes: mayWrite(configuration), jobs: true }),
        AllowedMethods,
        BodyBudget,
        EndpointNames,
        ProblemDetailsFilter,
        OpenApi,
        RequestLog,
        RequestMetrics,
        ServerReadiness,
      ],
    };
  }
}
