import { halfWidthAt, type IntervalBands } from '../banded-intervals.js';
import { figure } from '../../../figures.js';
import type { Answer, Decision } from '../../../answer.js';
import type { Answerer } from '../task.js';
import type { MaintenanceRule } from './options.js';

interface AnswerParts {
  /** From a raw output to time left, in the target's unit. */
  value: (output: number) => number;
  bands: IntervalBands;
  unit?: string;
  cap?: number;
  maintenance?: MaintenanceRule;
}

interface Figures {
  value: number;
  interval?: [number, number];
  decision?: Decision;
}

/** Time left with its interval and, where a rule is declared, the action that its lower end asks for. */
export function remainingLifeAnswerer(parts: AnswerParts): Answerer {
  const { bands, unit, maintenance } = parts;
  const hasIntervals = bands.every(({ halfWidth }) => halfWidth !== null);
  const columns = [
    'prediction',
    ...(hasIntervals ? ['lower', 'upper'] : []),
    ...(maintenance ? ['decision'] : []),
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
  { value, bands, cap, maintenance }: AnswerParts,
  output: number,
  hasIntervals: boolean,
): Figures {
  const centre = figure(value(output));
  const halfWidth = hasIntervals ? (halfWidthAt(bands, centre) ?? 0) : undefined;
  const interval = halfWidth === undefined ? undefined : limits(centre, halfWidth, cap);
  const decision = maintenance && decide(interval?.[0] ?? centre, maintenance);
  return { value: centre, interval, decision };
}

function limits(centre: number, halfWidth: number, cap = Infinity): [number, number] {
  return [figure(Math.max(0, centre - halfWidth)), figure(Math.min(cap, centre + halfWidth))];
}

/** The earliest end that is likely decides: what it may reach before a visit could be over is planned now. */
export function decide(lower: number, { lead, stop, actions }: MaintenanceRule): Decision {
  const rule = 'lower bound against lead time';
  if (lower <= stop) return { action: actions.stop, rule, threshold: stop };
  return { action: lower <= lead ? actions.plan : actions.run, rule, threshold: lead };
}
