import type { GraphBuilder, Reference } from '../../../../models/portable/graph.js';
import type { PortableFigure, PortableFigures } from '../task.js';
import type { StepsState } from './steps.js';

/** The expected value, the probability of the event where there is one, and beside them that of reaching each step. */
export function portableSteps(graph: GraphBuilder, outputs: Reference, state: StepsState): PortableFigures {
  const { from: lowest, step, steps, unit, event } = state;
  const sum = graph.combine(
    outputs,
    Array.from({ length: steps }, () => step),
    1,
  );
  const value: PortableFigure = {
    name: 'value',
    from: graph.apply('add', sum, graph.scalar(lowest)),
    width: 1,
    meaning: unit === undefined ? 'The expected value' : `The expected value, in ${unit}`,
  };
  const reached: PortableFigure = {
    name: 'reached',
    from: outputs,
    width: steps,
    meaning: 'Probability of a value of at least each step',
    labels: Array.from({ length: steps }, (_, i) => String(lowest + (i + 1) * step)),
  };
  if (!event) return { figures: [value], beside: [reached] };
  const place = Array.from({ length: steps }, (_, i) => (i === event.output ? 1 : 0));
  const contrary = graph.combine(outputs, place, 1);
  const probability: PortableFigure = {
    name: 'probability',
    from: graph.apply('subtract', graph.scalar(1), contrary),
    width: 1,
    meaning: `Probability of ${event.classes.classes[1].label}`,
  };
  return { figures: [value, probability], beside: [reached] };
}
