import type { FigureName } from '../explanation/reason-text.js';
import type { TargetColumn } from '../scenarios/targets.js';
import type { ScoredRows } from './scored-rows.js';

/** What the figures of `servedFigures` are called, in their order; undefined where there are none. */
export function figureNames(
  scored: ScoredRows,
  targets: readonly TargetColumn[],
  { event, horizons }: { event?: { en: string }; horizons?: readonly (string | number)[] } = {},
): FigureName[] | undefined {
  const [target] = targets;
  switch (scored.kind) {
    case 'binary':
      return [probabilityOf(target)];
    case 'multiclass': {
      const { names, classes } = scored.predictions;
      return Array.from({ length: classes }, (_, i) => ({
        unit: 'probability',
        of: names?.[i] ?? String(i),
      }));
    }
    case 'number-with-event':
      return [numberOf(target), { unit: 'probability', of: event?.en }];
    case 'multilabel':
      return targets.map((one) => ({ ...probabilityOf(one), target: one.name }));
    case 'multioutput':
      return targets.map((one) => ({ ...numberOf(one), target: one.name }));
    case 'regression':
    case 'remaining-life':
      return [numberOf(target)];
    case 'forecast':
      return horizons?.map((horizon) => ({ ...numberOf(target), quantity: `the forecast for ${horizon}` }));
    case 'treatment-effect':
    case 'tail-risk':
    case 'portfolio-returns':
    case 'ranking':
      return undefined;
  }
}

function numberOf(target: TargetColumn): FigureName {
  return 'unit' in target && target.unit !== undefined ? { unit: target.unit } : {};
}

/** What the probability of the class that a target asks about is called. */
export function probabilityOf(target: TargetColumn): FigureName {
  const categories = 'categories' in target ? (target.categories ?? []) : [];
  const label = categories.find(({ code }) => code === target.positive)?.label.en;
  return { unit: 'probability', of: target.event?.en ?? label ?? target.positive ?? target.name };
}
