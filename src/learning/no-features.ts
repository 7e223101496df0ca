import { NotFoundError } from '../core/errors.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { ServedView } from '../scenarios/scenario-plugin.js';

/** What a predictor can do for extra endpoints whose answers rest on no row of features. */
export function noFeatures({ spec: { id } }: Pick<Scenario, 'spec'>): Pick<ServedView, 'prepareRows'> {
  return {
    prepareRows: () => {
      throw new NotFoundError(`${id} has no features to prepare.`);
    },
  };
}
