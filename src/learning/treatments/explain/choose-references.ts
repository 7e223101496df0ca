import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { Table } from '../../../tables/table.js';
import { pickReferences } from '../../rows/explain/choose-references.js';
import { columnsRead } from '../../rows/explain/columns-read.js';
import { armInputs } from '../arm-inputs.js';
import type { FittedEffects } from '../fit/fit-effects.js';
import { sayEffects } from '../said-effects.js';

/** The rows that effects are compared with, of those that a version learnt from: one medoid of each stratum of the effect. */
export function chooseEffectReferences(
  spec: ScenarioSpec,
  fitted: FittedEffects,
  { training, seed }: { training: Table; seed: number },
): { text: string; rows: number } {
  const { preparation, state, propensity, outcomes, served, spread } = fitted;
  const { source: means } = outcomes.learner.model;
  const view = { outcome: state, propensity, means, parts: served.parts, spread };
  return pickReferences({
    training,
    seed,
    names: columnsRead(preparation, spec).map(({ name }) => name),
    see(table) {
      const matrix = preparation.transform(table);
      const { effect } = sayEffects(view, armInputs({ table, matrix, features: preparation.features }));
      return { matrix, predicted: effect };
    },
  });
}
