import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { drawPanels } from '../../plots/panels.js';
import { scoredPanels } from '../../plots/scored-panels.js';
import type { ScoredRows } from '../../scored-rows.js';

/** A picture of the learners held out, as SVG: how far the chances can be trusted. */
export function tracingPlot({ spec: { title, target } }: Scenario, scored: ScoredRows): string {
  const categories = target?.kind === 'categorical' ? target.categories : [];
  const positive = target?.kind === 'categorical' ? target.positive : undefined;
  const ordered = [...categories].sort((a, b) => Number(a.code === positive) - Number(b.code === positive));
  const classes = ordered.map(({ label: { en, zh } }) => (en === zh ? en : `${en} · ${zh}`));
  return drawPanels(title, scoredPanels(scored, { target: target?.name ?? '', classes }));
}
