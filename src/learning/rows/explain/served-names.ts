import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { targetColumns } from '../../../scenarios/targets.js';
import type { FigureName } from '../../../explanation/reason-text.js';
import { figureNames } from '../../figure-names.js';
import type { ScoredRows, ServedFigures } from '../../scored-rows.js';

/** What is explained of an answer. */
export interface NamedFigures {
  names: FigureName[];
  /** Whether the figures are the probabilities of classes, of which the likeliest is explained. */
  isOneOfClasses: boolean;
  /** The figures that are explained, from those that are served. */
  explained: (served: ServedFigures) => ServedFigures;
}

/** @param scored says nothing of no row; undefined where its figures are none that parts add to. */
export function namedFigures(spec: ScenarioSpec, scored: ScoredRows): NamedFigures | undefined {
  const { event, horizons } = spec.task.options as {
    event?: { label: { en: string } };
    horizons?: readonly (string | number)[];
  };
  const names = figureNames(scored, targetColumns(spec), { event: event?.label, horizons });
  if (!names) return undefined;
  const isEvent = scored.kind === 'binary';
  return {
    names: isEvent ? [...names, { ...names[0], unit: 'log-odds' }] : names,
    isOneOfClasses: scored.kind === 'multiclass',
    explained: (served) => (isEvent ? withLogOdds(served) : served),
  };
}

/** Where a probability of 0 or 1 would have no finite log-odds. */
const least = 1e-7;

/** A probability, and beside it its log-odds, on which a scorecard adds up. */
function withLogOdds({ values }: ServedFigures): ServedFigures {
  const both = new Float64Array(2 * values.length);
  values.forEach((value, row) => {
    const inside = Math.min(Math.max(value, least), 1 - least);
    both[2 * row] = value;
    both[2 * row + 1] = Math.log(inside / (1 - inside));
  });
  return { values: both, width: 2 };
}
