import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { amount, type FigureName } from '../reason-text.js';

/** How much a column moves a figure on average, in words of the scenario. Its phrases in other languages: `phrases.ts`. */
export function importanceText(
  column: ColumnSpec,
  { importance, share }: { importance: number; share: number },
  { unit, of, target, quantity }: FigureName,
): string {
  const told = column.meaning.en;
  const part = `${amount(100 * share)} % of all`;
  const what = of ?? target ?? '';
  if (unit === 'probability')
    return `${told}: moves the probability of ${what} by ${amount(100 * importance)} points on average, ${part}`;
  if (unit === 'log-odds')
    return `${told}: moves the log-odds of ${what} by ${amount(importance)} on average, ${part}`;
  const measured = unit === undefined ? '' : ` ${unit}`;
  return `${told}: moves ${quantity ?? target ?? 'the answer'} by ${amount(importance)}${measured} on average, ${part}`;
}

/** What a figure is called, in words of the scenario. */
export function figureText({ unit, of, target, quantity }: FigureName): string {
  const ofTarget = target === undefined ? '' : `${target}: `;
  if (unit === 'probability') return `${ofTarget}the probability of ${of ?? ''}`;
  if (unit === 'log-odds') return `the log-odds of ${of ?? ''}`;
  const measured = unit === undefined ? '' : ` (${unit})`;
  if (target !== undefined) return `the value of ${target}${measured}`;
  return `${quantity ?? 'the answer'}${measured}`;
}
