import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Configuration } from './core/configuration.js';
import { createLogger, type Logger } from './core/logger.js';
import { CONFIGURATION, LOGGER } from './core/tokens.js';
import { DatasetCatalogue } from './datasets/dataset-catalogue.js';
import { DraftingThread } from './drafting/drafting-thread.js';
import { DraftUpload } from './drafting/draft-upload.js';
import { MakeScenario } from './drafting/make-scenario.js';
import { RemoveScenario } from './drafting/remove-scenario.js';
import { IndustriesModule } from './industries/industries.module.js';
import { JobsService } from './jobs/jobs-service.js';
import { checkJobKinds } from './jobs/kinds/index.js';
import { SubmitJob } from './jobs/submit-job.js';
import { WatchJobs } from './jobs/watch-jobs.js';
import { AnswerLog } from './monitoring/answers/answer-log.js';
import { RequestWindows } from './monitoring/drift/request-windows.js';
import { OperationEvents } from './monitoring/operation-events.js';
import { OperationLog } from './monitoring/operation-log.js';
import { RecentRequests } from './monitoring/recent-requests.js';
import { ReportPages } from './presentation/index.js';
import { ModelRegistry } from './registry/model-registry.js';
import { PluginDiscovery } from './scenarios/plugin-discovery.js';
import { ScenarioCatalogue } from './scenarios/scenario-catalogue.js';
import { AnswerRequest } from './scoring/answer-request.js';
import { AskEndpoint } from './scoring/ask-endpoint.js';
import { FindCounterfactuals } from './scoring/counterfactuals/find-counterfactuals.js';
import { ExplainRow } from './scoring/explain-row.js';
import { DecideCsv } from './scoring/decide/decide-csv.js';
import { DescribeScenario } from './scoring/describe-scenario.js';
import { DriftOfRequests } from './scoring/drift-of-requests.js';
import { TellDependence } from './scoring/learnt/tell-dependence.js';
import { TellImportance } from './scoring/learnt/tell-importance.js';
import { LargeRequests } from './scoring/large-requests.js';
import { PredictRows } from './scoring/predict-rows.js';
import { ScoreCsv } from './scoring/csv/score-csv.js';
import { JudgeAnswers } from './scoring/outcomes/judge-answers.js';
import { RemoveAnswers } from './scoring/outcomes/remove-answers.js';
import { TellOutcomes } from './scoring/outcomes/tell-outcomes.js';
import { ServedModels } from './scoring/served-models.js';
import { DescribeModel } from './scoring/tensors/describe-model.js';
import { Turns } from './scoring/turns.js';
import { CompareVersions } from './training/compare-versions.js';
import { ModelVersions } from './training/model-versions.js';
import { EvaluateFile } from './training/evaluate-file.js';
import { EvaluateInBackground } from './training/evaluate-in-background.js';
import { loadCatalogue } from './suite.catalogue.js';
import { openDatasets, openRegistry } from './suite.parts.js';
import { TrainInBackground } from './training/train-in-background.js';
import { TrainMissingChampions } from './training/train-missing-champions.js';

const useCases = [
  AnswerLog,
  AnswerRequest,
  AskEndpoint,
  CompareVersions,
  ExplainRow,
  FindCounterfactuals,
  DecideCsv,
  DescribeModel,
  DescribeScenario,
  DraftingThread,
  DraftUpload,
  DriftOfRequests,
  EvaluateFile,
  EvaluateInBackground,
  JobsService,
  JudgeAnswers,
  LargeRequests,
  MakeScenario,
  ModelVersions,
  OperationEvents,
  OperationLog,
  RecentRequests,
  RequestWindows,
  RemoveAnswers,
  ReportPages,
  PredictRows,
  RemoveScenario,
  ScoreCsv,
  ServedModels,
  SubmitJob,
  TellDependence,
  TellImportance,
  TellOutcomes,
  TrainInBackground,
  TrainMissingChampions,
  Turns,
  WatchJobs,
];

/** Everything behind the doors: catalogues, registry, industries and use cases. */
@Module({})
export class SuiteModule {
  static forRoot(configuration: Configuration): DynamicModule {
    const providers = [
      { provide: CONFIGURATION, useValue: configuration },
      { provide: LOGGER, useFactory: () => createLogger(configuration) },
      {
        provide: ModelRegistry,
        inject: [LOGGER],
        useFactory: (logger: Logger) => openRegistry(configuration, logger),
      },
      {
        provide: DatasetCatalogue,
        useFactory: () => openDatasets(configuration),
      },
      {
        provide: ScenarioCatalogue,
        inject: [DatasetCatalogue, LOGGER],
        useFactory: (datasets: DatasetCatalogue, logger: Logger) => {
          checkJobKinds();
          return loadCatalogue(configuration, datasets, logger);
        },
      },
      ...useCases,
    ];
    return {
      module: SuiteModule,
      imports: [DiscoveryModule, IndustriesModule],
      providers: [...providers, PluginDiscovery],
      exports: providers,
    };
  }
}
