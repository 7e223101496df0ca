import { said } from './language.js';
import { say } from './messages/common.js';
import type { Headline } from '../learning/report.js';

/** `auc 0.79 (0.72 to 0.85), 200 rows held out, synthetic sample` */
export function headlineText({ metric, value, lower, upper, rows, data }: Headline): string {
  const interval = intervalText({ lower, upper });
  return say.headline({
    metric,
    value: number(value),
    interval: interval && say.inBrackets({ text: interval }),
    rows,
    data: said(data.replaceAll('-', ' ')),
  });
}

/** `0.72 to 0.85`; empty where a figure has no interval. */
export function intervalText({ lower, upper }: Pick<Headline, 'lower' | 'upper'>): string {
  return lower === null || upper === null ? '' : say.interval({ lower: number(lower), upper: number(upper) });
}

export function number(value: number | null | undefined): string {
  return typeof value === 'number' ? value.toFixed(4) : '–';
}
