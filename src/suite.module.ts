import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { systemClock } from './core/clock.js';
import type { Configuration } from './core/configuration.js';
import { createLogger, type Logger } from './core/logger.js';
import { shippedDatasets, shippedScenarios } from './core/paths.js';
import { CONFIGURATION, LOGGER } from './core/tokens.js';
import { checkColumnKinds } from './tables/columns/index.js';
import { DatasetCatalogue } from './datasets/dataset-catalogue.js';
import { checkDecisions, registerDecisions } from './decisions/index.js';
import { IndustriesModule, industryRules } from './industries/industries.module.js';
import { checkArchitectures } from './models/architectures/index.js';
import { JobsService } from './jobs/jobs-service.js';
import { checkJobKinds } from './jobs/kinds/index.js';
import { SubmitJob } from './jobs/submit-job.js';
import { WatchJobs } from './jobs/watch-jobs.js';
import { ModelRegistry } from './registry/model-registry.js';
import { loadScenarios, noScenarios, readScenarios, refuseTwins } from './scenarios/load-scenarios.js';
import { PluginDiscovery } from './scenarios/plugin-discovery.js';
import { ScenarioCatalogue } from './scenarios/scenario-catalogue.js';
import { AnswerRequest } from './scoring/answer-request.js';
import { AskEndpoint } from './scoring/ask-endpoint.js';
import { DescribeScenario } from './scoring/describe-scenario.js';
import { LargeRequests } from './scoring/large-requests.js';
import { PredictRows } from './scoring/predict-rows.js';
import { ScoreCsv } from './scoring/csv/score-csv.js';
import { ServedModels } from './scoring/served-models.js';
import { Turns } from './scoring/turns.js';
import { checkInputs, checkLearning } from './learning/check.js';
import { checkFamilies } from './learning/index.js';
import { checkTasks } from './learning/rows/tasks/index.js';
import { ModelVersions } from './training/model-versions.js';
import { EvaluateInBackground } from './training/evaluate-in-background.js';
import { TrainInBackground } from './training/train-in-background.js';
import { TrainMissingChampions } from './training/train-missing-champions.js';

const useCases = [
  AnswerRequest,
  AskEndpoint,
  DescribeScenario,
  EvaluateInBackground,
  JobsService,
  LargeRequests,
  ModelVersions,
  PredictRows,
  ScoreCsv,
  ServedModels,
  SubmitJob,
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
        useFactory: (logger: Logger) =>
          new ModelRegistry(configuration.home, systemClock, ({ path, remark }) =>
            logger.warn({ path }, remark),
          ),
      },
      {
        provide: DatasetCatalogue,
        useFactory: () => new DatasetCatalogue([shippedDatasets], configuration.home),
      },
      {
        provide: ScenarioCatalogue,
        inject: [DatasetCatalogue, LOGGER],
        useFactory: (datasets: DatasetCatalogue, logger: Logger) =>
          loadCatalogue(configuration.scenariosFolder, datasets, logger),
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

/** A damaged file of the project's own ends the start; one of a user's scenarios takes down that scenario alone. */
async function loadCatalogue(
  ownFolder: string | undefined,
  datasets: DatasetCatalogue,
  logger: Logger,
): Promise<ScenarioCatalogue> {
  checkArchitectures();
  checkColumnKinds();
  checkDecisions();
  registerDecisions(industryRules);
  checkJobKinds();
  checkFamilies();
  checkTasks();
  const own = ownFolder === undefined ? noScenarios : await readScenarios([ownFolder], checkLearning);
  const loaded = [...(await loadScenarios([shippedScenarios], checkLearning)), ...own.scenarios];
  refuseTwins(loaded, own.unreadable);
  for (const { message, path } of [...own.unreadable.map(({ error }) => error), ...own.passedOver]) {
    logger.warn({ path }, message);
  }
  const known = await datasets.list();
  loaded.forEach(({ spec, folder }) => checkInputs(spec, folder, known));
  const scenarios = loaded.map((scenario) => ({ ...scenario, plugin: {} }));
  return new ScenarioCatalogue(scenarios, own.unreadable);
}
