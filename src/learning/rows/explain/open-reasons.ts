import type { StepPredictor, StepStarts } from '../../../models/prediction/steps.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { targetColumns } from '../../../scenarios/targets.js';
import type { Derivation } from '../../../tables/derived/derive.js';
import type { Preparation } from '../../../tables/preparation/preparation.js';
import type { Table } from '../../../tables/table.js';
import { figureNames } from '../../figure-names.js';
import { servedFigures, type ScoredRows, type ServedFigures } from '../../scored-rows.js';
import type { Players } from './feature-blocks.js';
import type { References } from './references.js';
import { RowExplainer } from './row-explainer.js';
import { RowReasons } from './row-reasons.js';

interface Opened {
  spec: ScenarioSpec;
  preparation: Preparation;
  derivation: Derivation;
  players: Players;
  references: References;
  stepsFrom: (starts: StepStarts) => StepPredictor;
  scored: (outputs: Float32Array, rows: number) => ScoredRows;
  /** The figures of rows as they are served. */
  served: (declared: Table) => ServedFigures;
}

/** Who explains the rows of a version; undefined where its figures are none that columns add to. */
export function openReasons(opened: Opened): RowReasons | undefined {
  const { spec, preparation, derivation, players, references, stepsFrom, scored, served } = opened;
  const { event } = spec.task.options as { event?: { label: { en: string } } };
  const none = scored(new Float32Array(), 0);
  const names = figureNames(none, targetColumns(spec), event?.label);
  if (!names) return undefined;
  const isEvent = none.kind === 'binary';
  const figures = (found: ServedFigures) => (isEvent ? withLogOdds(found) : found);
  const explainer = new RowExplainer({
    preparation,
    derivation,
    players,
    references,
    stepsFrom,
    figures: (outputs, rows) => figures(servedFigures(scored(outputs, rows))),
  });
  return new RowReasons({
    sensitive: spec.sensitive,
    players,
    references,
    explainer,
    names: isEvent ? [...names, { ...names[0], unit: 'log-odds' }] : names,
    isOneOfClasses: none.kind === 'multiclass',
    figures: (declared) => figures(served(declared)),
  });
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
