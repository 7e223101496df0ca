import { halfWidthAt, type IntervalBands } from '../banded-intervals.js';
import { figure } from '../../../../core/text/figures.js';
import type { Decision, NumberFigures } from '../../../../decisions/decision.js';
import type { Answer } from '../../../answer.js';
import type { Answerer } from '../task.js';

interface AnswerParts {
  /** From a raw output to time left, in the target's unit. */
  value: (output: number) => number;
  bands: IntervalBands;
  unit?: string;
  cap?: number;
  decide?: (figures: NumberFigures) => Decision;
}

interface Figures extends NumberFigures {
  decision?: Decision;
}

/** Time left with its interval and, where a rule is declared, the action that its lower end asks for. */
export function remainingLifeAnswerer(parts: AnswerParts): Answerer {
  const { bands, unit, decide } = parts;
  const hasIntervals = bands.every(({ halfWidth }) => halfWidth !== null);
  const columns = [
    'prediction',
    ...(hasIntervals ? ['lower', 'upper'] : []),
    ...(decide ? ['decision'] : []),
  ];
  return {
    columns,
    answer(outputs, row): Answer {
      const { value, interval, decision } = figuresOf(parts, outputs[row], hasIntervals);
      const prediction: Answer['prediction'] = { value };
      if (unit !== undefined) prediction.unit = unit;
      if (interval) prediction.interval = interval;
      return decision ? { prediction, decision } : { prediction };
    },
    cells(outputs, row) {
      const { value, interval, decision } = figuresOf(parts, outputs[row], hasIntervals);
      return [value, ...(interval ?? []), ...(decision ? [decision.action] : [])].map(String);
    },
  };
}

function figuresOf(
  { value, bands, cap, decide }: AnswerParts,
  output: number,
  hasIntervals: boolean,
): Figures {
  const centre = figure(value(output));
  const halfWidth = hasIntervals ? (halfWidthAt(bands, centre) ?? 0) : undefined;
  const interval = halfWidth === undefined ? undefined : limits(centre, halfWidth, cap);
  const figures = { value: centre, interval };
  return { ...figures, decision: decide?.(figures) };
}

function limits(centre: number, halfWidth: number, cap = Infinity): [number, number] {
  return [figure(Math.max(0, centre - halfWidth)), figure(Math.min(cap, centre + halfWidth))];
}
