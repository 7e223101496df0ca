import type { LoadedModel } from '../registry/model-registry.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { learnsFromInteractions } from '../learning/rows/tasks/index.js';
import { RowPredictor } from '../learning/rows/open/row-predictor.js';
import { ProductPredictor } from '../learning/interactions/open/product-predictor.js';
import type { Predictor } from '../learning/predictor.js';

/** @throws DamagedFileError when a file of the version is missing or not of its form. */
export function loadServed(scenario: Scenario, loaded: LoadedModel): Predictor {
  const fromInteractions = learnsFromInteractions(scenario.spec.task.name);
  return (fromInteractions ? ProductPredictor : RowPredictor).load(scenario, loaded);
}
