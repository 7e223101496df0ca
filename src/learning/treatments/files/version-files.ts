import type { Model } from '../../../models/prediction/model.js';
import { mainNetwork, networkFiles } from '../../network-files.js';
import { referencesFile } from '../../rows/explain/references.js';
import { LinearArms, NetworkArms, type ArmSource } from '../arm-source.js';
import type { EffectModel } from '../effect-model.js';
import type { FittedEffects } from '../fit/fit-effects.js';
import type { EffectState, StoredSource } from './state.js';

/** The files of a version that hold what it learnt, by name: the scenario's own network always, of the others those that answer. */
export function versionFiles(
  fitted: FittedEffects,
  { plot, references }: { plot: string; references: string },
): Record<string, string | Uint8Array> {
  const { learners, preparation } = fitted;
  const networks = new Map<string, Model>();
  const own = learners[0].model;
  const stored = (model: EffectModel): StoredSource => storedSource(model, own, networks);
  stored(own);
  const { outcomes, served, state, propensity, spread, average } = fitted;
  const target: EffectState = {
    outcome: state,
    propensity: propensity.map((member) => Array.from(member)),
    means: stored(outcomes.learner.model),
    effects: served.parts.map(({ model, weight }) => {
      return { name: model.name, form: model.form, weight, source: stored(model) };
    }),
    spread,
    average: average.value,
  };
  return {
    ...networkFiles(networks),
    'preparation.json': `${JSON.stringify({ features: preparation.toJSON(), target }, null, 2)}\n`,
    'plot.svg': plot,
    [referencesFile]: references,
  };
}

function storedSource(model: EffectModel, own: EffectModel, networks: Map<string, Model>): StoredSource {
  const { source } = model;
  if (source instanceof NetworkArms) {
    const network = model === own ? mainNetwork : model.name;
    networks.set(network, source.model);
    return { network };
  }
  return { coefficients: linearCoefficients(source) };
}

function linearCoefficients(source: ArmSource): number[][][] {
  if (source instanceof LinearArms) {
    return source.coefficients.map((arms) => arms.map((own) => Array.from(own)));
  }
  throw new Error('A model of effects is neither a network nor linear.');
}
