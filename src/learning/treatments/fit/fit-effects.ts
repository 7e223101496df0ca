import { createRandom } from '../../../core/random.js';
import {
  doublyRobustScores,
  meanOfScores,
  spreadFactor,
  type EstimatedMean,
  type TreatedRows,
} from '../../../evaluation/effects/index.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { taskSpecOf } from '../../../scenarios/task-spec.js';
import { fitPreparation, type RowPreparation } from '../../../tables/preparation/staged-preparation.js';
import type { FitRequest } from '../../family.js';
import { bestOf } from '../../rows/fit/rank-candidates.js';
import { rowColumns } from '../../rows/load/derived-columns.js';
import type { TrainingData } from '../../rows/load/training-data.js';
import { fitNumber, standardised, type NumberState } from '../../rows/tasks/regression/number-target.js';
import { armInputs, type ArmInputs } from '../arm-inputs.js';
import { blendedEffects, memberEffects, memberSpread, outOfFold } from '../effect-model.js';
import { smoothedSpread, type EffectSpread } from '../effect-spread.js';
import { treatedIn } from '../load/treated-rows.js';
import { candidatesOf, type EffectCandidate } from './choose-effects.js';
import { crossFitting, type CrossFitting } from './cross-fitting.js';
import { fitLearners } from './fit-learners.js';
import type { FittedLearner, LearntRows } from './learners.js';
import { fitPropensity, memberPropensities, propensities } from './linear-learners.js';
import { bestOutcomes, meansOutOfFold, type JudgedOutcomes } from './nuisances.js';

export interface EffectsRequest extends Omit<FitRequest, 'search'> {
  scenario: Scenario;
  data: TrainingData;
  /** Rows of `data` to learn from; no other row is looked at. */
  rows: Int32Array;
}

/** The rows to learn from, as models read them. */
export interface PreparedRows {
  preparation: RowPreparation;
  /** Of the outcome. */
  state: NumberState;
  inputs: ArmInputs;
  plan: CrossFitting;
  learnt: LearntRows;
}

/** Everything learnt from the given rows. `dispose` frees the networks. */
export interface FittedEffects extends PreparedRows {
  /** Of each member the logit of being treated. */
  propensity: readonly ArrayLike<number>[];
  /** The model of outcomes that scores rest on. */
  outcomes: JudgedOutcomes;
  /** All models of outcomes that were tried. */
  judged: readonly JudgedOutcomes[];
  /** The scenario's own network first. */
  candidates: readonly EffectCandidate[];
  served: EffectCandidate;
  learners: readonly FittedLearner[];
  /** The rows to learn from, with what members said that did not learn from them. */
  outside: TreatedRows;
  average: EstimatedMean;
  spread: EffectSpread;
  dispose(): void;
}

/**
 * Learn from `rows` alone: propensity and outcomes, the effect in several ways, and which of these serves, by scores of rows that no
 * member learnt from.
 */
export async function fitEffects(request: EffectsRequest): Promise<FittedEffects> {
  const { scenario, seed } = request;
  const { spec } = scenario;
  const primary = spec.metrics.primary as MetricName;
  const prepared = prepareRows(request);
  const { inputs, plan, learnt, state } = prepared;
  const propensity = plan.members.map(({ training }) => fitPropensity(learnt, training));
  const fitting = { ...request, spec, inputs, plan, random: createRandom(seed).fork('treatments') };
  const { learners, judged } = await fitLearners(fitting, learnt, seed);
  const outcomes = bestOutcomes(judged);
  const outside = rowsOutside(prepared, propensity, outcomes);
  const chances = propensities(propensity, inputs);
  const tried = learners.map((learner) => {
    const members = memberEffects(learner.model, inputs, chances);
    const effects = outOfFold(members, plan.foldOf).map((effect) => effect * state.standardDeviation);
    return { learner, effects };
  });
  const candidates = candidatesOf(tried, outside, primary);
  const served = bestOf(candidates, primary);
  const scores = doublyRobustScores(outside);
  return {
    ...prepared,
    ...{ propensity, outcomes, judged, candidates, served, learners, outside },
    average: meanOfScores(scores),
    spread: spreadOf(served, { prepared, chances, scores }),
    dispose: () => learners.forEach(({ model }) => model.source.dispose()),
  };
}

function prepareRows({ scenario: { spec }, data, rows, seed }: EffectsRequest): PreparedRows {
  const table = data.table.take(rows);
  const values = Float64Array.from(rows, (row) => Number(data.targets[row]));
  const state = fitNumber([...values], taskSpecOf(spec));
  const preparation = fitPreparation(table, rowColumns(spec));
  const matrix = preparation.transform(table);
  const inputs = armInputs({ table, matrix, features: preparation.features });
  const treated = treatedIn(spec, table);
  const outcome = Float64Array.from(standardised(values, state));
  const learnt = { design: inputs, treated, outcome };
  return { preparation, state, inputs, plan: crossFitting(spec, { table, treated, seed }), learnt };
}

/** What is said of each row to learn from by members that did not learn from it, in the unit of the outcome. */
function rowsOutside(
  { inputs, plan, learnt, state }: PreparedRows,
  propensity: readonly ArrayLike<number>[],
  { learner }: JudgedOutcomes,
): TreatedRows {
  const { untreated, treated } = meansOutOfFold(learner.model.source, inputs, plan.foldOf);
  const inUnit = (position: number) => state.mean + state.standardDeviation * position;
  return {
    treated: learnt.treated,
    outcome: Float64Array.from(learnt.outcome, inUnit),
    propensity: outOfFold(memberPropensities(propensity, inputs), plan.foldOf),
    untreatedMean: untreated.map(inUnit),
    treatedMean: treated.map(inUnit),
  };
}

function spreadOf(
  { parts, effects }: EffectCandidate,
  { prepared, chances, scores }: { prepared: PreparedRows; chances: Float64Array; scores: Float64Array },
): EffectSpread {
  const { inputs, state } = prepared;
  const own = memberSpread(blendedEffects(parts, inputs, chances)).map(
    (spread) => spread * state.standardDeviation,
  );
  const typical = Math.sqrt(own.reduce((sum, spread) => sum + spread ** 2, 0) / own.length);
  return { typical, factor: spreadFactor(effects, scores, smoothedSpread(own, typical)) };
}
