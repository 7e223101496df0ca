import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { drawPanels } from '../../plots/panels.js';
import { scoredPanels } from '../../plots/scored-panels.js';
import type { TailForecasts } from './tail-forecasts.js';

/** A picture of the days held out, as SVG: what equal weight lost beside its value at risk. */
export function riskPlot({ spec }: Scenario, { scored }: TailForecasts): string {
  return drawPanels(spec.title, scoredPanels(scored, { target: spec.target?.name ?? '' }));
}
