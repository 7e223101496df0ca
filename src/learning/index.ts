import { checkRegisteredFiles } from '../core/files/registered-files.js';
import type { LoadedModel } from '../registry/model-registry.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { loadKinds } from '../tables/columns/index.js';
import type { Family } from './family.js';
import { interactions } from './interactions/index.js';
import { portfolio } from './portfolio/index.js';
import type { Predictor } from './predictor.js';
import { referenceOf } from './reference-of.js';
import { rows } from './rows/index.js';
import { sequences } from './sequences/index.js';
import { trading } from './trading/index.js';
import { treatments } from './treatments/index.js';

/** Every family under its name. */
export const families: Readonly<Record<string, Family>> = {
  rows,
  interactions,
  sequences,
  treatments,
  portfolio,
  trading,
};

/**
 * Start-up check: every folder of a family here is registered under its own name, and no other.
 * @throws InvalidSpecificationError naming the folder or the name that has no partner.
 */
export function checkFamilies(folder = import.meta.dirname): void {
  // The others hold what families share.
  checkRegisteredFiles({
    folder,
    pattern: /^(?!fitting$|loading$|plots$|prices$)([a-z-]+)$/,
    registered: families,
  });
}

/** The family that learns the task of a specification. */
export function familyOf({ task: { name } }: Pick<ScenarioSpec, 'task'>): Family {
  const family = Object.values(families).find(({ tasks }) => tasks.includes(name));
  if (family) return family;
  throw new Error(`No family learns the task ${name}.`);
}

/**
 * A stored version, ready to answer.
 * @throws DamagedFileError when a file of it is missing or not of its form.
 */
export async function openVersion(scenario: Scenario, version: LoadedModel): Promise<Predictor> {
  const { spec } = scenario;
  await loadKinds(spec.columns);
  const predictor = await familyOf(spec).open(scenario, version);
  predictor.reference = referenceOf(spec, version);
  return predictor;
}
