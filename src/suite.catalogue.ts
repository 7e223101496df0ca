import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from './core/configuration.js';
import { DamagedFileError } from './core/errors.js';
import type { Logger } from './core/logger.js';
import { ownScenariosFolder, shippedScenarios } from './core/paths.js';
import type { Dataset, DatasetCatalogue } from './datasets/dataset-catalogue.js';
import { checkArchitectures } from './models/architectures/index.js';
import {
  loadScenarios,
  noScenarios,
  readScenarios,
  withoutTwins,
  type ReadScenarios,
} from './scenarios/load-scenarios.js';
import { ScenarioCatalogue } from './scenarios/scenario-catalogue.js';
import type { ScenarioPlugin } from './scenarios/scenario-plugin.js';
import { problemText, unusable, type UnusableScenario } from './scenarios/unusable-scenario.js';
import { checkColumnKinds } from './tables/columns/index.js';
import { checkInputs, checkLearning } from './learning/check.js';
import { checkFamilies } from './learning/index.js';
import { checkTasks } from './learning/rows/tasks/index.js';
import { checkDecisions, registerDecisions } from './decisions/index.js';
import { industryRules } from './industries/industries.module.js';

/**
 * All scenarios, read and checked. A damaged or wrong file of the project's own ends the start; one of a user's scenarios takes down that
 * scenario alone.
 * @param pluginOf of each scenario; an application finds plug-ins itself, later.
 */
export async function loadCatalogue(
  configuration: Pick<Configuration, 'scenariosFolder' | 'home'>,
  datasets: DatasetCatalogue,
  logger: Logger,
  pluginOf: (id: string) => ScenarioPlugin = () => ({}),
): Promise<ScenarioCatalogue> {
  checkArchitectures();
  checkColumnKinds();
  checkDecisions();
  registerDecisions(industryRules);
  checkFamilies();
  checkTasks();
  const known = await datasets.list();
  const shipped = await loadScenarios([shippedScenarios], checkLearning);
  shipped.forEach(({ spec, folder }) => checkInputs(spec, folder, known));
  const found = await ownScenarios(configuration);
  const own = withInputs(found, known);
  const read = withoutTwins({ ...own, scenarios: [...shipped, ...own.scenarios] });
  for (const one of read.unusable) {
    const { error, folder } = one;
    const path = error instanceof DamagedFileError ? error.path : join(folder, 'scenario.yaml');
    logger.warn({ path }, problemText(one));
  }
  for (const { message, path } of read.passedOver) logger.warn({ path }, message);
  const scenarios = read.scenarios.map((scenario) => ({ ...scenario, plugin: pluginOf(scenario.spec.id) }));
  return new ScenarioCatalogue(scenarios, read.unusable);
}

/** Those of a user: none where nobody named a folder and no server made one. */
async function ownScenarios(
  configuration: Pick<Configuration, 'scenariosFolder' | 'home'>,
): Promise<ReadScenarios> {
  const folder = ownScenariosFolder(configuration);
  const isNamed = configuration.scenariosFolder !== undefined;
  return isNamed || existsSync(folder) ? readScenarios([folder], checkLearning) : noScenarios;
}

/** Takes out the scenarios whose data are not as they say. */
function withInputs(read: ReadScenarios, known: readonly Dataset[]): ReadScenarios {
  const refused: UnusableScenario[] = [];
  const scenarios = read.scenarios.filter(({ spec, folder }) => {
    try {
      checkInputs(spec, folder, known);
      return true;
    } catch (error) {
      refused.push(unusable(spec.id, folder, error));
      return false;
    }
  });
  return { ...read, scenarios, unusable: [...read.unusable, ...refused] };
}
