import type { DecisionSpec } from '../../../../decisions/decision.js';
import { hasWidths } from '../banded-intervals.js';
import type { NumberState } from '../regression/number-target.js';
import type { ForecastReader } from './answers.js';
import { horizonLimits } from './horizon-crossings.js';
import { horizonAnswers, horizonLevels, type HorizonWidths } from './horizon-widths.js';

/** Answers from one output of each horizon, with intervals around it and what is asked about limits. */
export function widthsReader(
  state: NumberState & { horizons: readonly string[] },
  learnt: HorizonWidths,
  decision: DecisionSpec | undefined,
): ForecastReader {
  const { horizons } = state;
  const levels = horizonLevels(learnt);
  const answered = horizonAnswers(state, learnt);
  const limits = horizonLimits(state, learnt, decision);
  return {
    columns: horizons.map((_, horizon) => figureColumns(levels, horizon)),
    limits,
    read: (outputs, row) =>
      horizons.map((_, i) => {
        const output = outputs[row * horizons.length + i];
        return { ...answered(output, i), ...limits?.at(output, i) };
      }),
  };
}

/** Of a horizon: its value, the ends of its widest interval, and those of the narrower ones. */
function figureColumns(levels: ReturnType<typeof horizonLevels>, horizon: number): string[] {
  if (!hasWidths(levels[levels.length - 1].bands[horizon])) return ['value'];
  const narrower = levels.slice(0, -1).flatMap(({ coverage }) => {
    const percent = Number((100 * coverage).toFixed(3));
    return [`lower_${percent}`, `upper_${percent}`];
  });
  return ['value', 'lower', 'upper', ...narrower];
}
