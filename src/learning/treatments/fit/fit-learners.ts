import { factualErrors, type JudgedOutcomes } from './nuisances.js';
import {
  fitDrLearner,
  fitLinear,
  fitOwnNetwork,
  fitTLearner,
  fitXLearner,
  type FittedLearner,
  type LearntRows,
} from './learners.js';
import type { NetworkFitting } from './networks.js';
import { bestOutcomes } from './nuisances.js';

export interface FittedLearners {
  /** The scenario's own network first. */
  learners: FittedLearner[];
  /** Those that say outcomes, with their errors on rows that their members did not learn from. */
  judged: JudgedOutcomes[];
}

/** Every way to say effects. When one fails or is cancelled, those before it are freed. */
export async function fitLearners(
  fitting: NetworkFitting,
  rows: LearntRows,
  seed: number,
): Promise<FittedLearners> {
  const learners: FittedLearner[] = [];
  const keep = (learner: FittedLearner): JudgedOutcomes => {
    learners.push(learner);
    const { source } = learner.model;
    const said = { members: source.members(fitting.inputs), outputs: source.outputs };
    return { learner, errors: factualErrors(said, rows, fitting.plan.foldOf) };
  };
  try {
    const own = keep(await fitOwnNetwork(fitting, rows));
    const apart = [keep(await fitTLearner(fitting, rows)), keep(fitLinear(fitting, rows))];
    learners.push(await fitXLearner(fitting, rows, bestOutcomes(apart).learner.model.source));
    learners.push(await fitDrLearner(fitting, rows, seed));
    return { learners, judged: [own, ...apart] };
  } catch (error) {
    learners.forEach(({ model }) => model.source.dispose());
    throw error;
  }
}
