import { valueRule } from '../../../../decisions/index.js';
import type { Decision, DecisionSpec, NumberFigures } from '../../../../decisions/decision.js';
import { crossingColumns, type Crossing } from '../crossing-probabilities.js';
import { numberAnswers, type NumberFit } from './number-answers.js';
import { numberLimits } from './number-crossings.js';

/** How a number is decided on: by what lies beyond its limits, or by the figures and what is remarked about the row. */
export interface NumberDecisions {
  /** Of a CSV, behind those of the figures. */
  columns: readonly string[];
  readsRemarks: boolean;
  of(
    output: number,
    figures: NumberFigures,
    remarks: readonly string[],
  ): { crossings?: Crossing[]; decision: Decision };
}

/** Undefined where nothing is decided. */
export function numberDecisions(
  fit: NumberFit,
  decision: DecisionSpec | undefined,
): NumberDecisions | undefined {
  const declared = valueRule(decision);
  if (declared) {
    const decide = declared.rule.decider(declared.spec);
    return {
      columns: ['decision'],
      readsRemarks: true,
      of: (_output, figures, remarks) => ({ decision: decide(figures, remarks) }),
    };
  }
  const limits = numberLimits(fit, decision);
  return (
    limits && {
      columns: [...crossingColumns(limits), 'decision'],
      readsRemarks: false,
      of(output) {
        const crossings = limits.at(output);
        return { crossings, decision: limits.decide(crossings) };
      },
    }
  );
}

/** What a rule about numbers says of rows held out. Plain JSON; undefined where no such rule decides. */
export function valueDecisionReport(
  outputs: Float32Array,
  actual: ArrayLike<number>,
  fit: NumberFit,
  decision: DecisionSpec | undefined,
): unknown {
  const declared = valueRule(decision);
  if (!declared) return undefined;
  const answers = numberAnswers(fit);
  const figures = Array.from(outputs, (output) => answers(output));
  return declared.rule.report({ actual, figures }, declared.spec);
}
