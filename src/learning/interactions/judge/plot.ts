import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { drawPanels } from '../../plots/panels.js';
import { scoredPanels } from '../../plots/scored-panels.js';
import type { ScoredRows } from '../../scored-rows.js';

/** A picture of what was held out, as SVG: hits by the length of the list, or ratings beside those that were given. */
export function interactionPlot({ spec }: Scenario, scored: ScoredRows): string {
  return drawPanels(spec.title, scoredPanels(scored, { target: spec.target?.name ?? '' }));
}
