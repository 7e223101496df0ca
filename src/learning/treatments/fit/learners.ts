import { doublyRobustScores } from '../../../evaluation/effects/index.js';
import { linearValue } from '../../../models/algebra/ridge.js';
import { ModelFactory } from '../../../models/model-factory.js';
import type { TrainingHistory } from '../../../models/training/training-loop.js';
import { kFolds } from '../../../tables/splits/folds.js';
import type { EncodedTargets } from '../../targets.js';
import { LinearArms, type ArmSource } from '../arm-source.js';
import type { EffectModel } from '../effect-model.js';
import { fitArms, fitPropensity, memberPropensities, type ObservedRows } from './linear-learners.js';
import { fitNetworks, fitNetworksByMember, type NetworkFitting } from './networks.js';

/** A model of effects, and what its fit took. */
export interface FittedLearner {
  model: EffectModel;
  histories: TrainingHistory[];
  seconds: number;
}

/** Of the rows to learn from the treatment, and the outcome standardised. */
export type LearntRows = ObservedRows;

/** Options that make a network of the family of TARNet one of its own for each output. */
const separate = { architecture: 'tarnet', options: { shared: [] } } as const;

/** The scenario's own network: a head for each arm, and what else its architecture learns. */
export async function fitOwnNetwork(fitting: NetworkFitting, rows: LearntRows): Promise<FittedLearner> {
  const name = fitting.spec.model.architecture;
  const outputs = 2 + ModelFactory.auxiliaryOutputs(name);
  const head = { outputs, loss: { name: 'factual-outcome' } } as const;
  const { source, ...took } = await fitNetworks(fitting, { name, head }, factual(rows));
  return { model: { name, form: 'arms', source }, ...took };
}

/** A network for each arm (T-learner: Künzel et al., 2019). */
export async function fitTLearner(fitting: NetworkFitting, rows: LearntRows): Promise<FittedLearner> {
  const head = { outputs: 2, loss: { name: 'factual-outcome' } } as const;
  const wanted = { ...separate, name: 't-learner', head };
  const { source, ...took } = await fitNetworks(fitting, wanted, factual(rows));
  return { model: { name: wanted.name, form: 'arms', source }, ...took };
}

/** A linear model for each arm, in closed form. */
export function fitLinear({ plan }: Pick<NetworkFitting, 'plan'>, rows: LearntRows): FittedLearner {
  const started = performance.now();
  const source = new LinearArms(plan.members.map(({ training }) => fitArms(rows, training)));
  const seconds = (performance.now() - started) / 1000;
  return { model: { name: 'linear', form: 'arms', source }, histories: [], seconds };
}

/**
 * X-learner (Künzel et al., 2019): of each row the outcome of the arm that it was not in is filled in by a model that learnt from that arm
 * alone, and the difference is learnt, from untreated and from treated rows apart.
 * @param outcomes of a model for each arm with a network or equations of its own.
 */
export async function fitXLearner(
  fitting: NetworkFitting,
  rows: LearntRows,
  outcomes: ArmSource,
): Promise<FittedLearner> {
  const { treated, outcome } = rows;
  const filled = outcomes.members(fitting.inputs);
  const head = { outputs: 2, loss: { name: 'factual-outcome' } } as const;
  const wanted = { ...separate, name: 'x-learner', head };
  const { source, ...took } = await fitNetworksByMember(fitting, wanted, (member) => {
    const [own, { outputs }] = [filled[member], outcomes];
    const imputed = Float64Array.from(outcome, (value, row) =>
      treated[row] === 1 ? value - own[row * outputs] : own[row * outputs + 1] - value,
    );
    return factual({ treated, outcome: imputed });
  });
  return { model: { name: wanted.name, form: 'imputed', source }, ...took };
}

/**
 * Doubly robust learner (Kennedy, 2020): doubly robust scores, of which each rests on linear models of outcome and propensity that did not
 * learn from its row, are learnt by a network.
 */
export async function fitDrLearner(
  fitting: NetworkFitting,
  rows: LearntRows,
  seed: number,
): Promise<FittedLearner> {
  const wanted = {
    ...separate,
    name: 'dr-learner',
    head: { outputs: 1, loss: { name: 'mean-squared-error' } },
  } as const;
  const { source, ...took } = await fitNetworksByMember(fitting, wanted, (member) => {
    const scores = scoresWithin(rows, fitting.plan.members[member].training, seed);
    return { data: Float32Array.from(scores), width: 1 };
  });
  return { model: { name: wanted.name, form: 'direct', source }, ...took };
}

/** Scores of all rows by models of halves of some: of a row in one half by the other, of any other row by the mean of both. */
function scoresWithin(rows: LearntRows, some: Int32Array, seed: number): Float64Array {
  const { design, treated, outcome } = rows;
  const halves = kFolds({ rows: some.length, k: 2, seed, labels: Array.from(some, (row) => treated[row]) });
  const scores = [0, 1].map((half) => {
    const others = some.filter((_, i) => halves[i] !== half);
    const inputs = { ...design, rows: outcome.length };
    const arms = fitArms(rows, others);
    const mean = (arm: number) =>
      Float64Array.from({ length: outcome.length }, (_, row) => linearValue(arms[arm], design, row));
    const [propensity] = memberPropensities([fitPropensity(rows, others)], inputs);
    return doublyRobustScores({
      ...{ treated, outcome, propensity },
      ...{ untreatedMean: mean(0), treatedMean: mean(1) },
    });
  });
  const all = scores[0].map((score, row) => (score + scores[1][row]) / 2);
  some.forEach((row, i) => (all[row] = scores[halves[i]][row]));
  return all;
}

/** Targets of the loss `factual-outcome`. */
function factual({ treated, outcome }: Pick<LearntRows, 'treated' | 'outcome'>): EncodedTargets {
  const data = new Float32Array(2 * outcome.length);
  for (let row = 0; row < outcome.length; row++) {
    data[2 * row] = treated[row];
    data[2 * row + 1] = outcome[row];
  }
  return { data, width: 2 };
}
