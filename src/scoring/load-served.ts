import type { LoadedModel } from '../registry/model-registry.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { learnsFromInteractions } from '../tasks/index.js';
import { ServedModel } from './served-model.js';
import { ServedRecommender } from './served-recommender.js';
import type { Served } from './served.js';

/** @throws DamagedFileError when a file of the version is missing or not of its form. */
export function loadServed(scenario: Scenario, loaded: LoadedModel): Served {
  const fromInteractions = learnsFromInteractions(scenario.spec.task.name);
  return (fromInteractions ? ServedRecommender : ServedModel).load(scenario, loaded);
}
