import type { Logger } from './core/logger.js';
import { shippedScenarios } from './core/paths.js';
import type { DatasetCatalogue } from './datasets/dataset-catalogue.js';
import { checkArchitectures } from './models/architectures/index.js';
import { loadScenarios, noScenarios, readScenarios, refuseTwins } from './scenarios/load-scenarios.js';
import { ScenarioCatalogue } from './scenarios/scenario-catalogue.js';
import type { ScenarioPlugin } from './scenarios/scenario-plugin.js';
import { checkColumnKinds } from './tables/columns/index.js';
import { checkInputs, checkLearning } from './learning/check.js';
import { checkFamilies } from './learning/index.js';
import { checkTasks } from './learning/rows/tasks/index.js';
import { checkDecisions, registerDecisions } from './decisions/index.js';
import { industryRules } from './industries/industries.module.js';

/**
 * All scenarios, read and checked. A damaged file of the project's own ends the start; one of a user's scenarios takes down that scenario
 * alone.
 * @param pluginOf of each scenario; an application finds plug-ins itself, later.
 */
export async function loadCatalogue(
  ownFolder: string | undefined,
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
  const own = ownFolder === undefined ? noScenarios : await readScenarios([ownFolder], checkLearning);
  const loaded = [...(await loadScenarios([shippedScenarios], checkLearning)), ...own.scenarios];
  refuseTwins(loaded, own.unreadable);
  for (const { message, path } of [...own.unreadable.map(({ error }) => error), ...own.passedOver]) {
    logger.warn({ path }, message);
  }
  const known = await datasets.list();
  loaded.forEach(({ spec, folder }) => checkInputs(spec, folder, known));
  const scenarios = loaded.map((scenario) => ({ ...scenario, plugin: pluginOf(scenario.spec.id) }));
  return new ScenarioCatalogue(scenarios, own.unreadable);
}
