import { figure } from '../../../core/text/figures.js';
import { effectRule } from '../../../decisions/index.js';
import type { DecisionSpec } from '../../../decisions/decision.js';
import { isSupported } from '../../../evaluation/effects/index.js';
import type { NoteCollector } from '../../../tables/columns/column-kind.js';
import type { Answer } from '../../answer.js';
import type { RowAnswers } from '../../rows/tasks/task.js';
import { halfWidthInSpreads } from '../effect-spread.js';
import { answeredOutcomes, type SaidEffects } from '../said-effects.js';

/** How effects are answered. */
export interface AnsweredEffects {
  /** Below this propensity, and above 1 less this, no effect is answered. */
  support: number;
  /** The column that says who was treated. */
  treatment: string;
  unit?: string;
  decision?: DecisionSpec;
}

/** Result columns of a CSV. */
export function effectColumns({ decision }: Pick<AnsweredEffects, 'decision'>): string[] {
  return [
    ...['prediction', 'lower', 'upper', 'untreated', 'treated', 'propensity'],
    ...(effectRule(decision) ? ['decision'] : []),
  ];
}

/** The answer of each row. Of a row without support there is the propensity alone, and a note that says why. */
export function effectAnswers(said: SaidEffects, how: AnsweredEffects, notes?: NoteCollector): RowAnswers {
  const outcomes = answeredOutcomes(said);
  const rule = effectRule(how.decision);
  const decide = rule?.rule.decider(rule.spec);
  said.propensity.forEach((propensity, row) => {
    if (!isSupported(propensity, how.support)) notes?.add(row, noSupport(propensity, how));
  });
  const answer = (row: number): Answer => {
    const propensity = figure(said.propensity[row]);
    if (!isSupported(said.propensity[row], how.support)) return { prediction: { propensity } };
    const value = figure(said.effect[row]);
    const half = halfWidthInSpreads * said.spread[row];
    const interval: [number, number] = [figure(value - half), figure(value + half)];
    const prediction: Answer['prediction'] = {
      value,
      ...(how.unit && { unit: how.unit }),
      interval,
      outcomes: { untreated: figure(outcomes.untreated[row]), treated: figure(outcomes.treated[row]) },
      propensity,
    };
    return decide ? { prediction, decision: decide({ value, interval }) } : { prediction };
  };
  return {
    answer,
    cells(row) {
      const { prediction, decision } = answer(row);
      const { value, interval = [], outcomes: both, propensity } = prediction;
      const figures = [value, interval[0], interval[1], both?.untreated, both?.treated, propensity];
      return [...figures.map((one) => (one === undefined ? '' : String(one))), ...(decide ? [decision?.action ?? ''] : [])]; // prettier-ignore
    },
  };
}

/** Why a row is not answered. */
function noSupport(propensity: number, { support, treatment }: AnsweredEffects) {
  const arm =
    propensity < support ? 'hardly anyone like this was treated' : 'hardly anyone like this went untreated';
  return {
    code: 'no-support' as const,
    column: treatment,
    expected: `a probability of being treated from ${support} to ${figure(1 - support)}, where both are known`,
    received: `${figure(propensity)}: ${arm}`,
  };
}
