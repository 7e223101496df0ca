import type { StepPredictor, StepStarts } from '../../../models/prediction/steps.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { Derivation } from '../../../tables/derived/derive.js';
import type { Preparation } from '../../../tables/preparation/preparation.js';
import { asKnownAt, asKnownAtOwn, stagesOfRows, type Stage } from '../../../tables/preparation/stages.js';
import type { Table } from '../../../tables/table.js';
import { PartReasons } from '../../part-reasons.js';
import { servedFigures, type ScoredRows, type ServedFigures } from '../../scored-rows.js';
import { declaredCases } from './declared-cases.js';
import { playersOf } from './feature-blocks.js';
import type { References } from './references.js';
import { RowExplainer } from './row-explainer.js';
import { RowReasons } from './row-reasons.js';
import { namedFigures } from './served-names.js';

interface Opened {
  spec: ScenarioSpec;
  references: References;
  scored: (outputs: Float32Array, rows: number) => ScoredRows;
  /** The figures of rows as they are served. */
  served: (declared: Table) => ServedFigures;
}

interface OpenedSteps extends Opened {
  preparation: Preparation;
  derivation: Derivation;
  stepsFrom: (starts: StepStarts) => StepPredictor;
}

/** Who explains the rows of a version feature by feature; undefined where its figures are none that columns add to. */
export function openReasons(opened: OpenedSteps): RowReasons | undefined {
  const { spec, preparation, derivation, references, stepsFrom, scored, served } = opened;
  const figures = namedFigures(spec, scored(new Float32Array(), 0));
  if (!figures) return undefined;
  const { names, isOneOfClasses, explained } = figures;
  const players = playersOf(preparation, spec);
  const explainer = new RowExplainer({
    preparation,
    derivation,
    players,
    references,
    stepsFrom,
    figures: (outputs, rows) => explained(servedFigures(scored(outputs, rows))),
  });
  return new RowReasons({
    sensitive: spec.sensitive,
    players,
    references,
    explainer,
    names,
    isOneOfClasses,
    figures: (declared) => explained(served(declared)),
  });
}

/**
 * Who explains the rows of a version with stages: each is compared with the references as they would have been known at its own stage; undefined
 * where its figures are none that columns add to.
 */
export function openStagedReasons(
  opened: Opened & { columns: readonly ColumnSpec[] },
): PartReasons | undefined {
  const { spec, references, columns, scored, served } = opened;
  const figures = namedFigures(spec, scored(new Float32Array(), 0));
  if (!figures) return undefined;
  const { explained, ...named } = figures;
  return new PartReasons(
    declaredCases({
      ...named,
      columns,
      references,
      sensitive: spec.sensitive,
      figures: (declared) => explained(served(declared)),
      alike: (row, others) => asKnownThen(row, others, spec.stages),
    }),
  );
}

function asKnownThen(row: Table, references: Table, stages: readonly Stage[]) {
  const [stage] = stagesOfRows(row, stages);
  return { row: asKnownAtOwn(row, stages), references: asKnownAt(references, stages[stage]) };
}
