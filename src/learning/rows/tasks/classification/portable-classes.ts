import type { GraphBuilder, Reference } from '../../../../models/portable/graph.js';
import type { PortableFigure, PortableFigures } from '../task.js';
import type { ClassState } from './class-target.js';
import { eventLabels } from './event-rows.js';

/** Probabilities as the network gives them; of kinds of one event that of the event before them. */
export function portableClasses(graph: GraphBuilder, outputs: Reference, state: ClassState): PortableFigures {
  const { classes, positive, negative } = state;
  if (positive !== undefined) {
    const { code } = classes[positive];
    return { figures: [probabilityOf(outputs, `Probability of the class ${code}`)] };
  }
  const all: PortableFigure = {
    name: 'probabilities',
    from: outputs,
    width: classes.length,
    meaning: 'Probability of each class',
    labels: classes.map(({ code }) => code),
  };
  if (negative === undefined) return { figures: [all] };
  const kinds = classes.map((_, i) => (i === negative ? 0 : 1));
  const sum = graph.apply('minimum', graph.combine(outputs, kinds, 1), graph.scalar(1));
  return { figures: [probabilityOf(sum, `Probability of ${eventLabels(state).positive}`)], beside: [all] };
}

function probabilityOf(from: Reference, meaning: string): PortableFigure {
  return { name: 'probability', from, width: 1, meaning };
}
