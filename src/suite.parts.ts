import { systemClock } from './core/clock.js';
import type { Configuration } from './core/configuration.js';
import { createLogger, type Logger } from './core/logger.js';
import { ownScenariosFolder, shippedDatasets, shippedScenarios } from './core/paths.js';
import { DatasetCatalogue } from './datasets/dataset-catalogue.js';
import { registerDecisions } from './decisions/index.js';
import { industryRules } from './industries/industries.module.js';
import { industryPlugin } from './industries/industry-plugins.js';
import { checkLearning } from './learning/check.js';
import { ModelRegistry } from './registry/model-registry.js';
import { loadOneScenario } from './scenarios/load-scenarios.js';
import { ScenarioCatalogue, type Scenario } from './scenarios/scenario-catalogue.js';
import { ServedModels } from './scoring/served-models.js';

/** What a background works with. */
export interface SuiteParts {
  logger: Logger;
  registry: ModelRegistry;
  datasets: DatasetCatalogue;
  /** One scenario with its plug-in, read when it is asked for. */
  scenario: (id: string) => Promise<Scenario>;
}

/**
 * The parts of the suite that work on one scenario, without the application around them and without reading the others. The scenario is
 * checked once more: its file may have changed since whoever started the background read it.
 */
export function openParts(configuration: Configuration): SuiteParts {
  registerDecisions(industryRules);
  const logger = createLogger(configuration);
  return {
    logger,
    registry: openRegistry(configuration, logger),
    datasets: openDatasets(configuration),
    scenario: async (id) => ({
      ...(await loadOneScenario(scenarioFolders(configuration), id, checkLearning)),
      plugin: industryPlugin(id),
    }),
  };
}

/** The models of one scenario. @throws what is wrong with the scenario. */
export async function openModels(configuration: Configuration, id: string): Promise<ServedModels> {
  const { scenario, registry, logger } = openParts(configuration);
  return new ServedModels(new ScenarioCatalogue([await scenario(id)]), registry, logger);
}

export function openRegistry({ home }: Configuration, logger: Logger): ModelRegistry {
  return new ModelRegistry(home, systemClock, ({ path, remark }) => logger.warn({ path }, remark));
}

export function openDatasets({ home }: Configuration): DatasetCatalogue {
  return new DatasetCatalogue([shippedDatasets], home);
}

function scenarioFolders(configuration: Configuration): string[] {
  return [shippedScenarios, ownScenariosFolder(configuration)];
}
