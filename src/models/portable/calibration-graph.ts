import type { CalibrationState } from '../../evaluation/calibration/index.js';
import type { LinkName } from '../prediction/links.js';
import type { GraphBuilder, Reference } from './graph.js';

interface Calibrated {
  calibration: CalibrationState;
  link: LinkName;
  /** Outputs of a row. */
  width: number;
}

/** Linked outputs after a calibration, as `calibrated` of the predictions works it out. */
export function calibratedGraph(
  graph: GraphBuilder,
  outputs: Reference,
  { calibration, link, width }: Calibrated,
): Reference {
  const scores = scoresGraph(graph, outputs, link);
  switch (calibration.method) {
    case 'platt': {
      const sloped = graph.apply('multiply', scores, graph.scalar(calibration.slope));
      return graph.apply('sigmoid', graph.apply('add', sloped, graph.scalar(calibration.intercept)));
    }
    case 'temperature': {
      const cooled = graph.apply('divide', scores, graph.scalar(calibration.temperature));
      return graph.apply(width === 1 ? 'sigmoid' : 'softmax', cooled);
    }
    case 'isotonic':
      return isotonicGraph(graph, scores, calibration);
  }
}

/** As `inverseLink` keeps probabilities off 0 and 1. */
const leastProbability = 1e-7;

/** What the linked outputs come from. */
function scoresGraph(graph: GraphBuilder, outputs: Reference, link: LinkName): Reference {
  if (link === 'identity') return outputs;
  const above = graph.apply('maximum', outputs, graph.scalar(leastProbability));
  const inside = graph.apply('minimum', above, graph.scalar(1 - leastProbability));
  if (link === 'softmax') return graph.apply('log', inside);
  const contrary = graph.apply('subtract', graph.scalar(1), inside);
  return graph.apply('log', graph.apply('divide', inside, contrary));
}

/** Where two knots are one in float32 the function jumps. */
const leastWidth = 1e-30;

/** A rising piecewise-linear function: its first value, and of each piece the share of its rise that a score has passed. */
function isotonicGraph(
  graph: GraphBuilder,
  scores: Reference,
  { scores: knots, values }: { scores: readonly number[]; values: readonly number[] },
): Reference {
  const first = graph.scalar(values[0]);
  const starts = knots.slice(0, -1).map(Math.fround);
  if (starts.length === 0) return graph.apply('add', graph.apply('multiply', scores, graph.scalar(0)), first);
  const widths = starts.map((start, i) => Math.max(leastWidth, Math.fround(knots[i + 1]) - start));
  const row = (numbers: readonly number[]) => graph.constant(Float32Array.from(numbers), [numbers.length]);
  const shares = graph.apply('divide', graph.apply('subtract', scores, row(starts)), row(widths));
  const within = graph.apply('minimum', graph.apply('maximum', shares, graph.scalar(0)), graph.scalar(1));
  const rises = starts.map((_, i) => values[i + 1] - values[i]);
  return graph.apply('add', graph.combine(within, rises, 1), first);
}
