import { effectRule } from '../../../decisions/index.js';
import {
  doublyRobustScores,
  effectGroups,
  isSupported,
  meanOfScores,
  overlapOf,
  policyValue,
  upliftCurve,
} from '../../../evaluation/effects/index.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import { effectCoverage, halfWidthInSpreads } from '../effect-spread.js';
import type { FittedEffects } from '../fit/fit-effects.js';
import { effectOptions } from '../options.js';
import type { HeldOutEffects } from './held-out-effects.js';
import { refute } from './refutations.js';

/** Groups by the predicted effect. */
const groups = 5;

/** What the report tells besides: averages, overlap, uplift, groups, the policy and refutations. Plain JSON. */
export function effectDetails(spec: ScenarioSpec, fitted: FittedEffects, held: HeldOutEffects, seed: number) {
  const { support, refutations } = effectOptions(spec);
  const { outside, average, spread, learnt, state } = fitted;
  const scores = doublyRobustScores(held.predictions);
  const { effect, propensity, treated } = held.predictions;
  const repeated = { repetitions: refutations, seed };
  const outcome = Float64Array.from(
    learnt.outcome,
    (position) => state.mean + state.standardDeviation * position,
  );
  return {
    // Over the rows that were learnt from, each scored by members that did not learn from it, and over those held out.
    averageEffect: { learnt: average, heldOut: meanOfScores(scores) },
    overlap: {
      learnt: overlapOf(outside.propensity, outside.treated, support),
      heldOut: overlapOf(propensity, treated, support),
    },
    intervals: {
      coverage: effectCoverage,
      widenedBy: spread.factor,
      medianWidth: median(held.said.spread.map((own) => 2 * halfWidthInSpreads * own)),
    },
    uplift: upliftCurve(effect, scores),
    groups: effectGroups(effect, scores, groups).map(({ rows, predicted, estimated }) => {
      return { rows: rows.length, predicted, estimated };
    }),
    policy: policySection(spec, held, { scores, support }),
    bySensitive: sensitiveSection(spec, held, scores),
    outcomeModels: outcomeModels(fitted),
    refutations: refute({ ...learnt, outcome }, repeated),
  };
}

/** What the decision of the scenario is worth on the rows held out; without one, treating where the effect is above 0. */
function policySection(
  { decision }: ScenarioSpec,
  { predictions, said }: HeldOutEffects,
  { scores, support }: { scores: Float64Array; support: number },
) {
  const declared = effectRule(decision);
  const worth = declared ? declared.rule.worth(declared.spec) : { benefit: 1, cost: 0 };
  const policy = Array.from(predictions.effect, (effect, row) => {
    const isWorth = worth.benefit * effect - worth.cost > 0;
    return isWorth && isSupported(said.propensity[row], support) ? 1 : 0;
  });
  return { ...worth, ...policyValue(policy, scores, worth) };
}

/** How groups of sensitive columns fare: what is predicted of them beside what their scores say. */
function sensitiveSection(
  { sensitive }: ScenarioSpec,
  { table, predictions }: HeldOutEffects,
  scores: Float64Array,
) {
  if (sensitive.length === 0) return undefined;
  return Object.fromEntries(
    sensitive.map((name) => [name, groupsBy(table.column(name), predictions.effect, scores)]),
  );
}

function groupsBy(values: readonly CellValue[], effect: ArrayLike<number>, scores: Float64Array) {
  const labels = bandsOf(values);
  const rowsOf = (label: string) => [...labels.keys()].filter((row) => labels[row] === label);
  return Object.fromEntries(
    [...new Set(labels)].sort().map((label) => {
      const rows = rowsOf(label);
      const predicted = rows.reduce((sum, row) => sum + effect[row], 0) / rows.length;
      return [
        label,
        { rows: rows.length, predicted, estimated: meanOfScores(rows.map((row) => scores[row])) },
      ];
    }),
  );
}

/** More different numbers than this are compared in halves. */
const fewValues = 5;

function bandsOf(values: readonly CellValue[]): string[] {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  const middle = numbers[Math.floor(numbers.length / 2)];
  const isMany = new Set(numbers).size > fewValues;
  return values.map((value) => {
    if (value === null) return 'missing';
    if (!isMany || typeof value !== 'number') return String(value);
    return value < middle ? `below ${middle}` : `${middle} and above`;
  });
}

/** Errors of the models of outcomes, in the unit of the outcome squared. */
function outcomeModels({ judged, outcomes, state }: FittedEffects) {
  const variance = state.standardDeviation ** 2;
  return {
    used: outcomes.learner.model.name,
    errors: Object.fromEntries(
      judged.map(({ learner, errors: { untreated, treated } }) => [
        learner.model.name,
        { untreated: untreated * variance, treated: treated * variance },
      ]),
    ),
  };
}

function median(values: Float64Array): number {
  return values.toSorted()[Math.floor(values.length / 2)];
}
